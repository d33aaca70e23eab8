package metric

import (
	"context"
	"math"
	"slices"
	"time"

	"molva/ingest"
)

const (
	lifetime  = 7 * 24 * time.Hour // after which a post has most of its reactions
	lastLook  = 6 * 24 * time.Hour // how late the last look is at least that stands for it
	oftenLook = 6 * time.Hour      // how far apart the two looks around the half are at most
)

// halfLives is the median of the half-lives of the posts that were looked at often enough.
func halfLives(_ context.Context, a *Account) ([]Value, error) {
	own := a.own()
	_, lacks := reacted.of(own)
	if lacks != "" || len(own) == 0 {
		return a.tell(pairs{of: len(own), lacks: firstOf(lacks, reacted[0])}.none()), nil
	}
	var lives, gaps []float64
	for _, p := range own {
		if hours, gap, ok := p.halfLife(); ok && gap <= oftenLook {
			lives = append(lives, hours)
		} else if ok {
			gaps = append(gaps, gap.Hours())
		}
	}
	if len(lives) == 0 {
		return a.tell(a.rarely(gaps)), nil
	}
	median, interval := middle(lives)
	v := known(median).but(partly(len(lives), len(own), manyPosts))
	v.Interval, v.N = interval, len(lives)
	return a.tell(v), nil
}

// rarely says how rarely posts were looked at, or that none is old enough.
func (a *Account) rarely(gaps []float64) Value {
	if len(gaps) == 0 {
		return none(Text{"no post was looked at when it was six days old or older, and had reactions then",
			"ни один пост с реакциями не смотрели в возрасте шести дней или старше"})
	}
	median, _ := middle(gaps)
	return missing(reacted[0]).but(textf("when posts have half of their reactions, they are looked at every %.0f h; 6 h are needed",
		"когда пост набирает половину реакций, его смотрят раз в %.0f ч, а нужно раз в 6 ч", math.Ceil(median)))
}

// look is what had been done with a post at an age.
type look struct {
	age  time.Duration
	done float64
}

// halfLife is when a post had half of the reactions that it had at seven days or, where nobody looked later, at the last look.
// gap is how far apart the two looks are between which it is; ok is false when that end is not known or nobody reacted.
func (p Post) halfLife() (hours float64, gap time.Duration, ok bool) {
	looks := p.looks()
	last := looks[len(looks)-1]
	if last.age < lastLook {
		return 0, 0, false
	}
	half := done(looks, min(last.age, lifetime)) / 2
	if half == 0 {
		return 0, 0, false
	}
	i := slices.IndexFunc(looks, func(l look) bool { return l.done >= half })
	before, after := looks[i-1], looks[i]
	gap = after.age - before.age
	part := (half - before.done) / (after.done - before.done)
	return before.age.Hours() + part*gap.Hours(), gap, true
}

// looks are the sums of all reactions by age, from none at publishing; a look that lacks one of them is left out.
func (p Post) looks() []look {
	var ages []time.Duration
	var parts [][]ingest.Figure
	for _, input := range reacted {
		part := p.series(firstOf(input)[len("post."):])
		if len(part) == 0 {
			continue
		}
		parts = append(parts, part)
		for _, f := range part {
			if age := f.At.Sub(p.Published); age > 0 {
				ages = append(ages, age)
			}
		}
	}
	slices.Sort(ages)
	all := []look{{}}
	for _, age := range slices.Compact(ages) {
		if sum, whole := summedAt(parts, p.Published.Add(age)); whole {
			all = append(all, look{age, max(sum, all[len(all)-1].done)}) // a reaction that was taken back was one
		}
	}
	return all
}

// summedAt adds up the figures, each by time, that were all told at a moment.
func summedAt(parts [][]ingest.Figure, at time.Time) (sum float64, whole bool) {
	for _, part := range parts {
		i, found := slices.BinarySearchFunc(part, at, func(f ingest.Figure, t time.Time) int { return f.At.Compare(t) })
		if !found {
			return 0, false
		}
		sum += part[i].Value
	}
	return sum, true
}

// done is how much had been done at an age, on the straight line between two looks.
func done(looks []look, age time.Duration) float64 {
	i := slices.IndexFunc(looks, func(l look) bool { return l.age >= age })
	if i <= 0 {
		return looks[0].done
	}
	before, after := looks[i-1], looks[i]
	return before.done + (after.done-before.done)*float64(age-before.age)/float64(after.age-before.age)
}
