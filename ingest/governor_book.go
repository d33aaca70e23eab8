package ingest

import (
	"context"
	"maps"
	"slices"
	"time"
)

// Spent is what was used of each quota, in the order in which they were set, and then by name of what has none.
func (g *Governor) Spent() []Spent {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.roll(g.now())
	all := slices.Clone(g.meters)
	for i := range all {
		all[i].Total, all[i].Zone = g.totals[all[i].Name], nil
	}
	for _, name := range slices.Sorted(maps.Keys(g.totals)) {
		if !slices.ContainsFunc(all, func(s Spent) bool { return s.Name == name && s.Window != AsTold }) {
			all = append(all, Spent{Quota: Quota{Name: name}, Used: g.totals[name], Total: g.totals[name]})
		}
	}
	return all
}

// resume adds the network's quotas and what was spent before a restart, and reports whether there is more of something than there
// was then. save is called with money, before it is spent.
func (g *Governor) resume(quotas []Quota, spent []Spent, save func(context.Context) error) (wider bool) {
	if g == nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.limit(quotas)
	for _, s := range spent {
		wider = g.restore(s) || wider
	}
	if g.save == nil {
		close(g.kept)
	}
	g.save = save
	return wider
}

// Kept is closed once a worker counts on from what was spent before a restart, and keeps what is spent. Before that nobody else may
// spend money; nil, which nobody closes, where nobody counts.
func (g *Governor) Kept() <-chan struct{} {
	if g == nil {
		return nil
	}
	return g.kept
}

// limit adds quotas. The zone of a window is that of the last one that has any: the network's.
func (g *Governor) limit(quotas []Quota) {
	for _, q := range quotas {
		i := g.meter(q)
		if i < 0 {
			g.meters = append(g.meters, Spent{Quota: q})
			continue
		}
		m := &g.meters[i]
		m.Max = min(m.Max, q.Max)
		if q.Zone != nil {
			m.Zone = q.Zone
		}
	}
}

// restore counts what was spent before of a quota, and reports whether it is wider now, or gone.
func (g *Governor) restore(s Spent) (wider bool) {
	g.totals[s.Name] = max(g.totals[s.Name], s.Total)
	i := g.meter(s.Quota)
	switch {
	case i >= 0:
		m := &g.meters[i]
		m.Used, m.Until, m.Last, m.Free = m.Used+s.Used, s.Until, s.Last, s.Free
		return m.Max > s.Max
	case s.Window == AsTold:
		g.meters = append(g.meters, s)
		return false
	}
	return s.Window != ""
}

// meter finds where a quota is counted; -1: nowhere.
func (g *Governor) meter(q Quota) int {
	return slices.IndexFunc(g.meters, func(m Spent) bool { return m.Name == q.Name && m.Window == q.Window })
}

// roll begins every window anew that is over, and forgets what the network told of one.
func (g *Governor) roll(now time.Time) {
	for i := range g.meters {
		g.meters[i].roll(now)
	}
	g.meters = slices.DeleteFunc(g.meters, func(m Spent) bool { return m.Window == AsTold && m.Until.IsZero() })
}
