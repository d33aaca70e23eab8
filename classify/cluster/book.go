package cluster

import (
	"molva/classify/cluster/terms"
	"molva/classify/cluster/theme"
)

// Options are what a book is made with. Zero values work.
type Options struct {
	Settings Settings
	Pack     *theme.Pack // nil: the neutral one
	Muted    []string    // see Mute; clusters that are read keep what they have
}

// Book is the clusters of one kind of mentions: what is known of each, and of the words in them.
type Book struct {
	settings Settings
	reader   *terms.Reader
	themes   *theme.Table
	clock    clock
	posts    float64 // faded count of all posts
	words    vocabulary
	clusters shelf
	heaviest float64     // no cluster has a greater mass
	touched  map[ID]bool // since the last round of merging
	puts     int         // since then
	people   people
	alias    aliases

	last    reading // the post read last
	scratch scratch
}

// NewBook returns an empty book.
func NewBook(o Options) *Book {
	b := &Book{
		settings: o.Settings.orUsual(),
		reader:   terms.NewReader(),
		themes:   theme.NewTable(o.Pack),
		words:    newVocabulary(),
		clusters: newShelf(),
		touched:  make(map[ID]bool),
		people:   newPeople(),
		alias:    newAliases(),
	}
	b.clock.half = b.settings.HalfLife.Seconds()
	b.Mute(o.Muted)
	return b
}

// Find says where a post belongs: in the most similar cluster, with an advantage for large ones and of equal ones the
// oldest, or in a new one when none is similar enough. It changes nothing. A post without a term is always new.
func (b *Book) Find(p Post) Placement {
	slot, similarity := b.nearest(p)
	if slot < 0 {
		return Placement{New: true}
	}
	c := &b.clusters.all[slot]
	return Placement{ID: c.id, Similarity: similarity, Echo: b.echoes(c)}
}

// Put takes a post in where its placement says, whatever Find would say: a cluster that the book has forgotten begins
// anew, and one that was merged stands for what it is known as. It returns what merged by itself as a consequence, in
// order. A placement without an id changes nothing.
func (b *Book) Put(p Post, at Placement) []Merge {
	if !b.take(p, at) {
		return nil
	}
	return b.round()
}

// Redo is Put for a decision that was recorded: what merged by itself was recorded too, and comes by Absorb.
func (b *Book) Redo(p Post, at Placement) {
	if b.take(p, at) {
		b.startRound()
	}
}

// Take takes a post out again that Put took in, as if it had not been there, but for what the themes learned of it; the
// cluster goes with its last post unless a person keeps it. An echo is not to be taken, since nothing of its text is in
// the book. An unknown id changes nothing.
func (b *Book) Take(p Post, from ID) {
	slot, ok := b.slot(from)
	if !ok {
		return
	}
	weight := b.clock.given(p.At)
	b.posts = max(0, b.posts-weight)
	for _, id := range b.read(p).ids {
		if id != unknown {
			b.words.posts[id] = max(0, b.words.posts[id]-weight)
		}
	}
	b.subtract(slot, p, weight)
	b.last.current = false
}

// take does what Put and Redo share.
func (b *Book) take(p Post, at Placement) bool {
	if at.ID <= 0 {
		return false
	}
	weight, factor := b.clock.put(p.At)
	if factor != 1 {
		b.fade(factor)
	}
	if slot, ok := b.slot(at.ID); ok && at.Echo {
		b.clusters.all[slot].echoed += weight
		b.hear(slot, p)
	} else {
		b.learn(b.read(p), weight)
		b.add(b.open(at.ID), p, weight, at.Similarity)
		b.themes.Learn(b.last.terms, b.last.guess, p.At)
	}
	b.touched[b.alias.resolve(at.ID)] = true
	b.words.tidy(b.settings.Loose)
	b.last.current = false
	return true
}

// learn counts the words of a post.
func (b *Book) learn(r *reading, weight float64) {
	b.posts += weight
	present := b.clock.present()
	for i, t := range r.terms {
		id := b.words.learn(t.Text)
		r.ids[i] = id
		b.words.posts[id] += weight
		b.words.weight[id] = float32(b.settings.weigh(b.posts/present, b.words.posts[id]/present, r.standing[i]))
	}
}

// fade multiplies all that is summed over time.
func (b *Book) fade(factor float64) {
	b.posts *= factor
	b.heaviest *= factor
	b.words.fade(factor)
	for i := range b.clusters.all {
		b.clusters.all[i].fade(factor)
	}
}

// slot finds a cluster by its id, or by that of one that was merged into it.
func (b *Book) slot(id ID) (int32, bool) {
	slot, ok := b.clusters.slots[b.alias.resolve(id)]
	return slot, ok
}
