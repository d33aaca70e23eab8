package reddit

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// serve gives a source whose network gives numbered tokens and answers the rest by path and query, with one of statuses where the
// answer has one.
func serve(t *testing.T, o Options, answer func(*http.Request) string) *Source {
	t.Helper()
	o.BaseURL, o.AuthURL, o.User = "http://api.test", "http://auth.test", "kestrel_team"
	o.ClientID, o.ClientSecret = secret.New("app"), secret.New("good")
	tokens := 0
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if agent := r.UserAgent(); agent != "server:molva:v1 (by /u/kestrel_team)" {
			t.Errorf("user agent is %q", agent)
		}
		if r.Host == "auth.test" {
			id, password, _ := r.BasicAuth()
			if body, _ := io.ReadAll(r.Body); id != "app" || password != "good" || string(body) != "grant_type=client_credentials" {
				t.Errorf("a token is asked for with %q %q %q", id, password, body)
			}
			tokens++
			fmt.Fprintf(w, `{"access_token":"token-%d"}`, tokens)
			return
		}
		body := answer(r)
		if status, bad := statuses[body]; bad {
			w.WriteHeader(status)
		}
		_, _ = io.WriteString(w, body)
	}))
	env := sourcetest.Env(client, slog.New(slog.DiscardHandler))
	env.Now = sourcetest.Now
	source, _, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

const (
	expired   = `{"message":"Unauthorized","error":401}`
	forbidden = `{"message":"Forbidden","error":403}`
	broken    = `{"message":"Internal Server Error","error":500}`
)

var statuses = map[string]int{"": http.StatusNotFound, expired: http.StatusUnauthorized, forbidden: http.StatusForbidden, broken: http.StatusInternalServerError}

// posts is a page of a list: so many posts, each a minute older than the one before.
func posts(first, n int, after string) string {
	var all []string
	for i := range n {
		at := sourcetest.Now().Add(-time.Duration(first+i) * time.Minute).Unix()
		all = append(all, fmt.Sprintf(`{"kind":"t3","data":{"name":"t3_%d","title":"Kestrel","created_utc":%d.0}}`, first+i, at))
	}
	return fmt.Sprintf(`{"data":{"after":%q,"children":[%s]}}`, after, strings.Join(all, ","))
}

// read takes everything that comes after a cursor.
func read(t *testing.T, s *Source, after ingest.Cursor) (ids, gaps []string, next ingest.Cursor, err error) {
	t.Helper()
	err = s.Read(t.Context(), after, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			ids = append(ids, m.ID)
		}
		if p.Gap != "" {
			gaps = append(gaps, p.Gap+" since "+p.GapFrom.Format(time.RFC3339))
		}
		next = p.Next
		return nil
	})
	return ids, gaps, next, err
}

// A list ends after a thousand things; what was more is a gap, unless it reaches back to where the last read stood.
func TestListsEnd(t *testing.T) {
	for hours, want := range map[int]string{2: "", 30: "more changed in the list of search kestrel than the newest 1000, which were read since 2026-11-20T06:00:00Z"} {
		pages := 0
		s := serve(t, Options{Search: []string{"kestrel"}}, func(r *http.Request) string {
			pages++
			if after := r.URL.Query().Get("after"); after != "" && after != fmt.Sprintf("p%d", pages-1) {
				t.Errorf("page %d begins after %q", pages, after)
			}
			if pages == 10 {
				return posts((pages-1)*perPage, perPage, "")
			}
			return posts((pages-1)*perPage, perPage, fmt.Sprintf("p%d", pages))
		})
		until := sourcetest.Now().Add(-time.Duration(hours) * time.Hour).Unix()
		ids, gaps, next, err := read(t, s, ingest.Cursor(fmt.Sprintf(`{"lists":{"search kestrel":{"until":%d}}}`, until)))
		if got := strings.Join(gaps, ""); err != nil || got != want {
			t.Errorf("%d hours: gap %q, %v, want %q", hours, got, err, want)
		}
		if wantIDs := min(hours*60+int(late.Minutes())+1, 1000); len(ids) != wantIDs || ids[len(ids)-1] != "t3_0" {
			t.Errorf("%d hours: %d posts, want %d, the newest last", hours, len(ids), wantIDs)
		}
		if !strings.Contains(string(next), fmt.Sprint(sourcetest.Now().Unix())) {
			t.Errorf("stands at %s", next)
		}
	}
}

// A token that is refused is renewed once; a new one that is refused as well means the app.
func TestTokenIsRenewed(t *testing.T) {
	good := "Bearer token-2"
	s := serve(t, Options{Search: []string{"kestrel"}}, func(r *http.Request) string {
		if r.Header.Get("Authorization") != good {
			return expired
		}
		return posts(0, 1, "")
	})
	if found, err := s.Examine(t.Context()); err != nil || found != "the key of u/kestrel_team" {
		t.Errorf("found %q, %v", found, err)
	}
	good = "nobody's"
	if _, err := s.Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) {
		t.Errorf("a refused app: %v", err)
	}
}

