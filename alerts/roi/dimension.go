package roi

import "strings"

// Unit is what kind of number an input is.
type Unit string

// The units.
const (
	Counted Unit = "count"
	Priced  Unit = "price" // of one thing
	Spent   Unit = "money" // of the period
	Rated   Unit = "rate"  // so many of one thing with each of another
	Shared  Unit = "share" // from 0 to 1
)

// key is the name of an input that knows what the input is.
type key interface{ is() (name string, u Unit) }

func (k count[T]) is() (string, Unit)      { return string(k), Counted }
func (k price[T]) is() (string, Unit)      { return string(k), Priced }
func (k rate[T, Each]) is() (string, Unit) { return string(k), Rated }
func (k share) is() (string, Unit)         { return string(k), Shared }
func (k amount) is() (string, Unit)        { return string(k), Spent }

// money reports whether numbers of a unit have a currency.
func (u Unit) money() bool { return u == Priced || u == Spent }

// Names of the rates that turn money into money of other terms. An exchange rate has the currency behind it, exchange/usd.
const (
	exchangeName       = "exchange/"
	taxName      share = "tax_rate"
)

var units = unitsOf(
	mentions, views, goodMentions, impressions, viewsPerMention, cpi, cpm,
	socialClicks, cpc, searchClicks, searchCPC, ctr, ctrBefore, queries,
	influencers, influencerReach, influencerSaid, influencerSpend, adImpressions,
	eventMentions, eventPositive, eventPrice, mentionsPerEvent,
	articles, goodArticles, articlePrice, photos, goodPhotos, photoSetPrice, photosPerSet, videos, goodVideos, videoPrice,
	insights, goodInsights, groupPrice, insightsPerGroup,
	requests, selfSolved, deflection, callPrice,
	leads, leadToCustomer, cheque, lifetimeValue, margin, conversion, conversionBefore, soldBefore, receipts, taxName,
)

func unitsOf(keys ...key) map[string]Unit {
	all := make(map[string]Unit, len(keys))
	for _, k := range keys {
		name, u := k.is()
		all[name] = u
	}
	return all
}

// Dimension is what kind of number the input of that name is; false of a name that no formula reads.
func Dimension(name string) (Unit, bool) {
	if strings.HasPrefix(name, exchangeName) {
		return Priced, true
	}
	u, ok := units[name]
	return u, ok
}
