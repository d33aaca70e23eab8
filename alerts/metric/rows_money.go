package metric

import (
	"slices"

	"molva/ingest"
)

// money is what surveys, orders and a CRM tell: satisfaction, the way to a customer, and what it costs.
var money = slices.Concat(moneySurveys, moneySales, moneyCosts)

var moneySurveys = []Metric{
	{Row: 110, ID: "acsi_style_index", Name: Text{"ACSI-style satisfaction index", "Индекс удовлетворённости в духе ACSI"},
		Formula: Text{"((x1−1)·w1 + (x2−1)·w2 + (x3−1)·w3) / 9 × 100; x1 satisfaction, x2 against expectations, x3 against the ideal, answers from 1 to 10; w = 1/3 each, beside it one published set .3885, .3190, .2925. The weights of the ACSI itself are proprietary and differ by industry",
			"((x1−1)·w1 + (x2−1)·w2 + (x3−1)·w3) / 9 × 100; x1 — удовлетворённость, x2 — по сравнению с ожиданиями, x3 — с идеалом, ответы от 1 до 10; все w = 1/3, рядом — один из опубликованных наборов: 0,3885, 0,3190, 0,2925. Веса самого ACSI закрыты и в каждой отрасли свои"},
		Denominator: Text{"the range of the scale, 9", "размах шкалы, 9"},
		Inputs:      inputs("scores | input:acsi_satisfaction input:acsi_expectations input:acsi_ideal"), Unit: ingest.UnitScore, Class: KPI,
		Questions: []Question{Satisfaction}, Better: Higher, OfTopic: acsi,
		Parts: map[string]Text{partPublished: {"by one published set of weights", "с опубликованным набором весов"}}},
	{Row: 111, ID: "survey_scores", Name: Text{"CSAT, NPS, positive survey share", "CSAT, NPS, доля положительных ответов"},
		Formula: Text{"CSAT = answers of 4 or 5 of 5 / all; NPS = (answers of 9 or 10 − answers of 0 to 6) / all × 100; positive = positive answers / answers in words",
			"CSAT = ответы 4 и 5 из 5 / все; NPS = (ответы 9 и 10 − ответы от 0 до 6) / все × 100; положительные = положительные ответы / ответы словами"},
		Denominator: Text{"who answered that question in the period", "кто ответил на этот вопрос за период"},
		Inputs:      inputs("scores | input:csat? input:nps_promoters? input:nps_detractors? input:survey_positive?"), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Satisfaction}, Better: Higher, OfTopic: surveyScores,
		Parts: map[string]Text{partCSAT: {"CSAT", "CSAT"}, partNPS: {"NPS", "NPS"}, partPositive: {"positive answers", "положительные ответы"}}},
	{Row: 112, ID: "orders", Name: Text{"Orders completed; returns and refusals", "Выполненные заказы; возвраты и отказы"},
		Formula: Text{"orders completed; completed / orders; returns / completed; refusals / orders",
			"выполненные заказы; выполненные / все заказы; возвраты / выполненные; отказы / все заказы"},
		Denominator: Text{"orders of the period, for returns those completed in it", "заказы за период, для возвратов — выполненные за период"},
		Inputs:      inputs("input:orders_completed input:orders? input:returns? input:refusals?"), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Satisfaction}, OfTopic: orders,
		Parts: map[string]Text{partCompleted: {"completed", "выполнено"}, partCompletedShare: {"share completed", "доля выполненных"},
			partReturns: {"return rate", "доля возвратов"}, partRefusals: {"refusal rate", "доля отказов"}}},
}

