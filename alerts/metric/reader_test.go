package metric

import (
	"errors"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

func TestReader(t *testing.T) {
	db := openStore(t, theNote(t))
	r := reader(t, db, "zarya")
	if !r.Before.To.Equal(r.Period.From) || r.Before.To.Sub(r.Before.From) != 7*oneDay {
		t.Errorf("before the week is %v", r.Before)
	}
	accounts, err := r.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range accounts {
		names = append(names, a.name())
		for _, rival := range a.Rivals {
			names = append(names, "beside "+rival.name())
		}
	}
	want := []string{"vk:zarya", "beside vk:boreal", "beside vk:lumen", "vk:lumen", "beside vk:zarya", "beside vk:boreal", "telegram:kestrel"}
	wantSame(t, "accounts", names, want)
	wantSame(t, "rivals", idsOf(r.Rivals()), []string{"boreal"})
	wantSame(t, "rivals of a product", idsOf(r.Of(r.Tree[1]).Rivals()), []string{"boreal"})
	wantSame(t, "rivals of a rival", idsOf(r.Of(r.Tree[3]).Rivals()), nil)
	if later := r.In(store.Period{From: r.Period.To, To: r.Period.To.AddDate(0, 0, 7)}); !later.Before.From.Equal(r.Period.From) || r.Period.To.Equal(later.Period.To) {
		t.Errorf("the week after is %v after %v", later.Period, later.Before)
	}
}

func idsOf(topics []ingest.Topic) (ids []string) {
	for _, t := range topics {
		ids = append(ids, t.ID)
	}
	return ids
}

func wantSame(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s are %q, want %q", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s are %q, want %q", what, got, want)
		}
	}
}

func TestNewReaderRefuses(t *testing.T) {
	db := openStore(t)
	if _, err := NewReader(t.Context(), db, Business{}, "fame", theWeek(t), theNow); !errors.Is(err, store.ErrUnknownTopic) {
		t.Errorf("an unknown topic: %v", err)
	}
	if _, err := NewReader(t.Context(), db, Business{}, "zarya", store.Period{To: theNow}, theNow); err == nil {
		t.Error("an open period is read")
	}
}

// TestLevel: the two ends never rest on one figure, and an old one is none.
func TestLevel(t *testing.T) {
	from := theWeek(t).From
	for about, c := range map[string]struct {
		at         []int // hours after the start
		now        time.Time
		start, end float64 // −1: unknown
	}{
		"both ends":           {[]int{-5, 160}, theNow, -5, 160},
		"at the very moments": {[]int{0, 168}, theNow, 0, 168},
		"after the end":       {[]int{-5, 169}, theNow, -5, -1},
		"only before":         {[]int{-5}, theNow, -5, -1},
		"only within":         {[]int{5}, theNow, -1, 5},
		"too old":             {[]int{-169, 5}, theNow, -1, 5},
		"in the midst of it":  {[]int{-5, 50, 160}, from.Add(60 * time.Hour), -5, 50},
	} {
		a := &Account{Reader: &Reader{Period: theWeek(t), Now: c.now}, figures: map[string][]ingest.Figure{}}
		for _, hours := range c.at {
			a.figures["followers"] = append(a.figures["followers"], level(Owned{}, "followers", from.Add(time.Duration(hours)*time.Hour), float64(hours)))
		}
		for end, want := range map[bool]float64{false: c.start, true: c.end} {
			if v, ok := a.Level("followers", end); ok != (want != -1) || ok && v != want {
				t.Errorf("%s: at the end %t it is %g, %t, want %g", about, end, v, ok, want)
			}
		}
	}
}

func TestFlow(t *testing.T) {
	from := time.Date(2026, 9, 14, 0, 0, 0, 0, time.UTC)
	for about, c := range map[string]struct {
		figures [][3]int // hour of the start, hours, value; by time
		sum     float64  // −1: unknown
		spans   int
	}{
		"days":                      {[][3]int{{0, 24, 1}, {24, 24, 2}}, 3, 2},
		"the whole at once":         {[][3]int{{0, 24, 1}, {0, 48, 9}, {24, 24, 2}}, 9, 1},
		"a gap":                     {[][3]int{{0, 23, 1}, {24, 24, 2}, {25, 24, 3}}, -1, 0},
		"a day that is missing":     {[][3]int{{0, 24, 1}}, -1, 0},
		"longer than the period":    {[][3]int{{0, 168, 9}}, -1, 0},
		"days of another zone":      {[][3]int{{-24 + 3, 24, 8}, {3, 24, 1}, {27, 24, 2}, {51, 24, 8}}, 3, 2},
		"a shorter day":             {[][3]int{{0, 24, 1}, {23, 24, 2}}, 3, 2},
		"hours, and one is missing": {[][3]int{{0, 24, 1}, {24, 12, 2}, {36, 6, 4}, {43, 5, 8}}, -1, 0},
		"what goes on and what not": {[][3]int{{0, 24, 1}, {0, 36, 5}, {24, 24, 2}}, 3, 2},
		"zero is a number":          {[][3]int{{0, 48, 0}}, 0, 1},
		"nothing":                   {nil, -1, 0},
	} {
		var all []ingest.Figure
		for _, f := range c.figures {
			all = append(all, ingest.Figure{At: from.Add(time.Duration(f[0]) * time.Hour), Span: time.Duration(f[1]) * time.Hour, Value: float64(f[2])})
		}
		got, ok := tile(all, from, from.Add(48*time.Hour))
		if ok != (c.sum != -1) || ok && (got.sum != c.sum || got.spans != c.spans) {
			t.Errorf("%s: %+v, %t, want %g of %d spans", about, got, ok, c.sum, c.spans)
		}
	}
}

func TestFollowersAtPosting(t *testing.T) {
	from := theWeek(t).From
	at := func(days int) time.Time { return from.AddDate(0, 0, days) }
	for about, c := range map[string]struct {
		days []int
		want float64 // −1: unknown
	}{
		"before":           {[]int{-3, -1, 1}, -1 + 100},
		"at that moment":   {[]int{-1, 0, 1}, 0 + 100},
		"a week after":     {[]int{7}, 7 + 100},
		"long after":       {[]int{8}, -1},
		"long before":      {[]int{-32}, -1},
		"long before, and": {[]int{-32, 2}, 2 + 100},
		"never":            {nil, -1},
	} {
		var all []ingest.Figure
		for _, d := range c.days {
			all = append(all, level(Owned{}, "followers", at(d), float64(d+100)))
		}
		got := atPublishing(all, from)
		if (got == nil) != (c.want == -1) || got != nil && *got != c.want {
			t.Errorf("%s: %v, want %g", about, got, c.want)
		}
	}
}
