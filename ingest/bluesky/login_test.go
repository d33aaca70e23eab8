package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// server is a PDS that hands out numbered tokens and takes only the newest.
type server struct {
	opened, renewed int
	stale           bool // the newest access token has died
	renewals        bool // refresh tokens are good
	asked           []string
}

func (p *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, said := strings.TrimPrefix(r.URL.Path, "/xrpc/"), r.Header.Get("Authorization")
	p.asked = append(p.asked, method[strings.LastIndexByte(method, '.')+1:])
	good := fmt.Sprintf("Bearer access-%d", p.opened+p.renewed)
	switch {
	case strings.HasSuffix(method, "createSession"):
		body, _ := io.ReadAll(r.Body)
		if string(body) != `{"identifier":"kestrel.test","password":"good"}` {
			complain(w, http.StatusUnauthorized, "AuthenticationRequired")
			return
		}
		p.opened, p.stale = p.opened+1, false
	case strings.HasSuffix(method, "refreshSession"):
		if !p.renewals || said != strings.Replace(good, "access", "renewal", 1) {
			complain(w, http.StatusBadRequest, "ExpiredToken")
			return
		}
		p.renewed, p.stale = p.renewed+1, false
	case p.stale || said != good:
		complain(w, http.StatusBadRequest, "ExpiredToken")
		return
	case strings.HasSuffix(method, "getSession"):
		fmt.Fprint(w, `{"handle":"kestrel.test"}`)
		return
	}
	n := p.opened + p.renewed
	fmt.Fprintf(w, `{"accessJwt":"access-%d","refreshJwt":"renewal-%d"}`, n, n)
}

