package overview

import "molva/alerts/phrase"

// Texts is what these pages say.
var Texts = phrase.Catalogue{
	"What people say about your product": phrase.Say("Что говорят о вашем продукте"),
	"Side by side":                       phrase.Say("Рядом"),
	"Name":                               phrase.Say("Название"),
	"Change":                             phrase.Say("Изменение"),
	"Ratio":                              phrase.Say("Отношение"),
	"Volume":                             phrase.Say("Объём"),
	"No topics yet.":                     phrase.Say("Тем пока нет."),
	"Say what you want to hear of: a topic in molva.yaml, or at once with this command.": phrase.Say(
		"Скажите, о чём вы хотите слышать: тема в molva.yaml или сразу такой командой."),
	"competitor":           phrase.Say("конкурент"),
	"belongs to %s":        phrase.Say("относится к: %s"),
	"positive to negative": phrase.Say("положительные к отрицательным"),
	"90%% interval":        phrase.Say("Интервал на 90\u00a0%%"),
	"90%% interval %s":     phrase.Say("интервал на 90\u00a0%%: %s"),
	"Positive to negative, with its 90%% interval": phrase.Say("Положительные к отрицательным, с интервалом на 90\u00a0%%"),
	"even":                         phrase.Say("поровну"),
	"Mentions that count":          phrase.Say("Учтённые упоминания"),
	"mentions that count":          phrase.Say("учтённые упоминания"),
	"Positive":                     phrase.Say("Положительных"),
	"Negative":                     phrase.Say("Отрицательных"),
	"Neutral":                      phrase.Say("Нейтральных"),
	"Over time":                    phrase.Say("По времени"),
	"Numbers":                      phrase.Say("Числа"),
	"better":                       phrase.Say("лучше"),
	"probably better":              phrase.Say("вероятно, лучше"),
	"worse":                        phrase.Say("хуже"),
	"probably worse":               phrase.Say("вероятно, хуже"),
	"no clear change":              phrase.Say("явных перемен нет"),
	"too few to tell":              phrase.Say("слишком мало, чтобы судить"),
	"Digests do not reach %s: %s.": phrase.Say("Дайджесты не доходят до %s: %s."),
	"mentions, the last %d periods": phrase.Count(1, phrase.English{One: "mentions, the last %d period"},
		phrase.Russian{One: "упоминания, последний %d период", Few: "упоминания, последние %d периода", Many: "упоминания, последние %d периодов"}),
	"people a day, the last %d days": phrase.Count(1, phrase.English{One: "people a day, the last %d day"},
		phrase.Russian{One: "людей в день, последний %d день", Few: "людей в день, последние %d дня", Many: "людей в день, последние %d дней"}),
}
