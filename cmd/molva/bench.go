package main

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"molva/cmd/bench"
)

func (p *program) benchCommand() *cobra.Command {
	var o bench.Options
	var seconds int
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure the pipeline on this machine: stages and whole, beside the raw ceilings, in one run",
		Example: `  molva bench                              # a minute or two
  molva bench --dir /srv/molva -o json     # that disk, for a script
  molva bench --stored 1000000 --rounds 1  # what it costs as it grows`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Live = time.Duration(seconds) * time.Second
			return p.bench(c.Context(), o)
		},
	}
	f := c.Flags()
	f.IntVar(&o.Mentions, "mentions", 25_000, "mentions that each phase is measured with")
	f.IntVar(&o.Rounds, "rounds", 3, "rounds of all phases; medians are shown")
	f.IntVar(&o.Stored, "stored", 0, "mentions that are in the database before")
	f.IntVar(&seconds, "seconds", 5, "watch molva as a process of its own under 200 mentions a second for so long; 0: not at all")
	f.Uint64Var(&o.Seed, "seed", 1, "seed of the mentions")
	f.StringVar(&o.Dir, "dir", "", "folder on the disk to measure; that of temporary files when not given")
	f.StringVar(&o.NATS, "nats", "", "URL of an unused external server; one is started when not given")
	return c
}

func (p *program) bench(ctx context.Context, o bench.Options) (err error) {
	if err := p.wants(textOrJSON...); err != nil {
		return err
	}
	if err := o.Validate(); err != nil {
		return usageError{err}
	}
	if o.Log, err = p.logger(); err != nil {
		return err
	}
	if o.Live > 0 {
		if o.Binary, err = os.Executable(); err != nil {
			return err
		}
	}
	defer new(allowance).raise()() // as the imports that it measures have it
	bar := p.newProgress("bench", 0)
	o.Show = func(done, all int) {
		bar.total = int64(all)
		bar.show(progress{Read: int64(done), Items: done})
	}
	result, err := bench.Run(ctx, o)
	bar.done()
	if err != nil {
		return err
	}
	if p.output == "json" {
		return printJSON(p.out, result)
	}
	benchPrinter{p.say(), p.out}.print(result)
	return nil
}
