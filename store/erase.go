package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"molva/ingest"
)

// Erasure is what somebody wants forgotten: all that an author said and who that was, or one mention. It is begun, taken out of the
// logs, then out of the rows, then out of the file's pages, and each step that a crash cuts off is done again. Whose words they
// are stands in the database until the rows are gone. The audit log says that it was begun, not of whom.
type Erasure struct {
	ID      int64
	Network string
	Author  string // the network's own id, or the name where it tells no id
	Mention string // instead of an author, the network's id of what was said
	By      string // who asked
	From    string // the address that it came from, for the audit log; it is not kept here
	Began   time.Time
	Stage   Stage
	Erased  Erased

	person int64 // takes the author's place in every count
}

// Stage is what of an erasure is to be done next.
type Stage string

// The stages, in their order.
const (
	InLog     Stage = "log"
	InRows    Stage = "rows"
	InPages   Stage = "pages"
	EraseOver Stage = "done"
)

// Erased is how much of what is gone, or what of it is left elsewhere.
type Erased struct {
	Mentions int `json:"mentions"`
	Answers  int `json:"answers"`  // of others, which quoted them
	Posts    int `json:"posts"`    // on walls of accounts
	Dead     int `json:"dead"`     // letters of what could not be processed
	Messages int `json:"messages"` // of the logs
	Told     int `json:"told"`     // letters and alerts that repeated them
	Notes    int `json:"notes"`    // of people, likewise
	Sets     int `json:"sets"`     // of people, of which the author was one
	Steps    int `json:"steps"`    // towards buying, which lead to nobody now
	Backups  int `json:"backups"`  // that molva made before it changed the database
	Copies   int `json:"copies"`   // left: the same words, said by others
}

// BeginErasure keeps what is to be erased from coming in again, from now on, and remembers that it is to be erased. One that was
// begun and is not done is gone on with.
func (db *DB) BeginErasure(ctx context.Context, e Erasure) (Erasure, error) {
	defer db.acted()
	err := db.amend(ctx, func(f *filing) error {
		if err := f.erasable(e); err != nil {
			return err
		}
		found, err := f.rows(erasureRows+` WHERE stage <> 'done' AND network = ? AND author = ? AND mention = ?`, e.Network, e.Author, e.Mention)
		if err == nil && len(found) > 0 {
			e, err = found[0].erasure()
			return err
		}
		if err != nil {
			return err
		}
		return f.begin(&e)
	})
	if err != nil {
		return Erasure{}, fmt.Errorf("begin to erase: %w", err)
	}
	return e, nil
}

func (f *filing) erasable(e Erasure) error {
	switch {
	case !ingest.ValidNetwork(e.Network):
		return fmt.Errorf("the network is %q, want one such as vk", cut(e.Network, 40))
	case (e.Author == "") == (e.Mention == ""):
		return errors.New("want either an author or a mention")
	case e.By == "":
		return errors.New("nobody asked")
	}
	return nil
}

