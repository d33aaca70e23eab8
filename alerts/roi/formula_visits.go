package roi

// socialVisits is formula 2, the value of visits from social networks: visits × the price of a click. The source speaks of clicks on
// adverts, but they are not: they are what was had without any.
func socialVisits(r *reader) result { return paid(number(r, socialClicks).At(cost(r, cpc))) }

// searchVisits is formula 3, the value of visits from search: visits × the price of a click in search. What the source calls PPC is
// a way to pay, not a price.
func searchVisits(r *reader) result { return paid(number(r, searchClicks).At(cost(r, searchCPC))) }

// riseOfQueries is formula 4 literally: (new CTR − old CTR) ÷ old CTR × queries. The source leaves the minus out.
//
// A rise as a part of the old rate belongs to old clicks. Of queries it makes queries, and calls them visits.
func riseOfQueries(r *reader) result {
	now, before := part(r, ctr), partBefore(r, ctrBefore)
	return counted(Count[Visit](number(r, queries).By(now.Since(before))))
}

// visitsByRank is formula 4 corrected, additional visits from search by a better place in its results: the clicks of these queries
// at the new CTR − those at the old one.
func visitsByRank(r *reader) result { return counted(visitsGained(r)) }

// visitsByRankPriced is what these visits would have cost as adverts in search.
func visitsByRankPriced(r *reader) result { return paid(visitsGained(r).At(cost(r, searchCPC))) }

func visitsGained(r *reader) Count[Visit] {
	now, before := part(r, ctr), part(r, ctrBefore)
	asked := number(r, queries)
	return Become[Visit](asked, now) - Become[Visit](asked, before)
}
