package facebook

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

// TestHear: an app has one webhook for all of its pages, and a source may be for one of them.
func TestHear(t *testing.T) {
	const body = `{"object":"page","entry":[
		{"id":"1","time":1795262100,"changes":[{"field":"feed","value":{"item":"post","verb":"add","post_id":"1_1","message":"hi","created_time":1795255200}}]},
		{"id":"2","time":1795262100,"changes":[{"field":"feed","value":{"item":"status","verb":"add","published":0,"post_id":"2_9","message":"a draft","created_time":1795255200}},
			{"field":"feed","value":{"item":"post","verb":"add","post_id":"2_1","message":"hi","created_time":1795255200}},
			{"field":"feed","value":{"item":"photo","verb":"add","post_id":"2_2","created_time":1795255200}},
			{"field":"mention","value":{"item":"comment","verb":"add","post_id":"3_1","comment_id":"1_9","created_time":1795255200}}]}]}`
	for _, c := range []struct{ page, answer, want string }{
		{"", `{"id":"1_9","message":"Zarya!","created_time":"2026-11-21T10:00:00+0000"}`, "1_1 2_1 1_9"},
		{"2", denied, "2_1 !1_9"},
		{"2", odd, "2_1 !1_9"},
		{"3", "", ""},
	} {
		answers := func(path string, _ url.Values) string {
			if strings.HasSuffix(path, "/"+c.page) {
				return `{"id":"2","name":"Zarya"}`
			}
			return c.answer
		}
		listening(t, c.page, answers, func(s listener) {
			var got []string
			p, err := s.hear(context.Background(), []byte(body))
			if err == nil {
				err = gather(&got, new(ingest.Cursor))(p)
			}
			if err != nil || strings.Join(got, " ") != c.want {
				t.Errorf("of page %q %q came, %v; want %s", c.page, got, err, c.want)
			}
		})
	}
}

// listening runs do with a source that has a webhook.
func listening(t *testing.T, page string, f api, do func(listener)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := Options{Page: page, Webhook: &graph.Hook{Verify: secret.New("v"), AppSecret: secret.New("s")}}
		o.Options = graph.Options{Token: secret.New("t"), BaseURL: "http://a.test"}
		source, rhythm, err := New(o, sourcetest.Env(sourcetest.Serve(t, f), slog.New(slog.DiscardHandler)))
		if err != nil || !rhythm.Live {
			t.Fatalf("%+v, %v", rhythm, err)
		}
		do(source.(listener))
	})
}
