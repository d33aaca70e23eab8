package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"molva/cmd/proof"
	"molva/store"
)

// death is a step at which the program is killed: once for each of the hits, life after life, on the same data.
type death struct {
	step string
	hits []int
}

// pushedDeaths are on the way of a mention that is pushed to us, from the first start on an empty folder.
var pushedDeaths = []death{
	{"log made", []int{1}},
	{"migrate", []int{1, 1}},
	{"migrated in part", []int{1, 2, 3}},
	{"migrated", []int{1}},
	{"publish", []int{1, 2, 3}},
	{"published in part", []int{1, 5, 30}},
	{"published", []int{1, 2, 3}},
	{"commit", []int{1, 2, 3, 4, 5, 6, 7, 8}},
	{"committed", []int{1, 2, 3, 4, 5, 6, 7, 8}},
}

func TestKilledWhilePushedTo(t *testing.T) {
	for _, d := range pushedDeaths {
		t.Run(d.step, func(t *testing.T) {
			m := newMortal(t, "")
			senders := m.push(t, 1000)
			for _, hits := range d.hits {
				m.dies(t, d.step, hits, nil)
			}
			before := m.ledger.Acks()
			p := m.start(t)
			eventually(t, "mentions are taken again", func() bool { return m.ledger.Acks() > before+50 })
			senders.Stop()
			m.finish(t, p)
		})
	}
}

// pulledDeaths are on the way of what a source fetches: its cursor must not run ahead of what is published.
var pulledDeaths = []death{
	{"publish", []int{1, 1}},
	{"published", []int{1, 1}},
	{"keep", []int{1, 1}},
	{"kept", []int{1, 1}},
}

func TestKilledWhileFetching(t *testing.T) {
	for _, d := range pulledDeaths {
		t.Run(d.step, func(t *testing.T) {
			m := mortal{}
			feed := newGrowing(t, func(p proof.Post) {
				m.ledger.Intend([]proof.Post{p})
				m.ledger.Settle([]proof.Post{p}, true) // what stands in a feed for good must come to us
			})
			m = newMortal(t, fmt.Sprintf("  - {id: blog, network: feed, every: 1s, url: %q}\nfetch: {allow: [%q]}\n",
				feed.URL, strings.TrimPrefix(feed.URL, "http://")))
			feed.grow()
			for _, hits := range d.hits {
				m.dies(t, d.step, hits, nil)
				feed.grow()
			}
			m.finish(t, m.start(t))
		})
	}
}

// TestKilledWhileRemoving: retention takes what is old out of the stream and the database, and the sums keep it.
func TestKilledWhileRemoving(t *testing.T) {
	const mentions = 2500
	m := newMortal(t, "")
	p := m.start(t)
	m.send(t, 0, mentions)
	m.Drained(t, m.ledger, 20*time.Second)
	p.Stop(t)

	later := m
	later.Env = []string{"MOLVA_CLOCK_OFFSET_FILE=" + write(t, m.Dir, "offset", "20000h")}
	for _, d := range []death{{"trim", []int{1}}, {"trimmed", []int{1}}, {"swept", []int{1, 1}}} {
		for _, hits := range d.hits {
			later.dies(t, d.step, hits, nil)
		}
	}
	p = later.start(t)
	db := m.Open(t)
	eventually(t, "all that is old is gone", func() bool { return count(t, db) == 0 })
	p.Stop(t)
	m.wantSums(t, mentions)

	p = m.start(t)
	m.send(t, 0, mentions) // the same once more
	eventually(t, "the repeats are known", func() bool { return received(t, db) == 2*mentions })
	p.Stop(t)
	m.wantSums(t, mentions)
	if n := count(t, db); n > 0 {
		t.Errorf("%d mentions are back after they were removed", n)
	}
}

