package ingest

import (
	"crypto/rand"
	"maps"
	"slices"
)

// Limits of what one note holds: with the longest ids and texts it still fits a message of the stream.
const (
	maxNoteItems   = 500      // rejections, figures, or names of unknown fields
	maxNotePosts   = 30       // of an account
	maxPostText    = 16 << 10 // bytes; longer ones are cut
	maxNoteMembers = 2000     // of one set
)

// tellOf publishes what no mention of the page carries, in several notes when it is much. Figures that cannot be kept
// are rejected; the others are unharmed.
func (e *emitter) tellOf(note Note, rejected []Rejection, p Page) error {
	figures, refused := kept(p.Figures)
	rejected = append(rejected, refused...)
	unknown, names := note.Unknown, slices.Sorted(maps.Keys(note.Unknown))
	posts, members := plainPosts(p.Posts), pieces(p.Members)
	for {
		note.Rejected, note.Figures = first(&rejected, maxNoteItems), first(&figures, maxNoteItems)
		note.Unknown = some(unknown, first(&names, maxNoteItems))
		if note.Empty() { // long ones travel alone
			note.Posts = first(&posts, maxNotePosts)
		}
		if note.Empty() {
			note.Members = first(&members, 1)
		}
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

// first takes up to n of the items.
func first[T any](all *[]T, n int) []T {
	n = min(n, len(*all))
	part := (*all)[:n:n]
	*all = (*all)[n:]
	return part
}

// kept are the figures that can be kept, and why the others cannot.
func kept(all []Figure) (figures []Figure, refused []Rejection) {
	for _, f := range all {
		if err := f.Check(); err != nil {
			item, _ := line(f.Account, 2*maxNetwork)
			refused = append(refused, Rejection{Item: item, Reason: "figure: " + err.Error()})
			continue
		}
		figures = append(figures, f)
	}
	return figures, refused
}

// plainPosts makes the texts of posts safe and short enough.
func plainPosts(all []AccountPost) []AccountPost {
	all = slices.Clone(all)
	for i := range all {
		all[i].Text, _ = CleanText(all[i].Text, maxPostText)
	}
	return all
}

// pieces cuts large sets. Only the last piece of a set is its last.
func pieces(all []Members) []Members {
	var out []Members
	for _, m := range all {
		rest := m.IDs
		for len(rest) > maxNoteMembers {
			piece := m
			piece.IDs, piece.Last = first(&rest, maxNoteMembers), false
			out = append(out, piece)
		}
		m.IDs = rest
		out = append(out, m)
	}
	return out
}

// some is the part of counts that has these names; nil when there are none.
func some(counts map[string]int, names []string) map[string]int {
	if len(names) == 0 {
		return nil
	}
	part := make(map[string]int, len(names))
	for _, name := range names {
		part[name] = counts[name]
	}
	return part
}
