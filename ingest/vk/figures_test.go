package vk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/sourcetest"
)

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}

func TestFigureDecoders(t *testing.T) {
	for name, into := range map[string]any{
		"stats_period": period{}, "stats_wallpost_stat": reached{}, "streaming_event": streamed{},
		"streaming_rule": rule{},
	} {
		sourcetest.Fields(t, schema, name, into)
	}
	sourcetest.Decodes(t, schema, "stats_period", func(data []byte) error { return json.Unmarshal(data, new(period)) })
	sourcetest.Decodes(t, schema, "stats_wallpost_stat", func(data []byte) error { return json.Unmarshal(data, new(reached)) })
	sourcetest.Decodes(t, schema, "streaming_event", func(data []byte) error { return json.Unmarshal(data, new(streamed)) })
}

func TestFigureOptions(t *testing.T) {
	o := Options{Token: secret.New("t"), FigureOptions: FigureOptions{Accounts: []string{"zarya", "vk.com/x", "zarya"}, Figures: time.Second, Most: -1}}
	want := `accounts has "vk.com/x", want what stands behind vk.com/ in the address
accounts has "zarya" twice
figures is 1s, want 10m0s or more
most is -1, want 0 or more`
	if err := o.Validate(); err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	o.FigureOptions = FigureOptions{Active: true}
	o.StreamingOptions = StreamingOptions{Streaming: true}
	o.Walls = []string{"zarya"}
	want = `active is set, and accounts names none
a source with streaming reads nothing else: make it two sources`
	if err := o.Validate(); err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
}

func TestOwners(t *testing.T) {
	for name, want := range map[string]int64{
		"club12": -12, "public12": -12, "event12": -12, "-12": -12, "id12": 12, "12": 12,
		"club": 0, "id0": 0, "zarya12": 0, "club99999999999999999999": 0,
	} {
		if got, ok := numbered(name); got != want || ok != (want != 0) {
			t.Errorf("%s is %d, %t; want %d", name, got, ok, want)
		}
	}
}

// TestWalksGoOn: a way through accounts goes on where it stood, begins when it is due, and survives changes of the list.
func TestWalksGoOn(t *testing.T) {
	now := sourcetest.Now()
	for _, tt := range []struct {
		from  walk
		names string
		want  string // what is ahead
	}{
		{walk{}, "a b", "[a b]"},
		{walk{At: now.Add(-time.Minute), On: "b"}, "a b c", "[b c]"},
		{walk{At: now.Add(-time.Minute)}, "a b", "[]"},
		{walk{At: now.Add(-day)}, "a b", "[a b]"},
		{walk{At: now.Add(time.Minute)}, "a b", "[a b]"}, // the clock was ahead
		{walk{At: now.Add(-time.Minute), On: "gone"}, "a b", "[]"},
		{walk{}, "", "[]"},
	} {
		if _, ahead := tt.from.ahead(strings.Fields(tt.names), now, time.Hour); fmt.Sprint(ahead) != tt.want {
			t.Errorf("%+v has %v ahead, want %s", tt.from, ahead, tt.want)
		}
	}
}

func TestWeeksBeginOnMondayInMoscow(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-21T12:00:00Z": "2026-11-15T21:00:00Z",
		"2026-11-15T21:00:00Z": "2026-11-15T21:00:00Z",
		"2026-11-15T20:59:59Z": "2026-11-08T21:00:00Z",
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if got := monday(moment).Format(time.RFC3339); err != nil || got != want {
			t.Errorf("the week of %s began %s, want %s", at, got, want)
		}
	}
}

// town answers a community's calls with numbers of its own, and counts them.
type town struct {
	asked   map[string]int
	members int
	refuse  map[string]int // error codes by method
	from    place          // where the first read begins
}

func (n *town) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(r.URL.Path, "/method/")
	n.asked[method]++
	if code := n.refuse[method]; code != 0 {
		fmt.Fprintf(w, `{"error":{"error_code":%d}}`, code)
		return
	}
	switch method {
	case "groups.getMembers":
		fmt.Fprintf(w, `{"response":{"count":%d,"items":[%s]}}`, n.members, n.page(r.URL.Query()))
	case "groups.getById":
		fmt.Fprint(w, `{"response":{"groups":[{"id":11,"members_count":5}]}}`)
	case "wall.get":
		fmt.Fprintf(w, `{"response":{"count":40,"items":[%s]}}`, n.posts())
	case "stats.get", "stats.getPostReach":
		fmt.Fprint(w, `{"response":[]}`)
	default:
		fmt.Fprint(w, `{"response":{"count":0,"items":[]}}`)
	}
}