// An app that is refused asks for nothing more, and what is forbidden takes no new token.
func TestRefusals(t *testing.T) {
	for said, want := range map[string]struct{ asked, tokens int }{expired: {2, 2}, forbidden: {4, 1}} {
		asked := 0
		s := serve(t, Options{Search: []string{"kestrel", "кестрел", "kestrel"}, Accounts: []string{"KestrelApp", "Zarya"}}, func(*http.Request) string {
			asked++
			return said
		})
		_, _, _, err := read(t, s, "")
		if token := fmt.Sprint("token-", want.tokens); !errors.Is(err, ingest.ErrDenied) || asked != want.asked || s.token != token {
			t.Errorf("%s: asked %d times, want %d, the last with %s, want %s: %v", said, asked, want.asked, s.token, token, err)
		}
	}
}

// A list or an account that cannot be read holds up neither other figures nor the next round.
func TestFiguresOfOthers(t *testing.T) {
	s := serve(t, Options{Search: []string{"kestrel"}, Accounts: []string{"Zarya", "KestrelApp"}}, func(r *http.Request) string {
		switch r.URL.Path {
		case "/r/KestrelApp/about":
			return `{"kind":"t5","data":{"subscribers":7}}`
		case "/r/KestrelApp/new":
			return posts(0, 0, "")
		}
		return broken
	})
	var got []ingest.Figure
	var next ingest.Cursor
	err := s.Read(t.Context(), "", func(p ingest.Page) error {
		got, next = append(got, p.Figures...), p.Next
		return nil
	})
	if len(got) != 1 || got[0].Account != "KestrelApp" || err == nil || !strings.Contains(err.Error(), "r/Zarya") {
		t.Errorf("got %v, %v", got, err)
	}
	if want := fmt.Sprintf(`{"counted":%d}`, sourcetest.Now().Unix()); string(next) != want {
		t.Errorf("stands at %s, want %s", next, want)
	}
}

// A subreddit that never was is not taken for an empty one, and holds up no other.
func TestNoSuchSubreddit(t *testing.T) {
	s := serve(t, Options{Search: []string{}, Own: []string{"nobody", "gone", "KestrelApp"}, Accounts: []string{"nobody"}}, func(r *http.Request) string {
		switch {
		case strings.HasPrefix(r.URL.Path, "/r/nobody/"): // where Reddit sends us to /subreddits/search
			return `{"kind":"Listing","data":{"children":[{"kind":"t5","data":{"display_name":"nobodycares","subscribers":9}}]}}`
		case r.URL.Path == "/r/KestrelApp/new":
			return posts(0, 1, "")
		case r.URL.Path == "/r/KestrelApp/comments":
			return posts(0, 0, "")
		}
		return ""
	})
	ids, _, _, err := read(t, s, "")
	if len(ids) != 1 || err == nil || !strings.Contains(err.Error(), "/r/nobody/new: no subreddit has this name") {
		t.Errorf("got %q, %v", ids, err)
	}
}

// What is not understood deletes nothing.
func TestRefreshBelievesOnlyWhatItReads(t *testing.T) {
	for body, want := range map[string]string{
		`{"data":{"children":[]}}`:                          "t3_5 true",
		`{"data":{"children":[{"kind":"t3","data":null}]}}`: "",
		`{"data":{}}`:   "error",
		`{}`:            "error",
		posts(5, 1, ""): "t3_5 false",
		strings.Replace(posts(5, 1, ""), `"Kestrel"`, `7`, 1): "",
		strings.Replace(posts(5, 1, ""), `t3_5`, `t5`, 1):     "",
	} {
		s := serve(t, Options{Search: []string{"kestrel"}}, func(*http.Request) string { return body })
		if got, err := refresh(t, s, "t3_5"); got != want {
			t.Errorf("%s: %q, %v; want %q", body, got, err, want)
		}
	}
	none := serve(t, Options{Search: []string{"kestrel"}}, func(*http.Request) string { return posts(0, 0, "") })
	if got, err := refresh(t, none, "t3_5", "t3_6"); got != "" {
		t.Errorf("none of two is given: %q, %v; want nothing", got, err)
	}
}

// refresh is what is said now of some mentions.
func refresh(t *testing.T, s *Source, ids ...string) (got string, err error) {
	t.Helper()
	var known []ingest.Known
	for _, id := range ids {
		known = append(known, ingest.Known{ID: id})
	}
	err = s.Refresh(t.Context(), known, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			got += fmt.Sprint(m.ID, " ", m.Deleted)
		}
		return nil
	})
	if err != nil {
		got = "error"
	}
	return got, err
}

// What a network of somebody else's may say instead of a name, a time or an address is none.
func TestHostileThings(t *testing.T) {
	for _, text := range []string{
		`{"name":"t3_1\u0000","title":"Kestrel","created_utc":1795248000}`,
		`{"name":"t3_1","title":"Kestrel","created_utc":1e300}`,
		`{"name":"t3_1","title":"Kestrel","created_utc":-1}`,
	} {
		if got := parseThing([]byte(text)); got.bad == nil || got.mention().Published.Year() > 9999 {
			t.Errorf("%s is taken for %+v", text, got)
		}
	}
	m := parseThing([]byte(`{"name":"t3_1","title":"Kestrel","created_utc":1795248000,"permalink":".example.com/x","edited":1e300,"score":-9,"num_comments":-1}`)).mention()
	if m.URL != "" || !m.Edited.IsZero() || *m.Engagement.Likes != 0 || m.Engagement.Replies != nil {
		t.Errorf("got %+v", m)
	}
}
