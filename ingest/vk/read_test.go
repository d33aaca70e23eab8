package vk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// answers is VK: what it says to a method; "" is an empty list, and a number a status.
type answers func(method string, q url.Values) string

func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	said := a(strings.TrimPrefix(r.URL.Path, "/method/"), r.URL.Query())
	var status int
	if n, _ := fmt.Sscan(said, &status); n == 1 {
		w.WriteHeader(status)
		return
	}
	if said == "" {
		said = `{"response":{"count":0,"items":[]}}`
	}
	fmt.Fprint(w, said)
}

// visit is a source in a bubble, with what its reads bring.
type visit struct {
	*Source
	ingest.Page // all that came
	cursor      ingest.Cursor
	asked       []string
	failed      error // of the last read
}

// read reads once and gives the ids of what came.
func (v *visit) read(t *testing.T) string {
	t.Helper()
	v.Page, v.asked = ingest.Page{}, nil
	err := v.Read(t.Context(), v.cursor, func(p ingest.Page) error {
		v.cursor = p.Next
		v.Mentions, v.Rejected = append(v.Mentions, p.Mentions...), append(v.Rejected, p.Rejected...)
		if p.Gap != "" {
			v.Gap, v.GapFrom = p.Gap, p.GapFrom
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return ids(v.Mentions)
}

func ids(all []ingest.Mention) string {
	var ids []string
	for _, m := range all {
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, " ")
}

func with(t *testing.T, o Options, say answers, do func(t *testing.T, v *visit)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		v := &visit{}
		listening := answers(func(method string, q url.Values) string {
			v.asked = append(v.asked, method)
			return say(method, q)
		})
		o.Token, o.BaseURL = secret.New("t"), "http://vk.test"
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, listening), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		v.Source = source.(*Source)
		do(t, v)
	})
}

// wrote is a post of a minute ago, or of several.
func wrote(id int, minutes int, more string) string {
	return fmt.Sprintf(`{"id":%d,"owner_id":-1,"from_id":-1,"date":%d,"text":"Kestrel"%s}`, id, sourcetest.Now().Unix()-int64(60*minutes), more)
}

func commented(n int) string { return fmt.Sprintf(`,"comments":{"count":%d}`, n) }

func listed(items ...string) string {
	return fmt.Sprintf(`{"response":{"count":%d,"items":[%s]}}`, len(items), strings.Join(items, ","))
}

