package roi

// formula is one of the fourteen.
type formula struct {
	number    int
	class     Class
	literal   func(*reader) result // as its source prints it; nil where the source says it right
	corrected func(*reader) result
	worth     func(*reader) result // of one that ends in a count; nil otherwise
}

// result is what a formula says: money, or a count without terms.
type result struct {
	Money
	per Span // "" is the ledger's
}

// The formulas in the order of their source. 4 ends in a count; what those visits would have cost as adverts puts it in class E, with
// 2 and 3.
var formulas = [...]formula{
	{1, Equivalent, mentionsAsImpressions, impressionsOfMentions, nil},
	{2, Equivalent, nil, socialVisits, nil},
	{3, Equivalent, nil, searchVisits, nil},
	{4, Equivalent, riseOfQueries, visitsByRank, visitsByRankPriced},
	{5, Equivalent, influencersTwice, influencersOnce, nil},
	{6, Equivalent, eventMentionsAll, eventMentionsPositive, nil},
	{7, Avoided, articlesAll, articlesGood, nil},
	{8, Avoided, photosByTotalPrice, photosBySetPrice, nil},
	{9, Avoided, nil, videosGood, nil},
	{10, Avoided, nil, insightsGood, nil},
	{11, Avoided, callsAvoidedWeekly, callsAvoided, nil},
	{12, Revenue, nil, leadsOnce, nil},
	{13, Revenue, nil, leadsLifetime, nil},
	{14, Revenue, salesByAllReceipts, salesByUnitReceipts, nil},
}

// paid is money of the ledger's period.
func paid(m Money) result { return result{Money: m} }

// counted is a number of things in the ledger's period.
func counted[T any](n Count[T]) result { return result{Money: Money{Amount: float64(n)}} }
