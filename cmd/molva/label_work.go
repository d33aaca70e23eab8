package main

import (
	"context"
	"strings"

	"molva/classify"
	"molva/store"
)

// The orders behind the command label.
var (
	drawOrder    = order[drawing, []slip]{"label-draw", (*rooms).draw}
	labelOrder   = order[labelling, []verdictOn]{"label", (*rooms).label}
	unlabelOrder = order[taking, bool]{"label-undo", (*rooms).unlabel}
	excludeOrder = order[excluding, int]{"label-exclude", (*rooms).exclude}
)

// drawing asks for opinions to label.
type drawing struct {
	Topic   string
	Period  store.Period
	N       int
	Purpose store.Purpose
	Seed    uint64
	Beside  string
}

// draw offers first what was drawn before and nobody has labelled: a file that never came back is not lost.
func (r *rooms) draw(ctx context.Context, d drawing) ([]slip, error) {
	var open []store.Drawn
	if d.Beside == "" {
		var err error
		if open, err = r.db.OpenDraws(ctx, d.Topic, d.Purpose); err != nil {
			return nil, err
		}
	}
	var slips []slip
	for _, one := range open {
		if len(slips) < d.N && d.Period.Holds(one.Row.Mention.Published) {
			slips = append(slips, slipOn(one))
		}
	}
	if d.N -= len(slips); d.N == 0 {
		return slips, nil
	}
	fresh, err := r.db.Draw(ctx, store.DrawRequest(d))
	if err != nil {
		return nil, err
	}
	for _, one := range fresh {
		slips = append(slips, slipOn(one))
	}
	return slips, nil
}

func slipOn(d store.Drawn) slip {
	m := d.Row.Mention
	return slip{Mention: m.Network + ":" + m.ID, Topic: d.Row.Topic, Purpose: string(d.Purpose), Network: m.Network, Lang: d.Row.Lang,
		Published: day(m.Published), URL: m.URL, Title: m.Title, Text: m.Text}
}

// labelling is what somebody says of some mentions.
type labelling struct {
	Slips   []slip
	Purpose store.Purpose // a sample: each slip counts as what it says that it was drawn for
	By      string        // where a slip names nobody
}

// verdictOn is what became of one slip.
type verdictOn struct {
	Mention string        `json:"mention"`
	Topic   string        `json:"topic"`
	ID      int64         `json:"id,omitempty"`
	Purpose store.Purpose `json:"purpose,omitempty"`
	Changed bool          `json:"changed"`
	Refused string        `json:"refused,omitempty"`
}

// label takes the slips that can be taken and says why the others cannot.
func (r *rooms) label(ctx context.Context, l labelling) ([]verdictOn, error) {
	var verdicts []verdictOn
	var labels []store.Label
	var of []int // the verdict of each label
	for _, s := range l.Slips {
		wanted, err := r.labelsOf(ctx, s, l)
		if err != nil {
			return nil, err
		}
		for _, w := range wanted {
			if w.refused == "" {
				of, labels = append(of, len(verdicts)), append(labels, w.Label)
			}
			verdicts = append(verdicts, verdictOn{Mention: s.Mention, Topic: w.Topic, Refused: w.refused})
		}
	}
	applied, err := r.db.Label(ctx, labels)
	if err != nil {
		return nil, err
	}
	for i, a := range applied {
		v := &verdicts[of[i]]
		v.ID, v.Purpose, v.Changed, v.Refused = a.ID, a.Purpose, a.Changed, a.Refused
	}
	return verdicts, nil
}

// wantedLabel is a label, or why there can be none.
type wantedLabel struct {
	store.Label
	refused string
}

// labelsOf spells a slip out: one that names no topic is about every topic that the mention names.
func (r *rooms) labelsOf(ctx context.Context, s slip, l labelling) ([]wantedLabel, error) {
	refuse := func(why string) []wantedLabel {
		return []wantedLabel{{Label: store.Label{Topic: s.Topic}, refused: why}}
	}
	label := store.Label{Purpose: l.Purpose, Labeller: s.By, Category: classify.Category(s.Category)}
	if label.Labeller == "" {
		label.Labeller = l.By
	}
	if l.Purpose == store.Sampled && s.Purpose != "" {
		label.Purpose = store.Purpose(s.Purpose)
	}
	if s.Label != "" {
		var said classify.Sentiment
		if err := said.UnmarshalText([]byte(strings.ToLower(s.Label))); err != nil {
			return refuse(err.Error()), nil
		}
		label.Sentiment = &said
	}
	topics := []string{s.Topic}
	if s.Topic == "" {
		named, ok, err := r.db.Find(ctx, s.Mention)
		if err != nil {
			return nil, err
		}
		if !ok {
			return refuse("no such mention is stored"), nil
		}
		topics = named
	}
	var wanted []wantedLabel
	for _, topic := range topics {
		label.Mention, label.Topic = s.Mention, topic
		wanted = append(wanted, wantedLabel{Label: label})
	}
	return wanted, nil
}

// taking takes a label back.
type taking struct {
	ID int64
	By string
}

func (r *rooms) unlabel(ctx context.Context, t taking) (bool, error) {
	return true, r.db.Unlabel(ctx, t.ID, t.By)
}

// excluding takes a mention out of the figures of a topic, or of all that it names, or puts it back.
type excluding struct {
	Mention, Topic, By string
	Out                bool
}

func (r *rooms) exclude(ctx context.Context, e excluding) (int, error) {
	topics, ok, err := r.db.Find(ctx, e.Mention)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, fault("no mention %s is stored", e.Mention)
	}
	if e.Topic != "" {
		topics = []string{e.Topic}
	}
	for _, topic := range topics {
		if err := r.db.Exclude(ctx, e.Mention, topic, e.By, e.Out); err != nil {
			return 0, err
		}
	}
	return len(topics), nil
}
