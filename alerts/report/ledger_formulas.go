package report

import "molva/alerts/metric"

// ledgerFormula is one of the fourteen in words: as its source prints it, as it is computed, and how the two differ. Where the
// source says it right corrected is empty, and so may difference be.
type ledgerFormula struct {
	literal, corrected, difference metric.Text
}

// inWords is the formula that is computed.
func (f ledgerFormula) inWords() metric.Text {
	if f.corrected == (metric.Text{}) {
		return f.literal
	}
	return f.corrected
}

// ledgerFormulas are the fourteen by number.
var ledgerFormulas = map[int]ledgerFormula{
	1: {
		literal:   metric.Text{EN: "mentions × price of an impression", RU: "упоминания × цена показа"},
		corrected: metric.Text{EN: "impressions of mentions that are not negative × price of an impression (CPM ÷ 1000)", RU: "показы неотрицательных упоминаний × цена показа (CPM ÷ 1000)"},
		difference: metric.Text{EN: "A mention is not an impression: what is priced is how often mentions were seen, and those that scold us are left out.",
			RU: "Упоминание — не показ: оценивается, сколько раз упоминания увидели, а те, где нас ругают, не входят."},
	},
	2: {
		literal: metric.Text{EN: "visits from social networks × price of a click there", RU: "переходы из соцсетей × цена клика там"},
	},
	3: {
		literal: metric.Text{EN: "visits from search × price of a click there", RU: "переходы из поиска × цена клика там"},
	},
	4: {
		literal:   metric.Text{EN: "(CTR now − CTR before) ÷ CTR before × queries", RU: "(CTR сейчас − CTR раньше) ÷ CTR раньше × запросы"},
		corrected: metric.Text{EN: "(CTR now − CTR before) × queries, each visit at the price of a click in search", RU: "(CTR сейчас − CTR раньше) × запросы, каждый переход по цене клика в поиске"},
		difference: metric.Text{EN: "A relative lift belongs to clicks; times queries it is too large by 1 ÷ CTR before.",
			RU: "Относительный прирост относится к кликам; умноженный на запросы, он завышен в 1 ÷ CTR раньше."},
	},
	5: {
		literal:   metric.Text{EN: "people × reach × mentions of all of them × spend ÷ ad impressions", RU: "люди × охват × упоминания у всех них × расходы ÷ рекламные показы"},
		corrected: metric.Text{EN: "mentions of all of them × reach × spend ÷ ad impressions", RU: "упоминания у всех них × охват × расходы ÷ рекламные показы"},
		difference: metric.Text{EN: "The mentions are those of all people together; times people again each would count as often as there are people.",
			RU: "Упоминания — это упоминания у всех авторов вместе; если ещё раз умножить на число людей, каждое посчитается столько раз, сколько людей."},
	},
	6: {
		literal:   metric.Text{EN: "mentions of the event × price of an equal event ÷ mentions that such an event brings", RU: "упоминания мероприятия × цена равноценного мероприятия ÷ упоминаний приносит такое мероприятие"},
		corrected: metric.Text{EN: "mentions of the event × their positive share × price of an equal event ÷ mentions that such an event brings", RU: "упоминания мероприятия × доля положительных × цена равноценного мероприятия ÷ упоминаний приносит такое мероприятие"},
		difference: metric.Text{EN: "As printed a scandal is worth as much as praise; only what is positive counts.",
			RU: "По источнику скандал стоит столько же, сколько похвала; засчитывается только положительное."},
	},
	7: {
		literal:   metric.Text{EN: "articles × price of an article", RU: "статьи × цена статьи"},
		corrected: metric.Text{EN: "articles × share as good as bought ones × price of an article", RU: "статьи × доля не хуже заказных × цена статьи"},
		difference: metric.Text{EN: "The source asks to allow for quality and has no term for it; where nobody says the share it is 100%, which is shown.",
			RU: "Источник просит учесть качество, но множителя для него не даёт; если долю никто не назвал, она равна 100\u00a0%, и это показано."},
	},
	8: {
		literal:   metric.Text{EN: "photos × share as good as bought ones × price of them all ÷ photos in a set", RU: "фотографии × доля не хуже заказных × цена всех фотографий ÷ фотографий в фотосессии"},
		corrected: metric.Text{EN: "photos × share as good as bought ones × price of one set ÷ photos in a set", RU: "фотографии × доля не хуже заказных × цена одной фотосессии ÷ фотографий в фотосессии"},
		difference: metric.Text{EN: "The price must be that of one set; with the price of all photos they are counted twice.",
			RU: "Цена должна быть за одну фотосессию; с ценой всех фотографий они считаются дважды."},
	},
	9: {
		literal: metric.Text{EN: "videos × share as good as bought ones × price of a video", RU: "видео × доля не хуже заказных × цена видео"},
	},
	10: {
		literal:   metric.Text{EN: "insights × share of quality × price of a focus group ÷ insights of a focus group", RU: "инсайты × доля качественных × цена фокус-группы ÷ инсайтов даёт фокус-группа"},
		corrected: metric.Text{EN: "insights × share of these as good as those of a focus group × price of a focus group ÷ insights of a focus group", RU: "инсайты × доля тех из них, что не хуже полученных от фокус-группы × цена фокус-группы ÷ инсайтов даёт фокус-группа"},
		difference: metric.Text{EN: "The numbers are the same; the share must be that of our own insights, while the source reads as if it were that of the focus groups.",
			RU: "Числа те же; доля должна относиться к нашим инсайтам, а в источнике она читается как доля качественных фокус-групп."},
	},
	11: {
		literal:   metric.Text{EN: "requests in a week × share that people solved themselves × price of a call", RU: "обращения за неделю × доля решивших вопрос самостоятельно × цена звонка"},
		corrected: metric.Text{EN: "requests in the period × share that people solved themselves × share of those who would have called × price of a call", RU: "обращения за период × доля решивших вопрос самостоятельно × доля тех из них, кто иначе позвонил бы × цена звонка"},
		difference: metric.Text{EN: "Of the fourteen only this one is of a week, and not everyone who helped themselves would have called; where nobody says that share it is 100%, which is shown.",
			RU: "Только эта из четырнадцати формул считает за неделю, и не каждый, кто справился сам, иначе позвонил бы; если эту долю никто не назвал, она равна 100\u00a0%, и это показано."},
	},
	12: {
		literal: metric.Text{EN: "leads × share that buys × average cheque", RU: "лиды × доля купивших × средний чек"},
	},
	13: {
		literal:   metric.Text{EN: "leads × share that buys × value of the product at this stage", RU: "лиды × доля купивших × ценность продукта на этом этапе"},
		corrected: metric.Text{EN: "leads × share that buys × lifetime value of a customer", RU: "лиды × доля купивших × пожизненная ценность клиента"},
		difference: metric.Text{EN: "The numbers are the same; the third factor is mistranslated in the source and means the lifetime value. It contains the first purchase, which is line 12.",
			RU: "Числа те же; третий множитель в источнике переведён неверно, имеется в виду пожизненная ценность клиента. В неё входит первая покупка, то есть строка 12."},
	},
	14: {
		literal:   metric.Text{EN: "(conversion now − conversion before) ÷ conversion before × units sold before × receipts of them all", RU: "(конверсия сейчас − конверсия раньше) ÷ конверсия раньше × продано раньше × выручка со всех"},
		corrected: metric.Text{EN: "(conversion now − conversion before) ÷ conversion before × units sold before × receipts per unit", RU: "(конверсия сейчас − конверсия раньше) ÷ конверсия раньше × продано раньше × выручка с единицы"},
		difference: metric.Text{EN: "The receipts must be those of one unit, and the units those of the period before; even so the whole lift is given to social media.",
			RU: "Выручка должна быть с одной единицы, а единицы — за прошлый период; и даже так весь прирост приписан соцсетям."},
	},
}
