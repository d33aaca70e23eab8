package roi

// callsAvoidedWeekly is formula 11 literally: support requests of a week × the share that people solved themselves × the price of a
// call. It is the only one that is of a week, and takes each such request for a call.
func callsAvoidedWeekly(r *reader) result {
	avoided := Become[Call](number(r, requests), part(r, selfSolved)).At(cost(r, callPrice))
	return r.weekly(avoided, requests)
}

// weekly is money of the days that a count covers as that of a week. A whole month, quarter or year has as many weeks as any other;
// else seven days are one.
func (r *reader) weekly(m Money, of count[Request]) result {
	in := r.of.Given[string(of)]
	if in.Days == 0 || in.Days == in.Of && r.of.Span.has(in.Days) {
		return result{Flow{m, r.of.Span}.In(Week).Money, Week}
	}
	return result{m.Times(7 / float64(in.Days)), Week}
}

// callsAvoided is formula 11 corrected: requests of the ledger's period × the share that people solved themselves × the share of
// these who would have called × the price of a call. Where nobody stated who would have called, it is all of them.
func callsAvoided(r *reader) result {
	solved := number(r, requests).Of(part(r, selfSolved))
	return paid(Become[Call](solved, partOrAll(r, deflection)).At(cost(r, callPrice)))
}
