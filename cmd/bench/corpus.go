package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"molva/ingest"
)

// corpus makes mentions: the same seed and number, the same mention. No two say the same.
type corpus struct{ seed uint64 }

// Of a hundred mentions, so many are in Russian, name a second brand, and name none that is watched.
const (
	russianShare = 55
	secondShare  = 15
	strangeShare = 12
)

// begin is when the first mention is published; another follows every other second, as on a busy day.
var begin = time.Date(2026, 8, 3, 6, 0, 0, 0, time.UTC)

const gap = 2 * time.Second

var networks = []string{"vk", "telegram", "bluesky", "reviews"}

// mentions makes n of them, from number from on.
func (c corpus) mentions(from, n int) []ingest.Mention {
	all := make([]ingest.Mention, n)
	for i := range all {
		all[i] = c.mention(from + i)
	}
	return all
}

func (c corpus) mention(n int) ingest.Mention {
	dice := rand.New(rand.NewPCG(c.seed, uint64(n)))
	network := networks[dice.IntN(len(networks))]
	author := 1 + int(dice.ExpFloat64()*4000) // few write much
	at := begin.Add(time.Duration(n)*gap - time.Duration(dice.IntN(90))*time.Second)
	m := ingest.Mention{
		ID: fmt.Sprintf("%d_%d", 100_000+author, 10_000_000+n), Network: network, Kind: ingest.Comment,
		URL:       fmt.Sprintf("https://%s.example/wall%d_%d", network, 100_000+author, 10_000_000+n),
		Text:      english.text(dice, n),
		Author:    ingest.Author{ID: fmt.Sprint(100_000 + author), Name: fmt.Sprintf("user%d", author)},
		Published: at, Seen: at.Add(5 * time.Second),
	}
	if dice.IntN(100) < russianShare {
		m.Text = russian.text(dice, n)
	}
	if dice.IntN(4) == 0 {
		likes := int64(dice.IntN(200))
		m.Engagement.Likes = &likes
	}
	return m
}

// tongue is how people write in one language.
type tongue struct {
	brands   []string
	strange  []string // brands that nobody watches
	openings []string
	about    []string // %s: the brand
	feelings [3][]string
	details  []string // %d: some number
	closings []string
}

// text says something about a brand. Feelings come as they do in life: most of it bad or plain.
func (t *tongue) text(dice *rand.Rand, n int) string {
	brand := pick(dice, t.brands)
	if dice.IntN(100) < strangeShare {
		brand = pick(dice, t.strange)
	} else if dice.IntN(100) < secondShare {
		brand += " / " + pick(dice, t.brands)
	}
	feeling := t.feelings[[]int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2}[dice.IntN(10)]]
	parts := []string{
		pick(dice, t.openings), fmt.Sprintf(pick(dice, t.about), brand), pick(dice, feeling),
		fmt.Sprintf(pick(dice, t.details), n*7+dice.IntN(7)),
	}
	if dice.IntN(3) > 0 {
		parts = append(parts, pick(dice, feeling))
	}
	if dice.IntN(2) > 0 {
		parts = append(parts, pick(dice, t.closings))
	}
	return strings.Join(parts, " ")
}

func pick[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }
