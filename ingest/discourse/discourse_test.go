package discourse

import (
	"fmt"
	"log/slog"
	"net/http"
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
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"latest_posts":[],"about":{"title":"Boreal","stats":{"user_count":7,"users_last_day":0}}}`)
	}))
	env := sourcetest.Env(client, slog.New(slog.DiscardHandler))
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