func TestValidate(t *testing.T) {
	err := Options{BaseURL: "vk", Walls: []string{"https://vk.com/zarya"}, Callback: &Callback{}, LongPoll: -1, Every: time.Second}.Validate()
	want := `base_url is no address, want one such as https://api.vk.com
walls has "https://vk.com/zarya", want what stands behind vk.com/ in the address
every is 1s, want 10s or more
callback and longpoll tell the same events: leave one of them out
callback has no group, want the number of a community
callback has no confirmation, want the string that the server is to return
callback has no secret: enter a secret key in the community's settings, or anybody may post events
longpoll is below zero, want the number of a community`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	for o, want := range map[*Options]string{
		{Walls: []string{"club1"}}:                                          "token is missing",
		{Token: secret.New("t"), LongPoll: 1, Boards: []string{"club1"}}:    "make it two sources",
		{Token: secret.New("t"), Messages: true, Boards: []string{"club1"}}: "messages come by callback or longpoll only",
		{Token: secret.New("t"), Search: []string{"!"}}:                     `search has "!"`,
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
	if _, _, err := New(Options{Token: secret.New("t")}, ingest.Env{}); err == nil {
		t.Error("a source that reads nothing was opened")
	}
}

// TestASearchThatShowsNotAllIsAGap: of more than a thousand posts the oldest cannot be asked for.
func TestASearchThatShowsNotAllIsAGap(t *testing.T) {
	say := func(_ string, q url.Values) string {
		n := len(q.Get("start_from"))
		return fmt.Sprintf(`{"response":{"next_from":%q,"items":[%s]}}`, strings.Repeat("x", n+1), wrote(100-n, 1+n, ""))
	}
	with(t, Options{Search: []string{"kestrel"}}, say, func(t *testing.T, v *visit) {
		if v.read(t) != "-1_100" || v.Gap != "" || len(v.asked) != 1 {
			t.Errorf("the first read brings %q, gap %q, asks %q", ids(v.Mentions), v.Gap, v.asked)
		}
		if v.read(t) != "-1_96 -1_97 -1_98 -1_99" || v.Gap == "" || v.GapFrom.IsZero() || len(v.asked) != manyPages {
			t.Errorf("the second read brings %q, gap %q from %s, asks %q", ids(v.Mentions), v.Gap, v.GapFrom, v.asked)
		}
	})
}

// TestWhatCannotBeReadIsToldOnce: it stands in the list for days.
func TestWhatCannotBeReadIsToldOnce(t *testing.T) {
	say := func(_ string, q url.Values) string {
		if q.Get("owner_id") == "-2" {
			return `{"error":{"error_code":15}}`
		}
		return listed(wrote(3, 1, ""), `{"id":2,"owner_id":-1,"date":"?"}`)
	}
	with(t, Options{Walls: []string{"club1", "club2"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		if v.read(t) != "-1_3" || fmt.Sprint(v.Rejected) != "[{-1_2 the item is not as the API describes it} {club2 vk.test: not shown to us (error 15): not there (any more)}]" {
			t.Errorf("first came %q and %v", ids(v.Mentions), v.Rejected)
		}
		if v.read(t) != "" || len(v.Rejected) != 0 {
			t.Errorf("then came %q and %v", ids(v.Mentions), v.Rejected)
		}
	})
}

// TestALimitOfADayHoldsUpNothingElse: searches have one of their own.
func TestALimitOfADayHoldsUpNothingElse(t *testing.T) {
	say := func(method string, _ url.Values) string {
		if method == searching {
			return `{"error":{"error_code":29}}`
		}
		return listed(wrote(3, 1, ""))
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{"kestrel"}}, say, func(t *testing.T, v *visit) {
		if v.read(t) != "-1_3" {
			t.Errorf("came %q", ids(v.Mentions))
		}
	})
	with(t, Options{Search: []string{"kestrel"}}, say, func(t *testing.T, v *visit) {
		if err := v.Read(t.Context(), "", nil); !v.waitsLong(err) {
			t.Errorf("a source with nothing else says %v", err)
		}
	})
}

// TestAMethodThatIsNotForTheTokenHoldsUpNothingElse: mentions want a user's token.
func TestAMethodThatIsNotForTheTokenHoldsUpNothingElse(t *testing.T) {
	said := 0
	say := func(method string, _ url.Values) string {
		switch method {
		case walling:
			return listed(wrote(3, 1, ""))
		case "newsfeed.getMentions":
			said++
			return `{"error":{"error_code":28}}`
		}
		return `{"response":{"groups":[{"id":1,"members_count":5}]}}`
	}
	o := Options{Walls: []string{"club1"}, Mentions: []string{"club1"}, Search: []string{}}
	with(t, o, say, func(t *testing.T, v *visit) {
		var came []ingest.Mention
		err := v.Read(t.Context(), "", func(p ingest.Page) error {
			came = append(came, p.Mentions...)
			return nil
		})
		if ids(came) != "-1_3" || said != 1 || !errors.Is(err, ingest.ErrDenied) {
			t.Errorf("came %q, %v", ids(came), err)
		}
	})
}

// TestOldCommentsAreNoNews: the first read counts them, and a later one brings what has come since, wherever it stands.
func TestOldCommentsAreNoNews(t *testing.T) {
	grown := 0
	comment := func(id int) string {
		return fmt.Sprintf(`{"id":%d,"from_id":5,"date":%d,"text":"no %[1]d"}`, id, sourcetest.Now().Unix()-1000+int64(id))
	}
	say := func(method string, q url.Values) string {
		switch {
		case method == walling:
			return listed(wrote(3, 1, commented(12+grown)))
		case q.Get("comment_id") == "10":
			return listed(comment(23), comment(22), comment(21))
		case method == "wall.getComments":
			thread := strings.TrimSuffix(comment(10), "}") + fmt.Sprintf(`,"thread":{"count":%d,"items":[%s]}}`, 11+grown, comment(11))
			return listed(thread)
		}
		return ""
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		if v.read(t) != "-1_3" || len(v.asked) != 1 {
			t.Errorf("first came %q, asked %q", ids(v.Mentions), v.asked)
		}
		grown = 2
		if v.read(t) != "-1_3_r22 -1_3_r23" || v.Mentions[0].Parent != "-1_3_r10" || v.Mentions[0].Context != "no 10" {
			t.Errorf("then came %q: %+v", ids(v.Mentions), v.Mentions)
		}
		if v.read(t) != "" || len(v.asked) != 1 {
			t.Errorf("at last came %q, asked %q", ids(v.Mentions), v.asked)
		}
	})
}

