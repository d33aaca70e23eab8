package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"molva/classify"
)

// Purpose is why a label was given, which decides what it may be used for.
type Purpose string

// The purposes.
const (
	Sampled   Purpose = "sample"     // drawn at random: measures, never trains
	Doubted   Purpose = "unsure"     // drawn because the model was unsure: trains, never measures
	Corrected Purpose = "correction" // somebody corrected what they saw: trains, never measures
)

// Purposes lists all three.
var Purposes = [3]Purpose{Sampled, Doubted, Corrected}

// Label is a person's word on what a mention feels towards a topic that it names, on what sort of statement it is, or on
// both.
type Label struct {
	Mention   string // its public id, network:id
	Topic     string
	Sentiment *classify.Sentiment // nil: nothing is said of it
	Category  classify.Category   // of the mention, whatever the topic; "": nothing is said of it
	Purpose   Purpose
	Labeller  string // who says so
}

// Applied is what became of one label.
type Applied struct {
	ID      int64   // for Unlabel; 0: refused
	Purpose Purpose // as it counts
	Changed bool    // the mention now reads otherwise: another sentiment or category
	Refused string  // why it was not taken, "" when it was
}

// ErrUnknownLabel is the answer to taking back a label that the database does not have.
var ErrUnknownLabel = errors.New("unknown label")

