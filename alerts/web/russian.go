package web

import "molva/alerts/phrase"

// Texts is what the page says beside the digests.
var Texts = phrase.Catalogue{
	"What people say about your product": phrase.Say("Что говорят о вашем продукте"),
	"Yesterday":                          phrase.Say("Вчера"),
	"Last week":                          phrase.Say("Прошлая неделя"),
	"This week":                          phrase.Say("Эта неделя"),
	"Last month":                         phrase.Say("Прошлый месяц"),
	"No topics yet.":                     phrase.Say("Тем пока нет."),
	"competitor":                         phrase.Say("конкурент"),
	"belongs to %s":                      phrase.Say("относится к: %s"),
	"pos.":                               phrase.Say("полож."),
	"neutr.":                             phrase.Say("нейтр."),
	"neg.":                               phrase.Say("отриц."),
	"positive to negative":               phrase.Say("положительные к отрицательным"),
	"Over time":                          phrase.Say("По времени"),
	"Period":                             phrase.Say("Период"),
	"Numbers":                            phrase.Say("Числа"),
	"open on %s":                         phrase.Say("открыть на %s"),
	"people a day, the last %d days": phrase.Count(1, phrase.English{One: "people a day, the last %d day"},
		phrase.Russian{One: "людей в день, последний %d день", Few: "людей в день, последние %d дня", Many: "людей в день, последние %d дней"}),
	"Digests do not reach %s: %s.":                   phrase.Say("Дайджесты не доходят до %s: %s."),
	"The page cannot be made now. The log says why.": phrase.Say("Страницу сейчас не собрать. Причина в журнале."),
	"Positive":         phrase.Say("Положительных"),
	"Negative":         phrase.Say("Отрицательных"),
	"Neutral":          phrase.Say("Нейтральных"),
	"90%% interval":    phrase.Say("Интервал на 90\u00a0%%"),
	"90%% interval %s": phrase.Say("интервал на 90\u00a0%%: %s"),
	"Ratio":            phrase.Say("Отношение"),
	"What people say":  phrase.Say("Что говорят"),
	"Coverage":         phrase.Say("Полнота"),
}
