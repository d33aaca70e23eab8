package x

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// asking opens a source whose network is answer, and gives the queries of what was asked.
func asking(t *testing.T, o Options, left float64, answer func(*url.URL) string) (*Source, *[]url.Values) {
	t.Helper()
	var asked []url.Values
	env := sourcetest.Answers(t, func(u *url.URL) string {
		asked = append(asked, u.Query())
		return answer(u)
	})
	env.Governor = ingest.NewGovernor(env.Now, ingest.Quota{Name: ingest.USD, Max: left, Window: ingest.PerMonth})
	o.BaseURL, o.Token = "http://x.test", secret.New("secret")
	source, _, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source), &asked
}

func nothing(*url.URL) string { return `{"meta":{"result_count":0}}` }

// standing is a cursor with one line.
func standing(s *Source, w walk) ingest.Cursor {
	return ingest.CursorOf(place{Lines: map[string]walk{s.queries[0]: w}})
}

func read(t *testing.T, s *Source, after ingest.Cursor) (pages []ingest.Page, end place) {
	t.Helper()
	err := s.Read(t.Context(), after, func(p ingest.Page) error {
		pages = append(pages, p)
		return p.Next.Into(&end)
	})
	if err != nil {
		t.Error(err)
	}
	return pages, end
}

func TestQueries(t *testing.T) {
	long := strings.Repeat("ж", 250)
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{}, []string{"(kestrel OR кестрел) -is:retweet"}},
		{Options{Query: "from:kestrel"}, []string{"from:kestrel"}},
		{Options{Query: "from:kestrel", Search: []string{"lumen"}}, []string{"from:kestrel", "(lumen) -is:retweet"}},
		{Options{Search: []string{}}, nil},
		{Options{Search: []string{`honest "Kestrel"  review`, "#kestrel", "OR", "e-kestrel", "-is:reply", "from:a"}},
			[]string{`("honest Kestrel review" OR #kestrel OR "OR" OR "e-kestrel" OR "-is:reply" OR "from:a") -is:retweet`}},
		{Options{Search: []string{long, long[:400], "z"}}, []string{"(" + long + " OR " + long[:400] + " OR z) -is:retweet"}},
		{Options{Search: []string{long, long + "a", "z"}}, []string{"(" + long + ") -is:retweet", "(" + long + "a OR z) -is:retweet"}},
	} {
		got, err := c.o.queries([]ingest.Topic{{Terms: []string{"kestrel", "кестрел"}}})
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%q, %v: %s", c.o.Search, err, diff)
		}
		for _, q := range got {
			if err := checkQuery(q); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := (Options{Search: []string{strings.Repeat("ж", 500)}}).queries(nil); err == nil {
		t.Error("a word of 500 characters is taken")
	}
}

func TestGaps(t *testing.T) {
	now, old := sourcetest.Now(), sourcetest.Now().Add(-10*day)
	limit := idAt(now.Add(-reach))
	for name, c := range map[string]struct {
		at    walk
		from  time.Time // of the gap that is told
		since int64
		until string
	}{
		"none":                           {walk{Since: idAt(now.Add(-6 * day))}, time.Time{}, idAt(now.Add(-6 * day)), ""},
		"away for long":                  {walk{Since: idAt(old)}, old, limit, ""},
		"walking, and too slow":          {walk{Since: idAt(old), Newest: idAt(now.Add(-day)), Until: idAt(now.Add(-8 * day))}, old, idAt(now.Add(-day)), ""},
		"walking, and away for long":     {walk{Since: idAt(old), Newest: idAt(now.Add(-9 * day)), Until: idAt(now.Add(-9 * day))}, old, limit, ""},
		"walking, while the end goes on": {walk{Since: limit - 1, Newest: idAt(now), Until: idAt(now.Add(-day))}, time.Time{}, limit, fmt.Sprint(idAt(now.Add(-day)))},
		"walking, with the end lost":     {walk{Since: idAt(old), Newest: idAt(now), Until: idAt(now.Add(-day))}, old, limit, fmt.Sprint(idAt(now.Add(-day)))},
	} {
		s, asked := asking(t, Options{}, 5, nothing)
		pages, _ := read(t, s, standing(s, c.at))
		told := time.Time{}
		for _, p := range pages {
			if (p.Gap != "") != !p.GapFrom.IsZero() {
				t.Errorf("%s: gap %q from %s", name, p.Gap, p.GapFrom)
			}
			told = p.GapFrom
		}
		if got := (*asked)[0]; !told.Equal(c.from) || got.Get("since_id") != fmt.Sprint(c.since) || got.Get("until_id") != c.until {
			t.Errorf("%s: a gap from %v, asked since %s until %q; want %v, %d, %q", name, told, got.Get("since_id"), got.Get("until_id"), c.from, c.since, c.until)
		}
	}
}

