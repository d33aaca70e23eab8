package roi

// callsAvoidedWeekly is formula 11 literally: support requests of a week × the share that people solved themselves × the price of a
// call. It is the only one that is of a week, and takes each such request for a call.
func callsAvoidedWeekly(r *reader) result {
	avoided := Become[Call](number(r, requests), part(r, selfSolved)).At(cost(r, callPrice))
	return result{Flow{avoided, r.of.Span}.In(Week).Money, Week}
}

// callsAvoided is formula 11 corrected: requests of the ledger's period × the share that people solved themselves × the share of
// these who would have called × the price of a call. Where nobody stated who would have called, it is all of them.
func callsAvoided(r *reader) result {
	solved := number(r, requests).Of(part(r, selfSolved))
	return paid(Become[Call](solved, partOrAll(r, deflection)).At(cost(r, callPrice)))
}
