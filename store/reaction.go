package store

import (
	"context"
	"fmt"
	"slices"

	"molva/classify"
)

// Reaction is what a person says of a mention by reacting to a message of ours that quotes it. One person may react to a
// message by several names, each once.
type Reaction struct {
	Channel, Message, Person, Name string
	Mention                        string // its public id
	Topic                          string // that the message is about; one above those that the mention names stands for these

	Sentiment *classify.Sentiment // nil: nothing is said of it
	Category  classify.Category   // "": nothing is said of it
	Exclude   bool                // it is not about the topic
}

// React takes a reaction for a label, as a correction by its person, and for an exclusion if it says so; both are
// remembered as its doing. A reaction that stands already changes nothing. ID is its label's, the first of several, and 0
// when it gave none. What is wrong with it is said in Refused, and then it is not remembered.
func (db *DB) React(ctx context.Context, r Reaction) (a Applied, err error) {
	defer db.acted()
	if wrong := r.wrong(); wrong != "" {
		return Applied{Refused: wrong}, nil
	}
	err = db.amend(ctx, func(f *filing) error {
		a, err = f.react(&r)
		return err
	})
	if err != nil {
		return Applied{}, fmt.Errorf("save a reaction: %w", err)
	}
	return a, nil
}

// Unreact takes back what a reaction did, and nothing else: a label or exclusion that another reaction stands for too
// stays, and so does one that somebody made in another way. undone is false when no such reaction stands.
func (db *DB) Unreact(ctx context.Context, channel, message, person, name string) (undone bool, err error) {
	defer db.acted()
	if wrong := strangeName(person); wrong != "" {
		return false, fmt.Errorf("take a reaction back: %s", wrong)
	}
	err = db.amend(ctx, func(f *filing) error {
		undone, err = f.unreact(channel, message, person, name)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("take a reaction back: %w", err)
	}
	return undone, nil
}

// says reports whether the reaction is a label, beside what it excludes.
func (r *Reaction) says() bool { return r.Sentiment != nil || r.Category != "" }

func (r *Reaction) label(topic string) *Label {
	return &Label{Mention: r.Mention, Topic: topic, Sentiment: r.Sentiment, Category: r.Category, Purpose: Corrected, Labeller: r.Person}
}

func (r *Reaction) wrong() string {
	if r.Exclude && !r.says() {
		return strangeName(r.Person)
	}
	return r.label("").wrong()
}

func (f *filing) react(r *Reaction) (Applied, error) {
	stands, err := f.rows(`SELECT label FROM reaction WHERE channel = ? AND message = ? AND person = ? AND name = ? ORDER BY topic LIMIT 1`,
		r.Channel, r.Message, r.Person, r.Name)
	if err != nil {
		return Applied{}, err
	}
	if len(stands) > 0 {
		return Applied{ID: stands[0].int(0), Purpose: Corrected}, nil
	}
	st, refused, err := f.known(r.Mention)
	if err != nil || refused != "" {
		return Applied{Refused: refused}, err
	}
	on := st.under(r.Topic)
	if len(on) == 0 {
		return Applied{Refused: st.lacks(r.Mention, r.Topic)}, nil
	}
	a := Applied{Purpose: Corrected}
	for _, s := range on {
		label, err := f.reactOn(r, st, s)
		if err != nil {
			return a, err
		}
		if a.ID == 0 {
			a.ID = label
		}
	}
	a.Changed, err = f.restate(st)
	return a, err
}

// under are the stances that a word on a topic is about: the one towards it, or those towards the topics below it.
func (st *standing) under(topic string) (all []*stance) {
	if on := st.on(topic); on != nil {
		return []*stance{on}
	}
	for i := range st.named {
		if s := &st.named[i]; slices.ContainsFunc(s.topic.above, func(up *node) bool { return up.slug == topic }) {
			all = append(all, s)
		}
	}
	return all
}

// reactOn saves what a reaction says of one topic, and that it did. It returns the label.
func (f *filing) reactOn(r *Reaction, st *standing, on *stance) (label int64, err error) {
	var holds any
	if r.says() {
		if label, holds, err = f.reactLabel(r.label(on.topic.slug), st, on); err != nil {
			return 0, err
		}
	}
	excludes := false
	if r.Exclude {
		if excludes, err = f.reactExclude(r.Person, st.id, on.topic.id); err != nil {
			return 0, err
		}
	}
	_, err = f.exec(`INSERT INTO reaction (channel, message, person, name, topic, mention, label, excludes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Channel, r.Message, r.Person, r.Name, on.topic.id, st.id, holds, excludes)
	return label, err
}

// reactLabel gives a label. When the same word stands already, it is the reaction's to take back only if it is another
// reaction's.
func (f *filing) reactLabel(l *Label, st *standing, on *stance) (label int64, holds any, err error) {
	if label, err = f.sameLabel(l, Corrected, st, on); err != nil {
		return 0, nil, err
	}
	if label == 0 {
		label, err = f.insertLabel(l, Corrected, st, on)
		return label, label, err
	}
	others, err := f.number(`SELECT count(*) FROM reaction WHERE label = ?`, label)
	if err != nil || others == 0 {
		return label, nil, err
	}
	return label, label, nil
}

// reactExclude excludes a mention from a topic. When it is excluded already, the same holds as for labels.
func (f *filing) reactExclude(person string, mention, topic int64) (holds bool, err error) {
	made, err := f.changed(`INSERT INTO exclusion (mention, topic, name, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, mention, topic, person, f.now)
	if err != nil || made > 0 {
		return made > 0, err
	}
	others, err := f.number(`SELECT count(*) FROM reaction WHERE mention = ? AND topic = ? AND excludes = 1`, mention, topic)
	return others > 0, err
}

func (f *filing) unreact(channel, message, person, name string) (undone bool, err error) {
	stood, err := f.rows(`SELECT mention, topic, label, excludes FROM reaction WHERE channel = ? AND message = ? AND person = ? AND name = ?`,
		channel, message, person, name)
	if err != nil || len(stood) == 0 {
		return false, err
	}
	_, err = f.exec(`DELETE FROM reaction WHERE channel = ? AND message = ? AND person = ? AND name = ?`, channel, message, person, name)
	if err != nil {
		return false, err
	}
	for _, r := range stood {
		if err := f.release(r.int(0), r.int(1), r.int(2), r.int(3) == 1, person); err != nil {
			return false, err
		}
	}
	st, err := f.standing(stood[0].int(0))
	if err != nil || st == nil {
		return true, err
	}
	_, err = f.restate(st)
	return true, err
}

// release lets go of what a reaction that is gone did on one topic, where no other stands for the same.
func (f *filing) release(mention, topic, label int64, excludes bool, person string) error {
	_, err := f.exec(`UPDATE label SET undone = ?, undone_by = ?
		WHERE id = ?3 AND undone IS NULL AND NOT EXISTS (SELECT 1 FROM reaction WHERE label = ?3)`, f.now, person, label)
	if err != nil || !excludes {
		return err
	}
	heirs, err := f.rows(`SELECT person FROM reaction WHERE mention = ? AND topic = ? AND excludes = 1 ORDER BY person LIMIT 1`, mention, topic)
	if err != nil {
		return err
	}
	if len(heirs) == 0 {
		return f.exclude(mention, topic, person, false)
	}
	_, err = f.exec(`UPDATE exclusion SET name = ? WHERE mention = ? AND topic = ? AND name = ?`, heirs[0].text(0), mention, topic, person)
	return err
}
