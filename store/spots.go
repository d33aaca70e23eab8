package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// spot is where an opinion is.
type spot struct{ mention, topic, at int64 }

// spots chooses what to draw.
func (db *DB) spots(ctx context.Context, r DrawRequest) (all []spot, err error) {
	if r.Purpose != Sampled && (r.Purpose != Doubted || r.Beside != "") {
		return nil, fmt.Errorf("purpose is %q, want %s or %s, and %s to see how far people agree", r.Purpose, Sampled, Doubted, Sampled)
	}
	from, to := r.Period.bounds()
	of := []any{r.Topic, from, to}
	switch {
	case r.Beside != "":
		all, err = db.readSpots(ctx, `SELECT d.mention, d.topic, d.at FROM draw AS d JOIN opinion AS o ON o.mention = d.mention AND o.topic = d.topic
			WHERE d.purpose = 'sample' AND `+meant+`
				AND EXISTS (SELECT 1 FROM label AS l WHERE l.mention = d.mention AND l.topic = d.topic AND l.purpose = 'sample' AND `+stands+`)
				AND NOT EXISTS (SELECT 1 FROM label AS l WHERE l.mention = d.mention AND l.topic = d.topic AND l.labeller = ?4 AND `+stands+`)
			ORDER BY d.mention, d.topic`, append(of, r.Beside)...)
	case r.Purpose == Doubted:
		return db.doubtfulSpots(ctx, of, max(r.N, 0))
	default:
		all, err = db.readSpots(ctx, `SELECT o.mention, o.topic, 0 FROM opinion AS o WHERE o.counted = 1 AND `+meant+` AND `+untouched+`
			ORDER BY o.mention, o.topic`, of...)
	}
	dice := rand.New(rand.NewPCG(r.Seed, 0))
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(len(all), max(r.N, 0))], err
}

// meant says of an opinion o that it is on a topic or below it, and in a period.
const meant = `o.direct = 1 AND o.topic ` + inTopic + ` AND o.published >= ?2 AND o.published < ?3`

// untouched says of an opinion o that nobody labelled it and that it was not drawn.
const untouched = `NOT EXISTS (SELECT 1 FROM label AS l WHERE l.mention = o.mention AND l.topic = o.topic AND l.sentiment IS NOT NULL AND ` + stands + `)
	AND NOT EXISTS (SELECT 1 FROM draw AS d WHERE d.mention = o.mention AND d.topic = o.topic)`

// doubtfulSpots chooses what the model knows least of.
func (db *DB) doubtfulSpots(ctx context.Context, of []any, n int) ([]spot, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT o.mention, o.topic, o.p_negative, o.p_neutral, o.p_positive, m.lang
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention
		WHERE o.counted = 1 AND `+meant+` AND `+untouched+`
			AND NOT EXISTS (SELECT 1 FROM draw AS d WHERE d.mention = o.mention AND d.purpose = 'sample')`, of...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	hands := map[hand][]doubtful{}
	for rows.Next() {
		var d doubtful
		var p millionths
		var h hand
		if err := rows.Scan(&d.mention, &d.topic, &p.negative, &p.neutral, &p.positive, &h.lang); err != nil {
			return nil, err
		}
		h.topic, d.entropy = d.topic, p.entropy()
		hands[h] = append(hands[h], d)
	}
	return deal(hands, n), rows.Err()
}

// hand is what is dealt out in turn.
type hand struct {
	topic int64
	lang  string
}

type doubtful struct {
	spot
	entropy float64
}

// deal takes the most doubtful of each hand, in turn.
func deal(hands map[hand][]doubtful, n int) (all []spot) {
	var order []hand
	for h, in := range hands {
		order = append(order, h)
		slices.SortFunc(in, func(a, b doubtful) int {
			return cmp.Or(cmp.Compare(b.entropy, a.entropy), cmp.Compare(a.mention, b.mention))
		})
	}
	slices.SortFunc(order, func(a, b hand) int { return cmp.Or(cmp.Compare(a.topic, b.topic), strings.Compare(a.lang, b.lang)) })
	for turn, dealt := 0, true; dealt; turn++ {
		dealt = false
		for _, h := range order {
			if len(all) == n {
				return all
			}
			if turn < len(hands[h]) {
				all, dealt = append(all, hands[h][turn].spot), true
			}
		}
	}
	return all
}

// entropy in nats: 0 for certain, ln 3 for no idea.
func (m millionths) entropy() (h float64) {
	for _, n := range []int64{m.negative, m.neutral, m.positive} {
		if p := float64(n) / 1e6; p > 0 {
			h -= p * math.Log(p)
		}
	}
	return h
}
