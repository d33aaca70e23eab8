package alerts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// Each route is sent what it names and nothing else, whatever the others are sent.
func TestRoutes(t *testing.T) {
	o := open(t, "", "")
	o.route = Route{Kinds: []Kind{WeeklyDigest}}
	fakes := o.beside(
		Outlet{Name: "open"},
		Outlet{Name: "support", Route: Route{Kinds: []Kind{DailyComplaints, WeeklyComplaints, NewComplaint}, Topics: []string{"kestrel"}}},
		Outlet{Name: "rivals", Route: Route{Kinds: []Kind{DailyDigest}, Topics: []string{"boreal", "zarya"}}},
		Outlet{Name: "alarms", Route: Route{Kinds: []Kind{Spike}}},
		Outlet{Name: "nobody's", Route: Route{Topics: []string{"gone"}}})
	o.schedule("09:00", "mon 09:00")
	o.pass(o.until(28, 8, 0))
	for i := range fakes {
		fakes[i].posts = nil
	}
	o.pass(o.until(28, 10, 0))
	for i, want := range []string{
		"digest-week/zarya/2026-09-21/slack",
		"digest-week/zarya/2026-09-21/open digest-day/zarya/2026-09-27/open",
		"complaints-week/kestrel/2026-09-21/support complaints-day/kestrel/2026-09-27/support",
		"digest-day/zarya/2026-09-27/rivals digest-day/boreal/2026-09-27/rivals",
		"", "",
	} {
		fake := append([]*fakeOutlet{o.outlet}, fakes...)[i]
		var keys []string
		for _, p := range fake.posts {
			keys = append(keys, p.key)
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("outlet %d was sent %q, want %q", i, got, want)
		}
	}
}

// What a route does not want any more is not sent to it.
func TestRouteChanges(t *testing.T) {
	o := open(t, "09:00", "mon 09:00")
	o.route = Route{Kinds: []Kind{WeeklyDigest}}
	o.restart()
	o.pass(o.until(24, 10, 0))
	o.posted()
}

func TestCovers(t *testing.T) {
	tree := open(t, "", "").desk.Topics
	for _, c := range []struct {
		topics, topic string
		want          bool
	}{
		{"", "zarya", true}, {"", "kestrel", true}, {"", "boreal", true},
		{"zarya", "zarya", true}, {"zarya", "kestrel", true}, {"zarya", "boreal", false},
		{"kestrel", "zarya", false}, {"boreal kestrel", "boreal", true}, {"zarya", "gone", false},
	} {
		if got := (Route{Topics: strings.Fields(c.topics)}).covers(tree, c.topic); got != c.want {
			t.Errorf("route of %q covers %q: %v", c.topics, c.topic, got)
		}
	}
}

func TestNarrow(t *testing.T) {
	of := func(theme string) store.Complaint { return store.Complaint{Theme: theme} }
	d := Digest{
		Complaints: Recurring{
			All:      []Complaint{{Complaint: of("price")}, {Complaint: of("delivery")}, {Complaint: of("")}},
			Fixed:    []store.Complaint{of("delivery"), of("price")},
			Held:     []Held{{Complaint: of("price")}, {Complaint: of("delivery")}},
			Wishes:   []store.Complaint{of("price"), of("delivery")},
			Mentions: 9,
		},
		Quotes: []Quote{{ID: "a", Sentiment: classify.Negative}, {ID: "b", Sentiment: classify.Positive}},
	}
	before := fmt.Sprint(d)
	if got := (Route{}).narrow(d); fmt.Sprint(got) != before {
		t.Error("an open route leaves something out")
	}
	got := Route{Themes: []string{"delivery", "app"}, Sentiment: []classify.Sentiment{classify.Positive}}.narrow(d)
	r := got.Complaints
	if len(r.All) != 1 || len(r.Fixed) != 1 || len(r.Held) != 1 || len(r.Wishes) != 1 || r.Mentions != 9 || r.All[0].Theme != "delivery" {
		t.Errorf("of one theme there are %+v", r)
	}
	if len(got.Quotes) != 1 || got.Quotes[0].ID != "b" {
		t.Errorf("positive quotes: %v", got.Quotes)
	}
	if fmt.Sprint(d) != before {
		t.Error("the digest that others read was changed")
	}
}

