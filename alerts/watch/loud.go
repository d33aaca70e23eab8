package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/store"
)

const (
	day      = 24 * time.Hour
	foremost = 2 // an author is told of who is among so many of the week with the most followers
	regular  = 3 // days of the last seven: whoever writes on so many is known to everybody
)

// loud sees authors with many followers, one incident an author. Somebody who writes most days is no news, and where many
// such people write only the foremost of the week are.
func (l *look) loud(ctx context.Context) (found []finding, err error) {
	if !l.all || l.Followers <= 0 {
		return nil, nil
	}
	for _, t := range l.wanted(alerts.Influencer) {
		if t.Parent != "" {
			continue // a root has all that is said below it
		}
		rows, err := l.DB.Loud(ctx, t.ID, store.Period{From: l.now.Add(-7 * day), To: l.now}, l.Followers)
		if err != nil {
			return found, err
		}
		for rank, v := range voices(rows) {
			f := v.finding(l.now)
			f.topic = t.ID
			if rank < foremost && f.facts.Author.Mentions > 0 && len(v.days) < regular && !l.heardOut(f) {
				found = append(found, f)
			}
		}
	}
	return found, nil
}

// heardOut reports whether an incident that is over told of what an author wrote.
func (l *look) heardOut(f finding) bool {
	return slices.ContainsFunc(l.past, func(i *incident) bool {
		return !i.runs() && i.is(f) && !i.facts.Last.Before(f.facts.From)
	})
}

// voice is what an author wrote in a week.
type voice struct {
	key  string // says who it is to nobody but who knows
	rows []store.Row
	days map[time.Time]bool
}

// voices are the authors, the most followed first.
func voices(rows []store.Row) []*voice {
	var all []*voice
	for _, r := range rows {
		key := keyOf(r)
		at := slices.IndexFunc(all, func(v *voice) bool { return v.key == key })
		if at < 0 {
			at, all = len(all), append(all, &voice{key: key, days: map[time.Time]bool{}})
		}
		all[at].rows = append(all[at].rows, r)
		all[at].days[r.Mention.Published.Truncate(day)] = true
	}
	slices.SortStableFunc(all, func(a, b *voice) int {
		return cmp.Or(cmp.Compare(b.followers(), a.followers()), cmp.Compare(a.key, b.key))
	})
	return all
}

func (v *voice) followers() (most int64) {
	for _, r := range v.rows {
		most = max(most, *r.Mention.Author.Followers)
	}
	return most
}

// finding is what an author wrote in the last day and was heard in time.
func (v *voice) finding(now time.Time) finding {
	f := finding{kind: alerts.Influencer, subject: v.key, facts: facts{Last: now, Author: &author{Followers: int(v.followers())}}}
	for _, r := range v.rows {
		m := r.Mention
		if now.Sub(m.Published) > day || m.Seen.Sub(m.Published) > delay {
			continue
		}
		f.facts.Author.Mentions++
		f.facts.Counts = plus(f.facts.Counts, r.Sentiment)
		if f.facts.From.IsZero() || m.Published.Before(f.facts.From) {
			f.facts.From = m.Published
		}
	}
	return f
}

func plus(c alerts.Counts, s classify.Sentiment) alerts.Counts {
	switch s {
	case classify.Negative:
		c.Negative++
	case classify.Positive:
		c.Positive++
	default:
		c.Neutral++
	}
	return c
}

// keyOf tells authors apart without naming them: a hash of network and author.
func keyOf(r store.Row) string {
	sum := sha256.Sum256([]byte(r.Mention.Network + "\x00" + cmp.Or(r.Mention.Author.ID, r.Mention.Author.Name, r.Mention.ID)))
	return "author-" + hex.EncodeToString(sum[:6])
}
