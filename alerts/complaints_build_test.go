package alerts

import (
	"slices"
	"strings"
	"testing"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/store"
)

// grumbles are of couriers that many wait for, of a lamp that two people see flicker, and of one thing each.
var grumbles = []saying{
	{"kestrel", "vk", "a", -100, classify.Negative, 0.9, "Курьер не приехал, заказ так и не привезли"},
	{"kestrel", "vk", "b", -60, classify.Negative, 0.9, "Опять курьер не приехал, сижу и жду заказ"},
	{"kestrel", "vk", "c", 2, classify.Negative, 0.9, "Курьер не приехал и не позвонил, где мой заказ"},
	{"kestrel", "vk", "d", 30, classify.Negative, 0.9, "Второй день курьер не приехал с заказом"},
	{"kestrel", "bluesky", "e", 50, classify.Negative, 0.9, "Заказ оплачен, а курьер не приехал"},
	{"lumen", "bluesky", "f", 60, classify.Negative, 0.9, "The lamp keeps flickering all evening"},
	{"lumen", "bluesky", "g", 70, classify.Negative, 0.9, "My lamp keeps flickering, dimmer or not"},
	{"kestrel", "vk", "h", 80, classify.Negative, 0.9, "Футляр поцарапался в кармане за неделю"},
	{"kestrel", "vk", "i", 90, classify.Positive, 0.9, "Звук чистый и тёплый, слушаю каждый вечер"},
}

func digestOf(t *testing.T, db *store.DB, topic string, p store.Period) Digest {
	t.Helper()
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := Build(t.Context(), db, topic, p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every number of a complaint is that of the mentions which its filter lists.
func TestBuildComplaints(t *testing.T) {
	db, week := worldOf(t, grumbles)
	d := digestOf(t, db, "zarya", week)
	r := d.Complaints
	if len(r.All) != 2 || r.Mentions != 6 || r.Alone != 1 || r.Ignored != 0 {
		t.Fatalf("%d recur, %d mentions, %d alone, %d ignored; want 2, 6, 1, 0", len(r.All), r.Mentions, r.Alone, r.Ignored)
	}
	listed, counted := 0, true
	for _, c := range r.All {
		filter := store.Filter{Topic: "zarya", Complaint: int64(c.ID), Period: week, Counted: &counted}
		n, err := db.Count(t.Context(), filter)
		if err != nil || n != c.Mentions {
			t.Errorf("%v has %d mentions, its list %d, %v", c.ID, c.Mentions, n, err)
		}
		listed += n
		if c.Quote == nil || !week.Holds(c.Quote.Published) {
			t.Errorf("%v is quoted with %+v, want a text of the week", c.ID, c.Quote)
		}
	}
	if listed+r.Alone != r.Mentions {
		t.Errorf("%d listed and %d alone are not %d", listed, r.Alone, r.Mentions)
	}
	courier := r.All[slices.IndexFunc(r.All, func(c Complaint) bool { return c.Mentions == 3 })]
	if courier.People != 3 || courier.Before != 2 || courier.Sure != 0 {
		t.Errorf("courier: %+v", courier)
	}
	lamp := r.All[slices.IndexFunc(r.All, func(c Complaint) bool { return c.Mentions == 2 })]
	if lamp.People != 2 || lamp.Before != 0 || lamp.Sure <= 0 || lamp.Sure >= 1 {
		t.Errorf("lamp: %+v", lamp)
	}
	if own := digestOf(t, db, "lumen", week).Complaints; len(own.All) != 1 || own.All[0].ID != lamp.ID || own.Mentions != 2 {
		t.Errorf("complaints of lumen: %+v", own)
	}
}

// What a person chose to ignore is counted and not told.
func TestBuildIgnored(t *testing.T) {
	db, week := worldOf(t, grumbles)
	for _, c := range digestOf(t, db, "lumen", week).Complaints.All {
		if _, err := db.Act(t.Context(), store.Act{What: store.Ignored, ID: c.ID, By: "olga"}); err != nil {
			t.Fatal(err)
		}
	}
	r := digestOf(t, db, "zarya", week).Complaints
	if len(r.All) != 1 || r.Ignored != 2 || r.Alone != 1 || r.Mentions != 6 {
		t.Errorf("%d recur, %d ignored, %d alone of %d; want 1, 2, 1 of 6", len(r.All), r.Ignored, r.Alone, r.Mentions)
	}
}

// relapse is a complaint that nobody had for three weeks after its fix, and that comes back.
func relapse() (all []saying) {
	tails := []string{"жду заказ с самого утра", "весь вечер просидел дома", "а деньги за доставку списали", "хотя обещали до обеда", "и телефон его молчит",
		"пришлось отменить ужин", "окно было с девяти до часу", "соседям тоже ничего не привезли", "в приложении висит статус в пути", "третья суббота подряд",
		"поддержка разводит руками", "мороженое наверняка растаяло", "зря отпросилась с работы", "праздник без подарка", "подъезд открыт, домофон исправен", "и никто не извинился"}
	for i, tail := range tails {
		hours := -24 * (55 - 3*i) // every third day
		if i >= 10 {
			hours = 24 + 12*(i-10)
		}
		all = append(all, saying{"kestrel", "vk", string(rune('a' + i)), hours, classify.Negative, 0.9, "Курьер не приехал, " + tail})
	}
	return all
}

// What was fixed and comes back is announced under its old id, with its ticket.
func TestBuildReturned(t *testing.T) {
	db, week := worldOf(t, relapse())
	before := digestOf(t, db, "zarya", week).Complaints.All
	if len(before) != 1 {
		t.Fatalf("%d complaints, want 1", len(before))
	}
	fixed := store.Act{What: store.Fixed, ID: before[0].ID, By: "olga", At: week.From.AddDate(0, 0, -21), Ticket: "https://tracker.example/7"}
	if _, err := db.Act(t.Context(), fixed); err != nil {
		t.Fatal(err)
	}
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	story := Tell(digestOf(t, db, "zarya", week), p, Links{})
	item := story.Recurs[0].Items[0]
	if item.ID != before[0].ID.String() || item.Ticket.URL != "https://tracker.example/7" || !strings.HasPrefix(item.Lines[0].String(), "returned after the fix of 31 Aug; 6 people") {
		t.Errorf("told as %+v", item)
	}
	if len(story.News) != 1 || !strings.HasPrefix(story.News[0].String(), "Returned after the fix of 31 Aug: ") {
		t.Errorf("announced as %q", story.News)
	}
}
