package alerts

import (
	"testing"
	"time"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/store"
)

// mended is a complaint that nobody has any more.
var mended = []saying{
	{"kestrel", "vk", "a", -300, classify.Negative, 0.9, "Курьер не приехал, заказ так и не привезли"},
	{"kestrel", "vk", "b", -280, classify.Negative, 0.9, "Опять курьер не приехал, сижу и жду заказ"},
	{"kestrel", "vk", "c", -260, classify.Negative, 0.9, "Курьер не приехал и не позвонил, где мой заказ"},
	{"lumen", "vk", "d", 20, classify.Positive, 0.9, "Звук чистый и тёплый, слушаю каждый вечер"},
}

// TestBuildHeld: that a fix holds is told once, in the digest of the period in which the week of silence is over.
func TestBuildHeld(t *testing.T) {
	db, week := worldOf(t, mended)
	all, err := db.Complaints(t.Context(), store.ComplaintFilter{Topic: "zarya"})
	if err != nil || len(all) != 1 {
		t.Fatalf("complaints %v, %v", all, err)
	}
	fixed := week.From.Add(-5*24*time.Hour + 9*time.Hour) // the week is over on Wednesday
	if _, err := db.Act(t.Context(), store.Act{What: store.Fixed, ID: all[0].ID, By: "olga", At: fixed}); err != nil {
		t.Fatal(err)
	}
	for day := range 7 {
		at := store.Day(week.From.AddDate(0, 0, day).Add(12*time.Hour), week.From.Location())
		r := digestOf(t, db, "zarya", at).Complaints
		if told := len(r.Held) == 1; told != (day == 2) || len(r.Fixed) != 0 {
			t.Errorf("day %d: held %v, fixed %v", day, r.Held, r.Fixed)
		}
	}
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	news := Tell(digestOf(t, db, "zarya", week), p, Links{}).News
	if want := "Holds: nobody has told of курьер не приехал (c1) since it was fixed on 16 Sep; 3 people did before."; len(news) != 1 || news[0].String() != want {
		t.Errorf("news %q, want %q", news, want)
	}
	if d := digestOf(t, db, "lumen", week); len(d.Complaints.Held) != 0 {
		t.Errorf("held of another topic: %v", d.Complaints.Held)
	}
	news = Tell(digestOf(t, db, "zarya", Previous(week)), p, Links{}).News
	if want := "Fixed on 16 Sep: курьер не приехал (c1)."; len(news) != 1 || news[0].String() != want {
		t.Errorf("news %q, want %q", news, want)
	}
}

// A trouble that somebody told of after the fix does not hold.
func TestNotHeld(t *testing.T) {
	db, week := worldOf(t, append(mended, saying{"kestrel", "vk", "e", -30, classify.Negative, 0.9, "Курьер не приехал, где мой заказ из магазина"}))
	fixed := store.Act{What: store.Fixed, ID: 1, By: "olga", At: week.From.AddDate(0, 0, -5)}
	if _, err := db.Act(t.Context(), fixed); err != nil {
		t.Fatal(err)
	}
	if r := digestOf(t, db, "zarya", week).Complaints; len(r.Held) != 0 {
		t.Errorf("held %v", r.Held)
	}
}
