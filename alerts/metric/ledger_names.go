package metric

import (
	"strings"

	"molva/alerts"
	"molva/ingest"
)

// ledgerInputs are what lines of the ledger are made of, in the order of the lines.
var ledgerInputs = []struct {
	name   string
	called Text
}{
	{"mentions", Text{"mentions", "упоминания"}},
	{"mentions_not_negative", Text{"mentions that are not negative", "неотрицательные упоминания"}},
	{"views", Text{"views of mentions that are not negative", "просмотры неотрицательных упоминаний"}},
	{"impressions", Text{"impressions", "показы"}},
	{"views_per_mention", Text{"views per mention", "просмотров на упоминание"}},
	{"cpi", Text{"price of an impression (CPI)", "цена показа (CPI)"}},
	{"cpm", Text{"price of a thousand impressions (CPM)", "цена тысячи показов (CPM)"}},
	{"social_clicks", Text{"visits from social networks", "переходы из соцсетей"}},
	{"cpc", Text{"price of a click in social networks (CPC)", "цена клика в соцсетях (CPC)"}},
	{"search_clicks", Text{"visits from search", "переходы из поиска"}},
	{"search_cpc", Text{"price of a click in search", "цена клика в поиске"}},
	{"search_queries", Text{"search queries that showed us", "поисковые запросы, по которым нас показали"}},
	{"ctr", Text{"click-through rate in search (CTR)", "кликабельность в поиске (CTR)"}},
	{"influencers", Text{"influential authors", "влиятельные авторы"}},
	{"influencer_mentions", Text{"mentions by influential authors", "упоминания у влиятельных авторов"}},
	{"influencer_reach", Text{"reach of an influential author's mention", "охват упоминания у влиятельного автора"}},
	{"influencer_spend", Text{"spend on adverts with speakers and partners", "расходы на рекламу со спикерами и партнёрами"}},
	{"ad_impressions", Text{"impressions of these adverts", "показы этой рекламы"}},
	{"event_mentions", Text{"mentions of the event", "упоминания мероприятия"}},
	{"event_positive", Text{"positive share of the event's mentions", "доля положительных упоминаний мероприятия"}},
	{"event_price", Text{"price of an equal event", "цена равноценного мероприятия"}},
	{"mentions_per_event", Text{"mentions that such an event brings", "упоминаний приносит такое мероприятие"}},
	{"ugc_articles", Text{"articles by users", "статьи пользователей"}},
	{"quality/articles", Text{"articles as good as bought ones", "доля статей не хуже заказных"}},
	{"article_price", Text{"price of an article", "цена статьи"}},
	{"ugc_photos", Text{"photos by users", "фотографии пользователей"}},
	{"quality/photos", Text{"photos as good as bought ones", "доля фотографий не хуже заказных"}},
	{"photo_set_price", Text{"price of a photo set", "цена фотосессии"}},
	{"photos_per_set", Text{"photos in a set", "фотографий в фотосессии"}},
	{"ugc_videos", Text{"videos by users", "видео пользователей"}},
	{"quality/videos", Text{"videos as good as bought ones", "доля видео не хуже заказных"}},
	{"video_price", Text{"price of a video", "цена видео"}},
	{"insights", Text{"insights", "инсайты"}},
	{"quality/insights", Text{"insights as good as those of a focus group", "доля инсайтов не хуже, чем у фокус-группы"}},
	{"focus_group_price", Text{"price of a focus group", "цена фокус-группы"}},
	{"insights_per_group", Text{"insights of a focus group", "инсайтов даёт фокус-группа"}},
	{"support_requests", Text{"requests to support", "обращения в поддержку"}},
	{"self_solved", Text{"requests that people solved themselves", "доля решивших вопрос самостоятельно"}},
	{"deflection", Text{"of those, who would have called", "доля тех из них, кто иначе позвонил бы"}},
	{"call_price", Text{"price of a call", "цена звонка"}},
	{"leads", Text{"leads", "лиды"}},
	{"lead_to_customer", Text{"lead to customer", "доля лидов, ставших клиентами"}},
	{"average_cheque", Text{"average cheque", "средний чек"}},
	{"lifetime_value", Text{"lifetime value of a customer", "пожизненная ценность клиента"}},
	{"margin", Text{"margin", "маржа"}},
	{"conversion", Text{"visit to sale", "конверсия визитов в продажи"}},
	{"units_sold", Text{"units sold", "продано единиц"}},
	{"receipts_per_unit", Text{"receipts per unit", "выручка с единицы"}},
	{"tax_rate", Text{"rate of value added tax", "ставка НДС"}},
}

