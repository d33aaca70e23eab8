package cluster

// people is what persons said of clusters. It is bounded by what they do.
type people struct {
	named map[ID]bool    // by Keep
	into  map[ID]ID      // the links of families
	apart map[[2]ID]bool // pairs that were split
	acts  map[ID]int     // how many of these an id is part of
}

func newPeople() people {
	return people{
		named: make(map[ID]bool),
		into:  make(map[ID]ID),
		apart: make(map[[2]ID]bool),
		acts:  make(map[ID]int),
	}
}

// keep reports whether a person has a hand in a cluster, so that it is neither forgotten nor absorbed.
func (p *people) keep(id ID) bool { return p.acts[id] > 0 }

// kept is how many clusters a person has a hand in.
func (p *people) kept() int { return len(p.acts) }

// count adds to the acts on clusters.
func (p *people) count(n int, ids ...ID) {
	for _, id := range ids {
		if p.acts[id] += n; p.acts[id] <= 0 {
			delete(p.acts, id)
		}
	}
}

// Keep says whether a person named a cluster, ignored it or linked a ticket: such a one is never forgotten nor absorbed.
func (b *Book) Keep(id ID, yes bool) {
	p := &b.people
	id = b.alias.resolve(id)
	switch {
	case id <= 0 || p.named[id] == yes:
	case yes:
		p.named[id] = true
		p.count(1, id)
	default:
		delete(p.named, id)
		p.count(-1, id)
	}
}

// Join is a person's merge: a link. Both live on, and posts still come to either; Part undoes it. A cluster that is linked
// already, and one that is above the other in its family, stay where they are.
func (b *Book) Join(into, from ID) {
	p := &b.people
	into, from = b.alias.resolve(into), b.alias.resolve(from)
	if into <= 0 || from <= 0 || p.root(into) == from || p.into[from] != 0 {
		return
	}
	p.into[from] = into
	p.count(1, into, from)
}

// Part cuts the link of a cluster to the one that it was joined to.
func (b *Book) Part(from ID) {
	p := &b.people
	from = b.alias.resolve(from)
	if into := p.into[from]; into != 0 {
		delete(p.into, from)
		p.count(-1, into, from)
	}
}

// root is the head of a cluster's family.
func (p *people) root(id ID) ID {
	for p.into[id] != 0 {
		id = p.into[id]
	}
	return id
}

// Split makes a new cluster of posts that stood in another one, with an id that the owner gives. The two never merge by
// themselves. Echoes are to be left out: nothing of their texts is in the book.
func (b *Book) Split(from, id ID, posts []Post) {
	from = b.alias.resolve(from)
	if from <= 0 || id <= 0 || from == id {
		return
	}
	b.alias.drop(id)
	b.separate(from, id)
	for _, p := range posts {
		b.move(p, from, id)
	}
}

// Unsplit undoes a Split: posts go back, and the two may merge again.
func (b *Book) Unsplit(from, id ID, posts []Post) {
	from = b.alias.resolve(from)
	if from <= 0 || id <= 0 || from == id {
		return
	}
	b.reunite(from, id)
	for _, p := range posts {
		b.move(p, id, from)
	}
}

// move takes a post from one cluster to another at the weight that it has by now.
func (b *Book) move(p Post, from, to ID) {
	weight := b.clock.given(p.At)
	if slot, ok := b.slot(from); ok {
		b.subtract(slot, p, weight)
	}
	r := b.read(p)
	for i, t := range r.terms {
		r.ids[i] = b.words.learn(t.Text)
	}
	b.add(b.open(to), p, weight, 0)
	b.touched[to] = true
	b.last.current = false
}

func pairOf(a, b ID) [2]ID { return [2]ID{min(a, b), max(a, b)} }

func (b *Book) separate(x, y ID) {
	if pair := pairOf(x, y); !b.people.apart[pair] {
		b.people.apart[pair] = true
		b.people.count(1, x, y)
	}
}

func (b *Book) reunite(x, y ID) {
	if pair := pairOf(x, y); b.people.apart[pair] {
		delete(b.people.apart, pair)
		b.people.count(-1, x, y)
	}
}
