package alerts

import "molva/alerts/phrase"

// Texts is what this room says.
var Texts = phrase.Catalogue{
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
	"None of %d mentions counts: they are adverts, copies or excluded.": phrase.Count(1,
		phrase.English{One: "The %d mention does not count: it is an advert, a copy or excluded."},
		phrase.Russian{
			One:  "Ни одно из %d упоминания не учитывается: это реклама, копии или исключённые.",
			Few:  "Ни одно из %d упоминаний не учитывается: это реклама, копии или исключённые.",
			Many: "Ни одно из %d упоминаний не учитывается: это реклама, копии или исключённые."}),
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
	"It was %s on %s.":                               phrase.Say("%[2]s было %[1]s."),
	"It was undefined on %s.":                        phrase.Say("%s было не определено."),
	"Counted: positive %d, negative %d, neutral %d.": phrase.Say("Учтено: положительных %d, отрицательных %d, нейтральных %d."),
	"On %s: %d, %d and %d.":                          phrase.Say("%s: %d, %d и %d."),
	"%d mentions": phrase.Count(1, phrase.English{One: "%d mention"},
		phrase.Russian{One: "%d упоминание", Few: "%d упоминания", Many: "%d упоминаний"}),
	"by %d people": phrase.Count(1, phrase.English{One: "by %d person"},
		phrase.Russian{One: "от %d человека", Few: "от %d человек", Many: "от %d человек"}),
	"copies folded: %d":    phrase.Say("свёрнуто копий: %d"),
	"adverts left out: %d": phrase.Say("отложено рекламы: %d"),

	"Complaints":                           phrase.Say("Жалобы"),
	"What people say":                      phrase.Say("Что говорят"),
	"Networks":                             phrase.Say("Сети"),
	"Brands and products":                  phrase.Say("Бренды и продукты"),
	"Competitors":                          phrase.Say("Конкуренты"),
	"Coverage":                             phrase.Say("Полнота"),
	"negative":                             phrase.Say("отрицательное"),
	"positive":                             phrase.Say("положительное"),
	"neutral":                              phrase.Say("нейтральное"),
	"%s sure":                              phrase.Say("уверенность %s"),
	"was %s":                               phrase.Say("было %s"),
	"nothing counted":                      phrase.Say("ничего не учтено"),
	"undefined":                            phrase.Say("не определено"),
	"ratio undefined":                      phrase.Say("отношение не определено"),
	"ratio %s (%s)":                        phrase.Say("отношение %s (%s)"),
	"positive %d, negative %d, neutral %d": phrase.Say("положительных %d, отрицательных %d, нейтральных %d"),

	"What they ask for":                    phrase.Say("О чём просят"),
	"What they like":                       phrase.Say("Что нравится"),
	"Returned after the fix of %s: %s, %s": phrase.Say("Вернулось после исправления %s: %s, %s"),
	"Rising: %s, %s":                       phrase.Say("Растёт: %s, %s"),
	"New: %s, %s, %s":                      phrase.Say("Новое: %s, %s, %s"),
	"%d people": phrase.Count(1, phrase.English{One: "%d person"},
		phrase.Russian{One: "%d человек", Few: "%d человека", Many: "%d человек"}),
	"in %d mentions": phrase.Count(1, phrase.English{One: "in %d mention"},
		phrase.Russian{One: "в %d упоминании", Few: "в %d упоминаниях", Many: "в %d упоминаниях"}),
	"in %d days": phrase.Count(1, phrase.English{One: "in %d day"},
		phrase.Russian{One: "за %d день", Few: "за %d дня", Many: "за %d дней"}),
	"%s sure that it is one trouble": phrase.Say("уверенность, что проблема одна: %s"),
	"nobody on %s":                   phrase.Say("%s — никого"),
	"%d people on %s": phrase.Count(1, phrase.English{One: "%d person on %s"},
		phrase.Russian{One: "%[2]s — %[1]d человек", Few: "%[2]s — %[1]d человека", Many: "%[2]s — %[1]d человек"}),
	"about %s":                     phrase.Say("про %s"),
	"mostly questions":             phrase.Say("в основном вопросы"),
	"new %s":                       phrase.Say("новое %s"),
	"rising: %s":                   phrase.Say("растёт: %s"),
	"fading: %s":                   phrase.Say("затихает: %s"),
	"steady":                       phrase.Say("без перемен"),
	"silent for two weeks":         phrase.Say("две недели тишины"),
	"fixed on %s":                  phrase.Say("исправлено %s"),
	"returned after the fix of %s": phrase.Say("вернулось после исправления %s"),
	"%s expected":                  phrase.Say("ожидалось %s"),
	"New inside it: %s.":           phrase.Say("Новое внутри: %s."),
	"ticket on %s":                 phrase.Say("задача на %s"),
	"ticket %s":                    phrase.Say("задача %s"),
	"no name yet":                  phrase.Say("пока без названия"),
	"There were no mentions to look for complaints in.": phrase.Say("Упоминаний не было, искать жалобы не в чем."),
	"No complaints among %d mentions.": phrase.Count(1, phrase.English{One: "The %d mention is no complaint."},
		phrase.Russian{
			One:  "Среди %d упоминания жалоб нет.",
			Few:  "Среди %d упоминаний жалоб нет.",
			Many: "Среди %d упоминаний жалоб нет."}),
	"None of %d complaints recurs: no two people tell of the same trouble.": alike(1,
		"The %d complaint does not recur: nobody else tells of the same trouble.",
		"Жалоб: %d, повторяющихся среди них нет: об одном и том же не рассказали и двое."),
	"All of %d complaints recur.": alike(1, "The %d complaint recurs.", "Жалоб: %d, все повторяются."),
	"%d of %d complaints are not recurring.": alike(1, "%d of %d complaints is not recurring.",
		"Жалоб: %[2]d, из них не повторяются: %[1]d."),
	"%d of %d complaints are of what a person chose to ignore.": alike(1, "%d of %d complaints is of what a person chose to ignore.",
		"Жалоб: %[2]d, из них о том, что решено не учитывать: %[1]d."),
	"Further recurring complaints: %d (molva complaints list --kind complaint %s).": phrase.Say("Ещё повторяющихся жалоб: %d (molva complaints list --kind complaint %s)."),
	"The mentions behind a number: molva mentions %s --complaint %s":                phrase.Say("Упоминания за числом: molva mentions %s --complaint %s"),

	"No source has reported yet.":        phrase.Say("Ни один источник пока ничего не сообщил."),
	"Sources read: %d of %d.":            phrase.Say("Читается источников: %d из %d."),
	"Never heard: %s.":                   phrase.Say("Ещё ничего не принесли: %s."),
	"Lost before %s from %s: %s.":        phrase.Say("Потеряно до %s из %s: %s."),
	"%s cannot be read":                  phrase.Say("%s не читается"),
	"%s was told to wait":                phrase.Say("%s: сеть просит подождать"),
	"%s is silent for longer than usual": phrase.Say("%s молчит дольше обычного"),
	"last mention %s":                    phrase.Say("последнее упоминание %s"),

	"Late: it was due on %s.": phrase.Say("С опозданием: должно было прийти %s."),
	"Possible repeat: nobody knows whether the first one arrived.": phrase.Say(
		"Возможно, повтор: неизвестно, дошло ли первое сообщение."),
	"Not sent before: %s.": phrase.Say("Не было отправлено: %s."),
}

// alike is a sentence that a number bends in English only.
func alike(arg int, one, russian string) phrase.Form {
	return phrase.Count(arg, phrase.English{One: one}, phrase.Russian{One: russian, Few: russian, Many: russian})
}