func complain(w http.ResponseWriter, status int, name string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"error":%q,"message":"no"}`, name)
}

// loggedIn runs do with a source whose account lives at p.
func loggedIn(t *testing.T, p http.Handler, o Options, do func(*testing.T, *Source)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.PDSURL, o.AppViewURL = "http://pds.test", "http://view.test"
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, p), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		do(t, source.(*Source))
	})
}

func TestLoginRenewsItself(t *testing.T) {
	p := &server{renewals: true}
	loggedIn(t, p, Options{Handle: "kestrel.test", AppPassword: secret.New("good")}, func(t *testing.T, s *Source) {
		for _, step := range []struct{ stale, renewals bool }{{false, true}, {false, true}, {true, true}, {true, false}} {
			p.stale, p.renewals = step.stale, step.renewals
			if found, err := s.Examine(t.Context()); found != "kestrel.test" || err != nil {
				t.Errorf("%+v: found %q, %v", step, found, err)
			}
		}
	})
	want := "[createSession getSession getSession getSession refreshSession getSession getSession refreshSession createSession getSession]"
	if got := fmt.Sprint(p.asked); got != want {
		t.Errorf("asked %s\nwant  %s", got, want)
	}
}

func TestWrongPassword(t *testing.T) {
	p := &server{}
	loggedIn(t, p, Options{Handle: "kestrel.test", AppPassword: secret.New("bad")}, func(t *testing.T, s *Source) {
		if _, err := s.Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) || len(p.asked) != 1 {
			t.Errorf("Examine: %v after %v, want ErrDenied after one try", err, p.asked)
		}
	})
}

// history reads a span back and returns the gaps that were told and what was rejected.
func history(t *testing.T, h http.HandlerFunc) (gaps []string, rejected []ingest.Rejection, ids []string, err error) {
	t.Helper()
	loggedIn(t, h, Options{Search: []string{"kestrel", "кестрел"}}, func(t *testing.T, s *Source) {
		span := ingest.Span{From: sourcetest.Now().Add(-time.Hour), To: sourcetest.Now()}
		err = s.Backfill(t.Context(), span, "", func(p ingest.Page) error {
			rejected = append(rejected, p.Rejected...)
			if p.Gap != "" {
				gaps = append(gaps, p.Gap)
			}
			for _, m := range p.Mentions {
				ids = append(ids, m.ID)
			}
			return nil
		})
	})
	return gaps, rejected, ids, err
}

func postJSON(key string) string {
	return fmt.Sprintf(`{"uri":"at://did:plc:a/app.bsky.feed.post/%s","record":{"text":"kestrel","createdAt":"2026-11-21T11:30:00Z"}}`, key)
}

func TestPastWithoutLogin(t *testing.T) {
	asked := 0
	gaps, _, ids, err := history(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Query().Get("cursor") != "" || r.Header.Get("Authorization") != "" || r.Host != "view.test" {
			t.Errorf("asked %s%s", r.Host, r.URL)
		}
		fmt.Fprintf(w, `{"cursor":"more","posts":[%s]}`, postJSON(fmt.Sprint("k", asked)))
	})
	if err != nil || asked != 2 || len(ids) != 2 || len(gaps) != 2 || gaps[0] != onlyFirst {
		t.Errorf("%d questions, %q, gaps %q, %v; want the first page of each term and a gap each", asked, ids, gaps, err)
	}
}

func TestSearchIsClosed(t *testing.T) {
	for status, name := range map[int]string{http.StatusForbidden: "Forbidden", http.StatusUnauthorized: "AuthMissing", http.StatusBadRequest: "AuthMissing"} {
		gaps, _, _, err := history(t, func(w http.ResponseWriter, _ *http.Request) { complain(w, status, name) })
		if err != nil || len(gaps) != 2 || gaps[0] != closed {
			t.Errorf("%d: gaps %q, %v; want %q", status, gaps, err, closed)
		}
	}
}

// A search that is read further back than the server goes, or that never ends, has a gap; what lies outside the span is left out.
func TestSearchGoesNoFurther(t *testing.T) {
	for name, deepest := range map[string]int{"the server stops": 3, "it never does": depth + 1} {
		asked := 0
		h := func(w http.ResponseWriter, r *http.Request) {
			switch asked++; {
			case strings.HasSuffix(r.URL.Path, "createSession"):
				asked--
				fmt.Fprint(w, `{"accessJwt":"a","refreshJwt":"b"}`)
			case asked > deepest:
				complain(w, http.StatusBadRequest, "InvalidRequest")
			default:
				old := strings.Replace(postJSON("old"), "2026-11-21T11", "2026-11-20T11", 1)
				fmt.Fprintf(w, `{"cursor":"%d","posts":[%s,%s]}`, asked, postJSON(fmt.Sprint("k", asked)), old)
			}
		}
		var gaps, ids []string
		o := Options{Search: []string{"kestrel"}, Handle: "kestrel.test", AppPassword: secret.New("good")}
		loggedIn(t, http.HandlerFunc(h), o, func(t *testing.T, s *Source) {
			span := ingest.Span{From: sourcetest.Now().Add(-time.Hour), To: sourcetest.Now()}
			err := s.Backfill(t.Context(), span, "", func(p ingest.Page) error {
				if p.Gap != "" {
					gaps = append(gaps, p.Gap)
				}
				for _, m := range p.Mentions {
					ids = append(ids, m.ID)
				}
				return nil
			})
			if err != nil || fmt.Sprint(gaps) != "["+tooDeep+"]" || len(ids) != min(deepest, depth) {
				t.Errorf("%s: %d posts, gaps %q, %v; want %d and one gap", name, len(ids), gaps, err, deepest)
			}
		})
	}
}

// An answer that says nothing of any post must not delete them all.
func TestEmptyAnswerDeletesNothing(t *testing.T) {
	loggedIn(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") }), Options{}, func(t *testing.T, s *Source) {
		err := s.Refresh(t.Context(), []ingest.Known{{ID: "at://did:plc:a/" + collection + "/k"}}, func(p ingest.Page) error {
			t.Errorf("emitted %+v", p.Mentions)
			return nil
		})
		if err == nil {
			t.Error("no error")
		}
	})
}

// One address that is none would spoil the question for all the others.
func TestOnlyAddressesAreAskedFor(t *testing.T) {
	for _, uri := range []string{"at://did:plc:a/app.bsky.feed.post/k k", "at://did:plc:a/app.bsky.feed.post/", "at://kestrel.test/app.bsky.feed.post/k", "k",
		"at://did:plc:a/app.bsky.feed.post/" + strings.Repeat("k", 1000), "at://did:plc:a/app.bsky.feed.like/k"} {
		var r record
		if err := json.Unmarshal(fmt.Appendf(nil, `{"reply":{"parent":{"uri":%q}}}`, uri), &r); err != nil || r.answers() != "" {
			t.Errorf("%s is asked for, %v", uri, err)
		}
		if got := addresses([]ingest.Known{{ID: uri}}); len(got) != 0 {
			t.Errorf("%s is looked at again", uri)
		}
	}
}

func TestTermThatTheSearchDoesNotTake(t *testing.T) {
	_, rejected, ids, err := history(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("q") == "kestrel" {
			complain(w, http.StatusBadRequest, "BadQueryString")
			return
		}
		fmt.Fprintf(w, `{"posts":[%s]}`, postJSON("k"))
	})
	if err != nil || len(ids) != 1 || len(rejected) != 1 || rejected[0].Item != "kestrel" {
		t.Errorf("%q, rejected %+v, %v; want the other term's post", ids, rejected, err)
	}
}

func TestPhrase(t *testing.T) {
	for term, want := range map[string]string{"kestrel": "kestrel", "kestrel app": `"kestrel app"`, `"kestrel app" lumen`: `"kestrel app" lumen`} {
		if got := phrase(term); got != want {
			t.Errorf("%s is searched for as %s, want %s", term, got, want)
		}
	}
}

// Terms come and go with the config; the cursor knows them by name.
func TestPastGoesOnAfterItsTerm(t *testing.T) {
	s := &Source{terms: []string{"a", "b", "c"}}
	for at, want := range map[past]string{
		{}:                      "[a b c]",
		{Term: "b", Page: "9"}:  "[b c]",
		{Term: "b", Done: true}: "[c]",
		{Term: "c", Done: true}: "[]",
		{Term: "x", Done: true}: "[a b c]",
	} {
		if got := fmt.Sprint(s.left(at)); got != want {
			t.Errorf("%+v: left are %s, want %s", at, got, want)
		}
	}
	if got := fmt.Sprint((&Source{}).left(past{Term: "x", Done: true})); got != "[]" {
		t.Errorf("no terms: left are %s", got)
	}
}

func TestContextIsNoCondition(t *testing.T) {
	var asked atomic.Int32
	loggedIn(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if n := len(r.URL.Query()["uris"]); n > perCall {
			t.Errorf("asked for %d posts", n)
		}
		<-r.Context().Done()
	}), Options{}, func(t *testing.T, s *Source) {
		mentions, answers := make([]ingest.Mention, 60), make([]string, 60)
		for i := range answers {
			answers[i] = fmt.Sprintf("at://did:plc:a/%s/%d", collection, i/2)
		}
		began := time.Now()
		s.answered(t.Context(), mentions, answers)
		if took := time.Since(began); took != contextWait || asked.Load() != 1 || mentions[0].Context != "" {
			t.Errorf("took %s and %d questions, want one and %s", took, asked.Load(), contextWait)
		}
	})
}

func TestMissingIsNotZero(t *testing.T) {
	v, err := parseView(json.RawMessage(postJSON("k")))
	if m := v.mention(); err != nil || m.Engagement != (ingest.Engagement{}) {
		t.Errorf("%+v, %v; want no counters", m.Engagement, err)
	}
	hidden := int64(-1)
	v.Likes, v.Replies, v.Reposts = &hidden, &hidden, &hidden
	if m := v.mention(); m.Engagement != (ingest.Engagement{}) {
		t.Errorf("%+v; want no counters below zero", m.Engagement)
	}
}

func TestFiguresAreTriedAgain(t *testing.T) {
	var tries atomic.Int32 // a connection that ends may leave a question behind
	h := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("Upgrade") != "":
			says("")(w, r)
		case strings.HasSuffix(r.URL.Path, "getAuthorFeed"):
			complain(w, http.StatusBadRequest, "BlockedActor")
		default:
			if tries.Add(1) == 1 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			fmt.Fprint(w, `{"profiles":[{"did":"did:plc:k","handle":"kestrel.test","followersCount":7}]}`)
		}
	}
	var got []ingest.Page
	loggedIn(t, http.HandlerFunc(h), Options{BaseURL: "http://jet.test", Accounts: []string{"kestrel.test"}}, func(t *testing.T, s *Source) {
		for range 100 { // each connection dies of silence
			_ = s.Read(t.Context(), lastCursor(got), func(p ingest.Page) error { got = append(got, p); return nil })
		}
	})
	if len(got) != 2 || len(got[0].Figures) != 1 || got[0].Figures[0].Value != 7 || len(got[0].Rejected) != 1 {
		t.Fatalf("pages are %+v, want a round after the failed one, and one an hour later", got)
	}
	if apart := got[1].Figures[0].At.Sub(got[0].Figures[0].At); apart < time.Hour {
		t.Errorf("rounds are %s apart, want an hour", apart)
	}
}

// What is wrong with one account's posts is no reason to know nothing of the others.
func TestOneAccountHoldsUpNoOther(t *testing.T) {
	h := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "getProfiles"):
			fmt.Fprint(w, `{"profiles":[{"did":"did:plc:k","handle":"kestrel.test","followersCount":7},{"did":"did:plc:l","handle":"lumen.test","followersCount":8}]}`)
		case r.URL.Query().Get("actor") == "did:plc:k":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			fmt.Fprint(w, `{"feed":[]}`)
		}
	}
	loggedIn(t, http.HandlerFunc(h), Options{Accounts: []string{"kestrel.test", "lumen.test"}}, func(t *testing.T, s *Source) {
		if p, err := s.round(t.Context()); err != nil || len(p.Figures) != 2 || len(p.Rejected) != 1 {
			t.Errorf("%+v, %v; want the followers of both", p, err)
		}
	})
}

// A clock that was ahead once must not end the figures.
func TestFiguresAfterTheClockWasAhead(t *testing.T) {
	loggedIn(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"profiles":[]}`) }), Options{Accounts: []string{"kestrel.test"}},
		func(t *testing.T, s *Source) {
			ctx, cancel := context.WithTimeout(t.Context(), 61*time.Minute)
			defer cancel()
			rounds := make(chan ingest.Page, 9)
			s.measure(ctx, s.env.Now().AddDate(10, 0, 0), rounds)
			if len(rounds) != 1 {
				t.Errorf("%d rounds in an hour, want one", len(rounds))
			}
		})
}

func lastCursor(pages []ingest.Page) ingest.Cursor {
	if len(pages) == 0 {
		return ""
	}
	return pages[len(pages)-1].Next
}
