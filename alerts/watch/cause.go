package watch

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"molva/classify/cluster"
	"molva/store"
)

// cause is what most of an incident's mentions are about.
type cause struct {
	ID       cluster.ID   `json:"id,omitempty"` // of a complaint, or of what people like or ask for
	Kind     cluster.Kind `json:"kind"`
	Label    string       `json:"label,omitempty"` // "": no name yet
	Theme    string       `json:"theme,omitempty"` // without an id: several complaints of one theme
	People   int          `json:"people,omitempty"`
	Mentions int          `json:"mentions"`
}

// key tells causes apart; that of none is "".
func (c *cause) key() string {
	switch {
	case c == nil:
		return ""
	case c.ID == 0:
		return c.Theme
	}
	return c.ID.String()
}

// What makes something the cause: it is most of it, and a greater part than in the weeks before.
const (
	mostly   = 0.4
	still    = 0.3 // for what was named already
	grown    = 1.5
	backdrop = 28 * day
)

// cause is what a period's mentions are mostly about, beyond what they always are; nil when that is no one thing. What was
// named before stays the cause for longer.
func (l *look) cause(ctx context.Context, topic string, p store.Period, total int, before *cause) (*cause, error) {
	now, err := l.DB.Complaints(ctx, store.ComplaintFilter{Topic: topic, Period: p, Now: l.now})
	if err != nil {
		return nil, err
	}
	past := store.Period{From: p.From.Add(-backdrop), To: p.From}
	then, err := l.DB.Complaints(ctx, store.ComplaintFilter{Topic: topic, Period: past, Now: l.now})
	if err != nil {
		return nil, err
	}
	usual, err := l.DB.Sum(ctx, topic, past)
	if err != nil {
		return nil, err
	}
	was := map[string]int{}
	for _, c := range candidates(then) {
		was[c.key()] = c.Mentions
	}
	all := candidates(now)
	stands := func(least float64) func(cause) bool {
		return func(c cause) bool {
			part, share := float64(c.Mentions)/float64(max(total, 1)), float64(was[c.key()])/float64(max(usual.Total(), 1))
			return part >= least && part >= grown*share
		}
	}
	at := slices.IndexFunc(all, stands(mostly))
	if at < 0 {
		at = slices.IndexFunc(all, func(c cause) bool { return c.key() == before.key() && stands(still)(c) })
	}
	if at < 0 {
		return nil, nil
	}
	return &all[at], nil
}

// candidates are single complaints and the like, then whole themes, each by how many mentions they have.
func candidates(all []store.Complaint) []cause {
	var single []cause
	themes := map[string]int{}
	for _, c := range all {
		single = append(single, cause{ID: c.ID, Kind: c.Kind, Label: c.Label, Theme: c.Theme, People: c.People, Mentions: c.Mentions})
		if c.Kind == cluster.Complaint && c.Theme != "" {
			themes[c.Theme] += c.Mentions
		}
	}
	var whole []cause
	for _, theme := range slices.Sorted(maps.Keys(themes)) {
		whole = append(whole, cause{Kind: cluster.Complaint, Theme: theme, Mentions: themes[theme]})
	}
	by := func(a, b cause) int { return cmp.Or(b.Mentions-a.Mentions, cmp.Compare(a.key(), b.key())) }
	slices.SortFunc(single, by)
	slices.SortFunc(whole, by)
	return append(single, whole...)
}

// leader is who or what most of it comes from.
type leader struct{ network, id string }

// leading is whose share of all rows is most of them; nil when nobody's is.
func leading(counts map[string]int, rows int) *leader {
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[key]; n >= few && float64(n) >= mostly*float64(rows) {
			network, id, _ := strings.Cut(key, "\x00")
			return &leader{network, id}
		}
	}
	return nil
}

// few is how many mentions prove nothing about who writes them.
const few = 4
