package metric

import (
	"fmt"
	"math"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/ingest"
)

// compute spells the values of a metric: part=value, ? where an input lacks, – where there is no such number.
func compute(t *testing.T, r *Reader, id string) ([]Value, string) {
	t.Helper()
	for _, m := range content {
		if m.ID != id {
			continue
		}
		values, err := r.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, v := range values {
			switch {
			case v.Known:
				all = append(all, fmt.Sprintf("%s=%.6g", v.Part, v.Value))
			case v.Missing != "":
				all = append(all, v.Part+"?"+v.Missing)
			default:
				all = append(all, v.Part+"–")
			}
			if v.Known && v.Of != nil && v.Unit != ingest.UnitScore && math.Abs(v.Of.Num/v.Of.Den-v.Value) > 1e-9 {
				t.Errorf("%s: %v is not %v / %v", id, v.Value, v.Of.Num, v.Of.Den)
			}
			if v.Missing != "" && !strings.Contains(" "+strings.Join(m.Needs(), " ")+" ", " "+v.Missing+" ") {
				t.Errorf("%s: %s lacks, which is none of its inputs", id, v.Missing)
			}
		}
		return values, strings.Join(all, " ")
	}
	t.Fatalf("no metric %s", id)
	return nil, ""
}

// zarya has four posts, the likes of the last of which are hidden, and one of a user; two rivals stand beside it.
func zarya() *wall {
	w := (&wall{}).account("vk:zarya")
	w.followers(september(1, 0).Add(-4*time.Hour), 800).followers(september(15, 0), 1000).followers(september(30, 12), 1000)
	w.post(ingest.AccountPost{ID: "1", Form: "photo", Text: "Новый плеер #Звук", Published: september(7, 11)}, "L10 C2 S3 V100 R80")
	w.post(ingest.AccountPost{ID: "2", Form: "photo", Text: "Плеер в подарок #звук", Published: september(14, 11)}, "L20 C4 S6 V400 R320")
	w.post(ingest.AccountPost{ID: "3", Form: "photo", Text: "#ЗВУК", Published: september(21, 11)}, "L30 C0 S0 V500")
	w.post(ingest.AccountPost{ID: "4", Form: "text", Text: "Почему мы молчали", Published: september(22, 6)}, "C5 S1 V100")
	w.post(ingest.AccountPost{ID: "5", Author: "user-1", Text: "Спасибо!", Published: september(23, 6)}, "L100 C9 S9 V900")
	w.account("vk:boreal").followers(september(30, 12), 50).post(ingest.AccountPost{ID: "b", Published: september(3, 0)}, "L8 C1 S1 V100")
	w.account("vk:austral").followers(september(30, 12), 50).post(ingest.AccountPost{ID: "a", Published: september(3, 0)}, "L1 C1 S0 V100")
	return w.account("telegram:quiet")
}

