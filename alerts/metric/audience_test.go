package metric

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// spell writes the values of a topic's row, or of one of its accounts, shortly: part=value, with what it was divided by, or the
// input that lacks, and the caveat.
func spell(t *testing.T, r *Reader, id, account string) (lines []string) {
	t.Helper()
	m, ok := ByID(id)
	if !ok {
		t.Fatalf("there is no metric %s", id)
	}
	values, err := r.Compute(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		if account != "" && v.Network+":"+v.Account != account {
			continue
		}
		line := v.Part
		if account == "" {
			line = v.Network + v.Part
		}
		switch {
		case v.Known && v.Of != nil:
			line += fmt.Sprintf("=%.6g (%.6g/%.6g)", v.Value, v.Of.Num, v.Of.Den)
		case v.Known:
			line += fmt.Sprintf("=%.6g", v.Value)
		default:
			line += " lacks " + v.Missing
		}
		if v.Caveat.EN != "" {
			line += "; " + v.Caveat.EN
		}
		if v.Known && v.Evidence == "" {
			t.Errorf("%s %s has no evidence", id, v.Part)
		}
		lines = append(lines, line)
	}
	return lines
}

const everyDay = "; a sum of 7 spans: who came in several of them counts in each"

// TestAudience holds rows 1 to 30 to what a hand computes from the notes of theNote.
func TestAudience(t *testing.T) {
	r := reader(t, openStore(t, theNote(t)), "zarya")
	for id, want := range map[string][]string{
		"followers":              {"=1050"},
		"net_growth":             {"=50"},
		"growth_rate":            {"=0.05 (50/1000)"},
		"compound_weekly_growth": {"=0.0485204"}, // 1.05^(168/173): so many hours between the two counts
		"joins":                  {"=70"},
		"leaves":                 {"=14"},
		"churn":                  {"=0.014 (14/1000)"},
		"retention_of_new":       {"=0.714286 (50/70)"},
		"cleaned_audience":       {"=1048"},
		"dead_share":             {"=0.00190476 (2/1050)"},
		"active_members_share":   {"=0.00285714 (3/1050)"},
		"silent_members_share":   {"=0.997143 (1047/1050)"},
		"active_non_members":     {"=1"},
		"active_core":            {"=2"},
		"reach":                  {"=700" + everyDay},
		"reach_followers_share":  {"=0.6 (420/700)" + everyDay},
		"reach_viral_share":      {"=0.15 (75/500)"},
		"reach_paid_share":       {" lacks reach_paid"},
		"reach_rate":             {"=0.243902 (500/2050)"},
		"err_telegram":           {"=0.285714 (600/2100)"},
		"err24_telegram":         {"=0.2 (210/1050); known of 1 of 2 posts"},
		"notified_share":         {"=0.1 (105/1050)"},
		"visitors":               {"visitors=140" + everyDay, "visits_per_visitor=2.5 (350/140)" + everyDay},
		"mobile_share":           {"=0.3 (210/700)" + everyDay},
		"audience_mix":           {"f-25-30=0.6 (30/50)", "m-25-30=0.4 (20/50)", "country-ru=0.8 (40/50)", "country-kz=0.2 (10/50)"},
		"target_segment_share":   {"sex_age=0.6 (30/50)", "country=0.8 (40/50)"},
		"audience_intersection": {"vk:boreal=3", "vk:boreal/share=0.3 (3/10)", "vk:boreal/jaccard=0.25 (3/12)",
			"vk:lumen lacks set.followers", "vk:lumen/share lacks set.followers", "vk:lumen/jaccard lacks set.followers"},
		"exclusive_audience": {"=0.7 (7/10); known of 1 of 2 other accounts"},
		"followers_share":    {"=0.677419 (1050/1550); known of 1 of 2 other accounts"},
	} {
		if got := spell(t, r, id, "vk:zarya"); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
}

// TestLivingAudience: who follows and acts, who acts and does not follow, and who writes of it elsewhere; each once per network.
// Who follows and does nothing but write of it elsewhere is an active member.
func TestLivingAudience(t *testing.T) {
	db := openStore(t, theNote(t))
	in := theWeek(t).From.Add(30 * time.Hour)
	if err := db.Save(t.Context(), "RAW", []classify.Result{says(10, "vk", "1", in), says(11, "vk", "30", in), says(13, "vk", "5", in), says(12, "telegram", "1", in)}); err != nil {
		t.Fatal(err)
	}
	r := reader(t, db, "zarya")
	want := []string{
		"=7; who acts there is known of 1 of 3 accounts",
		"communities=4; who acts there is known of 1 of 3 accounts",
		"members=4; who follows is known of 1 of 3 accounts",
		"non_members=2; who follows is known of 1 of 3 accounts", // of the one on Telegram nobody knows
		"authors=4",
		"inactive=6; who follows is known of 1 of 3 accounts",
		"telegram=1; who acts there is known of 0 of 1 accounts",
		"vk=6; who acts there is known of 1 of 2 accounts",
	}
	got := spell(t, r, "living_audience", "")
	if !slices.Equal(got, want) {
		t.Errorf("the living audience is %q, want %q", got, want)
	}
}

// TestNothingTold: of an account of which nobody tells anything every row names an input that it is made of, and none is zero.
func TestNothingTold(t *testing.T) {
	r := reader(t, openStore(t, theNote(t)), "lumen")
	for _, m := range audience {
		if m.OfAccount == nil {
			continue
		}
		values, err := r.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if len(values) == 0 {
			t.Errorf("%s has no value at all", m.ID)
		}
		for _, v := range values {
			if v.Known || !slices.Contains(m.Needs(), v.Missing) {
				t.Errorf("%s is %+v, want a missing input of %q", m.ID, v, m.Needs())
			}
		}
	}
}

// TestNobodyFollowedBefore: what is divided by nobody is unknown, and no input lacks.
func TestNobodyFollowedBefore(t *testing.T) {
	r := reader(t, openStore(t, theNote(t)), "kestrel")
	for id, want := range map[string]string{
		"followers":              "=10",
		"net_growth":             "=10",
		"growth_rate":            " lacks ; there is nothing to divide by: the denominator is 0",
		"compound_weekly_growth": " lacks ; there is nothing to divide by: the denominator is 0",
		"churn":                  " lacks ; there is nothing to divide by: the denominator is 0",
		"leaves":                 "=0",
		"joins":                  " lacks joins",
		"followers_share":        " lacks config:accounts; no other account of this network is watched",
	} {
		if got := spell(t, r, id, "telegram:kestrel"); !slices.Equal(got, []string{want}) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
}

// TestNoAccounts: a topic without communities is told so.
func TestNoAccounts(t *testing.T) {
	r := reader(t, openStore(t), "boreal-x")
	if got := spell(t, r, "followers", ""); !slices.Equal(got, []string{" lacks config:accounts"}) {
		t.Errorf("followers are %q", got)
	}
}

func TestOften(t *testing.T) {
	db := openStore(t, theNote(t))
	r := reader(t, db, "zarya")
	all, err := r.censuses(t.Context(), theAccounts[0], "active", store.Period{To: theNow})
	if err != nil {
		t.Fatal(err)
	}
	var sets []store.Set
	for _, c := range all {
		s, err := r.set(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, s)
	}
	for k, want := range []int{1: 5, 2: 3, 3: 2, 4: 1} { // 1 2 3 11 12; 1 2 3; 1 2; 1
		if k > 0 && often(k, sets...).Len() != want {
			t.Errorf("%d people are in %d of %d sets, want %d", often(k, sets...).Len(), k, len(sets), want)
		}
	}
}

// TestSameTwice: another reader of the same data has the same values in the same order.
func TestSameTwice(t *testing.T) {
	db := openStore(t, theNote(t))
	one, other := reader(t, db, "zarya"), reader(t, db, "zarya")
	for _, m := range All() {
		first, err := one.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		again, err := other.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%s (-first +again):\n%s", m.ID, diff)
		}
	}
}

// TestWeeklyGrowth goes by the time between the two counts: ten days of a month that is not over are ten days.
func TestWeeklyGrowth(t *testing.T) {
	zarya, from := theAccounts[0], time.Date(2026, 8, 31, 21, 0, 0, 0, time.UTC)
	db := openStore(t, ingest.Note{Figures: []ingest.Figure{level(zarya, "followers", from, 1000), level(zarya, "followers", from.AddDate(0, 0, 14), 1210)}})
	r := reader(t, db, "zarya").In(store.Period{From: from, To: from.AddDate(0, 0, 30)})
	r.Now = from.AddDate(0, 0, 14).Add(time.Hour)
	if got := spell(t, r, "compound_weekly_growth", "vk:zarya"); !slices.Equal(got, []string{"=0.1"}) {
		t.Errorf("in two weeks 1,000 became 1,210: the growth a week is %q", got)
	}
}

// TestEvidenceHoldsBothEnds: the counts at the very ends of a period are in the list behind them, and flows of other days are not.
func TestEvidenceHoldsBothEnds(t *testing.T) {
	zarya, week := theAccounts[0], theWeek(t)
	db := openStore(t, ingest.Note{Figures: slices.Concat([]ingest.Figure{level(zarya, "followers", week.From, 100), level(zarya, "followers", week.To, 110)},
		eachDay(zarya, "joins", week.From.AddDate(0, 0, -3), 12, 5))})
	r := reader(t, db, "zarya")
	for id, want := range map[string]int{"followers": 2, "growth_rate": 2, "joins": 7} {
		m, _ := ByID(id)
		values, err := r.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(listed(t, db, values[0].Evidence)); got != want {
			t.Errorf("the list behind %s has %d figures, want %d", id, got, want)
		}
	}
}

// listed are the figures that evidence leads to.
func listed(t *testing.T, db *store.DB, e alerts.Evidence) []ingest.Figure {
	t.Helper()
	u, err := url.Parse(string(e))
	if err != nil {
		t.Fatal(err)
	}
	q, err := alerts.ParseFigures(u.Query())
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Figures(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestADayHasNoWeek: who acted in a week is not who acted on its Thursday.
func TestADayHasNoWeek(t *testing.T) {
	r := reader(t, openStore(t, theNote(t)), "zarya")
	thursday := r.In(store.Day(theWeek(t).From.AddDate(0, 0, 3), moscow(t)))
	if got := spell(t, thursday, "active_non_members", "vk:zarya"); !slices.Equal(got, []string{" lacks set.active"}) {
		t.Errorf("active on Thursday: %q", got)
	}
}

// TestAPostOfAnHour: nobody can have looked at a post when it was a day old before it is.
func TestAPostOfAnHour(t *testing.T) {
	zarya, from := theAccounts[0], theWeek(t).From
	db := openStore(t, ingest.Note{Figures: []ingest.Figure{level(zarya, "followers", from.Add(time.Hour), 100), ofPost(zarya, "1", "views", from.Add(3*time.Hour), 9)},
		Posts: []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "1", Published: from.Add(time.Hour)}}})
	r := reader(t, db, "zarya")
	r.Now = from.Add(4 * time.Hour)
	if got := spell(t, r, "err24_telegram", "vk:zarya"); !slices.Equal(got, []string{" lacks ; no post is a day old yet"}) {
		t.Errorf("the first day is %q", got)
	}
}

// TestRowsRememberNothing: what a row found of somebody of whom nothing is known leaves no trace in what it says of others.
func TestRowsRememberNothing(t *testing.T) {
	full, bare := openStore(t, theNote(t)), openStore(t)
	values := func(db *store.DB) (all [][]Value) {
		r := reader(t, db, "zarya")
		for _, m := range All() {
			of, err := r.Compute(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, of)
		}
		return all
	}
	want := values(full)
	values(bare)
	if diff := cmp.Diff(want, values(full)); diff != "" {
		t.Errorf("first and last (-first +last):\n%s", diff)
	}
}
