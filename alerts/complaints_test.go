package alerts

import (
	"slices"
	"testing"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// troubles are complaints in every state of their lives, more than a digest shows, and with a stranger's worst.
func troubles(d Digest) Recurring {
	at := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 9, 30, 0, 0, d.Topic.Zone)
	}
	quote := func(text, link string, day int) *Quote {
		return &Quote{ID: "vk:1", Text: text, URL: link, Network: "vk", Published: at(9, day)}
	}
	all := []Complaint{
		{Complaint: store.Complaint{ID: 12, Theme: "quality", ThemeShare: 0.61, State: life.Returned,
			Label: "правый наушник молчит", Named: true, Mentions: 5, People: 4, Sure: 0.783, First: at(6, 2), Fixed: at(9, 2),
			Ticket: "https://tracker.example/T-1"}, Was: life.Fixed, Quote: quote("Правый наушник опять молчит <!channel>", "https://vk.example/wall1_1", 22)},
		{Complaint: store.Complaint{ID: 3, State: life.Rising, Label: "logs me out · every day", Mentions: 17, People: 14, Topics: []string{"zarya", "kestrel"},
			Terms:  []store.Phrase{{Text: "logs me out", Share: 0.52}, {Text: "every\x1b[31m day", Share: 0.3}},
			Growth: life.Growth{Recent: 9, Expected: 2.13, Ratio: 4.2, P: 0.001, Days: 3}, First: at(3, 5), New: []store.Phrase{{Text: "since the update", Share: 0.4}}},
			Before: 3, Was: life.Steady, Quote: quote("The app logs me out \u202eevery day", "javascript:alert(1)", 23)},
		{Complaint: store.Complaint{ID: 31, Theme: "delivery", ThemeShare: 0.999, State: life.New, Emerging: true, Label: "courier never called",
			Mentions: 6, People: 6, First: at(9, 25), Asking: 4, Ticket: "T-9 <b>"}},
		{Complaint: store.Complaint{ID: 7, State: life.Steady, Label: "батарея садится", Mentions: 1, People: 1, First: at(1, 2)}, Before: 1, Was: life.Steady},
		{Complaint: store.Complaint{ID: 8, State: life.Fading, Mentions: 2, People: 2, Sure: 0.5, First: time.Date(2025, 11, 2, 9, 0, 0, 0, d.Topic.Zone),
			Growth: life.Growth{Recent: 1, Expected: 12.3, Days: 7}}, Before: 22, Was: life.Fading},
		{Complaint: store.Complaint{ID: 9, State: life.Fixed, Label: "slow site", Mentions: 1, People: 1, Fixed: at(9, 20)}},
	}
	fixed := []store.Complaint{all[5].Complaint}
	held := []Held{{Told: 14, Complaint: store.Complaint{ID: 5, State: life.Fixed, Label: "не греет <b>", Fixed: at(9, 16)}}}
	return Recurring{All: all, Fixed: fixed, Held: held, Mentions: 46, Alone: 11, Ignored: 3, Wishes: []store.Complaint{{ID: 50, Label: "USB-C | <a>", People: 2}},
		Likes: []store.Complaint{{ID: 40, Label: "тихие наушники", People: 21}, {ID: 41, Label: "warm light", People: 1}}}
}

// Only what changed since the period before is announced.
func TestAnnounces(t *testing.T) {
	start := time.Date(2026, 9, 21, 0, 0, 0, 0, time.UTC)
	d := Digest{Period: store.Period{From: start}, Before: tone(1, 1, 1), Complaints: Recurring{Mentions: 15}}
	complaint := func(state, was life.State, people, mentions int, first time.Time) Complaint {
		return Complaint{Was: was, Complaint: store.Complaint{State: state, People: people, Mentions: mentions, First: first}}
	}
	before := start.Add(-time.Hour)
	doubtful := complaint(life.New, "", 4, 9, start)
	doubtful.Sure = 0.4
	emerging := complaint(life.New, "", 2, 2, start)
	emerging.Emerging = true
	for name, c := range map[string]struct {
		Complaint
		announced bool
	}{
		"steady":                    {complaint(life.Steady, life.Rising, 90, 90, before), false},
		"it rises":                  {complaint(life.Rising, life.Steady, 2, 2, before), true},
		"it rose before":            {complaint(life.Rising, life.Rising, 9, 9, before), false},
		"it returned":               {complaint(life.Returned, life.Fixed, 2, 2, before), true},
		"new, by a fifth":           {complaint(life.New, "", 2, 3, start), true},
		"new and of no weight":      {complaint(life.New, "", 2, 2, start), false},
		"new, by many":              {complaint(life.New, "", 5, 2, start), true},
		"new since Monday":          {complaint(life.Steady, "", 5, 5, start), true},
		"new in the digest before":  {complaint(life.New, life.New, 5, 5, before), false},
		"new, and hardly one thing": {doubtful, false},
		"new, and grows by the day": {emerging, true},
	} {
		if got := d.announces(c.Complaint); got != c.announced {
			t.Errorf("%s: announced is %v", name, got)
		}
	}
	d.Before = Tone{}
	if d.announces(complaint(life.Steady, "", 5, 5, start)) {
		t.Error("what nobody could have heard before is announced as new")
	}
}

