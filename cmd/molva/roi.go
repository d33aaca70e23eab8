package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/alerts/roi"
	"molva/ingest"
	"molva/store"
)

// roiFlags say which ledger is wanted, beside its topic and period.
type roiFlags struct {
	periodFlags
	currency, tax string
	lines         []int
	whatIf        []string
	line, periods int
}

func (p *program) roiCommand() *cobra.Command {
	var flags roiFlags
	c := &cobra.Command{
		Use:   "roi",
		Short: "What the work was worth by fourteen formulas, what it cost, and what would turn the answer round",
		Example: `  molva roi --topic kestrel --period month
  molva roi --lines 11,14                              # the return by these lines, if they may stand together
  molva roi --what-if lead_to_customer=12% --what-if cpm=500
  molva roi --line 11 --periods 12                     # one line over twelve months`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, changes, err := flags.options()
			if err != nil {
				return err
			}
			return p.reporting(c.Context(), flags.periodFlags, func(db *store.DB, t ingest.Topic) (report.Report, error) {
				return p.ledger(c.Context(), db, t, flags.periodFlags, o, changes)
			})
		},
	}
	flags.add(c)
	return formatIsOutput(c)
}

func (f *roiFlags) add(c *cobra.Command) {
	f.periodFlags.add(c, "month", periodNames)
	c.Flags().StringVar(&f.currency, "currency", "", "what money is to be in, such as RUB; what the costs are in when not given")
	c.Flags().StringVar(&f.tax, "tax", "", "included or excluded; as the costs are when not given")
	c.Flags().IntSliceVar(&f.lines, "lines", nil, "lines to see the return of, such as 11,14")
	c.Flags().StringArrayVar(&f.whatIf, "what-if", nil, "an input to try, such as lead_to_customer=17/210, cpm=500 or support_requests=1300/week; nothing is saved")
	c.Flags().IntVar(&f.line, "line", 0, "the line to tell the history of")
	c.Flags().IntVar(&f.periods, "periods", 12, "how many periods of that line")
}

// options are the flags, checked as far as can be without the ledger.
func (f *roiFlags) options() (o report.LedgerOptions, changes []report.Change, err error) {
	o.Terms.Currency, o.Terms.Tax, o.Lines = f.currency, roi.Tax(f.tax), f.lines
	o.Line, o.Periods = f.line, f.periods
	switch {
	case f.currency != "" && !ingest.ValidCurrency(f.currency):
		return o, nil, usageError{fault("--currency: found %q, want three capital letters such as RUB", f.currency)}
	case o.Terms.Tax != roi.Unstated && o.Terms.Tax != roi.Net && o.Terms.Tax != roi.Gross:
		return o, nil, usageError{fault("--tax: found %q, want included or excluded", f.tax)}
	case f.line != 0 && metric.LineName(f.line) == (metric.Text{}):
		return o, nil, usageError{fault("--line: found %d, want a number from 1 to 14", f.line)}
	case f.periods < 1:
		return o, nil, usageError{fault("--periods: found %d, want a whole number above 0", f.periods)}
	}
	changes, err = whatIf(f.whatIf)
	return o, changes, err
}

// ledger reads one topic's. What a reader asked for in vain is their mistake.
func (p *program) ledger(ctx context.Context, db *store.DB, t ingest.Topic, flags periodFlags, o report.LedgerOptions, changes []report.Change) (report.Report, error) {
	r, err := p.reader(ctx, db, t, flags)
	if err != nil {
		return nil, err
	}
	o.Changes = report.ChangesOf(changes, r)
	l, err := report.BuildLedger(ctx, r, o)
	if err == nil {
		return l, nil
	}
	say, wordless := phrase.New(p.say().Language(), report.Texts)
	if wordless != nil {
		return nil, wordless
	}
	if why, refused := report.Refusal(say, err); refused {
		return nil, usageError{errors.New(strings.TrimSuffix(why, "."))}
	}
	if errors.As(err, new(*ingest.Complaint)) {
		return nil, usageError{err}
	}
	return nil, err
}