func (n *town) page(q url.Values) string {
	var items []string
	from := 0
	_, _ = fmt.Sscan(q.Get("offset"), &from)
	for id := from; id < min(from+memberPage, n.members); id++ {
		items = append(items, fmt.Sprintf(`{"id":%d}`, id+1))
	}
	return strings.Join(items, ",")
}

// posts are forty, an hour apart.
func (n *town) posts() string {
	var items []string
	for i := range int64(40) {
		items = append(items, fmt.Sprintf(`{"id":%d,"owner_id":-11,"from_id":500,"date":%d,"likes":{"count":1}}`, 100-i, sourcetest.Now().Unix()-3600*i))
	}
	return strings.Join(items, ",")
}

// reads lets a source of these options read so often, with a pause, and returns the pages of each.
func (n *town) reads(t *testing.T, o FigureOptions, times int, pause time.Duration) (all [][]ingest.Page) {
	t.Helper()
	n.asked = map[string]int{}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		env := sourcetest.Env(sourcetest.Serve(t, n), slog.New(slog.DiscardHandler))
		source, _, err := New(Options{BaseURL: "http://vk.test", Token: secret.New("t"), Search: []string{}, FigureOptions: o}, env)
		if err != nil {
			t.Fatal(err)
		}
		cursor := ingest.CursorOf(n.from)
		for range times {
			var came []ingest.Page
			err := source.Read(t.Context(), cursor, func(p ingest.Page) error {
				came, cursor = append(came, p), p.Next
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			all = append(all, came)
			time.Sleep(pause)
		}
	})
	return all
}

// TestManyMembersTakeSeveralReads: thirty calls a read, so that what people say does not wait.
func TestManyMembersTakeSeveralReads(t *testing.T) {
	n := &town{members: 31_500}
	all := n.reads(t, FigureOptions{Members: []string{"club11"}}, 3, 0)
	if len(all[0]) != 30 || len(all[1]) != 2 || len(all[2]) != 0 {
		t.Fatalf("%d, %d and %d pages came", len(all[0]), len(all[1]), len(all[2]))
	}
	people := map[string]bool{}
	for _, pages := range all {
		for _, p := range pages {
			for _, id := range p.Members[0].IDs {
				people[id] = true
			}
		}
	}
	last := all[1][1].Members
	if len(people) != 31_500 || !last[0].Last || !last[1].Last || last[0].At != all[0][0].Members[0].At {
		t.Errorf("%d people came, and at last %t", len(people), last[0].Last)
	}
}

// TestActorsTakeSeveralReads: twenty posts a read.
func TestActorsTakeSeveralReads(t *testing.T) {
	n := &town{}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}, Active: true}, 3, 0)
	if n.asked["likes.getList"] != 40 || len(all[0]) != 1+20 || len(all[1]) != 20+1 || len(all[2]) != 0 {
		t.Errorf("asked %v, pages %d, %d, %d", n.asked, len(all[0]), len(all[1]), len(all[2]))
	}
}

// TestOneWrongAccountHoldsUpNoOther: whatever VK has against it.
func TestOneWrongAccountHoldsUpNoOther(t *testing.T) {
	n := &town{refuse: map[string]int{"users.get": 100, "likes.getList": 232}}
	o := FigureOptions{Accounts: []string{"id7", "club11"}, Members: []string{"id7", "club11"}}
	all := n.reads(t, o, 1, 0)
	var rejected, followers int
	for _, p := range all[0] {
		rejected, followers = rejected+len(p.Rejected), followers+len(p.Members)
	}
	if rejected != 2 || followers != 2 || n.asked["groups.getById"] != 1 {
		t.Errorf("rejected %d, sets %d, asked %v", rejected, followers, n.asked)
	}
}

// TestStatisticsOfOthersAreAskedForOnceADay: they are refused, which is no trouble.
func TestStatisticsOfOthersAreAskedForOnceADay(t *testing.T) {
	n := &town{refuse: map[string]int{"stats.get": 15, "stats.getPostReach": 28}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 3, 13*time.Hour)
	if n.asked["groups.getById"] != 3 || n.asked["stats.get"] != 2 || len(all[0][0].Figures) == 0 || len(all[0][0].Rejected) > 0 {
		t.Errorf("asked %v, pages %+v", n.asked, all)
	}
}