// Every mention that complains is either in a listed complaint, in an ignored one, or alone.
func TestBeside(t *testing.T) {
	one := func(id cluster.ID, mentions, people int) store.Complaint {
		return store.Complaint{ID: id, Kind: cluster.Complaint, Mentions: mentions, People: people, Recurs: people > 1, State: life.Steady}
	}
	ignored, praise := one(4, 3, 3), one(6, 9, 9)
	ignored.Ignored, praise.Kind = true, cluster.Praise
	r := beside([]store.Complaint{one(2, 7, 5), one(1, 4, 4), one(3, 1, 1), ignored, one(5, 2, 1), praise}, []store.Complaint{one(1, 9, 8)})
	if r.Mentions != 17 || r.Alone != 3 || r.Ignored != 3 {
		t.Errorf("%d mentions, %d alone, %d ignored; want 17, 3, 3", r.Mentions, r.Alone, r.Ignored)
	}
	if len(r.All) != 2 || r.All[0].ID != 2 || r.All[0].Was != "" || r.All[1].Before != 8 || r.All[1].Was != life.Steady {
		t.Errorf("complaints %+v", r.All)
	}
}

// What people like and ask for goes by people; one of a kind that a single person spoke of is not among them.
func TestForemost(t *testing.T) {
	one := func(id cluster.ID, people int, sure float64) store.Complaint {
		return store.Complaint{ID: id, Kind: cluster.Praise, People: people, Recurs: true, Sure: sure}
	}
	alone, ignored, wish := one(7, 9, 0), one(8, 9, 0), one(9, 9, 0)
	alone.Recurs, ignored.Ignored, wish.Kind = false, true, cluster.Suggestion
	var ids []cluster.ID
	for _, c := range foremost([]store.Complaint{one(1, 2, 0.3), alone, one(2, 2, 0.6), ignored, one(3, 5, 0), wish, one(4, 1, 0.9), one(5, 2, 0.3)}, cluster.Praise) {
		ids = append(ids, c.ID)
	}
	if want := []cluster.ID{3, 2, 1}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}

func TestByWeight(t *testing.T) {
	week := store.Period{From: time.Date(2026, 9, 21, 0, 0, 0, 0, time.UTC)}
	one := func(id cluster.ID, state life.State, people int, sure float64, first time.Time) Complaint {
		return Complaint{Complaint: store.Complaint{ID: id, State: state, People: people, Sure: sure, First: first}}
	}
	old := week.From.AddDate(0, -1, 0)
	all := []Complaint{one(1, life.Steady, 2, 0.3, old), one(2, life.Steady, 2, 0.6, old), one(3, life.New, 2, 0.4, week.From), one(4, life.Steady, 9, 0, old),
		one(5, life.New, 3, 0.7, week.From), one(6, life.Steady, 7, 0, week.From), one(7, life.Rising, 4, 0, old), one(8, life.Returned, 2, 0.4, old)}
	slices.SortFunc(all, byWeight(week))
	var ids []cluster.ID
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	if want := []cluster.ID{7, 8, 6, 5, 4, 2, 3, 1}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}

// TestOfOnePersonIsCountedAndNotTold: what a single person told of in the period, and few ever did, fills no digest.
func TestOfOnePersonIsCountedAndNotTold(t *testing.T) {
	single := Complaint{Complaint: store.Complaint{ID: 1, State: life.Steady, People: 1, Sure: 0.4}}
	back := Complaint{Complaint: store.Complaint{ID: 2, State: life.Returned, People: 1, Sure: 0.4}}
	usual := Complaint{Complaint: store.Complaint{ID: 3, State: life.Steady, People: 1}}
	all := []Complaint{single, usual, back}
	slices.SortFunc(all, byWeight(store.Period{}))
	if all[0].ID != 2 || all[1].ID != 3 || all[2].ID != 1 {
		t.Errorf("the order is %v, %v, %v", all[0].ID, all[1].ID, all[2].ID)
	}
	if n := (Recurring{All: all}).told(); n != 2 {
		t.Errorf("%d are told, want the two that matter", n)
	}
}
