package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/store"
)

func (p *program) replayCommand() *cobra.Command {
	var diff, apply bool
	var topic, since, until, model string
	c := &cobra.Command{
		Use:   "replay",
		Short: "Judge the stored mentions by the present model: say what would change, or change it",
		Example: `  molva replay --diff --since 60d
  molva replay --diff --model candidate.bin            # a model that is not in use
  molva replay --apply`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if diff && apply {
				return usageError{fault("--diff and --apply: want one of them")}
			}
			if apply {
				if topic != "" || since != "" || until != "" || model != "" {
					return usageError{fault("--apply judges everything by the model in use: --topic, --since, --until and --model belong to --diff")}
				}
				return p.replayApply(c.Context())
			}
			period, err := p.period(since, until)
			if err != nil {
				return err
			}
			return p.replayDiff(c.Context(), model, topic, period)
		},
	}
	f := c.Flags()
	f.BoolVar(&diff, "diff", false, "say what would change; this is what happens without a flag too")
	f.BoolVar(&apply, "apply", false, "put what the model says in the place of what is stored; what people labelled stays")
	f.StringVar(&topic, "topic", "", "only this topic")
	f.StringVar(&since, "since", "", "from this day or moment on, such as 2026-09-01 or 7d")
	f.StringVar(&until, "until", "", "up to, and without, this day or moment")
	f.StringVar(&model, "model", "", "a model file of 'molva train' in the place of the model in use")
	return c
}

func (p *program) period(since, until string) (period store.Period, err error) {
	if period.From, err = moment(since, p.now()); err != nil {
		return period, err
	}
	period.To, err = moment(until, p.now())
	return period, err
}

func (p *program) replayDiff(ctx context.Context, file, topic string, period store.Period) error {
	model, err := p.chosenModel(file)
	if err != nil {
		return err
	}
	return p.reading(ctx, textOrJSON, func(db *store.DB) error {
		r, err := report.Replay(ctx, db, model, model.Name(), topic, period)
		if err != nil {
			return wrongTopic(err)
		}
		say, err := phrase.New(p.say().Language(), report.Texts)
		if err != nil {
			return err
		}
		return r.Write(p.out, p.output, say)
	})
}

// replayOrder judges everything that is stored by the model in use.
var replayOrder = order[struct{}, restated]{"replay-apply", (*rooms).restate}

// restated is what became of the stored mentions.
type restated struct {
	Model    string `json:"model"`
	Mentions int    `json:"mentions"`
	Changed  int    `json:"changed"` // opinions and categories that read otherwise now
}

func (p *program) replayApply(ctx context.Context) error {
	if err := p.wants(textOrJSON...); err != nil {
		return err
	}
	r, err := through(ctx, p, replayOrder, struct{}{})
	if err != nil {
		return err
	}
	if p.output == "json" {
		return printJSON(p.out, r)
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%d mentions judged by %s, %d read otherwise now", r.Mentions, r.Model, r.Changed))
	return nil
}

// replayBatch is how many stored mentions are judged and saved in one transaction; between two of them others may write.
const replayBatch = 500

// restate goes over the stored mentions in the order of arrival. It may be ended and begun again: what the model in use
// judged already is passed over.
func (r *rooms) restate(ctx context.Context, _ struct{}) (done restated, err error) {
	model := r.model.Load()
	done.Model = model.Name()
	for after := int64(0); ; {
		batch, err := r.db.Stored(ctx, after, replayBatch)
		if err != nil || len(batch) == 0 {
			return done, err
		}
		after = batch[len(batch)-1].RowID
		var fresh []store.StoredMention
		for i := range batch {
			m := &batch[i]
			if m.Verdict.Model == model.Name() {
				continue
			}
			if m.Verdict, err = report.Judge(ctx, model, r.set, m); err != nil {
				return done, err
			}
			fresh = append(fresh, *m)
		}
		changed, err := r.db.Reclassify(ctx, fresh)
		if err != nil {
			return done, err
		}
		done.Mentions += len(batch)
		done.Changed += changed
	}
}
