package store_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// world is a made-up history: what was said, repeated, edited and deleted, in the order in which it was seen.
type world struct {
	rng  *rand.Rand
	said []said
}

var wordlist = strings.Fields(`parcel late broken sound loud light dark shop price cheap dear case hinge app crash update
	battery morning evening courier box lamp left right ear bass window garden train winter summer friend brother office
	red green blue quick slow soft hard new old first last never always often again twice today yesterday week month`)

func (w *world) text() string {
	var words []string
	for range 9 {
		words = append(words, wordlist[w.rng.IntN(len(wordlist))])
	}
	return strings.Join(words, " ")
}

// feel makes the classifier's answer from the text alone, as a classifier does.
func feel(s said) said {
	h := 0
	for _, r := range s.text {
		h = (h*31 + int(r)) % 10_007
	}
	s.topics = [][]string{{"kestrel"}, {"lumen"}, {"boreal"}, {"kestrel", "lumen"}, {"kestrel", "boreal"}, {"zarya", "lumen"}, nil}[h%7]
	s.sentiment = classify.Sentiments[h%3]
	s.on = map[string]classify.Sentiment{"lumen": classify.Sentiments[h%11%3]}
	if h%13 == 0 {
		s.category = classify.Promo
	}
	return s
}

func newWorld(seed uint64, n int) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 1))}
	begin := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC)
	seen := func() string { return begin.Add(time.Duration(len(w.said)) * time.Minute).Format(time.RFC3339) }
	for i := range n {
		s := said{network: []string{"vk", "telegram", "bluesky"}[w.rng.IntN(3)], id: fmt.Sprint(i), text: w.text(), author: fmt.Sprint("a", w.rng.IntN(40))}
		if i > 0 && w.rng.IntN(5) == 0 {
			s.text = w.said[w.rng.IntN(len(w.said))].text
		}
		s.at = begin.Add(time.Duration(w.rng.IntN(8*7*24*3600)) * time.Second).Format(time.RFC3339)
		s.seen = seen()
		w.said = append(w.said, feel(s))
		w.change(s, seen)
	}
	return w
}

// change lets some mentions be edited, deleted or seen again later.
func (w *world) change(s said, seen func() string) {
	for w.rng.IntN(4) == 0 {
		s.seen = seen()
		switch w.rng.IntN(4) {
		case 0:
			s.deleted, s.text = true, ""
			w.said = append(w.said, s)
			return
		case 1:
			s.text, s.edited = w.text(), s.seen
		case 2:
			s.text = w.said[w.rng.IntN(len(w.said))].text
			s.edited = s.seen
		}
		w.said = append(w.said, feel(s))
	}
}

// shuffled is the same history in another order of arrival, some of it twice.
func (w *world) shuffled(seed uint64) []said {
	rng := rand.New(rand.NewPCG(seed, 2))
	all := slices.Clone(w.said)
	for range len(all) / 10 {
		all = append(all, w.said[rng.IntN(len(w.said))])
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// feed saves a history in batches of random size.
func feed(t *testing.T, db *store.DB, all []said, rng *rand.Rand) {
	t.Helper()
	for i := 0; i < len(all); {
		size := min(1+rng.IntN(40), len(all)-i)
		var batch []classify.Result
		for _, s := range all[i : i+size] {
			i++
			s.seq = uint64(i)
			batch = append(batch, s.result())
		}
		save(t, db, batch...)
	}
}

// model is what the sums should be, computed the plain way: the last version of each mention, the earliest of each text,
// once for each topic above.
func (w *world) model() map[string]int {
	last := map[string]said{}
	for _, s := range w.said {
		key := s.network + ":" + s.id
		if old, ok := last[key]; !ok || !old.deleted {
			last[key] = s
		}
	}
	first := map[string]said{}
	for _, s := range slices.SortedFunc(maps.Values(last), earlier) {
		group := s.text + fmt.Sprint(s.topics)
		if _, copied := first[group]; !copied && !s.deleted {
			first[group] = s
		}
	}
	sums := map[string]int{}
	for _, s := range first {
		if s.category == classify.Promo {
			continue
		}
		hour := clock(s.at).Truncate(time.Hour).Format(time.RFC3339)
		for topic, feels := range spelled(s) {
			sums[fmt.Sprint(topic, " ", hour, " ", s.network, " ", feels)]++
		}
	}
	return sums
}

func earlier(a, b said) int {
	return cmp.Or(clock(a.at).Compare(clock(b.at)), strings.Compare(a.network, b.network), strings.Compare(a.id, b.id))
}

// spelled is what a mention says of each topic, by hand for this tree.
func spelled(s said) map[string]classify.Sentiment {
	all := map[string]classify.Sentiment{}
	var below []classify.Sentiment
	for _, topic := range s.topics {
		feels, ok := s.on[topic]
		if !ok {
			feels = s.sentiment
		}
		all[topic] = feels
		if topic == "kestrel" || topic == "lumen" {
			below = append(below, feels)
		}
	}
	if _, named := all["zarya"]; !named && len(below) > 0 {
		all["zarya"] = s.sentiment
		if below[0] == below[len(below)-1] {
			all["zarya"] = below[0]
		}
	}
	return all
}

func hourly(t *testing.T, db *store.DB) map[string]int {
	t.Helper()
	sums := map[string]int{}
	for _, topic := range tree(t) {
		for _, network := range []string{"vk", "telegram", "bluesky"} {
			for _, r := range list(t, db, store.Filter{Topic: topic.ID, Network: network, Counted: new(true)}) {
				hour := r.Mention.Published.Truncate(time.Hour).Format(time.RFC3339)
				sums[fmt.Sprint(topic.ID, " ", hour, " ", network, " ", r.Sentiment)]++
			}
		}
	}
	return sums
}

// Whatever comes late, twice or out of order: the sums are those of the sorted run, and those are right.
func TestTheOrderOfArrivalLeavesNoTrace(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(seed, 250)
			db := open(t)
			feed(t, db, w.said, w.rng)
			wantRight(t, db)
			equal(t, "sums of the sorted run", hourly(t, db), w.model())
			want := tables(t, db)
			for order := range uint64(2) {
				other := open(t)
				feed(t, other, w.shuffled(order), w.rng)
				wantRight(t, other)
				equal(t, "sums of a shuffled run", tables(t, other), want)
			}
		})
	}
}