// TestCommentsThatVKCountsAndHides: a thousand new ones are a gap, one that is not shown is none and costs little.
func TestCommentsThatVKCountsAndHides(t *testing.T) {
	total, newest := 1, 1
	say := func(method string, q url.Values) string {
		if method == walling {
			return listed(wrote(3, 1, commented(total)))
		}
		var all []string
		from := 0
		_, _ = fmt.Sscan(q.Get("offset"), &from)
		for id := newest - from; id > max(0, newest-from-talkPage); id-- {
			all = append(all, fmt.Sprintf(`{"id":%d,"from_id":5,"date":%d,"text":"no"}`, id, sourcetest.Now().Unix()))
		}
		return listed(all...)
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		for _, tt := range []struct{ total, newest, came, asked int }{{1, 1, 1, 1}, {2, 2, 1, 2}, {5000, 5000, 1000, 11}, {5001, 5000, 0, 3}} {
			total, newest = tt.total, tt.newest
			v.read(t)
			if len(v.Mentions) != tt.came || len(v.asked) != tt.asked || (v.Gap != "") != (tt.came == 1000) {
				t.Errorf("of %d comments came %d, gap %q, after %d calls", total, len(v.Mentions), v.Gap, len(v.asked))
			}
		}
	})
}

// TestManyWallsTakeTurns: a day has so many calls of wall.get.
func TestManyWallsTakeTurns(t *testing.T) {
	var o Options
	for n := range 40 {
		o.Walls = append(o.Walls, fmt.Sprintf("club%d", n+1))
	}
	o.Search = []string{}
	with(t, o, func(string, url.Values) string { return "" }, func(t *testing.T, v *visit) {
		calls := 0
		for range 288 {
			v.read(t)
			calls += len(v.asked)
			time.Sleep(defaultEvery)
		}
		if calls > wallsADay*4/5 || calls < wallsADay/4 {
			t.Errorf("%d calls in a day", calls)
		}
	})
}

// TestABare404DeletesNothing: a proxy or a wrong base_url answers so to everything.
func TestABare404DeletesNothing(t *testing.T) {
	known := []ingest.Known{{ID: "-1_3"}, {ID: "-1_3_r4"}, {ID: "board-1_4_5"}}
	with(t, Options{Walls: []string{"club1"}}, func(string, url.Values) string { return "404" }, func(t *testing.T, v *visit) {
		for _, k := range known {
			err := v.Refresh(t.Context(), []ingest.Known{k}, func(p ingest.Page) error {
				t.Errorf("emitted %v", p.Mentions)
				return nil
			})
			if err == nil {
				t.Errorf("%s: no error", k.ID)
			}
		}
	})
}

// TestEventsThatVKLost: what the key and the place are worth is VK's to say.
func TestEventsThatVKLost(t *testing.T) {
	var asked []string
	say := answers(func(method string, q url.Values) string {
		if method == "groups.getLongPollServer" {
			return fmt.Sprintf(`{"response":{"key":"k%d","server":"http://lp.test/wh","ts":"%d0"}}`, len(asked), len(asked))
		}
		asked = append(asked, q.Get("key")+"/"+q.Get("ts"))
		switch len(asked) {
		case 1:
			return `{"failed":2}`
		case 2:
			return `{"failed":3}`
		}
		return `{"ts":21,"updates":[]}`
	})
	synctest.Test(t, func(t *testing.T) {
		o := Options{Token: secret.New("t"), BaseURL: "http://vk.test", LongPoll: 1}
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, say), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		gaps, enough, cursor := 0, errors.New("enough"), ingest.Cursor(`{"ts":"7"}`)
		for range 3 {
			if err != nil {
				time.Sleep(time.Second)
			}
			err = source.Read(context.Background(), cursor, func(p ingest.Page) error {
				if cursor = p.Next; p.Gap != "" {
					gaps++
				}
				if len(asked) > 2 {
					return enough
				}
				return nil
			})
		}
		if !errors.Is(err, enough) || gaps != 1 || strings.Join(asked, " ") != "k0/7 k1/7 k2/20" {
			t.Errorf("asked %q, %d gaps, %v", asked, gaps, err)
		}
	})
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"[id1|Анна], привет":                       "Анна, привет",
		"[club7:bp-7_4|Kestrel], hm":               "Kestrel, hm",
		"see [https://vk.com/kestrel|Kestrel] now": "see Kestrel now",
		"[a|b] and [not markup]":                   "[a|b] and [not markup]",
		"[id1|]":                                   "",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
