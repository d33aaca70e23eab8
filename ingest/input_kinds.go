package ingest

import (
	"slices"
	"strings"
)

// InputKind is a name that an input may have.
type InputKind struct {
	Name  string
	Unit  Unit
	Flow  bool // periods add up; otherwise it is a level and the latest counts
	Share bool // it may be told as k of n
	Parts bool // a part may stand behind a slash, such as spend/ads

	Only []string // the parts that there are, one of which must stand there; nil: any or none
}

// Unit is what an input or a metric counts.
type Unit string

// The units. Money is in a currency of its own.
const (
	UnitCount   Unit = "count"
	UnitShare   Unit = "share" // from 0 to 1
	UnitMoney   Unit = "money"
	UnitHours   Unit = "hours"
	UnitHourly  Unit = "money_per_hour"
	UnitPoints  Unit = "points"
	UnitScore   Unit = "score"
	UnitRatio   Unit = "ratio"
	UnitRate    Unit = "rate" // one count per another
	UnitSeconds Unit = "seconds"
)

// InputKinds are what can be entered, in the order of a business's way: costs, visits, leads and sales, support, surveys.
var InputKinds = []InputKind{
	{Name: "spend", Unit: UnitMoney, Flow: true, Parts: true},        // spend/ads, spend/tools, spend/content, spend/agency
	{Name: "labour_hours", Unit: UnitHours, Flow: true, Parts: true}, // of all who work on it, or of each: labour_hours/editor
	{Name: "labour_rate", Unit: UnitHourly, Parts: true},             // labour_rate/editor is for labour_hours/editor
	{Name: "branded_clicks", Unit: UnitCount, Flow: true},            // from a search for our names
	{Name: "search_clicks", Unit: UnitCount, Flow: true},
	{Name: "social_clicks", Unit: UnitCount, Flow: true}, // visits with our own tags
	{Name: "ctr", Unit: UnitShare, Share: true},
	{Name: "contacts", Unit: UnitCount, Flow: true},
	{Name: "leads", Unit: UnitCount, Flow: true},
	{Name: "customers", Unit: UnitCount, Flow: true},
	{Name: "lead_to_customer", Unit: UnitShare, Share: true},
	{Name: "repeat_customers", Unit: UnitShare, Share: true},
	{Name: "average_cheque", Unit: UnitMoney},
	{Name: "lifetime_value", Unit: UnitMoney},
	{Name: "margin", Unit: UnitShare},
	{Name: "orders", Unit: UnitCount, Flow: true},
	{Name: "orders_completed", Unit: UnitCount, Flow: true},
	{Name: "returns", Unit: UnitCount, Flow: true},
	{Name: "refusals", Unit: UnitCount, Flow: true},
	{Name: "support_requests", Unit: UnitCount, Flow: true},
	{Name: "self_solved", Unit: UnitShare, Share: true}, // of those who asked
	{Name: "call_price", Unit: UnitMoney},
	{Name: "awareness_aided", Unit: UnitShare, Share: true},
	{Name: "awareness_unaided", Unit: UnitShare, Share: true},
	{Name: "advantage", Unit: UnitShare, Share: true, Parts: true}, // advantage/battery: who names it
	{Name: "acsi_satisfaction", Unit: UnitScore},                   // means of answers from 1 to 10, with n
	{Name: "acsi_expectations", Unit: UnitScore},
	{Name: "acsi_ideal", Unit: UnitScore},
	{Name: "csat", Unit: UnitShare, Share: true},           // who is satisfied: 4 or 5 of 5
	{Name: "nps_promoters", Unit: UnitShare, Share: true},  // 9 or 10 of 10
	{Name: "nps_detractors", Unit: UnitShare, Share: true}, // 0 to 6
	{Name: "survey_positive", Unit: UnitShare, Share: true},
	// What the ledger is made of beside these.
	{Name: "impressions", Unit: UnitCount, Flow: true}, // of mentions that are not negative
	{Name: "views_per_mention", Unit: UnitRate},
	{Name: "cpi", Unit: UnitMoney}, // of one impression; elsewhere CPI is the cost of an install
	{Name: "cpm", Unit: UnitMoney}, // of a thousand impressions
	{Name: "cpc", Unit: UnitMoney}, // of a click on an advert in social networks
	{Name: "search_cpc", Unit: UnitMoney},
	{Name: "search_queries", Unit: UnitCount, Flow: true}, // in which we were shown
	{Name: "influencers", Unit: UnitCount, Flow: true},
	{Name: "influencer_mentions", Unit: UnitCount, Flow: true}, // of all of them
	{Name: "influencer_reach", Unit: UnitRate},                 // people that one of these mentions reaches
	{Name: "influencer_spend", Unit: UnitMoney, Flow: true},    // on adverts with speakers and partners
	{Name: "ad_impressions", Unit: UnitCount, Flow: true},      // that this bought
	{Name: "event_mentions", Unit: UnitCount, Flow: true},
	{Name: "event_positive", Unit: UnitShare, Share: true},
	{Name: "event_price", Unit: UnitMoney}, // of an equal event
	{Name: "mentions_per_event", Unit: UnitRate},
	{Name: "ugc_articles", Unit: UnitCount, Flow: true}, // that users made
	{Name: "ugc_photos", Unit: UnitCount, Flow: true},
	{Name: "ugc_videos", Unit: UnitCount, Flow: true},
	{Name: "quality", Unit: UnitShare, Share: true, Parts: true, Only: []string{"articles", "photos", "videos", "insights"}}, // as good as bought ones
	{Name: "article_price", Unit: UnitMoney},
	{Name: "photo_set_price", Unit: UnitMoney}, // of one set, not of one photo
	{Name: "photos_per_set", Unit: UnitRate},
	{Name: "video_price", Unit: UnitMoney},
	{Name: "insights", Unit: UnitCount, Flow: true},
	{Name: "focus_group_price", Unit: UnitMoney},
	{Name: "insights_per_group", Unit: UnitRate},
	{Name: "deflection", Unit: UnitShare, Share: true}, // of those who solved it themselves, who would have called
	{Name: "conversion", Unit: UnitShare, Share: true}, // of visits to sales
	{Name: "units_sold", Unit: UnitCount, Flow: true},
	{Name: "receipts_per_unit", Unit: UnitMoney},
	{Name: exchange, Unit: UnitMoney, Parts: true}, // exchange/usd in RUB: what one dollar costs
	{Name: "tax_rate", Unit: UnitShare},            // of value added tax, on the price without it
}

// exchange is the kind that has a currency behind its slash.
const exchange = "exchange"

// InputOf finds what an input's name stands for.
func InputOf(name string) (InputKind, bool) {
	base, part, parted := strings.Cut(name, "/")
	i := slices.IndexFunc(InputKinds, func(k InputKind) bool { return k.Name == base })
	if i < 0 || parted && !(InputKinds[i].Parts && goodPart(part)) {
		return InputKind{}, false
	}
	return InputKinds[i], true
}

// inputNames are the names that may stand alone, as messages list them; those that need a part have one.
func inputNames() (names []string) {
	for _, k := range InputKinds {
		switch {
		case k.Name == exchange:
			names = append(names, exchange+"/usd")
		case k.Only != nil:
			names = append(names, k.names()...)
		default:
			names = append(names, k.Name)
		}
	}
	return names
}

// names are those of a kind with each of its parts.
func (k InputKind) names() []string {
	all := make([]string, len(k.Only))
	for i, part := range k.Only {
		all[i] = k.Name + "/" + part
	}
	return all
}
