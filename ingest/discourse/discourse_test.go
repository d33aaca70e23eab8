package discourse

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/discourse.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	for _, name := range []string{"Post", "TopicPost"} {
		sourcetest.Decodes(t, "testdata/schema.json", name, func(data []byte) error { return parsePost(data).bad })
	}
	sourcetest.Fields(t, "testdata/schema.json", "Action", new(action))
}

// Levels come with each round, flows once a day, and nothing in between.
func TestFigures(t *testing.T) {
	now := sourcetest.Now()
	env := sourcetest.Answers(t, func(*url.URL) string {
		return `{"latest_posts":[],"about":{"title":"Boreal","stats":{"user_count":7,"users_last_day":0}}}`
	})
	env.Now = func() time.Time { return now }
	source, _, err := New(Options{BaseURL: "http://forum.test/board", Community: true}, env)
	if err != nil {
		t.Fatal(err)
	}
	var at ingest.Cursor
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, "followers=7 joins=0"}, {30 * time.Minute, ""}, {30 * time.Minute, "followers=7"}, {23 * time.Hour, "followers=7 joins=0"}} {
		now = now.Add(step.after)
		var got []string
		err := source.Read(t.Context(), at, func(p ingest.Page) error {
			for _, f := range p.Figures {
				got = append(got, fmt.Sprintf("%s=%v", f.Metric, f.Value))
				if err := f.Check(); err != nil || f.Account != "forum.test/board" {
					t.Errorf("figure %s of %s: %v", f.Metric, f.Account, err)
				}
			}
			at = p.Next
			return nil
		})
		if text := strings.Join(got, " "); err != nil || text != step.want {
			t.Errorf("%s later: %q, %v; want %q", step.after, text, err, step.want)
		}
	}
}

// A round that lies ahead was made while the clock was wrong, and holds nothing up.
func TestDue(t *testing.T) {
	now := sourcetest.Now()
	for last, want := range map[time.Duration]bool{0: false, -time.Hour: true, -time.Minute: false, 20 * 365 * day: true} {
		if got := due(now, now.Add(last).Unix(), time.Hour); got != want {
			t.Errorf("the last round at %s: due is %t", last, got)
		}
	}
}

// A forum that moved away answers 404 to everything; that deletes nothing.
func TestForumIsGone(t *testing.T) {
	for about, want := range map[string]string{"": "answers 404", `{"parked": true}`: "is no forum any more", `{"about": {"title": "Boreal"}}`: ""} {
		s := serve(t, Options{}, func(u *url.URL) string {
			if u.Path == "/about.json" {
				return about
			}
			return ""
		})
		deleted := 0
		err := s.Refresh(t.Context(), []ingest.Known{{ID: "forum.test/7/1"}}, func(p ingest.Page) error {
			deleted += len(p.Mentions)
			return nil
		})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) || (deleted == 1) != (err == nil) {
			t.Errorf("about %q: %d deleted, %v", about, deleted, err)
		}
	}
}

// A source that reads a much larger forum than before does not go through all of its history.
func TestFarBehind(t *testing.T) {
	calls := 0
	s := serve(t, Options{}, func(*url.URL) string {
		calls++
		return `{"latest_posts": [` + said(9_000_000, "2026-11-20") + `]}`
	})
	var gaps []string
	var at ingest.Cursor
	err := s.Read(t.Context(), `{"last": 1000}`, func(p ingest.Page) error {
		if p.Gap != "" {
			gaps = append(gaps, p.Gap)
		}
		at = p.Next
		return nil
	})
	if err != nil || len(gaps) != 1 || calls > farthest/(perPage-1)+2 || at != `{"last":9000000}` {
		t.Errorf("stands at %s after %d calls, %v; gaps: %q", at, calls, err, gaps)
	}
}

// Whatever is not understood deletes nothing.
func TestRefreshBelievesOnlyWhatItReads(t *testing.T) {
	for topic, want := range map[string]int{`{}`: 0, `{"post_stream": {"posts": null}}`: 0, `{"post_stream": {"posts": [null]}}`: 0,
		`{"post_stream": {"posts": [` + said(2, "2026-11-20") + `]}}`: 1} {
		s := serve(t, Options{}, func(*url.URL) string { return topic })
		got := 0
		_ = s.Refresh(t.Context(), []ingest.Known{{ID: "forum.test/7/1"}}, func(p ingest.Page) error {
			got += len(p.Mentions)
			return nil
		})
		if got != want {
			t.Errorf("%s deletes %d, want %d", topic, got, want)
		}
	}
}

// An imported post, old with a high number, does not end the past; a forum that goes round in circles does.
func TestPast(t *testing.T) {
	pages := map[string]string{
		"":   `{"latest_posts": [` + said(90, "2026-10-20") + "," + said(89, "2011-01-01") + `]}`,
		"89": `{"latest_posts": [` + said(88, "2026-10-19") + `]}`,
		"88": `{"latest_posts": [` + said(95, "2026-10-20") + `]}`,
	}
	s := serve(t, Options{Latest: true}, func(u *url.URL) string { return pages[u.Query().Get("before")] })
	span := ingest.Span{From: sourcetest.Now().Add(-90 * day), To: sourcetest.Now()}
	var got []string
	err := s.Backfill(t.Context(), span, "", func(p ingest.Page) error {
		for _, m := range p.Mentions {
			got = append(got, m.ID)
		}
		return nil
	})
	if want := "forum.test/7/90 forum.test/7/88"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("the past is %q, %v; want %s", got, err, want)
	}
}

func said(number int64, date string) string {
	return fmt.Sprintf(`{"id": %d, "topic_id": 7, "post_number": %[1]d, "post_type": 1, "created_at": "%sT00:00:00Z", "cooked": "Kestrel"}`, number, date)
}

// serve gives a source whose forum answers by address.
func serve(t *testing.T, o Options, answer func(*url.URL) string) *Source {
	t.Helper()
	o.BaseURL = "http://forum.test"
	source, _, err := New(o, sourcetest.Answers(t, answer))
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

func TestUnquoted(t *testing.T) {
	for in, want := range map[string]string{
		`<p>Заря</p>`: "Заря",
		`<aside class="quote"><p>theirs</p></aside><p>ours</p>`:                          "ours",
		`<aside class="quote x"><aside class="onebox">a</aside>b</aside>ours`:            "ours",
		`<p>see</p><aside class="onebox"><p>Kestrel &lt;news&gt;</p></aside>`:            "see\n\nKestrel <news>",
		`<aside class="quote">never closed`:                                              "",
		`ours</aside><aside class="unquote">kept</aside>`:                                "ours\nkept",
		`<aside class="quote">a</aside>b<aside class="quote no-group">c</aside><p>d</p>`: "b\n\nd",
	} {
		if got := ingest.PlainText(unquoted(in)); got != want {
			t.Errorf("%s reads %q, want %q", in, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	for want, o := range map[string]Options{
		"base_url is missing":              {},
		"base_url is no address":           {BaseURL: "forum"},
		"api_key and api_username go":      {BaseURL: "https://forum.test", Username: "molva"},
		"figures is -1ns, want 0 or more":  {BaseURL: "https://forum.test", Figures: -1},
		"every is 1ns, want 10s or more":   {BaseURL: "https://forum.test", Every: 1},
		"quiet is -1ns, want 0 or more":    {BaseURL: "https://forum.test", Quiet: -1},
		"base_url has more than scheme, h": {BaseURL: "https://forum.test?a=b"},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("complaint is %v, want %s", err, want)
		}
	}
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}
