package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

// asked is a client whose every request f answers; an answer that begins with 400 has that status.
func asked(t *testing.T, o graph.Options, f func(r *http.Request) string) *graph.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := f(r)
		if strings.HasPrefix(body, "400 ") {
			w.WriteHeader(http.StatusBadRequest)
		}
		fmt.Fprint(w, strings.TrimPrefix(body, "400 "))
	}))
	t.Cleanup(server.Close)
	o.BaseURL, o.Token = server.URL, secret.New("token")
	c, err := graph.New(o, graph.Facebook, ingest.Env{HTTP: server.Client(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func wrong(code int, message string) string {
	return fmt.Sprintf(`400 {"error":{"code":%d,"message":%q}}`, code, message)
}

func TestOptions(t *testing.T) {
	good := graph.Options{Token: secret.New("t")}
	for want, o := range map[string]graph.Options{
		"":                                {Token: good.Token, Version: "v27.0"},
		"token is missing":                {},
		`version is "26", want one such`:  {Token: good.Token, Version: "26"},
		"such as https://graph.facebook.": {Token: good.Token, BaseURL: "facebook"},
	} {
		err := o.Validate(graph.Facebook)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("complaint is %v, want %q", err, want)
		}
	}
}

// TestProof: the token goes in a header, and beside it what only the app can know.
func TestProof(t *testing.T) {
	for key, want := range map[string]int{"": 0, "key": 64} {
		c := asked(t, graph.Options{AppSecret: secret.New(key)}, func(r *http.Request) string {
			if got := r.Header.Get("Authorization"); got != "Bearer token" || strings.Contains(r.URL.String(), "token") {
				t.Errorf("asked %s with %q", r.URL, got)
			}
			return fmt.Sprintf(`{"path":%q,"proof":%q}`, r.URL.Path, r.URL.Query().Get("appsecret_proof"))
		})
		var got struct{ Path, Proof string }
		q := url.Values{"fields": {"id"}}
		if err := c.Get(t.Context(), "/me", q, &got); err != nil || got.Path != "/v26.0/me" || len(got.Proof) != want || len(q) != 1 {
			t.Errorf("with key %q: %+v, %v; the query is now %v", key, got, err, q)
		}
	}
}

// TestPages goes by cursors, also by one that stays the same, as long as it is let.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		most, enough int // pages; items after which no more are wanted
		want         string
	}{
		{9, 9, "[1 2 3]"}, {2, 9, "[1 2]"}, {9, 1, "[1]"},
	} {
		n := 0
		client := asked(t, graph.Options{}, func(r *http.Request) string {
			n++
			if after := r.URL.Query().Get("after"); (after == "same") != (n > 1) {
				t.Errorf("page %d is asked for after %q", n, after)
			}
			next := `,"next":"http://elsewhere.test/?access_token=token"`
			if n == 3 {
				next = ""
			}
			return fmt.Sprintf(`{"data":[%d],"paging":{"cursors":{"after":"same"}%s}}`, n, next)
		})
		var got []int
		err := graph.Pages(t.Context(), client, "/tagged", nil, c.most, func(page []int) (bool, error) {
			got = append(got, page...)
			return len(got) < c.enough, nil
		})
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
}

// TestTooMuch: a page that is too much for Meta comes in smaller ones.
func TestTooMuch(t *testing.T) {
	for most, want := range map[int]string{100: "100", 12: "100 50 25 12", 0: "100 50 25 12 6 3 1"} {
		var limits []string
		c := asked(t, graph.Options{}, func(r *http.Request) string {
			limits = append(limits, r.URL.Query().Get("limit"))
			if n, _ := strconv.Atoi(limits[len(limits)-1]); n > most {
				return wrong(1, "Please reduce the amount of data you're asking for, then retry your request")
			}
			return `{"data":[7]}`
		})
		p, err := graph.List[int](t.Context(), c, "/feed", url.Values{"limit": {"100"}})
		if got := strings.Join(limits, " "); got != want || (err == nil) != (most > 0) || (len(p.Data) == 1) != (most > 0) {
			t.Errorf("at most %d: asked for %s, %v, %v", most, got, p, err)
		}
	}
}

// TestInsights: one that Meta refuses costs the others nothing, and is asked for once a day of each kind of thing. A thing that has
// none at all says nothing of its kind.
func TestInsights(t *testing.T) { synctest.Test(t, insights) }

func insights(t *testing.T) {
	var calls []string
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		metrics := r.URL.Query().Get("metric")
		calls = append(calls, metrics)
		if strings.Contains(metrics, "dead") || strings.HasPrefix(r.URL.Path, "/v26.0/bare/") {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, strings.TrimPrefix(wrong(100, "The value must be a valid insights metric"), "400 "))
			return
		}
		var all []string
		for _, m := range strings.Split(metrics, ",") {
			all = append(all, fmt.Sprintf(`{"name":%q,"values":[{"value":1},{"value":2}]}`, m))
		}
		fmt.Fprint(w, `{"data":[`+strings.Join(all, ",")+`]}`)
	})
	o := graph.Options{BaseURL: "http://a.test", Token: secret.New("token")}
	c, err := graph.New(o, graph.Facebook, sourcetest.Env(sourcetest.Serve(t, answer), slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		kind, id string
		calls    string
		later    time.Duration
	}{
		{"photo", "bare", "dead,a,b|dead|a|b", 0},
		{"photo", "1", "dead,a,b|dead|a|b", 0},
		{"photo", "1", "a,b", 0},
		{"photo", "bare", "a,b|a|b", 0},
		{"photo", "1", "a,b", 0},
		{"video", "1", "dead,a,b|dead|a|b", 0},
		{"photo", "1", "dead,a,b|dead|a|b", 24 * time.Hour},
	} {
		calls = nil
		time.Sleep(step.later)
		got, err := c.Insights(t.Context(), step.kind, "/"+step.id+"/insights", nil, "dead", "a", "b")
		if err != nil || strings.Join(calls, "|") != step.calls || step.id == "1" && (len(got) != 2 || *got[1].Number() != 2) || step.id == "bare" && got != nil {
			t.Errorf("%s %s: %v came after %q, %v", step.kind, step.id, got, calls, err)
		}
	}
	if got, err := c.Insights(t.Context(), "photo", "/1/insights", nil, "dead"); got != nil || err != nil {
		t.Errorf("of nothing but what is refused: %v, %v", got, err)
	}
}

