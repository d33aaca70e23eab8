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
	Level        float64 // of its intervals
	Lines        []Line  // the fourteen, by number
	Costs        Costs
	Combinations []Combination // that are admissible and can be computed: more lines first, then by their numbers
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
	Whole     []string // shares that nobody stated, which were taken for all
	Rival     string   // a price that another one was taken for, though it says otherwise: "cpm" beside a CPI; "" where there is none
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
	Low     float64  // the interval at the ledger's level; both are Value where nothing it is made of is a sample
	High    float64  //
	Lacks   []string // inputs without which it is not known; ways that do as well are joined by |
	Nothing string   // the input that is 0 and would be divided by
	Refused error    // why it is not computed though nothing lacks: a *TermsError; ErrInfinite, of its interval too
}

// Compute makes a ledger of inputs that pass [Inputs.Check], with all combinations and intervals at [Level].
func Compute(in Inputs) Ledger {
	l, s := compute(in, Level, enough)
	l.Combinations = l.combinations(s, l.sets())
	return l
}

// Largest is Compute with intervals at any level, such as 0.9, and only those combinations to which no line can be added: a handful
// in place of a hundred, and as much sooner done.
func Largest(in Inputs, level float64) Ledger {
	l, s := compute(in, level, enough)
	l.Combinations = l.combinations(s, largest(l.sets()))
	return l
}

func compute(in Inputs, level float64, points int) (Ledger, *sampler) {
	s := newSampler(&in, level, points)
	l := Ledger{Inputs: in, Level: level, Lines: make([]Line, len(formulas)), Costs: CostsOf(in)}
	for i := range formulas {
		l.Lines[i] = s.line(i + 1)
	}
	return l, s
}

// line is a formula with the intervals of its readings.
func (s *sampler) line(n int) Line {
	l := newReader(s.in).line(n)
	s.around(&l.Literal, func(r *reader) Reading { return r.literal(n) })
	s.around(&l.Corrected, func(r *reader) Reading { return r.corrected(n) })
	s.around(&l.Worth, func(r *reader) Reading { return r.worth(n) })
	return l
}
