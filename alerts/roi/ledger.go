package roi

// Level is how often intervals hold the true number: 95 of 100 times.
const Level = 0.95

// Class says how strong a benefit is.
type Class string

// The classes, from the strongest. They are never added up across.
const (
	Revenue    Class = "R"
	Avoided    Class = "C" // a cost that was avoided
	Equivalent Class = "E" // what it would have cost as advertising; never in a return
)

// Ledger is what was computed of inputs.
type Ledger struct {
	Inputs
	Lines        []Line // the fourteen, by number
	Costs        Costs
	Combinations []Combination // all that are admissible and can be computed: more lines first, then by their numbers
}

// Line is one formula, read twice.
type Line struct {
	Number    int
	Class     Class
	Literal   Reading
	Corrected Reading
	Worth     Reading  // in money: the corrected reading, but of a formula that ends in a count what that is worth
	Profit    bool     // revenue was multiplied by the margin
	Inputs    []string // that Worth was made of, in their order in the formula
	Partial   *Partial // it covers less than the period; it stands in no combination then
}

// Partial is how much of the period a line covers.
type Partial struct{ Days, Of int }

// Reading is what one reading of a formula gives.
type Reading struct {
	Known   bool
	Value   float64
	Terms   Terms    // of money; none of a count
	Per     Span     // that it is of
	Low     float64  // the interval at Level; both are Value where nothing it is made of is a sample
	High    float64  //
	Lacks   []string // inputs without which it is not known; ways that do as well are joined by |
	Nothing string   // the input that is 0 and would be divided by
	Refused error    // why it is not computed though nothing lacks: a *TermsError
}

// Costs are what the work cost, on the ledger's terms.
type Costs struct {
	Known   bool
	Sum     Flow
	By      []Spending // by topic and kind, in the order of the items
	Lacks   []string
	Refused error
}

// Spending is one item in money.
type Spending struct {
	CostItem
	Money
}

// Combination is lines that may stand together, against the cost.
type Combination struct {
	Lines   []int
	Benefit Flow
	Cost    Flow
	ROI     float64 // (benefit − cost) / cost
	Low     float64 // the interval at Level
	High    float64
	Loss    float64 // the probability that it is below 0, as far as samples say; 0 or 1 where there are none
	Flips   []Flip  // inputs that turn its sign, each changed alone; the nearest first
}

// Flip is at which value of an input a return is 0.
type Flip struct {
	Input     string
	Now       float64
	BreakEven float64
	Inside    bool // the sample that the input rests on allows that value
}
