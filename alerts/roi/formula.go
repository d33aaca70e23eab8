package roi

// formula is one of the fourteen. literal is nil where the source says it right.
type formula struct {
	number    int
	class     Class
	literal   func(*reader) result
	corrected func(*reader) result
	worth     func(*reader) result // of one that ends in a count
}

// result is what a formula says: money, or a count without terms.
type result struct {
	Money
	per Span // where it is not the ledger's
}

var formulas = []formula{
	{number: 2, class: Equivalent, corrected: socialVisits},
}

// socialVisits is formula 2, the value of visits from social networks: visits × what one by an advert would have cost.
func socialVisits(r *reader) result { return result{Money: number(r, socialClicks).At(cost(r, cpc))} }
