package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"molva/classify/sentiment"
	"molva/store"
)

// The orders behind train --corrections and train --revert.
var (
	teachOrder  = order[teaching, taught]{"train-corrections", (*rooms).teach}
	revertOrder = order[struct{}, taught]{"train-revert", (*rooms).revert}
)

// teaching asks to adapt the model: to the labels of files, or without any to those of the team.
type teaching struct {
	Examples []sentiment.Example
	Seed     uint64
}

// taught is what came of it.
type taught struct {
	Model     string            `json:"model"`  // that serves now
	Was       string            `json:"was"`    // that served before
	Method    string            `json:"method"` // kept, biases or weights
	Labels    int               `json:"labels"`
	Folds     int               `json:"folds"`
	Before    sentiment.Figures `json:"before"` // cross-validated on the labels
	After     sentiment.Figures `json:"after"`
	Guard     int               `json:"guard"` // labels of a random sample that watched over it
	Refused   int               `json:"refused"`
	Unguarded bool              `json:"unguarded,omitempty"` // nothing was tried: nearly all labels are mistakes of the model, and no random sample watches
}

func taughtBy(m *sentiment.Model, was string, a sentiment.Adaptation) taught {
	return taught{Model: m.Name(), Was: was, Method: a.Method.String(), Labels: a.Labels, Folds: a.Folds,
		Before: a.Before, After: a.After, Guard: a.Guard, Refused: a.Refused, Unguarded: a.Unguarded}
}

// teach adapts the built-in model and puts the result in the place of the one that serves, while mentions go on.
func (r *rooms) teach(ctx context.Context, t teaching) (taught, error) {
	base, err := builtIn()
	if err != nil {
		return taught{}, err
	}
	list, settings := t.Examples, sentiment.AdaptSettings{Seed: t.Seed}
	if list == nil {
		if list, settings.Guard, err = labelsOf(ctx, r.db); err != nil {
			return taught{}, err
		}
	}
	m, a, err := sentiment.Adapt(ctx, base, list, settings)
	if err != nil {
		return taught{}, err
	}
	was := r.model.Load().Name()
	if err := r.settleOn(m, base); err != nil {
		return taught{}, err
	}
	return taughtBy(m, was, a), nil
}

// settleOn makes a model the one that serves, now and after a restart. The built-in one needs no file.
func (r *rooms) settleOn(m, base *sentiment.Model) error {
	if m.Name() == base.Name() {
		if err := dropModel(r.dir); err != nil {
			return err
		}
	} else if err := keepModel(r.dir, m); err != nil {
		return err
	}
	r.use(m)
	return nil
}

// revert goes back to the built-in model.
func (r *rooms) revert(context.Context, struct{}) (taught, error) {
	base, err := builtIn()
	if err != nil {
		return taught{}, err
	}
	was := r.model.Load().Name()
	return taught{Model: base.Name(), Was: was, Method: sentiment.Kept.String()}, r.settleOn(base, base)
}

// labelsOf returns the labels that train, and beside them those that only measure.
func labelsOf(ctx context.Context, db *store.DB) (train, guard []sentiment.Example, err error) {
	corrections, err := db.Corrections(ctx)
	if err != nil {
		return nil, nil, err
	}
	sample, err := db.Guard(ctx)
	if err != nil {
		return nil, nil, err
	}
	return examplesOf(corrections), examplesOf(sample), nil
}

// examplesOf takes what says a sentiment. A label of a topic counts as the label of its text.
func examplesOf(said []store.Correction) (list []sentiment.Example) {
	for _, c := range said {
		if c.Sentiment != nil {
			text := strings.TrimSpace(c.Mention.Title + "\n" + c.Mention.Text)
			list = append(list, sentiment.Example{Text: text, Label: *c.Sentiment, Lang: c.Lang})
		}
	}
	return list
}

// correct is train --corrections: in the running instance or the data folder, or with --out into a file of its own.
func (p *program) correct(ctx context.Context, files []string, out string, seed uint64) error {
	var list []sentiment.Example
	for _, file := range files {
		examples, err := sentiment.LoadExamples(file)
		if err != nil {
			return err
		}
		list = append(list, examples...)
	}
	if out == "" {
		t, err := through(ctx, p, teachOrder, teaching{list, seed})
		if err != nil {
			return err
		}
		return p.printTaught(t, "")
	}
	base, err := builtIn()
	if err != nil {
		return err
	}
	settings := sentiment.AdaptSettings{Seed: seed}
	if len(files) == 0 {
		err = p.reading(ctx, textOrJSON, func(db *store.DB) (err error) {
			list, settings.Guard, err = labelsOf(ctx, db)
			return err
		})
		if err != nil {
			return err
		}
	}
	m, a, err := sentiment.Adapt(ctx, base, list, settings)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return err
	}
	return p.printTaught(taughtBy(m, base.Name(), a), out)
}

// printTaught says what came of labels; out is the file that the model was written to, "" when it serves.
func (p *program) printTaught(t taught, out string) error {
	if p.output == "json" {
		return printJSON(p.out, t)
	}
	say := p.say()
	switch {
	case t.Labels < sentiment.FewestLabels:
		fmt.Fprintln(p.out, say.Sprintf("%d corrections so far; from %d on they can move the model ('molva label set', 'molva label --unsure').", t.Labels, sentiment.FewestLabels))
	case t.Unguarded:
		fmt.Fprintln(p.out, say.Sprintf("%d labels, nearly all of them mistakes of the model: these alone teach it to doubt what it gets right. Label a random sample too ('molva label'), to watch over it.", t.Labels))
	case t.Method == "kept":
		fmt.Fprintln(p.out, say.Sprintf("%d labels: no change was better on them.", t.Labels))
	case t.Method == "biases":
		fmt.Fprintln(p.out, say.Sprintf("%d labels moved the biases.", t.Labels))
	default:
		fmt.Fprintln(p.out, say.Sprintf("%d labels moved the weights.", t.Labels))
	}
	if t.Method != "kept" {
		fmt.Fprintln(p.out, say.Sprintf("Cross-validated in %d parts: accuracy %.3f, was %.3f; macro-recall %.3f, was %.3f.", t.Folds,
			t.After.Accuracy, t.Before.Accuracy, t.After.MacroRecall, t.Before.MacroRecall))
	}
	if out != "" {
		fmt.Fprintln(p.out, say.Sprintf("%s is in %s.", t.Model, out))
		return nil
	}
	return p.printServes(t)
}

func (p *program) printServes(t taught) error {
	switch {
	case p.output == "json":
		return printJSON(p.out, t)
	case t.Model == t.Was:
		fmt.Fprintln(p.out, p.say().Sprintf("%s serves, as before.", t.Model))
	default:
		fmt.Fprintln(p.out, p.say().Sprintf("%s serves, in the place of %s; 'molva replay --diff' says what it would have made of past weeks.", t.Model, t.Was))
	}
	return nil
}

func dropModel(dir string) error {
	err := os.Remove(filepath.Join(dir, modelName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
