package roi

// Inputs are all that a ledger is made of.
type Inputs struct {
	Span     Span
	Terms    Terms            // of the ledger: everything is converted to them, or refused
	Given    map[string]Input // by name; see keys.go
	Items    []CostItem
	Exchange map[string]Money // by currency: what one of it costs in another; as an input it is called exchange/usd
	TaxRate  *float64         // value added tax, as a share of the price without it; nil: nobody said; as an input: tax_rate
}

// Input is one number.
type Input struct {
	Value    float64
	K, N     int    // of a share that was counted so; N is 0 where it was not
	Range    *Range // of an estimate that is no share of a count
	Terms    Terms  // of money
	Days, Of int    // of a count of the period: the days of it that it covers, of so many; Of is 0 where that is no question
}

// Range holds the true number in nine of ten cases.
type Range struct{ Low, High float64 }

// Cost is what kind of cost an item is.
type Cost string

// The kinds of costs; Other is what nobody told apart.
const (
	Labour  Cost = "labour"
	Tools   Cost = "tools"
	Ads     Cost = "ads"
	Content Cost = "content"
	Agency  Cost = "agency"
	Other   Cost = "other"
)

// CostItem is a cost: either an amount that was spent, or hours and what one costs. They are names in Given.
type CostItem struct {
	Topic       string
	Cost        Cost
	Spent       string
	Hours, Rate string
}