func (f *filing) begin(e *Erasure) error {
	e.Began, e.Stage, e.Erased, e.person = fromMS(f.now), InLog, Erased{}, int64(randomPerson())
	if e.Author == "" {
		if err := f.barErased(e.Network, e.Mention, false); err != nil {
			return err
		}
	} else if err := f.shun(e); err != nil {
		return err
	}
	r, err := f.exec(`INSERT INTO erasure (network, author, mention, person, stage, name, began, erased) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Network, e.Author, e.Mention, e.person, string(e.Stage), e.By, f.now, toJSONObject(e.Erased))
	if err != nil {
		return err
	}
	if e.ID, err = r.LastInsertId(); err != nil {
		return err
	}
	what := "author.erase"
	if e.Author == "" {
		what = "mention.erase"
	}
	return f.audit(f.now, AuditEntry{Who: e.By, What: what, On: fmt.Sprint("erasure ", e.ID), From: e.From, Detail: map[string]string{"network": e.Network}})
}

// handles are the author as crowds know them: by the id and, where the network tells none, by the name.
func (e *Erasure) handles(salt []byte) []uint64 {
	if e.Author == "" {
		return nil
	}
	named := filed{network: e.Network, author: authorOf("", e.Author, "")}
	return []uint64{handleOf(salt, e.Network, e.Author), named.person(salt)}
}

// randomPerson is an entry of a crowd that nothing leads to.
func randomPerson() uint64 { return max(binary.BigEndian.Uint64(random())&^left, 2) }

// Erasures are those that were begun and are not done, the oldest first.
func (db *DB) Erasures(ctx context.Context) (all []Erasure, err error) {
	err = db.looking(ctx, func(l *look) error {
		found, err := l.rows(erasureRows + ` WHERE stage <> 'done' ORDER BY id`)
		for i := 0; i < len(found) && err == nil; i++ {
			var e Erasure
			e, err = found[i].erasure()
			all = append(all, e)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is to be erased: %w", err)
	}
	return all, nil
}

// ErrUnknownErasure is the answer to whoever asks for one that was never begun.
var ErrUnknownErasure = errors.New("unknown erasure")

// Erasure is what became of one that was begun.
func (db *DB) Erasure(ctx context.Context, id int64) (e Erasure, err error) {
	err = db.looking(ctx, func(l *look) error {
		found, err := l.rows(erasureRows+` WHERE id = ?`, id)
		if err == nil && len(found) == 0 {
			return ErrUnknownErasure
		}
		if err == nil {
			e, err = found[0].erasure()
		}
		return err
	})
	if err != nil {
		return Erasure{}, fmt.Errorf("read erasure %d: %w", id, err)
	}
	return e, nil
}

const erasureRows = `SELECT id, network, author, mention, person, stage, name, began, erased FROM erasure`

func (r row) erasure() (e Erasure, err error) {
	e = Erasure{ID: r.int(0), Network: r.text(1), Author: r.text(2), Mention: r.text(3), person: r.int(4), Stage: Stage(r.text(5)), By: r.text(6), Began: fromMS(r.int(7))}
	if err := json.Unmarshal([]byte(r.text(8)), &e.Erased); err != nil {
		return e, fmt.Errorf("read what was erased: %w", err)
	}
	return e, nil
}

// advance writes down how far an erasure is. Once the rows are gone nothing says any more whose they were.
func (f *filing) advance(e *Erasure, to Stage) error {
	e.Stage = to
	if to == InPages || to == EraseOver {
		e.Author, e.Mention, e.person = "", "", 0
	}
	var ended any
	if to == EraseOver {
		ended = f.now
	}
	_, err := f.exec(`UPDATE erasure SET author = ?, mention = ?, person = ?, stage = ?, ended = ?, erased = ? WHERE id = ?`,
		e.Author, e.Mention, e.person, string(to), ended, toJSONObject(e.Erased), e.ID)
	return err
}

// LogMarked keeps what the logs have of it and the database never had from coming in again. It is called before that is taken out.
func (db *DB) LogMarked(ctx context.Context, e *Erasure, m *Marks) error {
	err := db.amend(ctx, func(f *filing) error {
		if err := f.forgetLearned(e, m); err != nil {
			return err
		}
		return f.advance(e, InLog)
	})
	if err != nil {
		return fmt.Errorf("note what is to be erased: %w", err)
	}
	return nil
}

// LogErased notes that the logs no longer have any of it, and how many messages went.
func (db *DB) LogErased(ctx context.Context, e *Erasure, messages int) error {
	err := db.amend(ctx, func(f *filing) error {
		e.Erased.Messages += messages
		return f.advance(e, InRows)
	})
	if err != nil {
		return fmt.Errorf("note what is erased: %w", err)
	}
	return nil
}

// toJSONObject writes what cannot fail to be written.
func toJSONObject(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // numbers only
	}
	return string(b)
}