func TestContent(t *testing.T) {
	r := zarya().read(t)
	for id, want := range map[string]string{
		"posts":                   "posts=4 per_day=0.133333",
		"reactions_total":         "=75",
		"reactions_per_post":      "=25",
		"reactions_per_day":       "=2.5",
		"engagement_rate_post":    "1=0.015 2=0.03 3=0.03 4?post.reactions",
		"engagement_rate_posts":   "=0.025",
		"engagement_rate_day":     "=0.0025",
		"engagement_rate_view":    "=0.075", // the mean of the posts' own rates would be 0.095
		"engagement_rate_reach":   "=0.1125",
		"engagement_rate_dynamic": "=0.03",
		"er_telegram":             "=0.075",
		"interactions_per_1000":   "=28.75", // 15 and 30 of 800, 30 of 1000
		"love_rate":               "=0.06",
		"talk_rate":               "=0.011",
		"share_rate":              "=0.01",
		"applause":                "=20",
		"conversation":            "=2.75",
		"amplification":           "=2.5",
		"per_1000_followers":      "applause=20 conversation=2.75 amplification=2.5",
		"view_rate":               "=1.1",
		"forward_rate":            "=0.00909091",
		"comment_to_like":         "=0.1",
		"save_rate":               "?post.saves",
		"negative_feedback_rate":  "?post.hides",
		"post_click_rate":         "?post.clicks",
		"post_join_rate":          "?post.joins",
		"poll_participation":      "?post.votes",
		"story_exits":             "exits?post.exits completion?post.completions",
		"video_retention":         "?post.watched",
		"result_by_form":          "photo=0.075",
		"result_by_length":        "short=0.075",
		"result_by_time":          "h14=0.075 mon=0.075",
		"relative_activity":       "h14=1 mon=1",
		"result_by_hashtag":       "звук=0.075",
		"result_by_word":          "–",
		"top_and_bottom_posts":    "1=0.15 2=0.075 3=0.06",
		"user_posts_share":        "=0.2",
		"post_half_life":          "?post.reactions",
		"unusual_reactions":       "posts– days–",
		"benchmark_percentile":    "=0.5",
	} {
		if _, got := compute(t, r, id); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
}

// Hidden likes are not zero: the reader is told of how many posts a number is, and that a sum is at least so much.
func TestHiddenLikesAreTold(t *testing.T) {
	r := zarya().read(t)
	for id, want := range map[string]Text{
		"engagement_rate_view": {"known of 3 of 4 posts", "известно для 3 из 4 постов"},
		"reactions_total":      {"known of 3 of 4 posts; the true number is at least as large", "известно для 3 из 4 постов; истинное число не меньше"},
		"talk_rate":            {},
	} {
		if values, _ := compute(t, r, id); values[0].Caveat != want {
			t.Errorf("%s: %q, want %q", id, values[0].Caveat, want)
		}
	}
}

// TestDenominatorsOfTheirTime: the same posts are another rate by the followers at posting, at the end, and by views.
func TestDenominatorsOfTheirTime(t *testing.T) {
	r := zarya().read(t)
	end, _ := compute(t, r, "engagement_rate_posts")
	posting, _ := compute(t, r, "interactions_per_1000")
	if end[0].Value*1000 == posting[0].Value {
		t.Errorf("%v per thousand at the end as at posting, and followers grew", posting[0].Value)
	}
}

func TestNoPosts(t *testing.T) {
	w := (&wall{}).account("vk:zarya").followers(september(30, 0), 100)
	r := w.read(t)
	for id, want := range map[string]string{"posts": "posts=0 per_day=0", "engagement_rate_view": "–", "reactions_total": "–", "user_posts_share": "–",
		"engagement_rate_post": "–", "post_half_life": "–", "result_by_form": "–"} {
		if _, got := compute(t, r, id); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	silent := (&wall{}).account("telegram:zarya").read(t)
	for id, want := range map[string]string{"posts": "posts?published per_day?published", "engagement_rate_view": "?post.reactions", "love_rate": "?followers",
		"user_posts_share": "?author"} {
		if _, got := compute(t, silent, id); got != want {
			t.Errorf("%s is %s, want %s, of a network that tells nothing", id, got, want)
		}
	}
}

func TestPostsOfOneKind(t *testing.T) {
	w := (&wall{}).account("vk:zarya").followers(september(30, 0), 100)
	w.post(ingest.AccountPost{ID: "1", Published: september(2, 0)}, "R200 V100 hides=3 reports=1 clicks=10 joins=4 saves=20")
	w.post(ingest.AccountPost{ID: "2", Published: september(3, 0), Form: "poll"}, "R100 L1 C1 votes=50")
	w.post(ingest.AccountPost{ID: "3", Published: september(4, 0), Form: "story"}, "V100 exits=5 completions=60")
	w.post(ingest.AccountPost{ID: "4", Published: september(5, 0), Form: "video"}, "V100 watched=1500 length=30")
	r := w.read(t)
	for id, want := range map[string]string{
		"save_rate":              "=0.1",
		"negative_feedback_rate": "=0.02",
		"post_click_rate":        "=0.05",
		"post_join_rate":         "=0.02",
		"poll_participation":     "=0.5",
		"story_exits":            "exits=0.05 completion=0.6",
		"video_retention":        "=0.5",
	} {
		if _, got := compute(t, r, id); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
}

func TestVotesAndSavesCountInTheTotal(t *testing.T) {
	w := (&wall{}).account("vk:zarya")
	w.post(ingest.AccountPost{ID: "1", Published: september(2, 0)}, "L1 C2 S3 saves=4 dislikes=100")
	w.post(ingest.AccountPost{ID: "2", Published: september(3, 0)}, "L10 C20 S30 saves=40 votes=500")
	if _, got := compute(t, w.read(t), "reactions_total"); got != "=610" {
		t.Errorf("%s, want 610, without dislikes", got)
	}
}

// The dynamic rate looks back beyond the period where it holds fewer than twenty posts.
func TestDynamicLooksBack(t *testing.T) {
	w := (&wall{}).account("vk:zarya").followers(september(30, 0), 100)
	for i := range 24 {
		w.post(ingest.AccountPost{ID: fmt.Sprint(i), Published: september(-10+i, 0)}, fmt.Sprintf("L%d C0", i))
	}
	values, got := compute(t, w.read(t), "engagement_rate_dynamic") // of posts 4 to 23
	if got != "=0.135" || *values[0].Interval != (Interval{Low: 0.09, High: 0.18}) {
		t.Errorf("%s, %v", got, values[0].Interval)
	}
}

func TestWords(t *testing.T) {
	w := (&wall{}).account("vk:zarya")
	for i := range 6 {
		w.post(ingest.AccountPost{ID: fmt.Sprint(i), Text: "И наша КОЛОНКА, колонка 2026 https://zarya.example/sound @zarya #громко", Published: september(2+i, 0)}, "L1 C1 S1 V100")
	}
	w.post(ingest.AccountPost{ID: "x", Text: "колонка", Published: september(9, 0)}, "L10 C0 S0 V100")
	values, got := compute(t, w.read(t), "result_by_word")
	if got != "колонка=0.04" || values[0].N != 7 || values[0].Interval == nil {
		t.Errorf("%s of %d posts, %v", got, values[0].N, values[0].Interval)
	}
}

func TestHalfLife(t *testing.T) {
	at := september(2, 0)
	w := (&wall{}).account("vk:zarya")
	w.post(ingest.AccountPost{ID: "1", Published: at}, "")
	w.look("1", at.Add(6*time.Hour), "L40 C0").look("1", at.Add(12*time.Hour), "L50 C10").look("1", at.Add(6*24*time.Hour), "L90 C10").look("1", at.Add(8*24*time.Hour), "L90 C10")
	if _, got := compute(t, w.read(t), "post_half_life"); got != "=9" {
		t.Errorf("%s, want 9 hours: half of 100 is half way from 40 to 60", got)
	}
	rare := (&wall{}).account("vk:zarya")
	rare.post(ingest.AccountPost{ID: "1", Published: at}, "").look("1", at.Add(24*time.Hour), "L80 C0").look("1", at.Add(7*24*time.Hour), "L100 C0")
	values, got := compute(t, rare.read(t), "post_half_life")
	if got != "?post.reactions" || !strings.HasPrefix(values[0].Caveat.EN, "when posts have half of their reactions, they are looked at every 24 h") {
		t.Errorf("%s: %q", got, values[0].Caveat.EN)
	}
}

func TestUnusual(t *testing.T) {
	w := (&wall{}).account("vk:zarya")
	for i := range 12 {
		likes := 10 + i%3
		if i == 7 {
			likes = 300
		}
		w.post(ingest.AccountPost{ID: fmt.Sprint(i), Published: september(2+i, 0)}, fmt.Sprintf("L%d C0 V%d", likes, 400+i))
	}
	followers := 1000.0
	for day := 2; day < 30; day++ {
		followers += float64(2 + day%3)
		if day == 20 {
			followers += 500
		}
		w.followers(september(day, 9), followers)
	}
	values, got := compute(t, w.read(t), "unusual_reactions")
	if len(values) != 4 || values[0].Value != 1.0/12 || values[1].Value != 1.0/27 || values[2].Part != "7" || values[3].Part != "2026-09-20" {
		t.Error(got)
	}
	even := (&wall{}).account("vk:zarya")
	for i := range 12 {
		even.post(ingest.AccountPost{ID: fmt.Sprint(i), Published: september(2+i, 0)}, "L10 C0 V400")
	}
	if _, got := compute(t, even.read(t), "unusual_reactions"); got != "posts=0 days?followers" {
		t.Error(got)
	}
}

// YouTube tells three digits: a step of the last one is no day of growth.
func TestRoundedFollowersGrowSeldom(t *testing.T) {
	for network, want := range map[string]string{"youtube": "days=0", "vk": "days=0.142857 2026-09-08=5.61948 2026-09-15=5.5965 2026-09-22=5.5737 2026-09-29=5.55109"} {
		w := (&wall{}).account(network + ":zarya")
		for day := range 29 {
			w.followers(september(1+day, 9), float64(2430+10*(day/7)))
		}
		if _, got := compute(t, w.read(t), "unusual_reactions"); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s, want %s", network, got, want)
		}
	}
}

// A story may tell how many saw it to its end and not how many left it.
func TestStoriesTellOneOfTwo(t *testing.T) {
	w := (&wall{}).account("instagram:zarya")
	w.post(ingest.AccountPost{ID: "1", Form: "story", Published: september(2, 0)}, "V100 completions=60")
	if _, got := compute(t, w.read(t), "story_exits"); got != "exits?post.exits completion=0.6" {
		t.Error(got)
	}
}

// A part needs so many posts that tell what it is made of, not just so many posts.
func TestPartsOfTooFewThatTell(t *testing.T) {
	w := (&wall{}).account("vk:zarya")
	for i, figures := range []string{"L1 C1 V10", "L1 C1 V10", "C1 V10", "C1 V10"} {
		w.post(ingest.AccountPost{ID: fmt.Sprint(i), Form: "photo", Published: september(2+i, 0)}, figures)
	}
	if values, got := compute(t, w.read(t), "result_by_form"); got != "–" {
		t.Errorf("%s of %d posts", got, values[0].N)
	}
}

// The list behind a part has the posts of that part, by the clocks of the topic.
func TestPartsLeadToTheirPosts(t *testing.T) {
	w := (&wall{}).account("vk:zarya")
	for i := range 15 {
		text := []string{"колонка на складе", strings.Repeat("длинно ", 30), ""}[i%3]
		w.post(ingest.AccountPost{ID: fmt.Sprint(i), Text: text, Published: september(1+i, 20+i%4)}, "L1 C1 S1 V100")
	}
	r := w.read(t)
	for _, id := range []string{"result_by_length", "result_by_time", "result_by_word"} {
		values, got := compute(t, r, id)
		for _, v := range values {
			u, err := url.Parse(string(v.Evidence))
			if err != nil {
				t.Fatal(err)
			}
			q, err := alerts.ParsePosts(u.Query())
			if err != nil {
				t.Fatal(err)
			}
			if posts, err := r.DB.MeasuredPosts(t.Context(), q); err != nil || len(posts) != v.N || v.N == 0 {
				t.Errorf("%s %s is of %d posts and leads to %d, %v", id, v.Part, v.N, len(posts), err)
			}
		}
		if len(values) < 2 && id != "result_by_word" {
			t.Errorf("%s is %s", id, got)
		}
	}
}
