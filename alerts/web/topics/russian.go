package topics

import "molva/alerts/phrase"

// Texts is what these pages say.
var Texts = phrase.Catalogue{
	"No topic is set up yet. They stand in molva.yaml, under topics.": phrase.Say("Ни одной темы ещё нет. Их задают в molva.yaml, в разделе topics."),

	// The tree.
	"All topics":   phrase.Say("Все темы"),
	"Side by side": phrase.Say("Рядом"),
	"Positive mentions for each negative one, both estimated, with 90%% intervals.": phrase.Say(
		"Сколько положительных упоминаний на одно отрицательное; оба числа — оценки, интервалы на 90\u00a0%%."),
	"End the comparison":       phrase.Say("Закончить сравнение"),
	"%s: positive to negative": phrase.Say("%s: положительные к отрицательным"),
	"even":                     phrase.Say("поровну"),
	"Beside each number stands that of the period before, %s": phrase.Say("Рядом с каждым числом — число за предыдущий период, %s"),
	"Trend":                           phrase.Say("Ход"),
	"Net change, points":              phrase.Say("Сдвиг баланса, п.\u00a0п."),
	"Complaining":                     phrase.Say("С жалобами"),
	"competitor":                      phrase.Say("конкурент"),
	"Compare":                         phrase.Say("Сравнить"),
	"Compare from two to four topics": phrase.Say("Сравнить от двух до четырёх тем"),
	"%d topics are chosen; from %d to %d can be compared.": phrase.Count(1, phrase.English{One: "%d topic is chosen; from %d to %d can be compared."},
		phrase.Russian{One: "Выбрана %d тема; сравнить можно от %d до %d.", Few: "Выбраны %d темы; сравнить можно от %d до %d.", Many: "Выбрано %d тем; сравнить можно от %d до %d."}),
	"Mentions period by period, the last one on the right":          phrase.Say("Упоминания по периодам, последний справа"),
	"Below an estimate stands its 90%% interval.":                   phrase.Say("Под оценкой стоит её интервал на 90\u00a0%%."),
	"A topic sums up those below it.":                               phrase.Say("В теме сложены все темы под ней."),
	"Its change is coloured only where chance does not explain it.": phrase.Say("Изменение окрашено, только если случайностью его не объяснить."),
	"Share of voice of ours = its counted mentions ÷ those of it and of all competitors; of a competitor, beside our first company.": phrase.Say(
		"Доля голоса нашей темы = её учтённые упоминания ÷ её и всех конкурентов; у конкурента — рядом с первой нашей компанией."),
	"Complaining are the counted mentions that stand in a complaint.": phrase.Say("С жалобами — учтённые упоминания, которые вошли в какую-нибудь жалобу."),

	// What the topics look for.
	"What the topics look for": phrase.Say("Что ищут темы"),
	"try it":                   phrase.Say("попробовать"),
	"no query: it sums up the topics below it": phrase.Say("запроса нет: складывает темы под собой"),
	"Try another query":                        phrase.Say("Попробовать другой запрос"),

	// A query that is tried.
	"Try a query": phrase.Say("Проба запроса"),
	"Query":       phrase.Say("Запрос"),
	"Days back":   phrase.Say("За сколько дней"),
	"Try":         phrase.Say("Попробовать"),
	"AND, OR, NOT, “a phrase” and NEAR/5 join words; Russian words match in all their forms. Nothing is saved.": phrase.Say(
		"Слова соединяют AND, OR, NOT, \"фраза\" и NEAR/5; русские слова находятся во всех формах. Ничего не сохраняется."),
	"The raw mentions are not on this machine, so a query cannot be tried here.": phrase.Say(
		"Исходных упоминаний на этой машине нет, поэтому запрос здесь не попробовать."),
	"Queries of the topics:":        phrase.Say("Запросы тем:"),
	"The query cannot be read":      phrase.Say("Запрос не читается"),
	"Where the mistake is":          phrase.Say("Где ошибка"),
	"Column %d: found %s, want %s.": phrase.Say("Столбец %d: найдено %s, нужно %s."),
	"What it would catch":           phrase.Say("Что он поймал бы"),
	"caught":                        phrase.Say("поймано"),
	"raw mentions looked at":        phrase.Say("просмотрено исходных упоминаний"),
	"of them":                       phrase.Say("доля пойманных"),
	"Read as:":                      phrase.Say("Понят так:"),
	"%d of the caught mentions, at random": phrase.Count(1, phrase.English{One: "%d of the caught mentions, at random"}, phrase.Russian{
		One: "%d из пойманных упоминаний, наугад", Few: "%d из пойманных упоминаний, наугад", Many: "%d из пойманных упоминаний, наугад"}),
	"It catches nothing of what is kept. Try fewer or other words, or more days.": phrase.Say(
		"Из того, что хранится, запрос не ловит ничего. Попробуйте меньше слов, другие слова или больше дней."),
	"days is “%s”, want a whole number from 1 to %d": phrase.Say("days: найдено «%s», нужно целое число от 1 до %d"),
}
