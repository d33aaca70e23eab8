package roi

import (
	"fmt"
	"slices"
)

// Costs are what the work cost, on the ledger's terms.
type Costs struct {
	Known   bool
	Sum     Flow
	By      []Spending // item by item, those that are known in money
	Lacks   []string   // inputs without which the sum is not known; labour is one: left out it is not free
	Refused error      // why they do not add up though nothing lacks: a *TermsError, a *PartialError or ErrInfinite
}

// Spending is one item in money.
type Spending struct {
	CostItem
	Money
}

// PartialError says that hours of labour were stated for a part of the period only. The rest was not free.
type PartialError struct {
	Input string
	Partial
}

// Error says of how many days.
func (e *PartialError) Error() string {
	return fmt.Sprintf("%s covers %d of %d days of the period", e.Input, e.Days, e.Of)
}

// Names under which people enter costs.
const (
	spendName  = "spend"
	labourName = "labour_hours"
	rateName   = "labour_rate"
)

// CostsOf adds up the items; it looks at no formula.
func CostsOf(in Inputs) Costs {
	c := Costs{Sum: Flow{Money{Terms: in.Terms}, in.Span}, Lacks: unstated(in)}
	r := newReader(&in)
	for _, item := range in.Items {
		m, err := r.spending(item)
		switch {
		case len(r.lacks) > 0:
			c.lack(r.lacks...)
		case err != nil:
			c.refuse(err)
		default:
			c.add(Spending{item, m})
		}
	}
	if c.Known = len(c.Lacks) == 0 && c.Refused == nil; c.Known {
		c.refuse(finite(c.Sum.Amount))
	}
	if !c.Known {
		c.Sum.Amount = 0
	}
	return c
}

// unstated are the names of what nobody stated at all: money that was spent, hours that were worked and the price of one. Each may
// be 0, but is not because nobody says so.
func unstated(in Inputs) (lacks []string) {
	if !slices.ContainsFunc(in.Items, func(i CostItem) bool { return i.Spent != "" }) {
		lacks = append(lacks, spendName)
	}
	if !slices.ContainsFunc(in.Items, func(i CostItem) bool { return i.Hours != "" }) {
		lacks = append(lacks, labourName)
		if _, priced := in.Given[rateName]; !priced {
			lacks = append(lacks, rateName)
		}
	}
	return lacks
}

func (c *Costs) add(s Spending) {
	sum, err := c.Sum.Plus(Flow{s.Money, c.Sum.Per})
	if err != nil {
		c.refuse(err)
		return
	}
	c.By, c.Sum = append(c.By, s), sum
}

func (c *Costs) lack(names ...string) {
	for _, name := range names {
		if !slices.Contains(c.Lacks, name) {
			c.Lacks = append(c.Lacks, name)
		}
	}
}

// refuse keeps the first reason.
func (c *Costs) refuse(err error) {
	if c.Refused == nil {
		c.Refused = err
	}
	c.Known = c.Known && err == nil
}

// spending is an item in money on the ledger's terms. Used are its inputs then, and lacks what it would need.
func (r *reader) spending(item CostItem) (Money, error) {
	r.reset()
	if item.Spent != "" {
		return r.settle(r.money(item.Spent))
	}
	hours := Count[Hour](r.value(item.Hours))
	of := r.of.Given[item.Hours]
	m, err := r.settle(hours.At(Price[Hour]{r.money(item.Rate)}))
	if err == nil && of.Days < of.Of {
		err = &PartialError{item.Hours, Partial{of.Days, of.Of}}
	}
	return m, err
}

// settle converts money of which everything is known.
func (r *reader) settle(m Money) (Money, error) {
	if len(r.lacks) > 0 {
		return Money{}, nil
	}
	m, err := r.convert(m)
	if err == nil {
		err = finite(m.Amount)
	}
	return m, err
}

// paid is the sum of all items, of which it is known that they add up, with what stands instead of some inputs.
func (r *reader) paid() (sum float64, ok bool) {
	for _, item := range r.of.Items {
		m, err := r.spending(item)
		if err != nil || len(r.lacks) > 0 {
			return 0, false
		}
		sum += m.Amount
	}
	return sum, finite(sum) == nil
}