// What a person orders goes where digests of that topic go.
func TestPostGoesByRoutes(t *testing.T) {
	o := open(t, "", "")
	o.route = Route{Kinds: []Kind{DailyDigest}, Topics: []string{"zarya"}}
	fakes := o.beside(Outlet{Name: "rivals", Route: Route{Topics: []string{"boreal"}}}, Outlet{Name: "alarms", Route: Route{Kinds: []Kind{Spike}}})
	if added, err := o.desk.Post(t.Context(), "kestrel", store.Week(o.clock, o.clock.Location())); err != nil || !added {
		t.Errorf("%v, %v", added, err)
	}
	o.pass(time.Minute)
	o.posted("digest-once/kestrel/2026-09-21/2026-09-28/slack")
	if n := len(fakes[0].posts) + len(fakes[1].posts); n > 0 {
		t.Errorf("%d posts elsewhere", n)
	}
}

// A preview is what is posted then, message by message, and leaves no trace.
func TestPreview(t *testing.T) {
	db, week := worldOf(t, grumbles)
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	topics, err := db.Topics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, db: db, clock: week.To, outlet: &fakeOutlet{able: slackLike}, desk: &Desk{Topics: topics}}
	o.outlet.clock = &o.clock
	o.beside(Outlet{Name: "alarms", Route: Route{Kinds: []Kind{Spike}}}, Outlet{Name: "support", Route: Route{Kinds: []Kind{WeeklyComplaints}}})
	previews, err := o.desk.Preview(t.Context(), "zarya", week, WeeklyDigest)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := db.Letters(t.Context(), week.To.AddDate(1, 0, 0)); err != nil || len(left) > 0 {
		t.Errorf("the preview left %d letters, %v", len(left), err)
	}
	if _, err := o.desk.Post(t.Context(), "zarya", week); err != nil {
		t.Fatal(err)
	}
	o.pass(time.Minute)
	var want, got []string
	for _, p := range previews {
		say := p.Message.Story.Headline
		if p.Message.Said != nil {
			say = p.Message.Said.Mark
		}
		want = append(want, strings.TrimPrefix(p.Message.Key, "digest-week/zarya/2026-09-21/slack")+" "+say)
	}
	for _, p := range o.outlet.posts {
		got = append(got, strings.TrimPrefix(p.key, "digest-once/zarya/2026-09-21/2026-09-28/slack")+" "+p.says)
	}
	if len(got) < 4 || !slices.Equal(got, want) {
		t.Errorf("posted\n  %s\npreview\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	complaints, err := o.desk.Preview(t.Context(), "zarya", week, WeeklyComplaints)
	if err != nil || len(complaints) == 0 || complaints[0].Outlet != "support" || complaints[0].Message.Kind != "complaints-week" {
		t.Errorf("complaints: %+v, %v", complaints, err)
	}
}

// A thread tells what its first page was built from, however much was said since.
func TestThreadIsFrozen(t *testing.T) {
	db, week := worldOf(t, grumbles)
	topics, err := db.Topics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, db: db, clock: week.To, outlet: &fakeOutlet{able: slackLike}, desk: &Desk{Topics: topics}}
	o.outlet.clock = &o.clock
	o.restart()
	if _, err := o.desk.Post(t.Context(), "zarya", week); err != nil {
		t.Fatal(err)
	}
	o.killAt("posted", 1)
	o.pass(time.Second)
	late := saying{"kestrel", "vk", "z", 100, classify.Negative, 0.99, "Поздно пришедшее: курьер так и не приехал, заказ отменили"}
	if err := db.Save(t.Context(), "test", []classify.Result{late.result(99, week)}); err != nil {
		t.Fatal(err)
	}
	o.pass(time.Minute)
	if n := len(o.outlet.posts); n < 3 {
		t.Fatalf("%d posts", n)
	}
	for _, p := range o.outlet.posts {
		l, ok, err := db.LetterByKey(t.Context(), p.key)
		if err != nil || !ok || strings.Contains(string(l.Payload), "Поздно") {
			t.Errorf("%s is there: %v, %v; and says what came later", p.key, ok, err)
		}
	}
}