// TestSilenceIsNoGap: where nobody writes for long, somebody has listened.
func TestSilenceIsNoGap(t *testing.T) {
	s, _ := asking(t, Options{}, 5, nothing)
	if pages, _ := read(t, s, standing(s, walk{Since: idAt(sourcetest.Now().Add(-time.Hour))})); len(pages) > 0 {
		t.Errorf("an hour of silence brings %v", pages)
	}
	_, end := read(t, s, standing(s, walk{Since: idAt(sourcetest.Now().Add(-2 * day))}))
	if got := born(end.Lines[s.queries[0]].Since); !got.Equal(sourcetest.Now().Add(-time.Hour)) {
		t.Errorf("after two days of silence it is read up to %s", got)
	}
}

func TestANewQueryGoesOnFromTheOld(t *testing.T) {
	s, asked := asking(t, Options{Query: "lumen"}, 5, nothing)
	since := idAt(sourcetest.Now().Add(-time.Hour))
	_, _ = read(t, s, ingest.CursorOf(place{Lines: map[string]walk{"kestrel": {Since: since}, "boreal": {Since: since + 1}}}))
	if got := (*asked)[0].Get("since_id"); got != fmt.Sprint(since) {
		t.Errorf("asked since %q, want %d", got, since)
	}
}

// TestEnoughIsAsked: as many posts are asked for as can be paid.
func TestEnoughIsAsked(t *testing.T) {
	for left, want := range map[float64]string{5: "100", 0.5: "100", 0.499: "99", 0.05: "10", 0.0499: ""} {
		s, asked := asking(t, Options{}, left, nothing)
		err := s.Read(t.Context(), standing(s, walk{Since: idAt(sourcetest.Now())}), func(ingest.Page) error { return nil })
		got := ""
		if len(*asked) > 0 {
			got = (*asked)[0].Get("max_results")
		}
		if wait := new(ingest.Throttled); got != want || errors.As(err, &wait) != (want == "") {
			t.Errorf("with $%v: asks for %q posts, want %q: %v", left, got, want, err)
		}
		if spare := s.env.Governor.Left(ingest.USD); spare != left {
			t.Errorf("with $%v: an empty answer has cost %v", left, left-spare)
		}
	}
}

// TestUnclearAnswersArePaid: what X may have billed stays paid, and then little is asked for until an answer comes whole.
func TestUnclearAnswersArePaid(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		paid   float64
		next   string // how many posts are asked for after it
	}{
		"nothing found":  {200, "{}", 0, "100"},
		"broken off":     {200, `{"data":[{"id":`, 0.5, "10"},
		"a page of HTML": {200, "<html>", 0.5, "10"},
		"broken":         {500, "", 0.5, "10"},
		"not understood": {400, "{}", 0, "100"},
		"denied":         {403, "{}", 0, "100"},
		"too many":       {429, "{}", 0, "100"},
		"no money there": {402, "{}", 0, "100"},
	} {
		var asked []string
		env := sourcetest.Answers(t, nothing)
		env.HTTP = sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked = append(asked, r.URL.Query().Get("max_results")); len(asked) == 1 {
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.body)
				return
			}
			fmt.Fprint(w, "{}")
		}))
		left := pays(t, env, 3)
		if len(asked) != 3 || asked[0] != "100" || asked[1] != c.next || asked[2] != "100" || 5-left != c.paid {
			t.Errorf("%s: asks for %q posts, and pays %v; want %s in the second place, and %v", name, asked, 5-left, c.next, c.paid)
		}
	}
}