func TestInsightsThatAreNone(t *testing.T) {
	for answer, want := range map[string]error{
		wrong(10, "(#10) Not enough viewers for the media to show insights"): nil,
		wrong(10, "permission"): ingest.ErrDenied,
	} {
		c := asked(t, graph.Options{}, func(*http.Request) string { return answer })
		if got, err := c.Insights(t.Context(), "story", "/1/insights", nil, "a", "b"); len(got) > 0 || !errors.Is(err, want) {
			t.Errorf("%s: %v, %v", answer, got, err)
		}
	}
}

func TestValues(t *testing.T) {
	for text, want := range map[string]string{
		`{"values":[{"value":1},{"value":2.5}]}`: "2.5 map[]",
		`{"values":[{"value":{"like":3}}]}`:      "<nil> map[like:3]",
		`{"values":[{"value":{"like":"x"}}]}`:    "<nil> map[]",
		`{"values":[{"value":null}]}`:            "<nil> map[]",
		`{"values":[]}`:                          "<nil> map[]",
		`{"total_value":{"value":7}}`:            "7 map[]",
	} {
		var i graph.Insight
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			t.Fatal(err)
		}
		got := "<nil>"
		if n := i.Number(); n != nil {
			got = fmt.Sprint(*n)
		}
		if got += fmt.Sprint(" ", i.Parts()); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestTime(t *testing.T) {
	want := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	for text, ok := range map[string]bool{
		`"2026-11-21T12:00:00+0300"`: true, `"2026-11-21T09:00:00Z"`: true, `1795251600`: true,
		`1795251600000`: true, `"1795251600"`: true,
		`"yesterday"`: false, `0`: false, `[]`: false, `999999999999999`: false, `null`: false, `""`: false, `{}`: false, `-1`: false, `1e300`: false,
	} {
		var got graph.Time
		if err := json.Unmarshal([]byte(text), &got); err != nil || got.Equal(want) != ok || !ok && !got.IsZero() {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
}

// TestScopes: some tokens may not ask what they may, which is no reason to complain.
func TestScopes(t *testing.T) {
	want := []ingest.Grant{{Name: "a"}, {Name: "b"}}
	for answer, lacks := range map[string]string{
		`{"data":{"scopes":["a","c"],"expires_at":1795251600,"data_access_expires_at":1795251000}}`: "[{b }]",
		`{"data":{"scopes":[]}}`:        "[{a } {b }]",
		`{"data":{}}`:                   "[]",
		wrong(100, "no app token"):      "[]",
		wrong(190, "not for this app"):  "[]",
		wrong(4, "request limit") + " ": "throttled",
	} {
		c := asked(t, graph.Options{}, func(*http.Request) string { return answer })
		scopes, err := c.Scopes(t.Context())
		got := fmt.Sprint(graph.Missing(want, scopes))
		if late := new(ingest.Throttled); errors.As(err, &late) {
			got, err = "throttled", nil
		}
		if err != nil || got != lacks {
			t.Errorf("%s: lacks %s, %v; want %s", answer, got, err, lacks)
		}
	}
}

func TestHook(t *testing.T) {
	hook := graph.Hook{Verify: secret.New("hello"), AppSecret: secret.New("key")}
	var got []graph.Change
	door := hook.Door(ingest.Env{}, func(_ context.Context, body []byte) (ingest.Page, error) {
		changes, err := graph.Changes(body)
		got = append(got, changes...)
		return ingest.Page{}, err
	})
	if err := errors.Join((graph.Hook{}).Validate(), hook.Validate()); err == nil || strings.Count(err.Error(), "missing") != 2 {
		t.Errorf("complaint is %v", err)
	}
	for query, want := range map[string]string{
		"hub.mode=subscribe&hub.verify_token=hello&hub.challenge=7":        "200 7",
		"hub.mode=subscribe&hub.verify_token=guess&hub.challenge=7":        "403",
		"hub.mode=unsubscribe&hub.verify_token=hello&hub.challenge=7":      "403",
		"hub.mode=subscribe&hub.verify_token=hello&hub.challenge=%3Cb%3E7": "200 <b>7",
	} {
		w := httptest.NewRecorder()
		door.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/hooks/zarya?"+query, nil))
		if said := fmt.Sprint(w.Code, " ", w.Body); !strings.HasPrefix(said, want) || w.Code == 200 && w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s: %s, %v; want %s", query, said, w.Header(), want)
		}
	}
	if len(got) > 0 {
		t.Errorf("greeting brought %v", got)
	}
}

// TestSigned: nobody but Meta has the app's secret. The signature is what openssl dgst -sha256 -hmac key makes of {}.
func TestSigned(t *testing.T) {
	const good = "sha256=a777724d943eb48dc69bca8a4a6d57a04db3f9ec7e1de4e581e860265bdf3032"
	synctest.Test(t, func(t *testing.T) {
		door := graph.Hook{Verify: secret.New("hello"), AppSecret: secret.New("key")}.Door(ingest.Env{Log: slog.New(slog.DiscardHandler)},
			func(context.Context, []byte) (ingest.Page, error) { return ingest.Page{}, nil })
		go func() { _ = door.Read(t.Context(), "", func(ingest.Page) error { return nil }) }()
		synctest.Wait()
		for sign, want := range map[string]int{good: 200, "": 403, good[7:]: 403, good + "0": 403, "sha256=": 403, "sha256=zz": 403} {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/hooks/zarya", strings.NewReader("{}"))
			r.Header.Set("X-Hub-Signature-256", sign)
			door.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%q: %d, want %d", sign, w.Code, want)
			}
		}
	})
}

func TestChanges(t *testing.T) {
	all, err := graph.Changes([]byte(`{"object":"page","entry":[{"id":"1","time":1795251600,"changes":[{"field":"feed","value":{"item":"post"}},{"field":"mention"}]},{"id":"2","messaging":[]}]}`))
	fields := []string{}
	for _, c := range all {
		fields = append(fields, c.Object+c.ID+c.Field)
	}
	if err != nil || !slices.Equal(fields, []string{"page1feed", "page1mention"}) || all[0].Time.Hour() != 9 || string(all[0].Value) != `{"item":"post"}` {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := graph.Changes([]byte(`hush`)); err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("of no JSON: %v", err)
	}
}
