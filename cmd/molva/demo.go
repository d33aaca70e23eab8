package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/cmd/molva/demo"
	"molva/config"
	"molva/store"
)

func (p *program) demoCommand() *cobra.Command {
	var once bool
	var listen string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Eight weeks of an invented company through the real pipeline; no config, no keys, no network",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants("text"); err != nil {
				return err
			}
			return p.demo(c, once, listen)
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end after printing")
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:0", "address of the dashboard")
	return c
}

// demo works in a folder of its own, unless one was named, with its clock at the end of its data.
func (p *program) demo(c *cobra.Command, once bool, listen string) (err error) {
	cfg, err := config.Parse("demo", demo.Config, p.env)
	if err != nil {
		return err
	}
	if _, chosen := p.env("MOLVA_LANGUAGE"); !chosen { // the story is in both languages; what is said of it, in the reader's
		p.language = ""
		cfg.Language = p.say().Language()
	}
	p.language = cfg.Language
	if err := listenOn(cfg, listen); err != nil {
		return err
	}
	if !c.Flags().Changed("data") {
		if p.dataDir, err = os.MkdirTemp("", "molva-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(p.dataDir)) }()
	}
	if err := p.leaveConfig(); err != nil {
		return err
	}
	began := p.now()
	p.now = func() time.Time { return demo.End.Add(time.Since(began)) }
	return p.play(c.Context(), cfg, once)
}

func (p *program) play(ctx context.Context, cfg *config.Config, once bool) error {
	log, err := p.logger()
	if err != nil {
		return err
	}
	r, err := p.build(ctx, cfg, allRoles, log)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	h, err := r.furnish(ctx, allRoles)
	if err != nil {
		return errors.Join(err, r.close())
	}
	var shown error
	lived := h.live(ctx, func(address string) error {
		if shown = p.showDemo(ctx, r); shown != nil || once {
			stop()
			return nil
		}
		fmt.Fprintln(p.out, p.say().Sprintf("the dashboard: %s (Ctrl+C ends)", address))
		return nil
	})
	return errors.Join(shown, lived, r.close())
}

// leaveConfig puts the demo's configuration beside its data, where reports look for it.
func (p *program) leaveConfig() error {
	if err := os.MkdirAll(p.dataDir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.dataDir, demoFile), demo.Config, 0o600)
}

// showAnswers prints what the monthly report answers, and how to have the whole of it and what the work is worth.
func (p *program) showAnswers(ctx context.Context, r *rooms) error {
	topics, err := pick(r.topics, "")
	if err != nil {
		return err
	}
	for _, t := range topics {
		month := alerts.Month.Last(p.now(), t.Zone)
		reader, err := metric.NewReader(ctx, r.db, r.cfg.Business(), t.ID, month, p.now())
		if err != nil {
			return err
		}
		answers, err := report.BuildAnswers(ctx, reader)
		if err != nil {
			return err
		}
		say, err := reportWords(t)
		if err != nil {
			return err
		}
		made := answers.Document(say, alerts.Links{})
		fmt.Fprintf(p.out, "\n%s\n", made.Title)
		for _, line := range made.Lead {
			fmt.Fprintln(p.out, "  "+line.String())
		}
		day := month.From.Format(time.DateOnly)
		fmt.Fprintln(p.out, p.say().Sprintf("all of it, and other reports: molva --data %s report answers --at %s", p.dataDir, day))
		fmt.Fprintln(p.out, p.say().Sprintf("what the work is worth: molva --data %s roi --at %s", p.dataDir, day))
	}
	fmt.Fprintln(p.out)
	return nil
}

// showDemo sends the corpus through the pipe and prints what came of it.
func (p *program) showDemo(ctx context.Context, r *rooms) error {
	say := p.say()
	known, err := r.knowDemo(ctx)
	if err != nil {
		return err
	}
	result, err := r.letThrough(ctx, bytes.NewReader(demo.Mentions()), importing{}, func(progress) {})
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, say.Sprintf("molva demo: %d mentions of an invented company in eight weeks, through the real pipeline", result.Received))
	if err := p.printTally(result); err != nil {
		return err
	}
	fmt.Fprintln(p.out, say.Sprintf("beside them: %d figures and %d posts of communities, %d numbers that the company entered, %d steps of customers", known.Figures, known.Posts, known.Inputs, known.Steps))
	labelled, err := r.labelDemo(ctx)
	if err != nil {
		return err
	}
	merged, err := r.workDemo(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, say.Sprintf("%d of them, drawn at random, are labelled by those who wrote them, as a team would with 'molva label'", labelled))
	fmt.Fprintln(p.out, say.Sprintf("%d merges that 'molva complaints suggest' proposed are made, and what was repaired is marked as fixed", merged))
	fmt.Fprintln(p.out)
	if err := p.showWeek(ctx, r); err != nil {
		return err
	}
	if err := p.showMost(ctx, r); err != nil {
		return err
	}
	if err := p.showAnswers(ctx, r); err != nil {
		return err
	}
	fmt.Fprintln(p.out, say.Sprintf("next: 'molva init' writes a configuration, 'molva watch NAME' listens at once, 'molva --help' lists the rest"))
	return nil
}

// demoSample is how many mentions of the story are drawn to be labelled: an evening's work for a team.
const demoSample = 200

// labelDemo does what a team would do with the command label, by what the authors of the story meant. It says of each
// mention what it feels towards its first topic.
func (r *rooms) labelDemo(ctx context.Context) (int, error) {
	slips, err := r.draw(ctx, drawing{N: demoSample, Purpose: store.Sampled, Seed: 1})
	if err != nil {
		return 0, err
	}
	meant := demo.Meant()
	var said []slip
	for _, s := range slips {
		if m := meant[s.Mention]; m.Topic == s.Topic {
			s.Label = m.Sentiment
			said = append(said, s)
		}
	}
	if _, err = r.label(ctx, labelling{Slips: said, Purpose: store.Sampled, By: "demo"}); err != nil {
		return 0, err
	}
	return len(said), r.db.Tend(ctx)
}
