package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"math"
	"slices"

	"molva/classify"
	"molva/classify/copies"
	"molva/ingest"
)

// filed is what folding and the sums need to know of a mention.
type filed struct {
	id                int64
	network, external string
	author            string // as authorOf has it
	lang, category    string
	published         int64
	duplicateOf       int64 // 0: an original
	deleted           bool
	wordless          bool // it is a grade without words
	print             copies.Print
	hash              uint64 // of the author, once it was asked for
	role              int64  // in the cluster that it is in

	title, text string // once they were asked for
	rating      *float64
	worded      bool
}

// counts says whether the mention's opinions count, but for those that a person excluded.
func (m *filed) counts() bool {
	return m.category != string(classify.Promo) && m.duplicateOf == 0 && !m.deleted && !m.wordless
}

// before is the order in which the first of two copies is the original. It does not know who came first here.
func (m *filed) before(o *filed) bool {
	if m.published != o.published {
		return m.published < o.published
	}
	if m.network != o.network {
		return m.network < o.network
	}
	return m.external < o.external
}

// entry is one version of a mention: one that came, or the one that is stored.
type entry struct {
	filed
	edited, fresh int64 // 0: never edited; when this version was seen
	content       int64
	timed         bool // the network said when it was published
	extra         string

	// Set for one that came.
	m      *ingest.Mention
	v      *classify.Verdict
	source string
	run    string
	seq    uint64

	context string // of what it answers
}

// newEntry reads a version that came. now stands in for the moment when it was seen, should nobody have said.
func newEntry(r *classify.Result, now int64) (*entry, error) {
	m, v := &r.Tagged.Mention, &r.Tagged.Verdict
	e := &entry{m: m, v: v, source: r.Item.Source, run: r.Item.Run, seq: cmp.Or(r.Item.Origin, r.Item.Seq)}
	e.network, e.external, e.lang, e.category = m.Network, m.ID, cmp.Or(v.Lang, "unknown"), string(v.Category)
	e.author = authorOf(m.Author.ID, m.Author.Name, m.ID)
	e.title, e.text, e.rating, e.worded = m.Title, m.Text, m.Rating, true
	e.wordless, e.context = m.Title+m.Text == "", m.Context
	e.fresh = now
	if !m.Seen.IsZero() {
		e.fresh = ms(m.Seen)
	}
	e.published = ms(m.Published)
	e.timed = e.published >= 0 && m.Flags&(ingest.TimeClamped|ingest.TimeReplaced) == 0
	if e.published < 0 {
		e.published = max(e.fresh, 0)
	}
	if !m.Edited.IsZero() {
		e.edited = ms(m.Edited)
	}
	if len(m.Extra) > 0 {
		extra, err := json.Marshal(m.Extra)
		if err != nil {
			return nil, fmt.Errorf("write extra fields: %w", err)
		}
		e.extra = string(extra)
	}
	e.content = e.hash()
	e.print = r.Tagged.Print
	return e, nil
}

// olderThan orders the versions of one mention: by edit time, then by when they were seen. Of two that agree in both,
// the one that arrived later is the newer, even where workers passed them on the other way round.
func (e *entry) olderThan(stored *entry) bool {
	if e.edited != stored.edited {
		return e.edited < stored.edited
	}
	if e.fresh != stored.fresh {
		return e.fresh < stored.fresh
	}
	return e.seq != 0 && e.seq < stored.seq
}

// hash is of what an author can edit. Counters, names that change on their own and times that we made up are not in
// it, so that a network which repeats itself is not taken for one that edits.
func (e *entry) hash() int64 {
	h := sha256.New()
	m := e.m
	for _, s := range []string{m.Text, m.Title, m.URL, string(m.Kind), m.Thread, m.Parent, m.Author.ID} {
		writeNumber(h, uint64(len(s)))
		io.WriteString(h, s)
	}
	if e.timed {
		writeNumber(h, uint64(e.published))
	}
	if m.Rating != nil {
		writeNumber(h, math.Float64bits(*m.Rating))
	}
	for _, name := range slices.Sorted(maps.Keys(m.Scores)) {
		writeNumber(h, uint64(len(name)))
		io.WriteString(h, name)
		writeNumber(h, math.Float64bits(m.Scores[name]))
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)))
}

func writeNumber(h hash.Hash, n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	h.Write(b[:])
}
