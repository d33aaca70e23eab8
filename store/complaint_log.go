package store

import (
	"encoding/json"
	"fmt"

	"molva/classify/cluster"
)

// line is one thing that was done to the books.
type line struct {
	seq        int64
	what       string
	kind       cluster.Kind
	complaint  cluster.ID
	other      cluster.ID
	mention    int64
	given      bool // the book was not asked where the mention belongs
	fresh      bool
	echo       bool
	similarity float64
	payload    string

	post  cluster.Post   // of put and take
	posts []cluster.Post // of split and unsplit
	words []string       // of mute
}

// placement of a put.
func (l *line) placement() cluster.Placement {
	return cluster.Placement{ID: l.complaint, New: l.fresh, Similarity: l.similarity, Echo: l.echo}
}

// write adds a line to the log. It comes before what it says is done to the books, so that they are as they were for as
// long as nothing was written.
func (f *filing) write(l line) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	r, err := f.exec(`INSERT INTO book_log (what, complaint, other, mention, given, fresh, echo, similarity, payload)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, l.what, orNull(int64(l.complaint)), int64(l.other), orNull(l.mention),
		l.given, l.fresh, l.echo, l.similarity, l.payload)
	if err != nil {
		return err
	}
	b.seq, err = r.LastInsertId()
	return err
}

// replay does to the books what a line says.
func (b *books) replay(l *line) {
	b.seq = l.seq
	switch book := b.of[l.kind]; l.what {
	case "put":
		book.Redo(l.post, l.placement())
	case "take":
		if !l.echo {
			book.Take(l.post, l.complaint)
		}
	case "absorb":
		book.Absorb(cluster.Merge{Into: l.complaint, From: l.other})
	case "join":
		book.Join(l.complaint, l.other)
	case "part":
		book.Part(l.other)
	case "split":
		book.Split(l.complaint, l.other, l.posts)
	case "unsplit":
		book.Unsplit(l.complaint, l.other, l.posts)
	case "keep":
		book.Keep(l.complaint, l.other == 1)
	case "mute":
		b.silence(l.words)
	}
}

// silence mutes words in all books.
func (b *books) silence(words []string) {
	for _, kind := range cluster.Kinds {
		b.of[kind].Mute(words)
	}
	b.muted = words
}

// logPage is how many lines are read at once.
const logPage = 1000

// lines yields what was done to the books after a line, with the mentions as they were then.
func (l *library) lines(after int64, do func(*line) error) error {
	p, err := l.past(after)
	if err != nil {
		return err
	}
	for more := true; more; {
		found, err := l.rows(`SELECT l.seq, l.what, c.kind, l.complaint, l.other, l.mention, l.given, l.fresh, l.echo, l.similarity, l.payload
			FROM book_log AS l LEFT JOIN complaint AS c ON c.id = l.complaint WHERE l.seq > ? ORDER BY l.seq LIMIT ?`, after, logPage)
		if err != nil {
			return err
		}
		for _, r := range found {
			next := r.line()
			after = next.seq
			if err := p.fill(&next); err != nil {
				return fmt.Errorf("line %d: %w", next.seq, err)
			}
			if err := do(&next); err != nil {
				return err
			}
		}
		more = len(found) == logPage
	}
	return nil
}

func (r row) line() line {
	return line{seq: r.int(0), what: r.text(1), kind: cluster.Kind(r.text(2)), complaint: cluster.ID(r.int(3)), other: cluster.ID(r.int(4)),
		mention: r.int(5), given: r.int(6) == 1, fresh: r.int(7) == 1, echo: r.int(8) == 1, similarity: r.real(9), payload: r.text(10)}
}

// past knows what mentions said when something was done with them: what the next line says that takes them out, and where
// none does, what they say now.
type past struct {
	*library
	taken map[int64][]saying // by mention, in the order of the log
}

type saying struct {
	seq  int64
	post string
}

func (l *library) past(after int64) (*past, error) {
	found, err := l.rows(`SELECT mention, seq, payload FROM book_log WHERE what = 'take' AND seq > ? ORDER BY seq`, after)
	if err != nil {
		return nil, err
	}
	p := &past{library: l, taken: map[int64][]saying{}}
	for _, r := range found {
		p.taken[r.int(0)] = append(p.taken[r.int(0)], saying{r.int(1), r.text(2)})
	}
	return p, nil
}

// fill adds to a line what it needs of the mentions.
func (p *past) fill(l *line) (err error) {
	switch l.what {
	case "put", "take":
		l.post, err = p.post(l.mention, l.seq)
	case "split", "unsplit":
		var mentions []int64
		if err = json.Unmarshal([]byte(l.payload), &mentions); err != nil {
			return err
		}
		l.posts = make([]cluster.Post, len(mentions))
		for i := 0; i < len(mentions) && err == nil; i++ {
			l.posts[i], err = p.post(mentions[i], l.seq)
		}
	case "mute":
		err = json.Unmarshal([]byte(l.payload), &l.words)
	}
	return err
}

// post is what a mention said at a line.
func (p *past) post(mention, seq int64) (cluster.Post, error) {
	for _, s := range p.taken[mention] {
		if s.seq >= seq {
			return readPost(mention, s.post)
		}
	}
	found, err := p.rows(`SELECT `+postColumns+` FROM mention AS m LEFT JOIN member AS b ON b.mention = m.id WHERE m.id = ?`, mention)
	if err != nil {
		return cluster.Post{}, err
	}
	if len(found) == 0 {
		return cluster.Post{}, fmt.Errorf("row %d is not here any more", mention)
	}
	return found[0].post(p.salt), nil
}
