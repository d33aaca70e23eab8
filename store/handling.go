package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Work is what people do about a mention.
type Work string

// The states of work. A mention that nobody has touched is Untouched; none is ever out of sight for good.
const (
	Untouched Work = "new"
	InWork    Work = "work"
	Answered  Work = "answered"
	Closed    Work = "closed"
)

// Works are all of them, in the order in which a mention usually goes through them.
var Works = [...]Work{Untouched, InWork, Answered, Closed}

// Handling is what is done about a mention, or was at some time.
type Handling struct {
	Work     Work
	Assignee string // who takes care of it; "": nobody in particular
	By       string // who said so; "": its author edited the text, so it is new again
	At       time.Time
	Note     string
	Revision int64 // of the mention's handling; 0: nobody has touched it
}

// HandleRequest changes what is done about some mentions, all of them or none.
type HandleRequest struct {
	Mentions []SeenHandling
	Work     Work    // "": as it is
	Assignee *string // nil: as it is
	By, Note string
}

// SeenHandling is a mention with the revision of its handling that whoever changes it has seen.
type SeenHandling struct {
	Mention  string // its public id
	Revision int64
}

// HandledError is the answer to a change of something that has changed meanwhile.
type HandledError struct {
	Mention string
	Now     Handling
}

func (e *HandledError) Error() string {
	return fmt.Sprintf("mention %s is %s since %s, by %s", e.Mention, e.Now.Work, e.Now.At.UTC().Format(time.RFC3339), e.Now.By)
}

// Refusal is why something that a person wanted is not done. It is for them to know.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// ErrUnknownMention is the answer to a change of a mention that is not here, or no longer.
var ErrUnknownMention = errors.New("unknown mention")

// maxNote is how long, in bytes, a note on a mention is kept.
const maxNote = 1000

