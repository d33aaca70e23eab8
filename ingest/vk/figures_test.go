package vk

import (
	"encoding/json"
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

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}

func TestFigureDecoders(t *testing.T) {
	for name, into := range map[string]any{
		"stats_period": period{}, "stats_views": visitors{}, "stats_reach": reach{}, "stats_activity": activity{}, "stats_wallpost_stat": reached{}, "streaming_event": streamed{},
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
	search  []string
	fails   bool // reads may
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
	case "users.get":
		fmt.Fprint(w, `{"response":[7]}`)
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
		source, _, err := New(Options{BaseURL: "http://vk.test", Token: secret.New("t"), Search: append([]string{}, n.search...), FigureOptions: o}, env)
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
			if err != nil && !n.fails {
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

// TestManyAccountsLeaveWallsTheirCalls: the limit of a day is on wall.get, by which both are read.
func TestManyAccountsLeaveWallsTheirCalls(t *testing.T) {
	for n, want := range map[int]time.Duration{1: time.Hour, 41: time.Hour, 100: 144 * time.Minute} {
		s := &Source{options: Options{FigureOptions: FigureOptions{Accounts: make([]string, n)}}}
		if got := s.betweenRounds(); got != want {
			t.Errorf("rounds of %d accounts are %s apart, want %s", n, got, want)
		}
	}
}

// TestDaysOfAnOutageAreAskedFor, up to a month of them.
func TestDaysOfAnOutageAreAskedFor(t *testing.T) {
	for about, c := range map[string]struct {
		ago  time.Duration // when it was asked before
		want string
	}{
		"an hour":     {time.Hour, "2026-11-17T21:00:00Z"},
		"ten days":    {10 * day, "2026-11-07T21:00:00Z"},
		"a year":      {365 * day, "2026-10-18T21:00:00Z"},
		"another day": {-day, "2026-11-17T21:00:00Z"},
	} {
		now := sourcetest.Now()
		if got := firstDay(now, now.Add(-c.ago)).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s ago: the first day is %s, want %s", about, got, c.want)
		}
	}
}
