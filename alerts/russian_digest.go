package alerts

import "molva/alerts/phrase"

// digestTexts is what digests say, their complaints aside.
var digestTexts = phrase.Catalogue{
	"Counts are as labelled; shares and ratios are estimates that allow for the model's mistakes, by %d labels of this topic.": phrase.Say(
		"Числа — как размечено; доли и отношения — оценки с поправкой на ошибки модели; меток по этой теме: %d."),
	"Counts are as labelled; shares and ratios are estimates that allow for the model's mistakes. Not calibrated for this topic: %d of %d labels.": phrase.Say(
		"Числа — как размечено; доли и отношения — оценки с поправкой на ошибки модели. Для этой темы она не откалибрована: меток %d из %d."),
	"How often the sentiment is right has not been measured here: label a random sample with 'molva label'.": phrase.Say(
		"Насколько верна тональность, здесь ещё не измерено: разметьте случайную выборку командой «molva label»."),
	"Sentiment was right for %s (90%% interval %s) of %d texts drawn at random; that is stale, for what is said has changed since.": alike(3,
		"Sentiment was right for %s (90%% interval %s) of %d text drawn at random; that is stale, for what is said has changed since.",
		"По случайной выборке (текстов: %[3]d) тональность была верна в %[1]s случаев (интервал на 90\u00a0%%: %[2]s); это устарело: с тех пор говорить стали иначе."),
	"Sentiment is right for %s (90%% interval %s) of %d texts drawn at random and labelled by people.": alike(3,
		"Sentiment is right for %s (90%% interval %s) of %d text drawn at random and labelled by people.",
		"По случайной выборке, размеченной людьми (текстов: %[3]d), тональность верна в %[1]s случаев (интервал на 90\u00a0%%: %[2]s)."),

	"No opinions, %d neutral mentions.": phrase.Count(1,
		phrase.English{One: "No opinions, %d neutral mention."},
		phrase.Russian{
			One:  "Мнений нет, %d нейтральное упоминание.",
			Few:  "Мнений нет, %d нейтральных упоминания.",
			Many: "Мнений нет, %d нейтральных упоминаний."}),
	"Too few opinions to judge: %d positive, %d negative.": phrase.Say(
		"Мнений слишком мало, чтобы судить: положительных %d, отрицательных %d."),
	"Better: net sentiment is %s, it was %s on %s.": phrase.Say(
		"Стало лучше: баланс тональности %[1]s, %[3]s был %[2]s."),
	"Probably better, not proven: net sentiment is %s, it was %s on %s.": phrase.Say(
		"Вероятно, стало лучше, но это не доказано: баланс тональности %[1]s, %[3]s был %[2]s."),
	"Worse: net sentiment is %s, it was %s on %s.": phrase.Say(
		"Стало хуже: баланс тональности %[1]s, %[3]s был %[2]s."),
	"Probably worse, not proven: net sentiment is %s, it was %s on %s.": phrase.Say(
		"Вероятно, стало хуже, но это не доказано: баланс тональности %[1]s, %[3]s был %[2]s."),
	"No clear change: net sentiment is %s, it was %s on %s.": phrase.Say(
		"Явных перемен нет: баланс тональности %[1]s, %[3]s был %[2]s."),
	"Net sentiment is %s. There were too few mentions on %s to tell a change.": phrase.Say(
		"Баланс тональности %s. За %s упоминаний слишком мало, чтобы говорить о переменах."),
	"None of %d mentions counts: they are adverts, copies, grades without words or excluded.": phrase.Count(1,
		phrase.English{One: "The %d mention does not count: it is an advert, a copy, a grade without words or excluded."},
		phrase.Russian{
			One:  "Ни одно из %d упоминания не учитывается: это реклама, копии, оценки без слов или исключённые.",
			Few:  "Ни одно из %d упоминаний не учитывается: это реклама, копии, оценки без слов или исключённые.",
			Many: "Ни одно из %d упоминаний не учитывается: это реклама, копии, оценки без слов или исключённые."}),
	"No mentions, and no source can be read now: the silence says nothing.": phrase.Say(
		"Упоминаний нет, но и ни один источник сейчас не читается: тишина ничего не значит."),
	"Nobody wrote about it. There were %d mentions on %s.": phrase.Count(1,
		phrase.English{One: "Nobody wrote about it. There was %d mention on %s."},
		phrase.Russian{
			One:  "Никто об этом не писал. %[2]s было %[1]d упоминание.",
			Few:  "Никто об этом не писал. %[2]s было %[1]d упоминания.",
			Many: "Никто об этом не писал. %[2]s было %[1]d упоминаний."}),
	"Nothing to report: nobody wrote about it.": phrase.Say("Сообщать не о чем: никто об этом не писал."),

	"Positive share of opinions: %s (90%% interval %s).": phrase.Say("Доля положительных среди мнений: %s (интервал на 90\u00a0%%: %s)."),
	"Change: %s points (90%% interval %s); chance that it got better: %s.": phrase.Say(
		"Разница: %s п.\u00a0п. (интервал на 90\u00a0%%: %s); вероятность, что стало лучше: %s."),
	"Net sentiment (positive less negative, of all mentions): %s points (90%% interval %s).": phrase.Say(
		"Баланс тональности (положительные минус отрицательные, от всех упоминаний): %s п.\u00a0п. (интервал на 90\u00a0%%: %s)."),
	"%s to %s":    phrase.Say("от %s до %s"),
	"at least %s": phrase.Say("не меньше %s"),
	"Positive to negative: %s (90%% interval %s).":                     phrase.Say("Положительные к отрицательным: %s (интервал на 90\u00a0%%: %s)."),
	"Positive to negative: undefined, hardly any opinion is negative.": phrase.Say("Положительные к отрицательным: не определено, отрицательных мнений почти нет."),
	"Positive to negative: undefined, there are too few opinions.":     phrase.Say("Положительные к отрицательным: не определено, мнений слишком мало."),
	"It was %s on %s.":        phrase.Say("%[2]s было %[1]s."),
	"It was undefined on %s.": phrase.Say("%s было не определено."),
	"Counted":                 phrase.Say("Учтено"),
	"On %s":                   phrase.Say("%s"),
	"%d mentions": phrase.Count(1, phrase.English{One: "%d mention"},
		phrase.Russian{One: "%d упоминание", Few: "%d упоминания", Many: "%d упоминаний"}),
	"by %d people": phrase.Count(1, phrase.English{One: "by %d person"},
		phrase.Russian{One: "от %d человека", Few: "от %d человек", Many: "от %d человек"}),
	"copies folded: %d":    phrase.Say("свёрнуто копий: %d"),
	"adverts left out: %d": phrase.Say("отложено рекламы: %d"),

	"Complaints":            phrase.Say("Жалобы"),
	"What people say":       phrase.Say("Что говорят"),
	"Networks":              phrase.Say("Сети"),
	"Brands and products":   phrase.Say("Бренды и продукты"),
	"Competitors beside us": phrase.Say("Конкуренты рядом с нами"),
	"Coverage":              phrase.Say("Полнота"),
	"negative":              phrase.Say("отрицательное"),
	"positive":              phrase.Say("положительное"),
	"neutral":               phrase.Say("нейтральное"),
	"%s sure":               phrase.Say("уверенность %s"),
	"by a second opinion":   phrase.Say("по второму мнению"),
	"labelled by a person":  phrase.Say("размечено человеком"),
	"was %s":                phrase.Say("было %s"),
	"nothing counted":       phrase.Say("ничего не учтено"),
	"undefined":             phrase.Say("не определено"),
	"ratio undefined":       phrase.Say("отношение не определено"),
	"ratio %s (%s)":         phrase.Say("отношение %s (%s)"),
	"positive %d":           phrase.Say("положительных %d"),
	"negative %d":           phrase.Say("отрицательных %d"),
	"neutral %d":            phrase.Say("нейтральных %d"),

	"No source has reported yet.":     phrase.Say("Ни один источник пока ничего не сообщил."),
	"Sources read: %d of %d.":         phrase.Say("Читается источников: %d из %d."),
	"Never heard: %s.":                phrase.Say("Ещё ничего не принесли: %s."),
	"Lost from %s to %s from %s: %s.": phrase.Say("Потеряно с %s до %s из %s: %s."),
	"%s is still reading the past since %s: the numbers of those days will grow.": phrase.Say("%s ещё читает прошлое с %s: числа тех дней вырастут."),
	"The credentials of %s end on %s.":                                            phrase.Say("Ключи источника %s истекают %s."),
	"Lost before %s from %s: %s.":                                                 phrase.Say("Потеряно до %s из %s: %s."),
	"%s cannot be read":                                                           phrase.Say("%s не читается"),
	"%s was told to wait":                                                         phrase.Say("%s: сеть просит подождать"),
	"%s is silent for longer than usual":                                          phrase.Say("%s молчит дольше обычного"),
	"last mention %s":                                                             phrase.Say("последнее упоминание %s"),

	"Positive and negative by day":  phrase.Say("Положительные и отрицательные по дням"),
	"Positive and negative by week": phrase.Say("Положительные и отрицательные по неделям"),
	"mentions":                      phrase.Say("упоминания"),
	"positive mentions":             phrase.Say("положительные"),
	"negative mentions":             phrase.Say("отрицательные"),

	"Open":        phrase.Say("Открыть"),
	"Acknowledge": phrase.Say("Принято"),
	"Mute":        phrase.Say("Отложить"),
	"Fixed":       phrase.Say("Исправлено"),

	"Named no topic: %s of %d mentions received.": phrase.Say("Не относятся ни к одной теме: %s из полученных упоминаний (%d)."),

	"Corrections on %s": phrase.Say("Исправления %s"),
	"%d labels": phrase.Count(1, phrase.English{One: "%d label"},
		phrase.Russian{One: "%d метка", Few: "%d метки", Many: "%d меток"}),
	"taken out: %d":   phrase.Say("исключено: %d"),
	"no figure moved": phrase.Say("числа не изменились"),
	"%d mentions count otherwise now": phrase.Count(1, phrase.English{One: "%d mention counts otherwise now"}, phrase.Russian{
		One:  "%d упоминание теперь учтено иначе",
		Few:  "%d упоминания теперь учтены иначе",
		Many: "%d упоминаний теперь учтено иначе"}),
	"positive %s": phrase.Say("положительных %s"),
	"negative %s": phrase.Say("отрицательных %s"),
	"neutral %s":  phrase.Say("нейтральных %s"),
}