// TestWhatNeverLeftIsNotPaid: nobody bills a question that did not reach him.
func TestWhatNeverLeftIsNotPaid(t *testing.T) {
	env := sourcetest.Answers(t, nothing)
	env.HTTP = &http.Client{Transport: &http.Transport{DialContext: sourcetest.Listen().Dial}}
	env.HTTP.Timeout = time.Nanosecond
	if left := pays(t, env, 1); left != 5 {
		t.Errorf("%v of 5 dollars are left", left)
	}
}

// TestAnOutageIsNotPaidForLong: a network that is down for a day costs little, and is asked again.
func TestAnOutageIsNotPaidForLong(t *testing.T) {
	now := sourcetest.Now()
	env := sourcetest.Answers(t, nothing)
	env.Now = func() time.Time { return now }
	asked := 0
	env.HTTP = sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusBadGateway)
	}))
	env.Governor = ingest.NewGovernor(env.Now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
	source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret")}, env)
	if err != nil {
		t.Fatal(err)
	}
	for range 24 * 6 {
		_ = source.Read(t.Context(), ingest.CursorOf(place{Lines: map[string]walk{"(kestrel OR кестрел) -is:retweet": {Since: idAt(now)}}}), nil)
		now = now.Add(10 * time.Minute)
	}
	if left := env.Governor.Left(ingest.USD); asked != 26 || left < 3 {
		t.Errorf("%d questions in a day, and $%v of 5 are left", asked, left)
	}
}

// pays reads so many times with $5 and returns what is left.
func pays(t *testing.T, env ingest.Env, times int) float64 {
	t.Helper()
	env.Governor = ingest.NewGovernor(env.Now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
	source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret")}, env)
	if err != nil {
		t.Fatal(err)
	}
	s := source.(*Source)
	for range times {
		_ = s.Read(t.Context(), standing(s, walk{Since: idAt(env.Now())}), func(ingest.Page) error { return nil })
	}
	return env.Governor.Left(ingest.USD)
}

func TestPrice(t *testing.T) {
	s, asked := asking(t, Options{Search: []string{"kestrel"}, Authors: true}, 5, func(*url.URL) string { return `{"data":[],"meta":{"total_tweet_count":23333}}` })
	if _, err := s.Price(t.Context(), []string{"kestrel", strings.Repeat("a", 513)}); err == nil || len(*asked) > 0 {
		t.Errorf("%v after %d questions, want a complaint about the length before any", err, len(*asked))
	}
	got, err := s.Price(t.Context(), nil)
	want := []ingest.Price{{Query: "(kestrel) -is:retweet", Found: 23333, Span: 7 * day, Each: 0.015}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: %s", err, diff)
	}
	if left := s.env.Governor.Left(ingest.USD); left != 4.99 {
		t.Errorf("%v are left after one question", left)
	}
	s, _ = asking(t, Options{}, 5, func(*url.URL) string { return `{}` })
	if _, err := s.Price(t.Context(), []string{"kestrel"}); err == nil {
		t.Error("no complaint of an answer without a total")
	}
}

func TestRefreshIsAChoice(t *testing.T) {
	s, asked := asking(t, Options{}, 5, nothing)
	err := s.Refresh(t.Context(), []ingest.Known{{ID: "1346889436626259968"}}, nil)
	if err != nil || len(*asked) > 0 {
		t.Errorf("%v, after %d questions", err, len(*asked))
	}
}

func TestOpen(t *testing.T) {
	env := sourcetest.Answers(t, nothing)
	for want, o := range map[string]Options{
		"nothing to read":                    {Search: []string{}},
		"stream needs something":             {Search: []string{}, Accounts: []string{"kestrel_test"}, Stream: true},
		"a word of the search is too long":   {Search: []string{strings.Repeat("a", 500)}},
		"the query has 513 characters, want": {Query: strings.Repeat("a", 513)},
	} {
		o.Token = secret.New("secret")
		if _, _, err := New(o, env); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	_, rhythm, err := New(Options{Token: secret.New("secret"), Stream: true}, env)
	if err != nil || rhythm.Every != 0 {
		t.Errorf("a stream is polled every %s: %v", rhythm.Every, err)
	}
}
