package watch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// couriers are words of many people for one trouble.
var couriers = []string{
	"The courier never came with my order",
	"Courier never came again, I waited all day for the order",
	"My order is paid and the courier never came",
	"Second day that the courier never came",
	"The courier never came and nobody called",
	"Why has the courier never come with my order",
	"Courier never came, where is the order",
	"Third promise, and the courier never came",
}

// others are troubles of one person each.
var others = []string{
	"The case got scratched in my pocket", "Instructions are printed too small", "The lamp smells of plastic", "One screw was missing",
	"The cable is far too short", "Volume jumps on its own at night", "The box arrived crushed", "Shop closed before its hours",
	"Price went up overnight", "The colour is not that of the photo",
}

// complain has somebody complain of a topic.
func (r *room) complain(topic, text string, at time.Time) classify.Result {
	r.said++
	m := ingest.Mention{ID: fmt.Sprint(r.said), Network: "vk", Author: ingest.Author{ID: fmt.Sprint("u", r.said)}, Text: text, Published: at, Seen: at, Topics: []string{topic}}
	return r.result(m, classify.Negative, classify.ComplaintCategory)
}

// grumble lets one person a day complain of something for a while, so that it is known how people complain.
func (r *room) grumble() {
	r.Helper()
	var all []classify.Result
	for i := range 20 {
		all = append(all, r.complain("kestrel", others[i%len(others)]+fmt.Sprint(" after day ", i), r.clock.AddDate(0, 0, i-20)))
	}
	r.save(all...)
}

// couriersFail lets so many people tell that no courier came, a minute apart up to now.
func (r *room) couriersFail(n int, change func(*classify.Result)) {
	r.Helper()
	var all []classify.Result
	for i := range n {
		m := r.complain("kestrel", fmt.Sprint(couriers[i%len(couriers)], ", number ", r.said), r.clock.Add(-time.Duration(n-i)*time.Minute))
		if change != nil {
			change(&m)
		}
		all = append(all, m)
	}
	r.save(all...)
}

// A complaint is news once in its life.
func TestNewComplaint(t *testing.T) {
	r := enter(t, 35, .5)
	r.grumble()
	r.couriersFail(4, nil)
	r.pass(10*time.Minute, .5)
	r.wantTold()
	r.couriersFail(3, nil)
	r.pass(10*time.Minute, .5)
	r.wantTold("new-complaint kestrel: New complaint: Kestrel, 21 Sep, 12:20")
	s := text(t, r.story(r.letters()[0]))
	if !strings.Contains(s, "courier · order” (c") || !strings.Contains(s, "button: fixed c") || strings.Count(s, "quote: ") != 3 {
		t.Error(s)
	}
	for range 30 {
		r.restart()
		r.clock = r.clock.Add(6 * time.Hour)
		r.round()
	}
	r.wantTold("new-complaint kestrel: New complaint: Kestrel, 21 Sep, 12:20")
}

// A complaint that only an import of old mentions told of is no news.
func TestOldComplaint(t *testing.T) {
	r := enter(t, 35, .5)
	r.grumble()
	r.couriersFail(8, func(m *classify.Result) { m.Item.Run = ingest.PastRun + "-1" })
	r.pass(time.Hour, .5)
	r.wantTold()
}

// A spike and the new complaint that it is about are one message, whichever is seen first.
func TestComplaintInSpike(t *testing.T) {
	r := enter(t, 35, .5)
	r.grumble()
	r.couriersFail(40, nil)
	r.pass(time.Hour, .5)
	got := r.told()
	if got[0] != "spike kestrel: Spike: Kestrel, 21 Sep, 12:10" || strings.Contains(strings.Join(got, "\n"), "new-complaint") {
		t.Errorf("told %q", got)
	}
	if s := r.story(r.letters()[0]); !strings.Contains(s.Headline, "mostly the complaint “") {
		t.Error(s.Headline)
	}
	all, err := r.db.OpenIncidents(t.Context())
	if err != nil || len(all) < 2 || all[1].Kind != string(alerts.NewComplaint) {
		t.Errorf("%d incidents, %v: want the complaint recorded beside the spike", len(all), err)
	}
}

func TestSpikeOfNewComplaint(t *testing.T) {
	r := enter(t, 35, 6)
	r.grumble()
	r.couriersFail(8, nil)
	r.pass(10*time.Minute, 6)
	r.couriersFail(60, nil)
	r.pass(30*time.Minute, 6)
	for _, title := range r.told() {
		if !strings.HasPrefix(title, "new-complaint kestrel: ") {
			t.Errorf("told %q", r.told())
		}
	}
	if s := text(t, r.story(r.letters()[len(r.letters())-1])); !strings.Contains(s, "hours, usually") {
		t.Error(s)
	}
}

// A fix that does not hold is told once a fix.
func TestReturnedComplaint(t *testing.T) {
	r := enter(t, 35, .5)
	r.grumble()
	r.options.Outlets = []alerts.Outlet{{Name: "slack", Route: alerts.Route{Kinds: []alerts.Kind{alerts.ReturnedComplaint}}}}
	r.restart()
	for i := range 10 {
		r.couriersFail(2, func(m *classify.Result) {
			m.Tagged.Mention.Published = m.Tagged.Mention.Published.AddDate(0, 0, -i)
		})
	}
	courier := r.courier()
	if _, err := r.db.Act(t.Context(), store.Act{What: store.Fixed, ID: courier, By: "olga"}); err != nil {
		t.Fatal(err)
	}
	r.clock = r.clock.AddDate(0, 0, 5)
	for range 3 {
		r.clock = r.clock.AddDate(0, 0, 1)
		r.couriersFail(8, nil)
		r.round()
	}
	got := r.told()
	if len(got) == 0 || !strings.HasPrefix(got[0], "returned-complaint kestrel: A complaint is back: Kestrel") {
		t.Fatalf("told %q", got)
	}
	if s := r.story(r.letters()[0]); !strings.HasPrefix(s.Headline, "Back after the fix of 21 Sep: “") {
		t.Error(s.Headline)
	}
	for _, l := range r.letters()[1:] {
		if l.Manner != store.Over {
			t.Errorf("told again: %q", got)
		}
	}
}

// courier is the complaint that couriers do not come.
func (r *room) courier() cluster.ID {
	r.Helper()
	all, err := r.db.Complaints(r.Context(), store.ComplaintFilter{Kind: cluster.Complaint})
	for _, c := range all {
		if strings.Contains(c.Label, "courier") {
			return c.ID
		}
	}
	r.Fatalf("complaints %+v, %v", all, err)
	return 0
}