// TestKilledWhileTopicsChange: another time zone has other weeks, and another parent other sums.
func TestKilledWhileTopicsChange(t *testing.T) {
	m := newMortal(t, "")
	p := m.start(t)
	m.send(t, 0, 1000)
	m.Drained(t, m.ledger, 20*time.Second)
	p.Stop(t)
	config := filepath.Join(m.Dir, "molva.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, m.Dir, "molva.yaml", strings.NewReplacer("timezone: UTC", "timezone: Pacific/Auckland",
		"topics:\n", "topics:\n  - {id: group, name: Group}\n", "name: Zarya,", "name: Zarya, parent: group,").Replace(string(text)))
	for _, step := range []string{"commit", "committed"} {
		m.dies(t, step, 1, nil)
	}
	m.finish(t, m.start(t))
	sum, err := m.Open(t).Sum(t.Context(), "group", store.Period{})
	if err != nil || sum.Total() != 1000 {
		t.Errorf("the topic above has %d mentions, %v; want 1000", sum.Total(), err)
	}
}

// TestKilledWhileRewinding: the stream came back from an older copy and is read from its start.
func TestKilledWhileRewinding(t *testing.T) {
	m := newMortal(t, "")
	stream, copied := filepath.Join(m.Data(), "stream"), filepath.Join(m.Dir, "copy")
	for _, mentions := range []int{100, 300} {
		p := m.start(t)
		m.send(t, 0, mentions)
		m.Drained(t, m.ledger, 20*time.Second)
		p.Stop(t)
		if mentions == 100 {
			if err := os.CopyFS(copied, os.DirFS(stream)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.RemoveAll(stream); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(copied, stream); err != nil {
		t.Fatal(err)
	}
	m.dies(t, "rewind", 1, nil)
	m.dies(t, "rewound", 1, nil)
	p := m.start(t)
	m.send(t, 1000, 1100) // they come to stand where others stood
	m.finish(t, p)
}

func TestKilledWhileImporting(t *testing.T) {
	m := newMortal(t, "")
	posts := postsOf("shop", 0, 300)
	var lines strings.Builder
	for _, p := range posts {
		line, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s\n", line)
	}
	file := write(t, m.Dir, "in.jsonl", lines.String())
	m.ledger.Intend(posts)
	for _, d := range []death{{"published in part", []int{100}}, {"published", []int{1}}, {"commit", []int{1, 2}}, {"committed", []int{1, 2}}} {
		for _, hits := range d.hits {
			m.diesIn(t, d.step, hits, "import", file, "--network", "shop")
		}
	}
	var said tally
	if err := json.Unmarshal([]byte(m.Do(t, "import", file, "--network", "shop", "-o", "json")), &said); err != nil || said.Received != len(posts) {
		t.Errorf("the import received %d of %d: %v", said.Received, len(posts), err)
	}
	m.ledger.Settle(posts, true)
	m.Check(t, m.ledger)
}

// TestKilledWhileBackingUp: what has the backup's name is a whole backup.
func TestKilledWhileBackingUp(t *testing.T) {
	m := newMortal(t, "")
	p := m.start(t)
	m.send(t, 0, 100)
	m.Drained(t, m.ledger, 20*time.Second)
	for _, d := range []struct {
		step  string
		there bool
	}{{"copied", false}, {"name the copy", false}, {"copy named", true}} {
		file := filepath.Join(m.Dir, d.step+".db")
		m.diesIn(t, d.step, 1, "backup", file)
		if _, err := os.Stat(file); (err == nil) != d.there {
			t.Errorf("killed at %q, and the backup is there: %v", d.step, err == nil)
		}
		if !d.there {
			m.Do(t, "backup", file)
		}
		m.wantBackup(t, file)
	}
	p.Stop(t)
}

// TestKilledWhileReplaying: a dead letter that is put into the pipe again comes out once.
func TestKilledWhileReplaying(t *testing.T) {
	url := startNATS(t)
	m := newMortal(t, fmt.Sprintf("stream: {url: %q}\n", url))
	p := m.start(t)
	publishRaw(t, url, "molva.mention.shop", "nonsense")
	db := m.Open(t)
	letters := func() []store.Dead {
		all, err := collect(db.Dead(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	eventually(t, "the letter is dead", func() bool { return len(letters()) == 1 })
	p.Stop(t)
	first := fmt.Sprint(letters()[0].ID)
	for _, step := range []string{"publish", "published", "republished"} {
		m.diesIn(t, step, 1, "dlq", "replay", first)
		if left := letters(); len(left) == 0 || fmt.Sprint(left[0].ID) != first {
			t.Errorf("killed at %q, and the letter has left the list", step)
		}
	}
	m.Do(t, "dlq", "replay", first)
	left := letters()
	if len(left) != 1 || fmt.Sprint(left[0].ID) == first {
		t.Errorf("dead letters are %+v, want the one that died again", left)
	}
	if n := received(t, db); n != 2 {
		t.Errorf("%d messages were received, want the letter twice", n)
	}
	m.Do(t, "verify")
}

// TestKilledWhileTagging: the classify stage on a machine of its own dies between the tagged log and the acknowledgement.
// What it held comes to another after a while.
func TestKilledWhileTagging(t *testing.T) {
	t.Parallel()
	yaml := fmt.Sprintf("stream: {url: %q}\n", startNATS(t))
	m, away := newMortal(t, yaml), newMortal(t, yaml)
	p := m.start(t, "--only", "ingest,store,alerts,web")
	senders := m.push(t, 300)
	for _, d := range []death{{"publish", []int{1}}, {"published in part", []int{5}}, {"published", []int{1}}, {"acknowledge", []int{1, 7}}} {
		for _, hits := range d.hits {
			away.dies(t, d.step, hits, nil, "--only", "classify")
		}
	}
	senders.Stop()
	tagger := away.start(t, "--only", "classify")
	m.Drained(t, m.ledger, time.Minute)
	tagger.Stop(t)
	p.Stop(t)
	m.Check(t, m.ledger)
}

// send posts mentions, those of one shop from one number to before another; each batch must be acknowledged.
func (m mortal) send(t *testing.T, from, to int) {
	t.Helper()
	posts := postsOf("shop", from, to)
	m.ledger.Intend(posts)
	for len(posts) > 0 {
		batch := posts[:min(len(posts), 1000)]
		status, _, err := proof.Send(t.Context(), m.url.Load().(string), batch)
		if err != nil || status != http.StatusOK {
			t.Fatalf("status is %d, %v", status, err)
		}
		m.ledger.Settle(batch, true)
		posts = posts[len(batch):]
	}
}

func postsOf(source string, from, to int) []proof.Post {
	var posts []proof.Post
	for n := from; n < to; n++ {
		posts = append(posts, proof.NewPost(source, n))
	}
	return posts
}

// count is how many mentions are stored.
func count(t *testing.T, db *store.DB) int {
	t.Helper()
	n, err := db.Count(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// received is how many mentions the store was told of, whatever became of them.
func received(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	rows, err := db.Intake(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range rows {
		n += in.Received
	}
	return n
}

// wantSums: the sums of a database whose mentions are gone still count them all.
func (m mortal) wantSums(t *testing.T, want int) {
	t.Helper()
	sum, err := m.Open(t).Sum(t.Context(), "zarya", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Total() != want {
		t.Errorf("the sums count %d mentions, want %d", sum.Total(), want)
	}
	m.Do(t, "verify")
}

// wantBackup restores a backup and compares what is in it.
func (m mortal) wantBackup(t *testing.T, file string) {
	t.Helper()
	to := file + ".restored"
	if err := store.Restore(t.Context(), file, to); err != nil {
		t.Errorf("restore: %v", err)
		return
	}
	db, err := store.Open(t.Context(), store.Options{Path: to, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := count(t, db); n != m.ledger.Len() {
		t.Errorf("the backup has %d mentions, want %d", n, m.ledger.Len())
	}
}

// publishRaw publishes as a program other than molva may.
func publishRaw(t *testing.T, url, subject, body string) {
	t.Helper()
	conn, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err == nil {
		_, err = js.Publish(t.Context(), subject, []byte(body))
	}
	if err != nil {
		t.Fatal(err)
	}
}
