package metric

import (
	"context"

	"molva/alerts"
	"molva/alerts/roi"
	"molva/ingest"
)

// gathering is a ledger whose inputs are being read.
type gathering struct {
	*Reader
	Ledger
	over, days int // of the period: so many are over, of so many
}

// gather reads the inputs of a ledger. Costs come first: what they are in decides what the ledger is in, and that which of several
// prices is taken.
func (r *Reader) gather(ctx context.Context, span roi.Span, wished LedgerTerms) (Ledger, error) {
	g := &gathering{Reader: r, Ledger: Ledger{Topic: r.Topic, Period: r.Period, Given: map[string]Given{}, Absent: map[string]Text{}}}
	g.Ledger.below = map[string][]string{r.Topic.ID: r.subtree()}
	g.Inputs = roi.Inputs{Span: span, Given: map[string]roi.Input{}, Exchange: map[string]roi.Money{}}
	g.over, g.days = r.daysOver()
	if err := g.outlaid(ctx); err != nil {
		return Ledger{}, err
	}
	if err := g.settle(ctx, wished); err != nil {
		return Ledger{}, err
	}
	for _, read := range []func(context.Context) error{
		g.exchanged, g.taxed, g.entered, g.earlierOnes, g.heard, g.influencers, g.event, g.madeByUsers, g.learned, g.leads, g.rate, g.cheque,
	} {
		if err := read(ctx); err != nil {
			return Ledger{}, err
		}
	}
	return g.Ledger, g.Check()
}

// daysOver is how many days of the period are over, of so many: what is counted until now is not the period's yet.
func (r *Reader) daysOver() (over, all int) {
	_, days := r.daysOf(ingest.Input{From: r.Period.From, To: r.Period.To})
	for _, day := range days {
		if !day.AddDate(0, 0, 1).After(r.Now) {
			over++
		}
	}
	return over, len(days)
}

// has reports whether an input is there.
func (g *gathering) has(name string) bool { _, there := g.Inputs.Given[name]; return there }

// put gives the ledger an input, in the place of one that it has.
func (g *gathering) put(name string, in roi.Input, from Given) {
	from.Name = name
	if from.Called == (Text{}) {
		from.Called = InputName(name)
	}
	g.Inputs.Given[name], g.Ledger.Given[name] = in, from
}

// counted gives what was counted in the days of the period that are over.
func (g *gathering) counted(name string, n float64, list alerts.Evidence, caveat Text) {
	in := roi.Input{Value: n, Days: g.over, Of: g.days}
	v := Value{Caveat: caveat}
	if g.over < g.days {
		v = v.but(textf("of %d of %d days", "за %d из %d дн.", g.over, g.days))
	}
	g.put(name, in, g.measured(name, list, v.Caveat))
}

// measured is where something comes from that molva knows by itself.
func (g *gathering) measured(name string, list alerts.Evidence, caveat Text) Given {
	from := Given{Unit: unitOf(name), Topic: g.Reader.Topic.ID, From: g.Reader.Period.From, To: g.Reader.Period.To, Caveat: caveat, Evidence: list}
	if _, entered := ingest.InputOf(name); entered {
		from.Kind = name
	}
	return from
}
