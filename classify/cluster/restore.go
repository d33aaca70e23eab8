package cluster

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"molva/classify/cluster/theme"
)

// errDamaged is why a snapshot cannot be read that is one.
var errDamaged = errors.New("it is damaged")

// Read makes the book again that AppendBinary wrote. The book goes on with the given options, which may be others.
func Read(data []byte, o Options) (*Book, error) {
	body, err := unwrap(data)
	if err != nil {
		return nil, fmt.Errorf("read complaint snapshot: %w", err)
	}
	b := NewBook(o)
	r := scanner{in: body}
	r.book(b)
	if r.failed {
		return nil, fmt.Errorf("read complaint snapshot: %w", errDamaged)
	}
	if b.themes, r.in, err = theme.ReadTable(r.in, o.Pack); err != nil {
		return nil, fmt.Errorf("read complaint snapshot: %w", err)
	}
	if len(r.in) > 0 || !b.fitsThemes() {
		return nil, fmt.Errorf("read complaint snapshot: %w", errDamaged)
	}
	return b, nil
}

// unwrap checks what stands around the contents.
func unwrap(data []byte) ([]byte, error) {
	body, ok := strings.CutPrefix(string(data[:min(len(data), len(mark))]), mark)
	if !ok || body != "" {
		return nil, fmt.Errorf("it begins with %q, want %q", data[:min(len(data), len(mark))], mark)
	}
	rest := data[len(mark):]
	found, n := binary.Uvarint(rest)
	if n <= 0 {
		return nil, errDamaged
	}
	if found != version {
		return nil, fmt.Errorf("its version is %d, this program reads version %d", found, version)
	}
	end := len(data) - crc32.Size
	if end < len(mark)+n || crc32.ChecksumIEEE(data[:end]) != binary.LittleEndian.Uint32(data[end:]) {
		return nil, errDamaged
	}
	return rest[n : end-len(mark)], nil
}

// book reads what AppendBinary wrote, but for the themes.
func (r *scanner) book(b *Book) {
	half := r.float()
	b.clock = clock{half: half, now: r.int(), base: r.int(), ahead: r.int()}
	b.posts = r.float()
	b.puts = r.count(math.MaxInt32)
	r.vocabulary(&b.words)
	r.shelf(b)
	for _, id := range r.ids() {
		b.touched[id] = true
	}
	r.people(&b.people)
	r.aliases(&b.alias)
	r.check(half > 0 && b.clock.base <= b.clock.now && float64(b.clock.now-b.clock.base) <= (fadeAt+1)*half)
	if want := b.settings.HalfLife.Seconds(); half != want && !r.failed {
		b.reclock(want)
	}
}

// reclock goes over to another half-life: what is there keeps what it weighs now.
func (b *Book) reclock(half float64) {
	b.fade(1 / b.clock.present())
	b.clock.half, b.clock.base = half, b.clock.now
}

func (b *Book) fitsThemes() bool {
	known := len(b.themes.Themes())
	return !slices.ContainsFunc(b.clusters.all, func(c centroid) bool { return len(c.votes) > known })
}

func (r *scanner) vocabulary(v *vocabulary) {
	n := r.count(len(r.in))
	v.texts, v.posts = make([]string, n), make([]float64, n)
	v.weight, v.in = make([]float32, n), make([][]posting, n)
	for id := range n {
		text := r.string()
		if text == "" || r.failed {
			continue
		}
		_, twice := v.ids[text]
		r.check(!twice)
		v.texts[id], v.posts[id], v.weight[id] = text, r.float(), r.float32()
		v.ids[text] = int32(id)
		v.loose++
	}
	v.free = r.free(n, func(id int32) bool { return v.texts[id] == "" })
	r.check(len(v.free)+len(v.ids) == n)
}

func (r *scanner) shelf(b *Book) {
	s := &b.clusters
	n := r.count(len(r.in))
	s.all = make([]centroid, n)
	for slot := range n {
		id := ID(r.int())
		if id == 0 || r.failed {
			continue
		}
		_, twice := s.slots[id]
		r.check(id > 0 && !twice)
		s.all[slot].id, s.slots[id] = id, int32(slot)
		r.centroid(&s.all[slot])
		s.all[slot].incline(b.settings.Theme)
		b.heaviest = max(b.heaviest, s.all[slot].mass)
		r.index(b, int32(slot))
	}
	s.free = r.free(n, func(slot int32) bool { return s.all[slot].id == 0 })
	r.check(len(s.free)+len(s.slots) == n)
}

// index links the terms of a centroid that was read.
func (r *scanner) index(b *Book, slot int32) {
	last := int32(-1)
	for _, e := range b.clusters.all[slot].terms {
		r.check(e.term > last && int(e.term) < len(b.words.texts) && b.words.texts[e.term] != "")
		if r.failed {
			return
		}
		b.words.link(e.term, slot, e.unit)
		last = e.term
	}
}

func (r *scanner) centroid(c *centroid) {
	c.posts = r.count(math.MaxInt32)
	c.mass, c.echoed, c.joined, c.similarity = r.float(), r.float(), r.float(), r.float()
	for range r.count(len(r.in) / 8) {
		c.votes = append(c.votes, r.float())
	}
	n := r.count(len(r.in) / 13)
	c.terms = make([]entry, n)
	for i := range n {
		c.terms[i] = entry{term: int32(r.count(math.MaxInt32)), sum: r.float(), unit: r.float32()}
	}
	for range r.count(len(r.in)) {
		s := make(sketch, r.count(min(sketchLen, len(r.in)/4)))
		for i := range s {
			s[i] = r.uint32()
		}
		r.check(slices.IsSorted(s))
		c.heard = append(c.heard, s)
	}
}

func (r *scanner) people(p *people) {
	for _, id := range r.ids() {
		r.check(!p.named[id])
		p.named[id] = true
		p.count(1, id)
	}
	for range r.count(len(r.in) / 2) {
		from, into := ID(r.int()), ID(r.int())
		r.check(from > 0 && into > 0 && p.into[from] == 0 && p.root(into) != from)
		if r.failed {
			return
		}
		p.into[from] = into
		p.count(1, into, from)
	}
	for range r.count(len(r.in) / 2) {
		pair := [2]ID{ID(r.int()), ID(r.int())}
		r.check(pair[0] > 0 && pair[0] < pair[1] && !p.apart[pair])
		p.apart[pair] = true
		p.count(1, pair[0], pair[1])
	}
}

func (r *scanner) aliases(a *aliases) {
	for range r.count(len(r.in) / 2) {
		from, into := ID(r.int()), ID(r.int())
		r.check(from > 0 && into > 0 && a.into[from] == 0 && a.resolve(into) != from)
		if r.failed {
			return
		}
		a.into[from] = into
		a.order = append(a.order, from)
	}
}
