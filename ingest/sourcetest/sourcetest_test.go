package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

func TestMostSpecificReplyIsPlayed(t *testing.T) {
	f := &fixture{}
	for _, title := range []string{
		"GET /a", "GET /a?x=1", "GET /a?x=1&y=2", "GET http://other.test/a?z=1", "GET /a If-None-Match=\"v1\"", "POST /a", "WS /a",
	} {
		f.add(t, title, []byte(title))
	}
	n := &network{t: t, fixture: f}
	for _, c := range []struct{ method, url, header, want string }{
		{"GET", "http://network.test/a", "", "GET /a"},
		{"GET", "http://network.test/a?x=1&more=5", "", "GET /a?x=1"},
		{"GET", "http://network.test/a?y=2&x=1", "", "GET /a?x=1&y=2"},
		{"GET", "http://network.test/a?z=1", "", "GET /a"},
		{"GET", "http://other.test/a?z=1", "", "GET http://other.test/a?z=1"},
		{"GET", "http://network.test/a", "If-None-Match", "GET /a If-None-Match=\"v1\""},
		{"POST", "http://network.test/a", "", "POST /a"},
		{"GET", "http://network.test/a", "Upgrade", "WS /a"},
	} {
		r := httptest.NewRequest(c.method, c.url, nil)
		r.Header.Set("If-None-Match", map[bool]string{true: `"v1"`}[c.header == "If-None-Match"])
		r.Header.Set("Upgrade", map[bool]string{true: "websocket"}[c.header == "Upgrade"])
		if found, ok := n.find(r); !ok || string(found.body) != c.want {
			t.Errorf("%s %s (%s): %q is played, want %q", c.method, c.url, c.header, found.body, c.want)
		}
	}
}

func TestDeletionsAreComparedWithoutTheirTime(t *testing.T) {
	early, late := `{"id":"1","edited_at":"2026-11-21T12:00:00Z","deleted":true}`, `{"id":"1","edited_at":"2026-11-21T12:00:09Z","deleted":true}`
	edited := `{"id":"2","edited_at":"2026-11-21T12:00:00Z"}`
	if left := without([]string{early, edited}, []string{late, strings.Replace(edited, "00Z", "01Z", 1)}); !slices.Equal(left, []string{edited}) {
		t.Errorf("left are %q, want the edit alone", left)
	}
}

func TestServeAnswersEveryHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Host) }))
		for _, host := range []string{"one.test", "two.test"} {
			for _, scheme := range []string{"http", "https"} {
				resp, err := client.Get(scheme + "://" + host + "/")
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if err != nil || string(body) != host {
					t.Errorf("%s answers %q, %v", host, body, err)
				}
			}
		}
	})
}

// counter brings its numbers one a page and loses what it is told to lose.
type counter struct {
	loses string
}

func (c counter) Read(_ context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	for _, id := range []string{"1", "2", "3"} {
		if id <= string(after) {
			continue
		}
		err := emit(ingest.Page{Mentions: []ingest.Mention{{ID: id, Text: "kestrel"}}, Next: ingest.Cursor(id)})
		if err != nil && id != c.loses {
			return err
		}
	}
	return nil
}

// TestFindsLoss runs the recipe's own arithmetic on a source that swallows the pipe's refusal.
func TestFindsLoss(t *testing.T) {
	for loses, want := range map[string]bool{"": false, "2": true} {
		synctest.Test(t, func(t *testing.T) {
			source := counter{loses: loses}
			tr := &trial{course: (&fixture{}).reading(nil), t: t, network: &network{}, source: source, run: source.Read, patience: time.Minute}
			first := tr.read("", []string{"all"}, 2)
			second := tr.read(first.next, []string{"all"}, 0)
			all := tr.see(t, first, second).Mentions
			if lost := len(all) < 3; lost != want || errors.Is(first.err, errRefused) == want {
				t.Errorf("loses %q: %q came, Read ended with %v", loses, all, first.err)
			}
		})
	}
}

func TestWhatIsMissingIsFound(t *testing.T) {
	all := expected()
	for want, c := range map[string]struct{ shown, lacks []string }{
		"":                          {all[:5], all[5:]},
		`no fixture shows "pages"`:  {all[2:], all[1:2]},
		`a fixture shows "edit", w`: {all, []string{edit}},
	} {
		wrong := strings.Join(incomplete(c.shown, c.lacks), "\n")
		if want == "" && wrong != "" || !strings.HasPrefix(wrong, want) || strings.Contains(wrong, "\n") {
			t.Errorf("complaint is %q, want %q", wrong, want)
		}
	}
}
