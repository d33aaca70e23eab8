package proof

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestErasure lets two people who want to be forgotten write into every field that there is, has a digest quote them, a person
// here repeat them, and then erases the one as an author and the other by the mention. No byte of the data folder tells of them any
// more, in whatever writing; the sums are as they were; what they say again is refused, and does not stay in the stream either.
func TestErasure(t *testing.T) {
	mostlyWaits(t)
	slack := newListener(t)
	home := NewHome(t, binary, fmt.Sprintf("digest: {daily: \"\", weekly: \"\"}\nslack: {webhook_url: %q}\nfetch: {allow: [%q]}\n",
		slack.URL+"/hook", strings.TrimPrefix(slack.URL, "http://")))
	p := home.Start(t)
	said := confidences()
	for source, all := range said {
		bringRaw(t, p, source, all)
	}
	n := len(said["shop"]) + len(said["forum"]) + len(said["desk"])
	received(t, home, n-2) // one of them is rejected, one is an edit
	home.repeatThem(t, p)
	slack.wants(t, "crackles loudly", "zqauthor", "zqname", "zqprofile")

	home.keepMore(t)
	p = home.Start(t)
	before, sums := found(t, home.Data(), erasedMarks...), home.figures(t)
	if len(before) < len(erasedMarks) {
		t.Fatalf("only %d of %d marks are in the folder before: %v", len(before), len(erasedMarks), before)
	}
	home.wantTold(t, "zqtext", "zqname", "зюкомарка", "zqextra", "zqstranger", "zqedit", "zqquoted", "zqdead")
	t.Log(home.Do(t, "erase", "--author", "shop:"+erasedAuthor))
	home.wantTold(t)
	p.Stop(t)
	t.Log(home.Do(t, "erase", "--mention", "forum:"+erasedMention)) // without a running instance
	wantErased(t, home, "after the erasure", sums)

	p = home.Start(t)
	refused := home.erasedSoFar(t)
	for source, all := range said {
		bringRaw(t, p, source, again(all))
	}
	Eventually(t, 20*time.Second, "what they say again is refused", func() bool { return home.erasedSoFar(t) >= refused+5 })
	p.Stop(t)
	p = home.Start(t)
	Eventually(t, 20*time.Second, "what was refused leaves the stream", func() bool { return len(found(t, filepath.Join(home.Data(), "stream"), erasedMarks...)) == 0 })
	p.Stop(t)
	wantErased(t, home, "after they spoke again", sums)
}

// TestErasureKilled kills the program while it erases, earlier and later; what was begun ends at the next start.
func TestErasureKilled(t *testing.T) {
	kills := 5
	if *long {
		kills = 40
	}
	home := NewHome(t, binary, "digest: {daily: \"\", weekly: \"\"}\n")
	p := home.Start(t)
	for i := range kills {
		bringRaw(t, p, "shop", []map[string]any{{"id": fmt.Sprint("zqkilled-", i), "text": fmt.Sprintf("kestrel is zqkilled %d", i), "published_at": whenSaid(), "author": map[string]any{"id": fmt.Sprint("zqkilled-author-", i)}}})
	}
	received(t, home, kills)
	begun := 0
	for i := range kills {
		erase := home.command(t.Context(), []string{"erase", "--author", fmt.Sprint("shop:zqkilled-author-", i)})
		if err := erase.Start(); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(10 * time.Second); home.erasing(t) == 0 && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(i*40/kills) * time.Millisecond)
		p.Kill(t)
		erase.Process.Kill()
		erase.Wait()
		if home.erasing(t) > 0 {
			begun++
		}
		p = home.Start(t)
		Eventually(t, 20*time.Second, "what was begun is done", func() bool { return home.erasing(t) == 0 })
	}
	if begun == 0 {
		t.Error("no erasure was cut off")
	}
	for i := range kills {
		home.Do(t, "erase", "--author", fmt.Sprint("shop:zqkilled-author-", i)) // those that were not begun; the others change nothing
	}
	p.Stop(t)
	if left := found(t, home.Data(), "zqkilled"); len(left) > 0 {
		t.Errorf("%d erasures were cut off, and the folder still has %s", begun, left)
	}
	if o := home.Run(t, "verify"); o.Code != 0 {
		t.Errorf("verify: exit code %d: %s%s", o.Code, o.Out, o.Errors)
	}
	t.Logf("%d of %d erasures were cut off", begun, kills)
}

