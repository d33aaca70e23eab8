package cluster

import (
	"cmp"
	"slices"
)

// forgotten is the part of the clusters that goes when there are too many.
const forgotten = 10

// forget makes room for a new cluster when there is none: the lightest tenth goes, of equal ones the oldest, but for what a
// person keeps. It comes before the new one, which would be among the lightest.
func (b *Book) forget() {
	if len(b.clusters.slots)-b.people.kept() < b.settings.Live {
		return
	}
	var loose []int32
	for slot := range b.clusters.all {
		if c := &b.clusters.all[slot]; c.id != 0 && !b.people.keep(c.id) {
			loose = append(loose, int32(slot))
		}
	}
	slices.SortFunc(loose, func(x, y int32) int {
		a, c := &b.clusters.all[x], &b.clusters.all[y]
		return cmp.Or(cmp.Compare(a.mass+a.echoed, c.mass+c.echoed), cmp.Compare(a.id, c.id))
	})
	for _, slot := range loose[:max(1, b.settings.Live/forgotten)] {
		b.close(slot)
	}
}
