package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"molva/alerts/slack/slackfake"
	"molva/store"
)

// TestKilledWhilePosting: a digest that was ordered comes once, wherever the program dies on its way. Where nobody can look
// whether the first one arrived, it may come twice, and then it says so.
func TestKilledWhilePosting(t *testing.T) {
	const token, webhook = "{token: xoxb-test, channel: \"#brand\", base_url: %[1]s}", "{webhook_url: %[1]s/services/T1/B1/x}"
	for _, c := range []struct {
		name, slack string
		deaths      []string
		posts       int
	}{
		{"before and after it is queued", token, []string{"queue", "queued", "queued", "queued"}, 1}, // two planned ones go first
		{"before it is posted", token, []string{"post"}, 1},
		{"before it is posted, again and again", token, []string{"post", "post", "post"}, 1},
		{"after it is posted", token, []string{"posted"}, 1},
		{"having looked for it, in vain", token, []string{"post", "looked"}, 1},
		{"having found it", token, []string{"posted", "looked"}, 1},
		{"after it is done", token, []string{"finished"}, 1},
		{"before the webhook", webhook, []string{"post"}, 1},
		{"after the webhook", webhook, []string{"posted"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			slack := newSlack(t)
			m := newMortal(t, "slack: "+fmt.Sprintf(c.slack, slack.URL)+"\n")
			order := func() { m.Run(t, "digest", "--topic", "zarya", "--period", "day", "--post") }
			for _, step := range c.deaths {
				m.dies(t, step, 1, order)
			}
			p := m.start(t)
			order()
			db := m.Open(t)
			eventually(t, "the digest is posted", func() bool { return ordered(t, db) == 0 })
			p.Stop(t)
			wantPosts(t, slack.seen(), c.posts)
		})
	}
}

// ordered is how many letters are due and not sent.
func ordered(t *testing.T, db *store.DB) int {
	t.Helper()
	letters, err := db.Letters(t.Context(), time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return len(letters)
}

// wantPosts counts the posts, of which all but the first must be marked. The first may be: that it is one nobody knew.
func wantPosts(t *testing.T, posts []string, want int) {
	t.Helper()
	if len(posts) != want {
		t.Fatalf("it was posted %d times, want %d", len(posts), want)
	}
	for i, post := range posts {
		if i > 0 && !strings.Contains(post, "Possible repeat") {
			t.Errorf("post %d is not marked as a possible repeat", i+1)
		}
	}
}

// TestKilledInTheThread: what stands under a digest comes once as well, wherever the program dies between the first page
// and the last quote.
func TestKilledInTheThread(t *testing.T) {
	day := time.Now().UTC().AddDate(0, 0, -1)
	for _, death := range []struct {
		step string
		hit  int // 1 is the first page, 2 the details, 3 the first quote
	}{{"finished", 1}, {"post", 2}, {"posted", 2}, {"posted", 3}, {"finished", 5}} {
		t.Run(fmt.Sprint(death.step, death.hit), func(t *testing.T) {
			t.Parallel()
			slack := slackfake.New(t)
			slack.Pace(time.Second)
			m := newMortal(t, "slack: {token: xoxb-test, channel: \"#brand\", base_url: "+slack.URL+"}\ndigest: {daily: \"\", weekly: \"\"}\n")
			m.Run(t, "import", write(t, t.TempDir(), "said.jsonl", asLines(talk(day))))
			order := func() {
				m.Run(t, "digest", "--topic", "zarya", "--period", "day", "--at", day.Format(time.DateOnly), "--post")
			}
			m.dies(t, death.step, death.hit, order)
			p := m.start(t)
			db := m.Open(t)
			eventually(t, "everything is posted", func() bool { return ordered(t, db) == 0 && len(slack.Messages("C1")) == 1 })
			p.Stop(t)
			wantOnce(t, slack)
		})
	}
}

// asLines writes a JSON array as JSON Lines.
func asLines(array string) string {
	return strings.ReplaceAll(strings.Trim(array, "[]"), "},{", "}\n{")
}

// wantOnce wants one first page with a whole thread under it, nothing twice.
func wantOnce(t *testing.T, slack *slackfake.Server) {
	t.Helper()
	first := slack.Messages("C1")[0]
	seen := map[string]int{}
	for _, m := range slack.Thread("C1", first.TS) {
		var metadata struct {
			Payload struct{ Key string } `json:"event_payload"`
		}
		if err := json.Unmarshal(m.Metadata, &metadata); err != nil {
			t.Fatal(err)
		}
		seen[metadata.Payload.Key]++
	}
	for key, times := range seen {
		if times != 1 {
			t.Errorf("%s stands in the thread %d times", key, times)
		}
	}
	if len(seen) < 4 {
		t.Errorf("%d messages in the thread, want the details and at least three quotes", len(seen))
	}
}
