package roi

import "math"

// mentionsAsImpressions is formula 1 literally: mentions × the price of an impression.
//
// A mention is no impression, so that the two do not fit: the conversion stands for the source's mistake.
func mentionsAsImpressions(r *reader) result {
	said := number(r, mentions)
	return paid(Count[Impression](said).At(impressionPrice(r)))
}

// impressionsOfMentions is formula 1 corrected, the price of mentions as advertising: impressions of mentions that are not negative
// × the price of an impression.
func impressionsOfMentions(r *reader) result {
	return paid(impressionsSeen(r).At(impressionPrice(r)))
}

// impressionsSeen are those that somebody stated, else the views that were counted, else as many as mentions that are not negative
// usually have. A way that takes two inputs is named as lacking only where one of them is there. All ways are looked for before one is
// taken, so that [Reads] knows them.
func impressionsSeen(r *reader) Count[Impression] {
	stated, viewed := r.has(string(impressions)), r.has(string(views))
	said, usual := r.has(string(goodMentions)), r.has(string(viewsPerMention))
	switch {
	case stated:
		return number(r, impressions)
	case viewed:
		return number(r, views)
	case said && usual:
		return Spread(number(r, goodMentions), each(r, viewsPerMention))
	case said:
		r.lack(string(impressions), string(views), string(viewsPerMention))
	case usual:
		r.lack(string(impressions), string(views), string(goodMentions))
	default:
		r.lack(string(impressions), string(views))
	}
	return 0
}

// impressionPrice is the CPI or, where only the price of a thousand is stated, that of one of them. Where both are, they may disagree.
func impressionPrice(r *reader) Price[Impression] {
	single, thousand := r.has(string(cpi)), r.has(string(cpm))
	switch {
	case single:
		if thousand && !pricesAgree(r.of) {
			r.rival = string(cpm)
		}
		return cost(r, cpi)
	case thousand:
		return Single(cost(r, cpm))
	}
	r.lack(string(cpi), string(cpm))
	return Price[Impression]{}
}

// pricesAgree reports whether a CPI and a CPM that are both given say the same price of an impression, but for rounding. What cannot
// be compared does not agree.
func pricesAgree(in *Inputs) bool {
	const rounding = 0.01
	r := newReader(in) // one of its own: to compare them is not to use them
	single, thousand := cost(r, cpi).one, Single(cost(r, cpm)).one
	if single.Terms != thousand.Terms {
		var one, other error
		single, one = r.convert(single)
		thousand, other = r.convert(thousand)
		if one != nil || other != nil {
			return false
		}
	}
	return math.Abs(single.Amount-thousand.Amount) <= rounding*max(single.Amount, thousand.Amount)
}

// influencersTwice is formula 5 literally: influencers × mean reach × brand mentions × spend on paid speakers ÷ impressions of these
// adverts.
//
// The mentions are read as those of all influencers, as the source words it. They have been multiplied by the people once already,
// so that influencers count as a bare number here.
func influencersTwice(r *reader) result {
	people := number(r, influencers)
	seen := Spread(number(r, influencerSaid), each(r, influencerReach))
	return paid((Count[Impression](people) * seen).At(advertPrice(r)))
}

// influencersOnce is formula 5 corrected: mentions of all influencers (people × mentions of each) × mean reach × spend on paid
// speakers ÷ impressions of these adverts.
func influencersOnce(r *reader) result {
	seen := Spread(number(r, influencerSaid), each(r, influencerReach))
	return paid(seen.At(advertPrice(r)))
}

// advertPrice is what an impression by paid speakers and partners costs.
func advertPrice(r *reader) Price[Impression] {
	return Each(together(r, influencerSpend), divisor(r, adImpressions))
}

// eventMentionsAll is formula 6 literally: mentions tied to an event × the price of an equal event ÷ the mentions that such an event
// brings. A scandal counts like praise.
func eventMentionsAll(r *reader) result {
	return paid(eventsWorth(r, number(r, eventMentions)))
}

// eventMentionsPositive is formula 6 corrected: only the positive share of those mentions counts.
func eventMentionsPositive(r *reader) result {
	return paid(eventsWorth(r, number(r, eventMentions).Of(part(r, eventPositive))))
}

func eventsWorth(r *reader, said Count[Mention]) Money {
	price := cost(r, eventPrice)
	return Packed(said, divisorRate(r, mentionsPerEvent)).At(price)
}