var moneySales = []Metric{
	{Row: 113, ID: "social_clicks", Name: Text{"Social clicks", "Переходы из соцсетей"},
		Formula: Text{"visits with our own tags in the period", "визиты с нашими метками за период"},
		Inputs:  inputs("input:social_clicks"), Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Worth}, Better: Higher, OfTopic: socialClicks},
	{Row: 114, ID: "contacts", Name: Text{"Contacts gathered; contact rate", "Собранные контакты; доля контактов"},
		Formula: Text{"people at the stage contact; contacts / engaged people, who acted in the communities or wrote of the topic",
			"люди на этапе контакта; контакты / вовлечённые люди: кто действовал в сообществах или писал о теме"},
		Denominator: Text{"engaged people of the period, each network for itself", "вовлечённые люди за период, в каждой сети отдельно"},
		Inputs:      inputs("steps mentions set.active? | input:contacts mentions set.active?"), Unit: ingest.UnitCount, Class: KPI,
		Questions: []Question{Worth}, Better: Higher, OfTopic: contacts,
		Parts: map[string]Text{partContactRate: {"contact rate", "доля контактов"}}},
	{Row: 115, ID: "stage_rates", Name: Text{"From contact to CRM to customer", "От контакта через CRM к клиенту"},
		Formula: Text{"people at each step; of those who took the step before in the period, who took this one too, by its end; for contacts: of those who first spoke of the topic in the period. Beside it: with consent / all; median time from the first mention",
			"люди на каждом шаге; из сделавших предыдущий шаг за период — кто до его конца сделал и этот; для контактов: из впервые заговоривших о теме за период. Рядом: с согласием / все; медиана времени от первого упоминания"},
		Denominator: Text{"people with consent who took the step before in the period; for contacts those who first spoke in it", "люди с согласием, сделавшие предыдущий шаг за период; для контактов — впервые заговорившие за период"},
		Inputs:      append(inputs("steps mentions input:contacts? input:leads? input:customers?"), InputBefore), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Worth}, Better: Higher, OfTopic: stageRates,
		Parts: map[string]Text{
			PartPeople + "contact": {"contacts", "контакты"}, PartPeople + "lead": {"leads", "лиды"},
			PartPeople + "customer": {"customers", "клиенты"}, PartPeople + "repeat": {"repeat customers", "повторные клиенты"},
			PartRate + "contact": {"mention to contact", "упоминание → контакт"}, PartRate + "lead": {"contact to lead", "контакт → лид"},
			PartRate + "customer": {"lead to customer", "лид → клиент"}, PartRate + "repeat": {"customer to repeat", "клиент → повтор"},
			PartConsent + "contact": {"contacts with consent", "контакты с согласием"}, PartConsent + "lead": {"leads with consent", "лиды с согласием"},
			PartConsent + "customer": {"customers with consent", "клиенты с согласием"}, PartConsent + "repeat": {"repeat customers with consent", "повторные клиенты с согласием"},
			PartWait + "contact": {"time to contact", "время до контакта"}, PartWait + "lead": {"time to lead", "время до лида"},
			PartWait + "customer": {"time to customer", "время до клиента"}, PartWait + "repeat": {"time to a repeat purchase", "время до повтора"}}},
	{Row: 116, ID: "sales", Name: Text{"Leads, lead to customer, average cheque, repeat rate, lifetime value", "Лиды, лид → клиент, средний чек, доля повторных, пожизненная ценность"},
		Formula: Text{"leads; customers of them / leads; sum of purchases / purchases; customers who came again / customers; lifetime value as entered",
			"лиды; клиенты из них / лиды; сумма покупок / покупки; вернувшиеся клиенты / клиенты; пожизненная ценность — как введено"},
		Denominator: Text{"leads, purchases or customers of the period", "лиды, покупки или клиенты за период"},
		Inputs:      inputs("steps input:lifetime_value? | input:leads? input:lead_to_customer? input:average_cheque? input:repeat_customers? input:lifetime_value?"), Unit: ingest.UnitCount, Class: KPI,
		Questions: []Question{Worth}, Better: Higher, OfTopic: sales,
		Parts: map[string]Text{partLeads: {"leads", "лиды"}, partToCustomer: {"lead to customer", "лид → клиент"}, partCheque: {"average cheque", "средний чек"},
			partRepeat: {"repeat rate", "доля повторных"}, partLifetime: {"lifetime value", "пожизненная ценность"}}},
}

var moneyCosts = []Metric{
	{Row: 117, ID: "cost_per_lead", Name: Text{"Cost per lead, cost per customer", "Стоимость лида, стоимость клиента"},
		Formula:     Text{"(spend + labour hours × rate) / n", "(расходы + часы труда × ставка) / n"},
		Denominator: Text{"people at that stage in the period", "люди на этом этапе за период"},
		Inputs:      inputs("input:spend input:labour_hours input:labour_rate steps | input:spend input:labour_hours input:labour_rate input:leads? input:customers? input:contacts?"), Unit: ingest.UnitMoney, Class: KPI,
		Questions: []Question{Worth}, Better: Lower, OfTopic: costs,
		Parts: map[string]Text{"contact": {"per contact", "за контакт"}, "lead": {"per lead", "за лид"}, "customer": {"per customer", "за клиента"}}},
	{Row: 118, ID: "self_solved_share", Name: Text{"Self-solved support share", "Доля решивших вопрос самостоятельно"},
		Formula:     Text{"self-solved / asked", "решили сами / обратились"},
		Denominator: Text{"who asked, as entered", "обратившиеся, как введено"},
		Inputs:      inputs("input:self_solved"), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Worth}, Better: Higher, OfTopic: selfSolved},
	{Row: 119, ID: "benefit", Name: Text{"Benefit by strength class; ROI", "Польза по силе доказательств; ROI"},
		Formula: Text{"benefits of the ledger, each class apart: revenue, cost avoided, equivalent price; ROI = (benefit − cost) / cost, without equivalents",
			"польза из книги учёта, каждый класс отдельно: выручка, сбережённые расходы, эквивалент цены; ROI = (польза − расходы) / расходы, без эквивалентов"},
		Denominator: Text{"spend and labour of the period", "расходы и труд за период"},
		Inputs:      ledgerNeeds(), Unit: ingest.UnitMoney, Class: KPI,
		Questions: []Question{Worth}, Better: Higher, OfTopic: benefit, Parts: ledgerParts()},
}

// The parts of these rows.
const (
	partPublished      = "published_weights"
	partCSAT           = "csat"
	partNPS            = "nps"
	partPositive       = "positive"
	partCompleted      = "completed"
	partCompletedShare = "completed_share"
	partReturns        = "return_rate"
	partRefusals       = "refusal_rate"
	partContactRate    = "contact_rate"
	partToCustomer     = "lead_to_customer"
	partLeads          = "leads"
	partCheque         = "average_cheque"
	partRepeat         = "repeat_rate"
	partLifetime       = "lifetime_value"
)

// The parts of row 115 are these with a stage behind them.
const (
	PartPeople  = "people_"
	PartRate    = "rate_"
	PartConsent = "consent_"
	PartWait    = "wait_"
)