// Handle changes what is done about mentions. What somebody else has changed since it was seen is left as it is, with a
// *HandledError that says so; a change to what is so already is none.
func (db *DB) Handle(ctx context.Context, r HandleRequest) error {
	if wrong := r.wrong(); wrong != "" {
		return fmt.Errorf("handle mentions: %w", Refusal(wrong))
	}
	for _, seen := range r.Mentions {
		if _, _, err := db.sees(ctx, seen.Mention); err != nil {
			return fmt.Errorf("handle mentions: %w", err)
		}
	}
	defer db.acted()
	err := db.writing(narrowed(ctx), func(s *session) error {
		for _, seen := range r.Mentions {
			if err := s.handle(db.now().UnixMilli(), seen, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("handle mentions: %w", err)
	}
	return nil
}

func (r *HandleRequest) wrong() string {
	switch {
	case len(r.Mentions) == 0:
		return "no mention is named"
	case r.Work != "" && !slices.Contains(Works[:], r.Work):
		return fmt.Sprintf("the state is %.40q, want one of %v", string(r.Work), Works)
	case r.Assignee != nil && *r.Assignee != "" && strangeName(*r.Assignee) != "":
		return "whoever takes care: " + strangeName(*r.Assignee)
	}
	return strangeName(r.By)
}

func (s *session) handle(now int64, seen SeenHandling, r HandleRequest) error {
	id, err := s.mentionRow(seen.Mention)
	if err != nil {
		return err
	}
	was, err := s.handled(id)
	if err != nil {
		return err
	}
	is := was
	if r.Work != "" {
		is.Work = r.Work
	}
	if r.Assignee != nil {
		is.Assignee = *r.Assignee
	}
	if is.Work == was.Work && is.Assignee == was.Assignee && r.Note == "" {
		return nil
	}
	if was.Revision != seen.Revision {
		return &HandledError{seen.Mention, was}
	}
	is.By, is.Note = r.By, cut(r.Note, maxNote)
	return s.setHandling(id, now, is)
}

// mentionRow finds a mention that is not deleted by its public id.
func (s *session) mentionRow(public string) (int64, error) {
	found, err := s.rows(`SELECT id FROM mention WHERE network = substr(?1, 1, instr(?1, ':') - 1) AND external_id = substr(?1, instr(?1, ':') + 1) AND deleted = 0`, public)
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, fmt.Errorf("%w: %.200q", ErrUnknownMention, public)
	}
	return found[0].int(0), nil
}

// handled is what is done about a mention now.
func (s *session) handled(mention int64) (Handling, error) {
	found, err := s.rows(`SELECT state, assignee, name, at, revision FROM handled WHERE mention = ?`, mention)
	if err != nil || len(found) == 0 {
		return Handling{Work: Untouched}, err
	}
	r := found[0]
	return Handling{Work: Work(r.text(0)), Assignee: r.text(1), By: r.text(2), At: fromMS(r.int(3)), Revision: r.int(4)}, nil
}

func (s *session) setHandling(mention, now int64, h Handling) error {
	r, err := s.exec(`INSERT INTO handled_log (mention, state, assignee, name, at, note) VALUES (?, ?, ?, ?, ?, ?)`,
		mention, string(h.Work), h.Assignee, h.By, now, h.Note)
	if err != nil {
		return err
	}
	revision, err := r.LastInsertId()
	if err != nil {
		return err
	}
	_, err = s.exec(`INSERT INTO handled (mention, state, assignee, revision, name, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (mention) DO UPDATE SET state = excluded.state, assignee = excluded.assignee, revision = excluded.revision, name = excluded.name, at = excluded.at`,
		mention, string(h.Work), h.Assignee, revision, h.By, now)
	return err
}

// renew makes a mention new again whose author says something else, before it is written: what was answered or closed was another
// text. Whoever took care of it still does.
func (f *filing) renew(mention int64, title, text string) error {
	was, err := f.handled(mention)
	if err != nil || was.Work != Answered && was.Work != Closed {
		return err
	}
	same, err := f.number(`SELECT count(*) FROM mention WHERE id = ? AND title = ? AND text = ?`, mention, title, text)
	if err != nil || same > 0 {
		return err
	}
	return f.setHandling(mention, f.now, Handling{Work: Untouched, Assignee: was.Assignee})
}

// Handled is what is done now about those of some mentions that anybody has touched, by their public ids.
func (db *DB) Handled(ctx context.Context, mentions ...string) (map[string]Handling, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what is done: %w", err)
	}
	all := map[string]Handling{}
	for _, public := range mentions {
		h, err := scanHandling(db.read.QueryRowContext(ctx, `SELECT h.state, h.assignee, h.name, h.at, h.revision, '' FROM handled AS h JOIN mention AS m ON m.id = h.mention
			WHERE m.network = substr(?1, 1, instr(?1, ':') - 1) AND m.external_id = substr(?1, instr(?1, ':') + 1) AND m.deleted = 0`+within.seen(`m.id`), public))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read what is done about %.200q: %w", public, err)
		}
		all[public] = h
	}
	return all, nil
}

// HandlingLog is what was ever done about a mention, the first first.
func (db *DB) HandlingLog(ctx context.Context, mention string) (all []Handling, err error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what was done about %.200q: %w", mention, err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT l.state, l.assignee, l.name, l.at, l.id, l.note FROM handled_log AS l JOIN mention AS m ON m.id = l.mention
		WHERE m.network = substr(?1, 1, instr(?1, ':') - 1) AND m.external_id = substr(?1, instr(?1, ':') + 1) AND m.deleted = 0`+within.seen(`m.id`)+` ORDER BY l.id`, mention)
	if err != nil {
		return nil, fmt.Errorf("read what was done about %.200q: %w", mention, err)
	}
	defer rows.Close()
	for rows.Next() {
		h, err := scanHandling(rows)
		if err != nil {
			return nil, fmt.Errorf("read what was done about %.200q: %w", mention, err)
		}
		all = append(all, h)
	}
	return all, rows.Err()
}

// Assignees are those who take care of anything, by name.
func (db *DB) Assignees(ctx context.Context) (names []string, err error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read who takes care: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT h.assignee FROM handled AS h WHERE h.assignee <> ''`+within.seen(`h.mention`)+` ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("read who takes care: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("read who takes care: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func scanHandling(row interface{ Scan(...any) error }) (h Handling, err error) {
	var at int64
	err = row.Scan(&h.Work, &h.Assignee, &h.By, &at, &h.Revision, &h.Note)
	h.At = fromMS(at)
	return h, err
}
