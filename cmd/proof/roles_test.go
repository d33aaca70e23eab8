package proof

import (
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestRolesGiveTheSame feeds one input to one process and to several that share the work through an external server: one
// listens, two classify, one saves and shows. On the way classifiers are killed and made to hang with messages in their
// hands, and so is the one that saves. What the views say must be the same, value by value. Left out is only what the
// input does not decide: when a mention was seen.
func TestRolesGiveTheSame(t *testing.T) {
	t.Logf("seed %d", *seed)
	said, replied := story()
	together := NewHome(t, binary, "")
	one := together.Start(t)
	bring(t, one, said)
	received(t, together, len(said))
	bring(t, one, replied)
	received(t, together, len(said)+len(replied))
	one.Stop(t)

	server := NewServer(t, natsServer(t), "between", "")
	server.Start(t)
	// Folders that share nothing but the configuration, as on four machines.
	home := func() Home { return NewHome(t, binary, External(1, server)) }
	saving, classifying, busy := home(), home(), home()
	listener := home().Start(t, "--only", "ingest")
	bring(t, listener, said)
	keeper := saving.Start(t, "--only", "store,alerts,web")
	asleep := classifying.Start(t, "--only", "classify")
	received(t, saving, 1)
	asleep.Signal(syscall.SIGSTOP) // with its hands full
	slept := time.Now()
	dice := rand.New(rand.NewPCG(*seed, 0))
	for range 6 {
		worker := busy.Start(t, "--only", "classify")
		time.Sleep(time.Duration(dice.IntN(60)) * time.Millisecond)
		worker.Kill(t)
	}
	keeper.Kill(t)
	keeper = saving.Start(t, "--only", "store,alerts,web")
	worker := busy.Start(t, "--only", "classify")
	received(t, saving, len(said)) // what the dead and the sleeping held comes to others when its time is over
	wait(t.Context(), 12*time.Second-time.Since(slept))
	asleep.Signal(syscall.SIGCONT)
	bring(t, listener, replied)
	received(t, saving, len(said)+len(replied))
	for _, p := range []*Process{listener, asleep, worker, keeper} {
		p.Stop(t)
	}
	alike(t, together, saving)
}

// alike compares what the views of two databases say.
func alike(t *testing.T, together, apart Home) {
	t.Helper()
	for _, view := range []string{
		`v_mention: SELECT id, network, external_id, url, author, kind, lang, published_at, text, thread, duplicate_of FROM v_mention ORDER BY id`,
		`v_opinion: SELECT mention_id, topic, sentiment, p_negative, p_neutral, p_positive, category, counted, labelled_by, published_at FROM v_opinion ORDER BY mention_id, topic`,
		`v_hour: SELECT * FROM v_hour ORDER BY topic, hour, network, lang`,
		`v_week: SELECT * FROM v_week ORDER BY topic, week, network`,
		`v_intake: SELECT * FROM v_intake ORDER BY source`,
		`v_dead: SELECT count(*) FROM v_dead`,
	} {
		name, query, _ := strings.Cut(view, ": ")
		want, got := lines(t, together, query), lines(t, apart, query)
		if len(want) < 2 && name != "v_dead" {
			t.Errorf("%s has %d rows", name, len(want))
		}
		if at := slices.IndexFunc(got, func(s string) bool { return !slices.Contains(want, s) }); !slices.Equal(got, want) {
			t.Errorf("%s: %d rows in one process, %d apart; first strange row apart: %d\n%s", name, len(want), len(got), at, unlike(want, got))
		}
	}
	for _, h := range []Home{together, apart} {
		if o := h.Run(t, "verify"); o.Code != 0 {
			t.Errorf("verify: exit code %d: %s%s", o.Code, o.Out, o.Errors)
		}
	}
}

// unlike is the first row that differs.
func unlike(want, got []string) string {
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			return fmt.Sprintf("together %q\napart    %q", want[min(i, len(want)):min(i+1, len(want))], got[min(i, len(got)):min(i+1, len(got))])
		}
	}
	return ""
}

// story is what is fed: mentions, and then what is said about them later. Every mention must have been received before
// the replies come, because an edit counts as one only where its mention came first.
func story() (first, later []Post) {
	born := time.Now().UTC().Truncate(24 * time.Hour).Add(-9 * 24 * time.Hour)
	add := func(to *[]Post, n int, change func(*Post)) {
		p := NewPost(SourceIDs[n%len(SourceIDs)], n)
		p.Published = born.Add(time.Duration(n) * time.Minute)
		change(&p)
		*to = append(*to, p)
	}
	for n := range 9600 {
		add(&first, n, func(p *Post) {
			switch {
			case n%10 == 3:
				p.Text = fmt.Sprintf("nothing of ours here, number %d", n)
			case n%10 == 7: // the same words from many
				p.Text = "I bought the new kestrel yesterday and after one day the left speaker is dead, the shop says wait three weeks for a new one"
			}
		})
	}
	for n := range 9600 {
		switch n % 24 {
		case 1, 9: // an edit
			add(&later, n, func(p *Post) {
				p.Text, p.Edited = fmt.Sprintf("kestrel %d: I changed my mind, it is awful", n), p.Published.Add(time.Hour)
			})
		case 5:
			add(&later, n, func(p *Post) { p.Deleted = true })
		case 8, 14: // the same again
			add(&later, n, func(*Post) {})
		case 11: // an edit that no longer names the topic
			add(&later, n, func(p *Post) { p.Text, p.Edited = "never mind", p.Published.Add(time.Hour) })
		case 17: // refused at the door, which a note tells
			if n%240 != 17 {
				continue
			}
			add(&later, n, func(p *Post) { p.ID, p.Text = fmt.Sprintf("empty%d", n), " \n " })
		}
	}
	return first, later
}

// bring posts a part, source by source, in requests of a hundred.
func bring(t *testing.T, p *Process, part []Post) {
	t.Helper()
	bySource := map[string][]Post{} // a bad one in a request of its own, since all of a request is refused with it
	for _, post := range part {
		key := post.Source
		if strings.HasPrefix(post.ID, "empty") {
			key += post.ID
		}
		bySource[key] = append(bySource[key], post)
	}
	for _, key := range slices.Sorted(maps.Keys(bySource)) {
		for batch := range slices.Chunk(bySource[key], 100) {
			status, _, err := Send(t.Context(), p.URL, batch)
			if err != nil || status != 200 && status != 400 {
				t.Fatalf("status %d, %v", status, err)
			}
		}
	}
}

// received waits until so many are accounted for.
func received(t *testing.T, h Home, want int) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	got := 0
	for end := time.Now().Add(time.Minute); got < want; time.Sleep(20 * time.Millisecond) {
		if err := db.QueryRow(`SELECT coalesce(sum(received), 0) FROM v_intake`).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(end) {
			t.Fatalf("%d of %d are accounted for", got, want)
		}
	}
}

// lines are the rows that a query finds, each as text.
func lines(t *testing.T, h Home, query string) (all []string) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(sql.NullString)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, v := range values {
			row = append(row, v.(*sql.NullString).String)
		}
		all = append(all, strings.Join(row, " | "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