// TestTheLimitOfADayHoldsUpNothingElse: figures wait for it alone.
func TestTheLimitOfADayHoldsUpNothingElse(t *testing.T) {
	n := &town{refuse: map[string]int{"wall.get": 29}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 3, 25*time.Minute)
	if len(all[0]) != 1 || len(all[1])+len(all[2]) != 0 || n.asked["wall.get"] != 1 {
		t.Errorf("asked %v, pages %d, %d, %d", n.asked, len(all[0]), len(all[1]), len(all[2]))
	}
}

func TestAClockThatWasAheadDoesNotEndFigures(t *testing.T) {
	n := &town{from: place{Figures: rounds{Rest: sourcetest.Now().Add(week)}}}
	if all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 1, 0); len(all[0]) != 1 {
		t.Errorf("%d pages came", len(all[0]))
	}
}

func TestLacks(t *testing.T) {
	accounts := FigureOptions{Accounts: []string{"zarya"}}
	for about, c := range map[string]struct {
		who  bearer
		o    Options
		want string
	}{
		"a service that searches":        {bearer{}, Options{}, ""},
		"a service with accounts":        {bearer{}, Options{FigureOptions: accounts}, "user"},
		"a service with a long poll":     {bearer{}, Options{LongPoll: 1}, "manage"},
		"a community that searches":      {bearer{community: true}, Options{}, "service"},
		"a community with a long poll":   {bearer{community: true, mask: mayManage}, Options{LongPoll: 1}, ""},
		"a person who may all":           {bearer{user: true, mask: mayStats | mayOffline}, Options{FigureOptions: accounts}, ""},
		"a person who may nothing":       {bearer{user: true}, Options{FigureOptions: accounts, Mentions: []string{"id1"}}, "stats offline"},
		"a person who listens to stream": {bearer{user: true, mask: mayOffline}, Options{StreamingOptions: StreamingOptions{true}}, "service"},
	} {
		var names []string
		for _, g := range c.who.lacks(c.o) {
			names = append(names, g.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s lacks %q, want %q", about, got, c.want)
		}
	}
}

func TestRules(t *testing.T) {
	for term, want := range map[string]string{`"Kestrel Air" -loans`: "Kestrel Air loans", "кофе-машина": "кофе-машина"} {
		if got := plainWords(term); got != want {
			t.Errorf("%s makes a rule of %q, want %q", term, got, want)
		}
	}
	for about, terms := range map[string][]string{
		"301 terms": make([]string, maxRules+1), "4097 bytes": {strings.Repeat("a", ruleBytes+1)},
	} {
		if err := checkRules(terms); err == nil || !strings.Contains(err.Error(), about) {
			t.Errorf("%s: %v", about, err)
		}
	}
}

// TestRulesAreMadeTheSame: ours that are no longer wanted go, and others stay.
func TestRulesAreMadeTheSame(t *testing.T) {
	var changes []string
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodGet {
			changes = append(changes, r.Method+" "+string(body))
		}
		fmt.Fprint(w, `{"code":200,"rules":[{"tag":"molva-a-1","value":"kestrel"},{"tag":"molva-a-2","value":"old"},{"tag":"molva-ab-3","value":"other"}]}`)
	}))
	base := &url.URL{Scheme: "http", Host: "streaming.test"}
	s := server{&fetch.API{Client: client, Base: base, Says: ruled}, "k"}
	err := s.agree(t.Context(), "molva-a-", []rule{{"kestrel", "molva-a-1"}, {"кестрел", "molva-a-4"}})
	want := `[DELETE {"tag":"molva-a-2"} POST {"rule":{"value":"кестрел","tag":"molva-a-4"}}]`
	if got := fmt.Sprint(changes); err != nil || got != want {
		t.Errorf("changes are %s, want %s; %v", got, want, err)
	}
}

// TestBadRule: what the streaming server says of a rule is told with the words of it.
func TestBadRule(t *testing.T) {
	env := sourcetest.Answers(t, func(u *url.URL) string {
		if u.Path == "/method/streaming.getServerUrl" {
			return `{"response":{"endpoint":"streaming.test","key":"k"}}`
		}
		return `{"code":400,"error":{"message":"no","error_code":2003}}`
	})
	source, _, err := New(Options{BaseURL: "http://vk.test", Token: secret.New("t"), StreamingOptions: StreamingOptions{true}}, env)
	if err != nil {
		t.Fatal(err)
	}
	err = source.Read(t.Context(), "", func(ingest.Page) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "streaming.test: error 2003") || errors.Is(err, ingest.ErrDenied) {
		t.Errorf("%v", err)
	}
}
