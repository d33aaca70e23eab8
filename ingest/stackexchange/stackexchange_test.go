package stackexchange

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/stackexchange.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	for _, name := range []string{"Question", "Answer"} {
		sourcetest.Decodes(t, "testdata/schema.json", name, func(data []byte) error { return parsePost(data).bad })
	}
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "?", Sites: []string{"ru.stackoverflow", "Stack Overflow"}, Search: []string{""}, Tagged: []string{"a;b"}, Every: 1}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", `site is "Stack Overflow"`, `search has ""`, `tag is "a;b"`, "every is 1ns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
}

func TestPause(t *testing.T) {
	for _, c := range []struct {
		options Options
		every   time.Duration
	}{
		{Options{Search: []string{"a", "b", "c"}}, 43*time.Minute + 12*time.Second},
		{Options{Search: []string{"a", "b", "c"}, Key: secret.New("k")}, 5 * time.Minute},
		{Options{Search: []string{"a"}, Every: time.Hour}, time.Hour},
	} {
		_, rhythm, err := New(c.options, ingest.Env{})
		if err != nil || rhythm.Every != c.every {
			t.Errorf("%d terms: every %s, %v; want %s", len(c.options.Search), rhythm.Every, err, c.every)
		}
	}
}

func TestLines(t *testing.T) {
	topics := []ingest.Topic{{Terms: []string{"kestrel"}}}
	keys := func(o Options) (all []string) {
		for _, l := range linesOf(o, topics) {
			all = append(all, l.key)
		}
		return all
	}
	for want, o := range map[string]Options{
		"stackoverflow kestrel|ru.stackoverflow kestrel":    {},
		"serverfault [kestrel-sdk;zarya]":                   {Sites: []string{"serverfault"}, Tagged: []string{"kestrel-sdk", "zarya"}},
		"serverfault zarya express|serverfault [zarya-sdk]": {Sites: []string{"serverfault"}, Search: []string{"zarya express"}, Tagged: []string{"zarya-sdk"}},
	} {
		if got := strings.Join(keys(o), "|"); got != want {
			t.Errorf("lines are %s, want %s", got, want)
		}
	}
}

// serve gives a source whose network answers by path and query.
func serve(t *testing.T, o Options, answer func(*url.URL) string) *Source {
	t.Helper()
	o.BaseURL, o.Search = "http://api.test/2.3", []string{"kestrel"}
	source, _, err := New(o, sourcetest.Answers(t, answer))
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

func take(to *[]string) func(ingest.Page) error {
	return func(p ingest.Page) error {
		for _, m := range p.Mentions {
			*to = append(*to, fmt.Sprintf("%s %t", m.ID, m.Deleted))
		}
		return nil
	}
}

// Whatever is not understood deletes nothing.
func TestRefreshBelievesOnlyWhatItReads(t *testing.T) {
	known := []ingest.Known{{ID: "serverfault/5"}, {ID: "serverfault/9", Thread: "serverfault/5"}}
	const question = `{"question_id": 5, "creation_date": 1795253400, "body": "Kestrel"}`
	for _, c := range []struct{ name, questions, answers, want string }{
		{"gone", `{"items": []}`, `{"items": []}`, "serverfault/5 true|serverfault/9 true"},
		{"no items", `{}`, `{}`, ""},
		{"null", `{"items": null}`, `{"items": []}`, ""},
		{"unreadable", `{"items": [null]}`, `{"items": []}`, ""},
		{"an answer gone", `{"items": [` + question + `]}`, `{"items": []}`, "serverfault/5 false|serverfault/9 true"},
		{"an answer unreadable", `{"items": [` + question + `]}`, `{"items": [{"question_id": 5, "answer_id": "x"}]}`, "serverfault/5 false"},
	} {
		s := serve(t, Options{}, func(u *url.URL) string {
			if strings.Contains(u.Path, "/answers/") {
				return c.answers
			}
			return c.questions
		})
		var got []string
		err := s.Refresh(t.Context(), known, take(&got))
		if text := strings.Join(got, "|"); text != c.want || (err != nil) != (c.name == "no items" || c.name == "null") {
			t.Errorf("%s: %q, %v; want %q", c.name, text, err, c.want)
		}
	}
}

// A site that is no more holds up no other, and is told.
func TestOneSiteIsGone(t *testing.T) {
	s := serve(t, Options{Sites: []string{"gone", "serverfault"}}, func(u *url.URL) string {
		if u.Query().Get("site") == "gone" {
			return ""
		}
		return `{"items": [{"question_id": 5, "creation_date": 1795253400, "body": "Kestrel"}]}`
	})
	var got []string
	err := s.Read(t.Context(), "", take(&got))
	if len(got) != 1 || err == nil || !strings.Contains(err.Error(), "search gone kestrel: api.test answers 404") {
		t.Errorf("got %q, %v", got, err)
	}
}

// An answer that was written while a page was read does not move the place beyond the questions of the next page.
func TestAnswersMoveNothing(t *testing.T) {
	s := serve(t, Options{Sites: []string{"serverfault"}}, func(u *url.URL) string {
		switch {
		case strings.HasSuffix(u.Path, "/answers"):
			return `{"items": [{"question_id": 5, "answer_id": 9, "creation_date": 1795262400, "last_activity_date": 1795262400, "body": "Kestrel"}]}`
		case u.Query().Get("min") == "1794999400":
			return `{"has_more": true, "items": [{"question_id": 5, "answer_count": 1, "creation_date": 1795000000, "last_activity_date": 1795000500, "body": "Kestrel"}]}`
		}
		return `{"has_more": true, "items": []}`
	})
	var at ingest.Cursor
	err := s.Read(t.Context(), `{"serverfault kestrel": {"until": 1795000000}}`, func(p ingest.Page) error {
		at = p.Next
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "do not move on") || !strings.Contains(string(at), `"until":1795000500`) {
		t.Errorf("stands at %s, %v", at, err)
	}
}

func TestNothingToSearchFor(t *testing.T) {
	s := &Source{}
	if err := s.Backfill(t.Context(), ingest.Span{}, "", nil); err != errNothing {
		t.Errorf("looking back is done: %v", err)
	}
}
