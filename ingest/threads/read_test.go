package threads

import (
	"fmt"
	"net/url"
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
	who    = `{"id":"1","username":"kestrel"}`
)

// open makes a source whose every question is answered by f.
func open(t *testing.T, o Options, f func(u *url.URL) string) *Source {
	t.Helper()
	o.Options = graph.Options{Token: secret.New("k")}
	source, _, err := New(o, sourcetest.Answers(t, f))
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

// gather notes what comes and what is told.
func gather(came, told *[]string, next *ingest.Cursor) func(ingest.Page) error {
	return func(p ingest.Page) error {
		for _, m := range p.Mentions {
			*came = append(*came, fmt.Sprint(m.ID, " ", m.Deleted))
		}
		for _, r := range p.Rejected {
			*told = append(*told, r.Item)
		}
		*next = p.Next
		return nil
	}
}

// TestShutLists: what a good token may not read is told once until it may, and costs the others nothing.
func TestShutLists(t *testing.T) {
	found := mayNot
	s := open(t, Options{Search: []string{"kestrel"}, Mentions: true}, func(u *url.URL) string {
		switch {
		case strings.HasSuffix(u.Path, "/me"):
			return who
		case strings.HasSuffix(u.Path, "/keyword_search"):
			return found
		}
		return `{"data":[{"id":"5","timestamp":"2026-11-21T11:00:00+0000","text":"Kestrel"}]}`
	})
	var cursor ingest.Cursor
	for _, step := range []struct{ found, came, told string }{
		{mayNot, "[5 false]", "[search for kestrel]"}, {mayNot, "[]", "[]"}, {`{"data":[]}`, "[]", "[]"}, {mayNot, "[]", "[search for kestrel]"},
	} {
		var came, told []string
		found = step.found
		err := s.Read(t.Context(), cursor, gather(&came, &told, &cursor))
		if fmt.Sprint(came) != step.came || fmt.Sprint(told) != step.told || err != nil {
			t.Errorf("%v came, told %v, %v; want %+v", came, told, err, step)
		}
	}
	s.terms = nil
	var came, told []string
	if err := s.Read(t.Context(), cursor, gather(&came, &told, &cursor)); strings.Contains(string(cursor), "search") || err != nil {
		t.Errorf("the cursor is %s, %v", cursor, err)
	}
}

// TestPastPosts: replies to posts before the newest 25 are part of the past.
func TestPastPosts(t *testing.T) {
	s := open(t, Options{Replies: true}, func(u *url.URL) string {
		after := u.Query().Get("after")
		switch {
		case strings.HasSuffix(u.Path, "/conversation") && after == "":
			return `{"data":[{"id":"81","timestamp":"2026-10-05T11:00:00+0000","text":"Late","replied_to":{"id":"8"}}]}`
		case strings.HasSuffix(u.Path, "/threads") && after == "":
			return `{"data":[{"id":"9","timestamp":"2026-11-20T11:00:00+0000","text":"Kestrel"}],"paging":{"cursors":{"after":"o1"}}}`
		case strings.HasSuffix(u.Path, "/threads") && after == "o1":
			return `{"data":[{"id":"8","timestamp":"2026-10-04T11:00:00+0000","text":"Kestrel","has_replies":true}]}`
		}
		return `{"data":[]}`
	})
	var came, told []string
	var cursor ingest.Cursor
	span := ingest.Span{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	if err := s.Backfill(t.Context(), span, "", gather(&came, &told, &cursor)); fmt.Sprint(came) != "[8 false 81 false]" || err != nil {
		t.Errorf("%v came, %v", came, err)
	}
}

// TestUnsureOfDeletion: a reply is deleted only where all replies are there to be seen. Their pages have no "next".
func TestUnsureOfDeletion(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{`{"data":[{"id":"52","timestamp":"2026-11-21T10:00:00+0000"}]}`, "", "[51 true]"},
		{`{"data":[{"id":"52","timestamp":"2026-11-21T10:00:00+0000"}],"paging":{"cursors":{"after":"c1"}}}`,
			`{"data":[{"id":"51","timestamp":"2026-11-21T10:00:00+0000"}]}`, "[51 false]"},
		{`{"data":[]}`, "", "[]"},
		{mayNot, "", "[]"},
	} {
		s := open(t, Options{Replies: true}, func(u *url.URL) string {
			switch {
			case strings.HasSuffix(u.Path, "/me"):
				return who
			case !strings.HasSuffix(u.Path, "/conversation"):
				return `{"id":"5","timestamp":"2026-11-21T09:00:00+0000","has_replies":true}`
			case u.Query().Get("after") == "":
				return c.first
			}
			return c.second
		})
		var came, told []string
		err := s.Refresh(t.Context(), []ingest.Known{{Network: Network, ID: "51", Thread: "5"}}, gather(&came, &told, new(ingest.Cursor)))
		if fmt.Sprint(came) != c.want || err != nil {
			t.Errorf("%s: %v came, %v; want %s", c.first, came, err, c.want)
		}
	}
}

// TestNeeds: networks tell no capital letters from small ones in names.
func TestNeeds(t *testing.T) {
	s := open(t, Options{Accounts: []string{"Kestrel"}, Search: []string{}}, nil)
	if got, want := fmt.Sprint(s.needs("kestrel")), fmt.Sprint([]ingest.Grant{Grants[0], Grants[2]}); got != want {
		t.Errorf("needs %s, want %s", got, want)
	}
}

// TestPace: the searches of a day are spread over it, however often the owner wants to read.
func TestPace(t *testing.T) {
	for n, want := range map[int]time.Duration{1: time.Minute, 100: 100 * 24 * time.Hour / 1980} {
		o := Options{Options: graph.Options{Token: secret.New("k")}, Every: time.Minute}
		for i := range n {
			o.Search = append(o.Search, fmt.Sprint("kestrel", i))
		}
		if _, rhythm, err := New(o, ingest.Env{}); rhythm.Every != want || err != nil {
			t.Errorf("%d terms are asked for every %s, %v; want %s", n, rhythm.Every, err, want)
		}
	}
}
