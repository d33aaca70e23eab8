package metric

import "molva/ingest"

var opinionTroubles = []Metric{
	{Row: 95, ID: "complaint_rate", Name: Text{"Complaint rate", "Доля жалоб"},
		Formula:     Text{"mentions that complain / m; and per 1,000 orders", "упоминания с жалобой / m; и на 1000 заказов"},
		Denominator: Text{"m; orders of the period, as entered", "m; заказы за период, введённые вручную"},
		Inputs:      inputs(InputMentions + " input:orders?"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Opinion, Satisfaction}, Better: Lower,
		Parts: map[string]Text{perOrders: {"per 1,000 orders", "на 1000 заказов"}}, OfTopic: complaintRate},
	{Row: 96, ID: "cluster_size", Name: Text{"Size of the largest complaints", "Размер крупнейших жалоб"},
		Formula: Text{"people who tell of a recurring complaint in the period; its mentions; its networks", "люди, которые говорят о повторяющейся жалобе за период; её упоминания; её сети"},
		Inputs:  inputs(InputMentions), Unit: ingest.UnitCount, Class: KPI, Questions: []Question{Opinion}, Better: Lower,
		OfTopic: ofTroubles(troubleSize)},
	{Row: 97, ID: "cluster_growth", Name: Text{"Growth of the largest complaints", "Рост крупнейших жалоб"},
		Formula:     Text{"people of the latest days / people expected from history", "люди за последние дни / ожидаемое по истории число людей"},
		Denominator: Text{"people expected in as many days, from what is usual and how much others wrote", "ожидаемое за столько же дней число людей при обычном ходе и общем потоке"},
		Inputs:      inputs(InputMentions + " " + InputBefore), Unit: ingest.UnitRate, Class: KPI, Questions: []Question{Opinion}, Better: Lower,
		OfTopic: ofTroubles(troubleGrowth)},
	{Row: 98, ID: "cluster_age", Name: Text{"Age and returns of the largest complaints", "Возраст и возвраты крупнейших жалоб"},
		Formula: Text{"days since the first mention; 1 where it came back after a person said that it was fixed", "дней с первого упоминания; 1, если вернулась после отметки об исправлении"},
		Inputs:  inputs(InputMentions), Unit: ingest.UnitCount, Class: KPI, Questions: []Question{Opinion}, Better: Lower,
		OfTopic: ofTroubles(troubleAge)},
	{Row: 99, ID: "complaint_concentration", Name: Text{"Concentration of complaints", "Концентрация жалоб"},
		Formula:     Text{"mentions in the five largest recurring complaints / mentions that complain", "упоминания в пяти крупнейших повторяющихся жалобах / упоминания с жалобой"},
		Denominator: Text{"mentions of the period that complain", "упоминания за период с жалобой"},
		Inputs:      inputs(InputMentions), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Opinion},
		OfTopic: concentration},
	{Row: 100, ID: "impact_on_score", Name: Text{"Impact on the score", "Влияние на баланс"},
		Formula:     Text{"net sentiment of opinions without a complaint's mentions − with them, as counted", "баланс мнений без упоминаний жалобы − с ними, по подсчёту"},
		Denominator: ofOpinions, Inputs: inputs(InputMentions), Unit: ingest.UnitPoints, Class: KPI, Questions: []Question{Opinion}, Better: Lower,
		OfTopic: impact},
}
