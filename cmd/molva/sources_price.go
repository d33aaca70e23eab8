package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"molva/ingest"
)

func (p *program) priceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "price [SOURCE [QUERY]...]",
		Short: "What reading would cost where every post is paid for, asked before it is spent",
		Example: `  molva sources price
  molva sources price x '("Kestrel" OR "Кестрел") -is:retweet'`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			var q pricing
			if len(args) > 0 {
				q = pricing{Source: args[0], Queries: args[1:]}
			}
			all, err := p.price(c.Context(), q)
			if err != nil {
				return err
			}
			return p.printPrices(all)
		},
	}
}

// pricing asks what reading costs: a source, or "" for all that cost money; the queries, or none for those of its options.
type pricing struct {
	Source  string   `json:"source"`
	Queries []string `json:"queries"`
}

// priced is what a source told.
type priced struct {
	Source  string         `json:"source"`
	Budget  float64        `json:"budget"` // US dollars a month
	Queries []ingest.Price `json:"queries"`
	Monthly *float64       `json:"monthly"`         // of all queries, in US dollars; null when nobody could tell
	Error   string         `json:"error,omitempty"` // why nobody could
}

var priceOrder = order[pricing, []priced]{"sources-price", (*rooms).price}

// price asks the process that reads the sources, since the question may have to be paid from the same budget.
func (p *program) price(ctx context.Context, q pricing) (all []priced, err error) {
	if err = priceOrder.ask(ctx, p.dataDir, q, &all); !errors.Is(err, errNobody) {
		return all, err
	}
	return withRooms(ctx, p, func(r *rooms) ([]priced, error) {
		if r.cfg.Stream.URL != "" {
			return nil, fault("another process reads the sources; ask where 'molva run' does")
		}
		return r.price(ctx, q)
	})
}

func (r *rooms) price(ctx context.Context, q pricing) ([]priced, error) {
	asked, idle := r.sources, false
	if asked == nil {
		var err error
		if asked, err = r.openSources(); err != nil {
			return nil, err
		}
		idle = true
	}
	all := []priced{}
	for i, w := range asked {
		source, paid := w.Source.(ingest.Pricer)
		if !paid || q.Source != "" && q.Source != w.ID {
			continue
		}
		answer := priced{Source: w.ID, Budget: r.cfg.Sources[i].Budget}
		ask := func() error { return answer.ask(ctx, source, q.Queries) }
		var err error
		if idle {
			err = w.Aside(ctx, ask)
		} else if err = begun(ctx, w); err == nil {
			err = ask()
		}
		if err != nil {
			answer.Error, answer.Monthly = err.Error(), nil
		}
		all = append(all, answer)
	}
	if q.Source != "" && len(all) == 0 {
		return nil, fault("there is no source %q that costs money", q.Source)
	}
	return all, nil
}

// begun waits until a source that is read here counts on from what it has spent before, which is at once unless the stream is away.
func begun(ctx context.Context, w *ingest.Worker) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	select {
	case <-w.Governor.Kept():
		return nil
	case <-ctx.Done():
		return fault("source %q has not begun yet; ask again later", w.ID)
	}
}

// ask fills in what the source tells.
func (a *priced) ask(ctx context.Context, source ingest.Pricer, queries []string) (err error) {
	if a.Queries, err = source.Price(ctx, queries); err != nil {
		return err
	}
	if len(a.Queries) == 0 {
		return errors.New("it searches for nothing; how much mentions and figures cost only reading shows")
	}
	var sum float64
	for _, q := range a.Queries {
		sum += q.Monthly()
	}
	a.Monthly = &sum
	return nil
}

func (p *program) printPrices(all []priced) error {
	if p.output == "json" {
		return printJSON(p.out, all)
	}
	say := p.say()
	if len(all) == 0 {
		fmt.Fprintln(p.out, say.Sprintf("no source costs money"))
		return nil
	}
	rows := [][]string{{say.Sprintf("source"), say.Sprintf("query"), say.Sprintf("found"), say.Sprintf("a month")}}
	for _, a := range all {
		for _, q := range a.Queries {
			rows = append(rows, []string{a.Source, q.Query, say.Sprintf("%d in %d days", q.Found, int(q.Span/(24*time.Hour))), dollars(q.Monthly())})
		}
	}
	if len(rows) > 1 {
		table(p.out, rows)
	}
	for _, a := range all {
		fmt.Fprintln(p.out, inert(p.verdict(a)))
	}
	return nil
}

// verdict says in one line whether the budget does.
func (p *program) verdict(a priced) string {
	switch say := p.say(); {
	case a.Monthly == nil:
		return say.Sprintf("%s: nobody can tell: %s", a.Source, a.Error)
	case *a.Monthly <= a.Budget:
		return say.Sprintf("%s: about %s a month; the budget of %s is enough", a.Source, dollars(*a.Monthly), dollars(a.Budget))
	default:
		return say.Sprintf("%s: about %s a month; the budget of %s is used up within %.1f days, and then nothing more is read in that month",
			a.Source, dollars(*a.Monthly), dollars(a.Budget), 30*a.Budget / *a.Monthly)
	}
}

func dollars(x float64) string { return fmt.Sprintf("$%.2f", x) }