// Label takes people's labels, all in one transaction; what is wrong with one of them is said of that one and hinders no
// other. The last label on an opinion decides it, whoever gave it, and the last category that of the mention: promo
// leaves the figures, anything else brings it back. The sums follow, and so do the topics above.
//
// A label that claims to be a sample of what was not drawn at random, or to come of doubt where nothing was drawn for
// that, counts as a correction. The same word again, with nothing said since, is the same label.
//
// A label is on the text as it was. When its author changes that, the label stays as history and decides nothing, until
// the same text comes back. A copy of a labelled mention keeps its own word: it does not count.
func (db *DB) Label(ctx context.Context, labels []Label) (applied []Applied, err error) {
	defer db.acted()
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("save %d labels: %w", len(labels), err)
	}
	err = db.amend(ctx, func(f *filing) error {
		applied = make([]Applied, len(labels))
		for i := range labels {
			if !within.has(labels[i].Topic) {
				applied[i] = Applied{Refused: fmt.Sprintf("topic is %.40q, want one of %v", labels[i].Topic, within.slugs)}
				continue
			}
			if applied[i], err = f.label(&labels[i]); err != nil {
				return fmt.Errorf("label %d: %w", i+1, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("save %d labels: %w", len(labels), err)
	}
	return applied, nil
}

// Unlabel takes a label back: the one before it decides again, or the model. One that was taken back stays so.
func (db *DB) Unlabel(ctx context.Context, id int64, by string) error {
	defer db.acted()
	if wrong := strangeName(by); wrong != "" {
		return fmt.Errorf("take label %d back: %w", id, Refusal(wrong))
	}
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return fmt.Errorf("take label %d back: %w", id, err)
	}
	err = db.amend(ctx, func(f *filing) error {
		found, err := f.rows(`SELECT mention, undone FROM label WHERE id = ?`+within.and(`topic`), id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrUnknownLabel
		}
		if found[0][1] != nil {
			return nil
		}
		if _, err := f.exec(`UPDATE label SET undone = ?, undone_by = ? WHERE id = ?`, f.now, by, id); err != nil {
			return err
		}
		st, err := f.standing(found[0].int(0))
		if err != nil || st == nil {
			return err
		}
		_, err = f.restate(st)
		return err
	})
	if err != nil {
		return fmt.Errorf("take label %d back: %w", id, err)
	}
	return nil
}

// label takes one label, or says why not.
func (f *filing) label(l *Label) (Applied, error) {
	if wrong := l.wrong(); wrong != "" {
		return Applied{Refused: wrong}, nil
	}
	st, on, refused, err := f.named(l.Mention, l.Topic)
	if err != nil || refused != "" {
		return Applied{Refused: refused}, err
	}
	a := Applied{}
	if a.Purpose, err = f.purpose(l.Purpose, st.id, on.topic.id); err != nil {
		return a, err
	}
	if a.ID, err = f.sameLabel(l, a.Purpose, st, on); err != nil || a.ID != 0 {
		return a, err
	}
	if a.ID, err = f.insertLabel(l, a.Purpose, st, on); err != nil {
		return a, err
	}
	a.Changed, err = f.restate(st)
	return a, err
}

// wrong says what is wrong with a label in itself.
func (l *Label) wrong() string {
	switch {
	case l.Sentiment == nil && l.Category == "":
		return "it says neither sentiment nor category"
	case l.Sentiment != nil && !slices.Contains(classify.Sentiments[:], *l.Sentiment):
		return fmt.Sprintf("sentiment is %d, want negative, neutral or positive", *l.Sentiment)
	case l.Category != "" && !slices.Contains(classify.Categories[:], l.Category):
		return fmt.Sprintf("category is %.20q, want one of %v", l.Category, classify.Categories)
	case !slices.Contains(Purposes[:], l.Purpose):
		return fmt.Sprintf("purpose is %.20q, want one of %v", l.Purpose, Purposes)
	}
	return strangeName(l.Labeller)
}

// maxName is how long, in bytes, the name of a person may be.
const maxName = 100

// strangeName says what is wrong with the name of a person, "" when nothing is. It must not pass for a machine's.
func strangeName(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "nobody is named"
	case len(name) > maxName || strings.ContainsFunc(name, unicode.IsControl):
		return fmt.Sprintf("the person's name is longer than %d bytes or has control characters", maxName)
	case strings.HasPrefix(name, secondPrefix) || strings.HasPrefix(name, "model:"):
		return fmt.Sprintf("the person is %q, want the name of a person", name)
	}
	return ""
}

// named finds a mention by its public id and its stance towards a topic that it names; or says why there is none.
func (f *filing) named(mention, topic string) (st *standing, on *stance, refused string, err error) {
	st, refused, err = f.known(mention)
	if err != nil || refused != "" {
		return nil, nil, refused, err
	}
	if on = st.on(topic); on == nil {
		return nil, nil, st.lacks(mention, topic), nil
	}
	return st, on, "", nil
}

// known finds a mention by its public id, or says why there is none.
func (f *filing) known(mention string) (st *standing, refused string, err error) {
	network, external, _ := strings.Cut(mention, ":")
	id, err := f.number(`SELECT id FROM mention WHERE network = ? AND external_id = ?`, network, external)
	if err != nil {
		return nil, "", err
	}
	if st, err = f.standing(id); err == nil && st == nil {
		refused = fmt.Sprintf("mention %.100q is not here", mention)
	}
	return st, refused, err
}

// lacks says that the mention does not name a topic.
func (st *standing) lacks(mention, topic string) string {
	return fmt.Sprintf("mention %.100q does not name the topic %.100q, it names %s", mention, topic, strings.Join(st.topics(), ", "))
}

// purpose is what a label counts as: what it claims, if that is what the opinion was drawn for.
func (f *filing) purpose(claimed Purpose, mention, topic int64) (Purpose, error) {
	found, err := f.rows(`SELECT purpose FROM draw WHERE mention = ? AND topic = ?`, mention, topic)
	if err != nil || len(found) == 0 || found[0].text(0) != string(claimed) {
		return Corrected, err
	}
	return claimed, nil
}

// sameLabel finds the label that stands if it says the same already; 0 when it does not.
func (f *filing) sameLabel(l *Label, p Purpose, st *standing, on *stance) (int64, error) {
	found, err := f.rows(`SELECT id, sentiment, category, purpose, labeller FROM label
		WHERE mention = ? AND topic = ? AND undone IS NULL AND stale = 0 ORDER BY id DESC LIMIT 1`, st.id, on.topic.id)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	r := found[0]
	stands := l.Category == "" || st.category == string(l.Category)
	same := stands && r[1] == l.sentiment() && r.text(2) == string(l.Category) && r.text(3) == string(p) && r.text(4) == l.Labeller
	if !same {
		return 0, nil
	}
	return r.int(0), nil
}

// sentiment as it is saved.
func (l *Label) sentiment() any {
	if l.Sentiment == nil {
		return nil
	}
	return int64(*l.Sentiment)
}

func (f *filing) insertLabel(l *Label, p Purpose, st *standing, on *stance) (int64, error) {
	r, err := f.exec(`INSERT INTO label (mention, topic, sentiment, category, purpose, labeller, at, text,
			model, said, p_negative, p_neutral, p_positive, tone, lang)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		st.id, on.topic.id, l.sentiment(), string(l.Category), string(p), l.Labeller, f.now, st.hash,
		st.model, int64(on.said), on.p.negative, on.p.neutral, on.p.positive, on.p.tone(st.lang), st.lang)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}
