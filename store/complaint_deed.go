package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"molva/classify/cluster"
)

// Act does what a person wants done to complaints, all of it or nothing, and remembers who wanted it and when. Every act
// can be undone. The complaints that it changed are named and judged anew at once.
func (db *DB) Act(ctx context.Context, a Act) (done Done, err error) {
	if ctx, err = db.mayAct(ctx, a); err != nil {
		return Done{}, fmt.Errorf("%s: %w", a.What, err)
	}
	defer db.acted()
	var changed []cluster.ID
	err = db.amend(ctx, func(f *filing) error {
		d := &deed{filing: f, Act: a}
		done, err = d.do()
		slices.Sort(d.changed)
		changed = slices.Compact(d.changed)
		return err
	})
	if err != nil {
		return Done{}, fmt.Errorf("%s: %w", a.What, err)
	}
	if err := db.redescribe(ctx, changed); err != nil {
		db.log.Warn("complaints are named and judged later", "err", err) // by Tend; the act is done
	}
	return done, nil
}

func (db *DB) redescribe(ctx context.Context, changed []cluster.ID) error {
	if len(changed) == 0 {
		return nil
	}
	if err := db.describe(ctx, changed, false, db.now()); err != nil {
		return err
	}
	return db.judge(ctx, db.now())
}

// deed is an act while it is done.
type deed struct {
	*filing
	Act
	on      []int64 // the rows of the mentions
	before  before
	changed []cluster.ID // roots
}

// before is what an undo puts back.
type before struct {
	Named    string  `json:"named,omitempty"`
	Ticket   string  `json:"ticket,omitempty"`
	Fixed    int64   `json:"fixed,omitempty"`
	Ignored  bool    `json:"ignored,omitempty"`
	Absorbed int64   `json:"absorbed,omitempty"` // what a new or revived one left
	Seats    []spell `json:"seats,omitempty"`
}

// spell is where a mention was.
type spell struct {
	Mention int64 `json:"mention"`
	Leaf    int64 `json:"leaf"`
	Pin     int64 `json:"pin,omitempty"`
}

func (d *deed) do() (Done, error) {
	if err := d.check(); err != nil {
		return Done{}, err
	}
	if err := d.fits(); err != nil {
		return Done{}, err
	}
	switch d.What {
	case Merged:
		return d.merge()
	case Split:
		return d.split()
	case Moved:
		return d.moveMentions()
	case Renamed, Ignored, Fixed, Reopened:
		return d.mark()
	case Refused:
		return d.refuse()
	case Undone:
		return d.undo()
	}
	return Done{}, fmt.Errorf("the act is %.20q, want one of %v", d.What, Deeds)
}

// maxLabel is how long, in bytes, a name of a complaint and a link may be.
const maxLabel = 300

// check says what is wrong with an act in itself.
func (d *deed) check() error {
	switch {
	case strings.TrimSpace(d.By) == "":
		return errors.New("nobody is named who does it")
	case strangeName(d.By) != "":
		return errors.New("who does it is named like a machine, or at too great a length")
	case len(d.Label) > maxLabel || len(d.Ticket) > maxLabel || strings.ContainsFunc(d.Label+d.Ticket, unicode.IsControl):
		return fmt.Errorf("the name or the ticket is longer than %d bytes or has control characters", maxLabel)
	case !d.At.IsZero() && d.At.After(fromMS(d.now)):
		return fmt.Errorf("fixed on %s, which is still to come", d.At.UTC().Format("2006-01-02 15:04"))
	}
	return nil
}

// remember writes the act down.
func (d *deed) remember(id, other cluster.ID) (Done, error) {
	before, err := json.Marshal(d.before)
	if err != nil {
		return Done{}, err
	}
	r, err := d.exec(`INSERT INTO act (what, complaint, other, mentions, label, ticket, since, name, at, before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(d.What), orNull(int64(id)), orNull(int64(other)), toJSON(d.on), d.Label, d.Ticket, msOrNull(d.At), d.By, d.now, string(before))
	if err != nil {
		return Done{}, err
	}
	number, err := r.LastInsertId()
	return Done{Act: number, ID: id}, err
}

// kin is a cluster among others.
type kin struct {
	id, live, root   cluster.ID
	absorbed, joined cluster.ID
	kind             cluster.Kind
}

// kin looks a cluster up.
func (f *filing) kin(id cluster.ID) (kin, error) {
	found, err := f.rows(`SELECT id, live, root, absorbed, joined, kind FROM complaint WHERE id = ?`, int64(id))
	if err != nil {
		return kin{}, err
	}
	if len(found) == 0 {
		return kin{}, unknown(f.rows, id)
	}
	r := found[0]
	return kin{cluster.ID(r.int(0)), cluster.ID(r.int(1)), cluster.ID(r.int(2)), cluster.ID(r.int(3)), cluster.ID(r.int(4)), cluster.Kind(r.text(5))}, nil
}

// stir notes that a root is to be described anew.
func (d *deed) stir(roots ...cluster.ID) error {
	for _, root := range roots {
		d.changed = append(d.changed, root)
		if _, err := d.exec(`UPDATE complaint SET changed = changed + 1 WHERE id = ?`, int64(root)); err != nil {
			return err
		}
	}
	return nil
}
