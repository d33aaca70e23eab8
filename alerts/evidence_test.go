package alerts

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/store"
)

// spans are all pieces of a story that lead somewhere.
func spans(s Story) (all []Span) {
	lines := slices.Concat(s.News, s.Lines, s.Coverage.Lines)
	for _, section := range slices.Concat(s.Recurs, s.Sections, s.Details) {
		lines = append(lines, section.Lines...)
		for _, i := range section.Items {
			lines = append(lines, i.Lines...)
		}
	}
	for _, line := range lines {
		for _, span := range line {
			if span.URL != "" {
				all = append(all, span)
			}
		}
	}
	return all
}

// echoed is the test's world with a copy, an advert and one mention that a person took out.
func echoed(t *testing.T) (*store.DB, store.Period) {
	db, week := worldOf(t, slices.Concat(sayings, grumbles, []saying{
		{"kestrel", "bluesky", "copycat", 60, classify.Negative, 0.85, "The charging case hinge broke after a month of careful use, really annoying"},
		{"kestrel", "vk", "e", 62, classify.Negative, 0.9, "И сегодня курьер не приехал, заказ всё ещё не у меня"},
		{"kestrel", "vk", "a", -61, classify.Negative, 0.9, "Снова курьер не приехал, заказ так и лежит на складе"},
		{"kestrel", "vk", "shop", 61, classify.Positive, 0.6, "Скидки до конца недели, заходите в магазин за наушниками и лампами"},
	}))
	last := len(sayings) + len(grumbles) + 3
	advert := store.Label{Mention: "vk:" + strconv.Itoa(last), Topic: "kestrel", Category: classify.Promo, Purpose: store.Corrected, Labeller: "olga"}
	if _, err := db.Label(t.Context(), []store.Label{advert}); err != nil {
		t.Fatal(err)
	}
	return db, week
}

var digits = regexp.MustCompile(`\d+`)

// TestEveryNumberLeadsToItsEvidence: the list behind a link has as many rows as the number says; that of an estimate has all
// the mentions that it was made of, and that of people has theirs.
func TestEveryNumberLeadsToItsEvidence(t *testing.T) {
	db, week := echoed(t)
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	d := digestOf(t, db, "zarya", week)
	if d.Tally.Copies != 1 || d.Tally.Promo != 1 {
		t.Fatalf("tally %+v, want a copy and an advert", d.Tally)
	}
	exact, estimates, people := 0, 0, 0
	for _, span := range spans(Tell(d, p, Links{"https://molva.example"})) {
		n, authors := follow(t, db, span.URL)
		said := digits.FindAllString(span.Text, -1)
		switch {
		case slices.Contains(said, strconv.Itoa(n)):
			exact++
		case strings.Contains(span.Text, ":") || strings.Contains(span.Text, "interval"):
			estimates++
			if totals := []int{d.Now.Total(), d.Before.Total()}; strings.Contains(span.Text, "90%") && !slices.Contains(totals, n) {
				t.Errorf("%q leads to %d mentions, want one of %v", span.Text, n, totals)
			}
		case slices.Contains(said, strconv.Itoa(authors)):
			people++
		default:
			t.Errorf("%q leads to %d mentions by %d people: %s", span.Text, n, authors, span.URL)
		}
	}
	if exact < 20 || estimates < 4 || people < 1 {
		t.Errorf("%d exact, %d estimates, %d of people: too few to prove anything", exact, estimates, people)
	}
}

// follow follows a link and counts what it lists, which is what the store counts.
func follow(t *testing.T, db *store.DB, link string) (n, authors int) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Path != MentionsPath {
		t.Fatalf("link %q: %v", link, err)
	}
	f, err := ParseQuery(u.Query())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for row, err := range db.Mentions(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		n, seen[row.Mention.Author.ID] = n+1, true
	}
	if counted, err := db.Count(t.Context(), f); err != nil || counted != n {
		t.Errorf("%s counts %d, lists %d: %v", link, counted, n, err)
	}
	return n, len(seen)
}

// Without an address of molva's pages there is nothing to lead to.
func TestNoLinksWithoutABase(t *testing.T) {
	db, week := echoed(t)
	p, err := phrase.New("ru", Texts)
	if err != nil {
		t.Fatal(err)
	}
	if all := spans(Tell(digestOf(t, db, "zarya", week), p, Links{})); len(all) > 0 {
		t.Errorf("links %v", all)
	}
}