// erasing is how many erasures were begun and are not done.
func (h Home) erasing(t *testing.T) int {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	return counts(t, db, `SELECT 'n', count(*) FROM erasure WHERE stage <> 'done'`)["n"]
}

// repeatThem has the program and a person here repeat what the erased said, and stops it.
func (h Home) repeatThem(t *testing.T, p *Process) {
	t.Helper()
	h.Do(t, "digest", "--post", "--period", "day", "--at", whenSaid().Format("2006-01-02"))
	Eventually(t, 20*time.Second, "the digest is posted", func() bool {
		db := h.views(t)
		defer db.Close()
		return counts(t, db, `SELECT state, count(*) FROM v_outbox GROUP BY state`)["sent"] > 0
	})
	var list []struct{ ID string }
	if err := json.Unmarshal([]byte(h.Do(t, "complaints", "-o", "json")), &list); err != nil || len(list) == 0 {
		t.Fatalf("%d complaints, %v", len(list), err)
	}
	h.Do(t, "complaints", "rename", list[0].ID, "what Zqauthor-4711 says: zqnote", "--by", "anna")
	p.Stop(t)
}

// keepMore puts beside the rest, as if it had come there long ago, a dead letter, what somebody here noted of a mention of another,
// and a backup of before an upgrade.
func (h Home) keepMore(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+h.Database()+"?mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{
		`INSERT INTO dead (stage, reason, source, run, network, at, raw) VALUES ('classify', 'odd', 'shop', '', 'shop', 1, CAST('{"id":"9","text":"zqdead","author":{"id":"` + erasedAuthor + `"}}' AS BLOB))`,
		`INSERT INTO handled_log (mention, state, assignee, name, at, note) SELECT id, 'work', '', 'anna', 1, 'the same as zqname zqauthorson' FROM mention WHERE external_id = 's6'`,
	} {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	write(t, h.Database()+".v0.backup", "a copy of it all: zqcopy zqtext "+erasedAuthor)
}

// wantTold asks, as somebody may, what is held on the author, and wants these marks in it; without any, nothing.
func (h Home) wantTold(t *testing.T, marks ...string) {
	t.Helper()
	told := strings.ToLower(h.Do(t, "export", "person", "--author", "shop:"+erasedAuthor))
	if len(marks) == 0 && told != "" {
		t.Errorf("still held is %s", told)
	}
	for _, mark := range marks {
		if !strings.Contains(told, mark) {
			t.Errorf("%s is not among what is told of the author: %s", mark, told)
		}
	}
}

// wantErased wants no mark in the folder of a program that has stopped, nor after it has run once more, and the sums as they were.
func wantErased(t *testing.T, home Home, when string, sums map[string]int) {
	t.Helper()
	if left := found(t, home.Data(), erasedMarks...); len(left) > 0 {
		t.Errorf("%s the folder still tells of: %s", when, strings.Join(left, "; "))
	}
	after := home.figures(t)
	for hour, n := range sums {
		if after[hour] != n {
			t.Errorf("%s %s is %d, was %d", when, hour, after[hour], n)
		}
	}
	if o := home.Run(t, "verify"); o.Code != 0 {
		t.Errorf("%s verify: exit code %d: %s%s", when, o.Code, o.Out, o.Errors)
	}
}

// figures are the sums of every hour.
func (h Home) figures(t *testing.T) map[string]int {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	return counts(t, db, `SELECT hour || ' ' || network || ' ' || lang || ' negative', negative FROM v_hour UNION ALL
		SELECT hour || ' ' || network || ' ' || lang || ' all', negative + neutral + positive FROM v_hour`)
}

func (h Home) erasedSoFar(t *testing.T) int {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	return counts(t, db, `SELECT 'all', sum(erased) FROM v_intake`)["all"]
}

// found is in which files which marks are, in any writing.
func found(t *testing.T, dir string, marks ...string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) { // the program runs
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		data = bytes.ToLower(data)
		for _, mark := range marks {
			if how := writtenIn(data, mark); how != "" {
				all = append(all, filepath.Base(path)+" has "+mark+" "+how)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}