// tables is every sum there is, and which mentions count.
func tables(t *testing.T, db *store.DB) []string {
	t.Helper()
	var all []string
	for _, topic := range tree(t) {
		weeks, err := db.Weeks(t.Context(), topic.ID, store.Period{})
		if err != nil {
			t.Fatal(err)
		}
		hours, err := db.Hours(t.Context(), topic.ID, store.Period{})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range weeks {
			all = append(all, fmt.Sprint(w.Aggregate))
		}
		for _, h := range hours {
			all = append(all, fmt.Sprint(h))
		}
		for _, r := range list(t, db, store.Filter{Topic: topic.ID}) {
			all = append(all, fmt.Sprint(r.Mention.Key(), r.Mention.Text, r.Sentiment, r.Counted, r.DuplicateOf))
		}
	}
	slices.Sort(all)
	return all
}

// Every number opens its evidence: a sum and the list behind it agree for any period, topic and network.
func TestSumsAgreeWithTheirEvidence(t *testing.T) {
	w := newWorld(77, 400)
	db := open(t)
	feed(t, db, w.said, w.rng)
	for range 60 {
		p := store.Period{From: randomTime(w.rng), To: randomTime(w.rng)}
		if p.To.Before(p.From) {
			p.From, p.To = p.To, p.From
		}
		topic := tree(t)[w.rng.IntN(4)].ID
		networks, err := db.ByNetwork(t.Context(), topic, p)
		if err != nil {
			t.Fatal(err)
		}
		total, err := db.Sum(t.Context(), topic, p)
		if err != nil {
			t.Fatal(err)
		}
		left := total.Total()
		for _, a := range networks {
			left -= a.Total()
			for i, n := range []int{a.Negative, a.Neutral, a.Positive} {
				f := store.Filter{Topic: topic, Period: p, Network: a.Network, Counted: new(true), Sentiment: &classify.Sentiments[i]}
				count, err := db.Count(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				if rows := list(t, db, f); count != n || len(rows) != n {
					t.Errorf("%s %v %s %v: sum %d, count %d, list %d", topic, p, a.Network, *f.Sentiment, n, count, len(rows))
				}
			}
		}
		if left != 0 {
			t.Errorf("%s %v: the networks miss %d of the sum", topic, p, left)
		}
		wantTally(t, db, topic, p)
	}
}

// wantTally counts the evidence by hand.
func wantTally(t *testing.T, db *store.DB, topic string, p store.Period) {
	t.Helper()
	got, err := db.Tally(t.Context(), topic, p)
	if err != nil {
		t.Fatal(err)
	}
	var want store.Tally
	people := map[string]bool{}
	for _, r := range list(t, db, store.Filter{Topic: topic, Period: p}) {
		want.Mentions++
		m, copied, promo := r.Mention, r.DuplicateOf != "", r.Category == classify.Promo
		switch {
		case r.Counted:
			want.Counted++
		case copied:
			want.Copies++
		case promo:
			want.Promo++
		}
		if r.Counted || copied && !promo {
			people[m.Network+" "+cmp.Or(m.Author.ID, "of "+m.ID)] = true
		}
	}
	want.People = len(people)
	equal(t, fmt.Sprintf("tally of %s %v", topic, p), got, want)
	for _, f := range []store.Filter{{Topic: topic, Period: p}, {Topic: topic, Period: p, Network: "vk"}, {Topic: topic, Period: p, Lang: "ru", Counted: new(true)}} {
		count, err := db.Count(t.Context(), f)
		if rows := list(t, db, f); err != nil || count != len(rows) {
			t.Errorf("%+v: count is %d, %v; the list has %d", f, count, err, len(rows))
		}
	}
}

func randomTime(rng *rand.Rand) time.Time {
	at := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.IntN(8*7*24*60)) * time.Minute)
	if rng.IntN(2) == 0 {
		at = at.Truncate(time.Hour)
	}
	return at
}
