package instagram

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

const (
	mayNot = `{"error":{"code":10,"message":"no"}}`
	nobody = `{"error":{"code":190,"message":"no"}}`
	who    = `{"id":"1","username":"kestrel"}`
)

// open makes a source whose every question is answered by f.
func open(t *testing.T, o Options, f func(u *url.URL) string) (*Source, *time.Time) {
	t.Helper()
	now := sourcetest.Now()
	env := sourcetest.Answers(t, f)
	env.Now = func() time.Time { return now }
	o.Options, o.Account = graph.Options{Token: secret.New("k")}, "1"
	source, _, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source), &now
}

// read reads once: what came, what was told, and the cursor after it.
func read(t *testing.T, s *Source, after ingest.Cursor) (came, told []string, next ingest.Cursor, err error) {
	next = after
	err = s.Read(t.Context(), after, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			came = append(came, m.ID)
		}
		for _, r := range p.Rejected {
			told = append(told, r.Item)
		}
		next = p.Next
		return nil
	})
	return came, told, next, err
}

// TestBusyHashtags: the cursor stays small, and what it forgets comes once more and is not lost.
func TestBusyHashtags(t *testing.T) {
	var tags []string
	for n := range maxHashtags {
		tags = append(tags, fmt.Sprint("заря", n))
	}
	s, now := open(t, Options{Hashtags: tags}, func(u *url.URL) string {
		if strings.HasSuffix(u.Path, "/ig_hashtag_search") {
			return fmt.Sprintf(`{"data":[{"id":"%d"}]}`, 100+slices.Index(tags, u.Query().Get("q")))
		}
		tag, page := strings.Split(u.Path, "/")[2], 0
		_, _ = fmt.Sscan(u.Query().Get("after"), &page)
		var items []string
		for n := range perPage {
			at := sourcetest.Now().Add(-time.Duration(page*perPage+n) * 5 * time.Second)
			items = append(items, fmt.Sprintf(`{"id":"180000000%s%05d","timestamp":%q,"caption":"Kestrel"}`, tag, page*perPage+n, at.Format("2006-01-02T15:04:05-0700")))
		}
		return fmt.Sprintf(`{"data":[%s],"paging":{"cursors":{"after":"%d"}}}`, strings.Join(items, ","), page+1)
	})
	var cursor ingest.Cursor
	for range 2 {
		all := map[string]bool{}
		came, _, next, err := read(t, s, cursor)
		for _, id := range came {
			all[id] = true
		}
		if len(all) < maxHashtags*perPage || len(next) > 100_000 || err != nil {
			t.Errorf("%d posts came, the cursor has %d bytes, %v", len(all), len(next), err)
		}
		cursor, *now = next, now.Add(10*time.Minute)
	}
}

// TestShutLists: what a good token may not read is told once, forgotten with the list, and costs the others and the figures nothing.
func TestShutLists(t *testing.T) {
	self, figures := who, 0
	s, now := open(t, Options{Hashtags: []string{"kestrel"}, Tags: true, Accounts: []string{"boreal"}}, func(u *url.URL) string {
		switch {
		case strings.HasSuffix(u.Path, "/ig_hashtag_search"):
			return mayNot
		case strings.HasSuffix(u.Path, "/tags"):
			return `{"data":[{"id":"5","timestamp":"2026-11-21T11:00:00+0000","caption":"Kestrel"}]}`
		case strings.Contains(u.RawQuery, "business_discovery"):
			figures++
			return `{"business_discovery":{"followers_count":7}}`
		}
		return self
	})
	came, told, cursor, err := read(t, s, "")
	if fmt.Sprint(came, told) != "[5] [#kestrel]" || figures != 1 || err != nil {
		t.Errorf("%v came, told %v, %d figures, %v", came, told, figures, err)
	}
	*now = now.Add(10 * time.Minute)
	if came, told, cursor, err = read(t, s, cursor); len(came)+len(told) != 0 || err != nil || !strings.Contains(string(cursor), "#kestrel") {
		t.Errorf("again %v came, told %v, %v", came, told, err)
	}
	s.options.Hashtags = nil
	if _, _, next, err := read(t, s, cursor); strings.Contains(string(next), "#kestrel") || err != nil {
		t.Errorf("the cursor is %s, %v", next, err)
	}
	self, s.options.Hashtags = nobody, []string{"lumen"}
	if _, _, _, err := read(t, s, cursor); err == nil {
		t.Error("a token that is not accepted was good enough")
	}
}

// TestOneGoesAsOneComes: their number stays the same, and yet the new comment is found within a day.
func TestOneGoesAsOneComes(t *testing.T) {
	id := "51"
	s, now := open(t, Options{Comments: true}, func(u *url.URL) string {
		if strings.HasSuffix(u.Path, "/media") {
			return `{"data":[{"id":"5","timestamp":"2026-11-20T11:00:00+0000","caption":"Kestrel","comments_count":1}]}`
		}
		return fmt.Sprintf(`{"data":[{"id":%q,"timestamp":"2026-11-21T12:05:00+0000","text":"Late"}]}`, id)
	})
	_, _, cursor, _ := read(t, s, "")
	id = "52"
	for _, want := range []string{"[]", "[52]", "[]"} {
		came, _, next, err := read(t, s, cursor)
		if fmt.Sprint(came) != want || err != nil {
			t.Errorf("%v came, want %s, %v", came, want, err)
		}
		cursor = next
		*now = now.Add(day)
	}
}

// TestUnsureOfDeletion: a comment is deleted only where all comments are there to be seen.
func TestUnsureOfDeletion(t *testing.T) {
	const other = `{"id":"52","timestamp":"2026-11-21T10:00:00+0000","text":"Late"%s}`
	for comments, want := range map[string]string{
		`{"data":[` + fmt.Sprintf(other, "") + `]}`: "[51]",
		`{"data":[]}`: "[]",
		`{"data":[` + fmt.Sprintf(other, `,"replies":{"data":[],"paging":{"next":"elsewhere"}}`) + `]}`: "[]",
		`{"data":[{"text":7}]}`: "[]",
		mayNot:                  "[]",
	} {
		s, _ := open(t, Options{Comments: true}, func(u *url.URL) string {
			if strings.HasSuffix(u.Path, "/comments") {
				return comments
			}
			return `{"id":"5","timestamp":"2026-11-21T09:00:00+0000","comments_count":2}`
		})
		gone := map[string]bool{}
		err := s.Refresh(context.Background(), []ingest.Known{{Network: Network, ID: "51", Thread: "5"}}, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				gone[m.ID] = m.Deleted
			}
			return nil
		})
		if got := fmt.Sprint(slices.Sorted(maps.Keys(gone))); got != want || err != nil {
			t.Errorf("%s: %s are gone, %v; want %s", comments, got, err, want)
		}
	}
}

// TestNeeds: the reference asks for the permission of comments for tags too.
func TestNeeds(t *testing.T) {
	s, _ := open(t, Options{Tags: true}, nil)
	if got, want := fmt.Sprint(s.needs()), fmt.Sprint([]ingest.Grant{Grants[0], Grants[1], Grants[4]}); got != want {
		t.Errorf("needs %s, want %s", got, want)
	}
}
