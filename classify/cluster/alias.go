package cluster

import "slices"

// aliases remembers what merged clusters are known as: the latest of them, so that its size has a bound.
type aliases struct {
	into  map[ID]ID
	order []ID // as they merged
}

// mostAliases is how many merged ids are remembered; a quarter is forgotten beyond that.
const mostAliases = 1 << 16

func newAliases() aliases { return aliases{into: make(map[ID]ID)} }

// resolve is what a cluster is known as now.
func (a *aliases) resolve(id ID) ID {
	for {
		into, ok := a.into[id]
		if !ok {
			return id
		}
		id = into
	}
}

func (a *aliases) add(from, into ID) {
	a.into[from] = into
	a.order = append(a.order, from)
	if len(a.order) <= mostAliases {
		return
	}
	old := a.order[:mostAliases/4]
	for _, id := range old {
		delete(a.into, id)
	}
	a.order = append([]ID(nil), a.order[len(old):]...)
}

// drop lets an id stand for itself again.
func (a *aliases) drop(id ID) {
	if _, ok := a.into[id]; ok {
		delete(a.into, id)
		a.order = slices.DeleteFunc(a.order, func(x ID) bool { return x == id })
	}
}
