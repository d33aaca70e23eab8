package ingest

import (
	"crypto/rand"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Limits of what one note holds, so that it fits a message of the stream.
const (
	maxNoteItems = 500       // of each kind: rejections, figures, …, names of unknown fields
	maxNoteSize  = 512 << 10 // bytes of all that have no limit of their own, unless one item alone is larger
	maxPiece     = 256 << 10 // bytes of a piece of a set of people
)

// tellOf publishes what no mention of the page carries, in several notes when it is much. What cannot be kept of it is
// rejected; the rest is unharmed.
func (e *emitter) tellOf(note Note, rejected []Rejection, p Page) error {
	l := luggage{rejected: rejected, now: note.At}
	l.pack(p)
	note.Gap, _ = line(note.Gap, maxReason)
	unknown, names := note.Unknown, slices.Sorted(maps.Keys(note.Unknown))
	for {
		room := maxNoteSize
		note.Rejected, note.Figures = some(&l.rejected, &room), some(&l.figures, &room)
		note.Posts, note.Members = some(&l.posts, &room), some(&l.members, &room)
		note.Inputs, note.Steps = some(&l.inputs, &room), some(&l.steps, &room)
		n := min(len(names), maxNoteItems)
		note.Unknown, names = those(unknown, names[:n]), names[n:]
		if note.Empty() {
			return nil
		}
		note.ID = rand.Text()
		if err := e.insist(func() error { return e.Pipe.Note(e.ctx, note) }); err != nil {
			return err
		}
		note = Note{Source: note.Source, Run: note.Run, At: note.At}
	}
}

// some takes from the front what there is room for, and one at least where there is all the room of a note.
func some[T any](all *[]T, room *int) []T {
	n := 0
	for n < min(len(*all), maxNoteItems) {
		body, err := json.Marshal((*all)[n])
		if err != nil || len(body) > *room && *room < maxNoteSize {
			break // an error is that of the note, too
		}
		*room -= len(body)
		n++
	}
	part := (*all)[:n:n]
	*all = (*all)[n:]
	return part
}

// luggage is what notes carry for the page.
type luggage struct {
	now      time.Time
	rejected []Rejection
	figures  []Figure
	posts    []AccountPost
	members  []Members
	inputs   []Input
	steps    []Step
}

// pack takes of a page what can be kept.
func (l *luggage) pack(p Page) {
	for _, f := range p.Figures {
		if l.fits(f.Account, f.Check()) {
			l.figures = append(l.figures, f)
		}
	}
	for _, post := range p.Posts {
		if l.fits(post.ID, post.Admit(l.now)) {
			l.posts = append(l.posts, post)
		}
	}
	for _, m := range p.Members {
		if l.fits(m.Account, m.Check()) {
			l.members = append(l.members, pieces(m)...)
		}
	}
	for _, in := range p.Inputs {
		if l.fits(in.Kind, in.Check()) {
			l.inputs = append(l.inputs, in)
		}
	}
	for _, step := range p.Steps {
		if l.fits(step.Stage, step.Check()) {
			l.steps = append(l.steps, step)
		}
	}
}

// fits rejects what has an error.
func (l *luggage) fits(item string, err error) bool {
	if err == nil {
		return true
	}
	item, _ = line(item, 2*maxNetwork)
	reason, _ := line(err.Error(), maxReason)
	l.rejected = append(l.rejected, Rejection{Item: item, Reason: reason})
	return false
}

// pieces cuts a large set. Only the last piece is its last.
func pieces(m Members) (out []Members) {
	const escaped = 6 // bytes that a byte takes at most in JSON
	size, from := 0, 0
	for i, id := range m.IDs {
		weight := escaped*len(id) + len(`"",`)
		if size+weight > maxPiece && i > from {
			piece := m
			piece.IDs, piece.Last = m.IDs[from:i], false
			out = append(out, piece)
			size, from = 0, i
		}
		size += weight
	}
	m.IDs = m.IDs[from:]
	return append(out, m)
}

// those is the part of counts that has these names, which are cut where they are long; nil when there are none.
func those(counts map[string]int, names []string) map[string]int {
	if len(names) == 0 {
		return nil
	}
	part := make(map[string]int, len(names))
	for _, name := range names {
		short, _ := line(name, 2*maxNetwork)
		part[short] += counts[name]
	}
	return part
}