// costInputs are what costs are made of.
var costInputs = map[string]Text{
	"spend":        {"spend", "расходы"},
	"labour_hours": {"hours of labour", "часы труда"},
	"labour_rate":  {"price of an hour of labour", "ставка за час труда"},
	"exchange":     {"exchange rate", "курс обмена"},
}

// costParts are the parts of spend that have names.
var costParts = map[string]Text{
	"ads": {"adverts", "реклама"}, "tools": {"tools", "инструменты"}, "content": {"content", "контент"}, "agency": {"agency", "агентство"},
}

// before stands behind the name of an input that is of the period before.
const before = "/before"

// InputName is what an input of the ledger is called. A part or a topic stands for itself, made inert.
func InputName(name string) Text {
	if topic, kind, below := strings.Cut(name, ":"); below {
		called, of := InputName(kind), alerts.Inert(topic)
		return Text{called.EN + " (" + of + ")", called.RU + " (" + of + ")"}
	}
	kind, past := strings.CutSuffix(name, before)
	if past {
		called := InputName(kind)
		return Text{called.EN + ", the period before", called.RU + ", прошлый период"}
	}
	for _, in := range ledgerInputs {
		if in.name == kind {
			return in.called
		}
	}
	base, part, parted := strings.Cut(kind, "/")
	called, known := costInputs[base]
	switch {
	case !known:
		return same(alerts.Inert(name))
	case !parted:
		return called
	}
	return joined(called, partName(base, part))
}

func partName(base, part string) Text {
	switch called, known := costParts[part]; {
	case known:
		return called
	case base == "exchange":
		return same(strings.ToUpper(alerts.Inert(part)))
	}
	return same(alerts.Inert(part))
}

// joined is a name and what of it is meant.
func joined(name, of Text) Text { return Text{name.EN + ": " + of.EN, name.RU + ": " + of.RU} }

// unitOf is what an input counts; what only molva measures is a count.
func unitOf(name string) ingest.Unit {
	if k, known := ingest.InputOf(strings.TrimSuffix(name, before)); known {
		return k.Unit
	}
	return ingest.UnitCount
}

var lineNames = [...]Text{
	{"social mentions as advertising", "упоминания в соцсетях как реклама"},
	{"visits from social networks", "переходы из соцсетей"},
	{"visits from search", "переходы из поиска"},
	{"better place in search", "рост позиций в поиске"},
	{"mentions by influential authors", "упоминания у влиятельных авторов"},
	{"mentions of an event", "упоминания мероприятия"},
	{"articles by users", "статьи пользователей"},
	{"photos by users", "фотографии пользователей"},
	{"videos by users", "видео пользователей"},
	{"insights from what people say", "инсайты из высказываний"},
	{"support without calls", "поддержка без звонков"},
	{"leads, first purchase", "лиды, первая покупка"},
	{"leads, lifetime value", "лиды, пожизненная ценность"},
	{"better conversion", "рост конверсии"},
}

// LineName is what a line of the ledger is called; nothing where there is no such line.
func LineName(number int) Text {
	if number < 1 || number > len(lineNames) {
		return Text{}
	}
	return lineNames[number-1]
}
