package metric

import "molva/ingest"

var awarenessNew = []Metric{
	{Row: 82, ID: "unprompted_share", Name: Text{"Unprompted share", "Доля спонтанных упоминаний"},
		Formula:     Text{"mentions that are neither below our posts nor answers to us / m", "упоминания не под нашими публикациями и не в ответ нам / m"},
		Denominator: ofMentions, Inputs: inputs(InputMentions + " " + InputStaff + "? " + InputAccounts + "?"), Unit: ingest.UnitShare,
		Class: KPI, Questions: []Question{Awareness}, Better: Higher, OfTopic: unprompted},
	{Row: 83, ID: "first_time_authors", Name: Text{"First-time authors", "Новые авторы"},
		Formula: Text{"people of the period who had never been heard to speak of the topic before it", "люди за период, которые прежде ни разу не говорили о теме"},
		Inputs:  inputs(InputMentions + " " + InputBefore), Unit: ingest.UnitCount, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		Parts: map[string]Text{partOfAuthors: {"of all authors", "от всех авторов"}}, OfTopic: firstTime},
	{Row: 84, ID: "recommendation_rate", Name: Text{"Recommendation rate", "Доля рекомендаций"},
		Formula:     Text{"mentions that are for the topic and advise others to take it / opinions", "упоминания «за» тему, которые советуют её другим / мнения"},
		Denominator: ofOpinions, Inputs: inputs(InputMentions), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Awareness, Opinion}, Better: Higher,
		OfTopic: recommendation},
}

var awarenessEntered = []Metric{
	{Row: 85, ID: "branded_search_clicks", Name: Text{"Branded search clicks", "Переходы по брендовым запросам"},
		Formula: Text{"clicks from searches that name the brand, from a search engine's console", "переходы из поиска по запросам с названием бренда, из кабинета поисковой системы"},
		Inputs:  inputs("input:branded_clicks"), Unit: ingest.UnitCount, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		OfTopic: brandedClicks},
	{Row: 86, ID: "awareness", Name: Text{"Awareness by survey", "Узнаваемость по опросу"},
		Formula:     Text{"p1 aided, p1 unaided; lift = p1 − p0, the survey before; interval by Newcombe 1998, method 10", "p1 с подсказкой и p1 без подсказки; прирост = p1 − p0 прошлого опроса; интервал по Ньюкомбу, 1998, метод 10"},
		Denominator: Text{"those asked in the survey", "опрошенные"},
		Inputs:      inputs("input:awareness_aided? input:awareness_unaided?"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		Parts: map[string]Text{"aided": {"aided", "с подсказкой"}, "unaided": {"unaided", "без подсказки"},
			"aided_lift": {"lift, aided", "прирост, с подсказкой"}, "unaided_lift": {"lift, unaided", "прирост, без подсказки"}},
		OfTopic: surveyed},
	{Row: 87, ID: "advantage_recall", Name: Text{"Advantage recall", "Узнавание преимуществ"},
		Formula:     Text{"share of those asked who name an advantage; lift = now − the survey before; interval by Newcombe 1998, method 10", "доля опрошенных, назвавших преимущество; прирост = сейчас − прошлый опрос; интервал по Ньюкомбу, 1998, метод 10"},
		Denominator: Text{"those asked in the survey", "опрошенные"},
		Inputs:      inputs("input:advantage"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		Parts: map[string]Text{"lift": {"lift", "прирост"}}, OfTopic: advantages},
}
