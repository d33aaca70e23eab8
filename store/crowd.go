package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// crowd is the people of one topic and hour: an entry for each mention that somebody came with, and one with the last bit
// set for each that was taken back. Who came more often than they left is there.
type crowd []uint64

const (
	entrySize = 8
	left      = 1 // the last bit of an entry
)

type crowdKey struct{ topic, hour int64 }

// person is the author as crowds know them: a hash that says nothing to whoever lacks the database's salt. Networks that
// do not tell the author leave one person a mention.
func (m *filed) person(salt []byte) uint64 {
	if m.hash == 0 {
		h := sha256.New()
		h.Write(salt)
		h.Write([]byte(m.network))
		h.Write([]byte{0})
		h.Write([]byte(m.author))
		m.hash = max(binary.BigEndian.Uint64(h.Sum(nil))&^left, 2)
	}
	return m.hash
}

// authorOf tells authors apart within a network.
func authorOf(id, name, mention string) string {
	switch {
	case id != "":
		return "i" + id
	case name != "":
		return "n" + name
	}
	return "m" + mention
}

// with adds a person once more, or once less when n is negative.
func (c crowd) with(person uint64, n int64) crowd {
	if n < 0 {
		person |= left
	}
	return append(c, person)
}

// settled cancels what came against what left and returns the rest in order.
func (c crowd) settled() crowd {
	c = slices.Clone(c)
	slices.Sort(c)
	rest := c[:0]
	for from := 0; from < len(c); {
		to, here := from, 0
		for ; to < len(c) && c[to]|left == c[from]|left; to++ {
			here += 1 - 2*int(c[to]&left)
		}
		entry := c[from] &^ left
		if here < 0 {
			entry, here = entry|left, -here
		}
		for range here {
			rest = append(rest, entry)
		}
		from = to
	}
	return rest
}

// people is how many are there.
func (c crowd) people() (n int) {
	var last uint64
	for _, entry := range c.settled() {
		if entry&left == 0 && entry != last {
			n, last = n+1, entry
		}
	}
	return n
}

// bytes is the crowd as it is saved.
func (c crowd) bytes() []byte {
	out := make([]byte, 0, len(c)*entrySize)
	for _, entry := range c {
		out = binary.BigEndian.AppendUint64(out, entry)
	}
	return out
}

// add reads what was saved.
func (c crowd) add(saved []byte) crowd {
	for ; len(saved) >= entrySize; saved = saved[entrySize:] {
		c = append(c, binary.BigEndian.Uint64(saved))
	}
	return c
}

// rowSize is how large, in bytes, a row of crowd grows before the next is begun: what one transaction rewrites of an hour
// stays within one page.
const rowSize = 4096

// savePeople adds to the crowds what moved.
func (s *sums) savePeople(to *session) error {
	keys := make([]crowdKey, 0, len(s.people))
	for k := range s.people {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b crowdKey) int {
		return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.hour, b.hour))
	})
	for _, k := range keys {
		if moved := s.people[k].settled(); len(moved) > 0 {
			if err := to.addCrowd(k, moved.bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *session) addCrowd(k crowdKey, people []byte) error {
	found, err := s.rows(`SELECT id, people FROM crowd WHERE topic = ? AND hour = ? ORDER BY id DESC LIMIT 1`, k.topic, k.hour)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		if have := found[0].bytes(1); len(have)+len(people) <= rowSize {
			_, err = s.exec(`UPDATE crowd SET people = ? WHERE id = ?`, slices.Concat(have, people), found[0].int(0))
			return err
		}
	}
	_, err = s.exec(`INSERT INTO crowd (topic, hour, people) VALUES (?, ?, ?)`, k.topic, k.hour, people)
	return err
}
