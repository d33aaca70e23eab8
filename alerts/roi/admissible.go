package roi

// Admissible reports whether lines may stand together in one return; a [*Overlap] says why not.
func Admissible(lines ...int) error { return nil }

// Why says why lines may not stand together.
type Why string

// The reasons.
const (
	SameMentions Why = "mentions"   // 1, 5 and 6 price the same mentions
	SameVisits   Why = "visits"     // 2, 3 and 4 price the same visits
	SameBuyers   Why = "buyers"     // 12, 13 and 14 count the same buyers
	Contained    Why = "contained"  // 13 contains 12
	NoReturn     Why = "equivalent" // class E is never in a return
	Twice        Why = "twice"      // the same line
	NoLine       Why = "unknown"    // there is no such line
	NoMoney      Why = "count"
)

// Overlap is why lines may not stand together.
type Overlap struct {
	Lines []int
	Why   Why
}

// Error says it in English.
func (o *Overlap) Error() string { return string(o.Why) }

// Compute makes a ledger of inputs.
func Compute(in Inputs) Ledger { return Ledger{Inputs: in} }
