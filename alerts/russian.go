package alerts

import "molva/alerts/phrase"

// Texts is what this room says.
var Texts = phrase.Catalogue{
	"The 90%% intervals cover chance only, not the classifier's own mistakes.": phrase.Say(
		"Интервалы на 90\u00a0%% учитывают только случайность, но не ошибки классификатора."),

	"No opinions, %d neutral mentions.": phrase.Count(1,
		phrase.English{One: "No opinions, %d neutral mention."},
		phrase.Russian{
			One:  "Мнений нет, %d нейтральное упоминание.",
			Few:  "Мнений нет, %d нейтральных упоминания.",
			Many: "Мнений нет, %d нейтральных упоминаний."}),
	"Too few opinions to judge: %d positive, %d negative.": phrase.Say(
		"Мнений слишком мало, чтобы судить: положительных %d, отрицательных %d."),
	"Better: %s of %d opinions are positive, %s on %s.": phrase.Count(2,
		phrase.English{One: "Better: %s of %d opinion is positive, %s on %s."},
		phrase.Russian{
			One:  "Стало лучше: из %[2]d мнения положительных %[1]s, %[4]s было %[3]s.",
			Few:  "Стало лучше: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s.",
			Many: "Стало лучше: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s."}),
	"Worse: %s of %d opinions are positive, %s on %s.": phrase.Count(2,
		phrase.English{One: "Worse: %s of %d opinion is positive, %s on %s."},
		phrase.Russian{
			One:  "Стало хуже: из %[2]d мнения положительных %[1]s, %[4]s было %[3]s.",
			Few:  "Стало хуже: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s.",
			Many: "Стало хуже: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s."}),
	"No clear change: %s of %d opinions are positive, %s on %s.": phrase.Count(2,
		phrase.English{One: "No clear change: %s of %d opinion is positive, %s on %s."},
		phrase.Russian{
			One:  "Явных перемен нет: из %[2]d мнения положительных %[1]s, %[4]s было %[3]s.",
			Few:  "Явных перемен нет: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s.",
			Many: "Явных перемен нет: из %[2]d мнений положительных %[1]s, %[4]s было %[3]s."}),
	"%s of %d opinions are positive. There were too few on %s to tell a change.": phrase.Count(2,
		phrase.English{One: "%s of %d opinion is positive. There were too few on %s to tell a change."},
		phrase.Russian{
			One:  "Из %[2]d мнения положительных %[1]s. Мнений за %[3]s слишком мало, чтобы говорить о переменах.",
			Few:  "Из %[2]d мнений положительных %[1]s. Мнений за %[3]s слишком мало, чтобы говорить о переменах.",
			Many: "Из %[2]d мнений положительных %[1]s. Мнений за %[3]s слишком мало, чтобы говорить о переменах."}),
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

	"Positive share: %s (90%% interval %s).":                  phrase.Say("Доля положительных: %s (интервал на 90\u00a0%%: %s)."),
	"Change: %s points (90%% interval %s to %s).":             phrase.Say("Разница: %s п.\u00a0п. (интервал на 90\u00a0%%: от %s до %s)."),
	"Positive to negative: %s (90%% interval %s).":            phrase.Say("Положительные к отрицательным: %s (интервал на 90\u00a0%%: %s)."),
	"Positive to negative: undefined, there are no opinions.": phrase.Say("Положительные к отрицательным: не определено, мнений нет."),
	"Positive to negative: undefined, none of %d opinions is negative.": phrase.Count(1,
		phrase.English{One: "Positive to negative: undefined, the %d opinion is not negative."},
		phrase.Russian{
			One:  "Положительные к отрицательным: не определено, среди %d мнения нет отрицательных.",
			Few:  "Положительные к отрицательным: не определено, среди %d мнений нет отрицательных.",
			Many: "Положительные к отрицательным: не определено, среди %d мнений нет отрицательных."}),
	"It was %s on %s.":                      phrase.Say("%[2]s было %[1]s."),
	"It was undefined on %s.":               phrase.Say("%s было не определено."),
	"Positive %d, negative %d, neutral %d.": phrase.Say("Положительных %d, отрицательных %d, нейтральных %d."),
	"On %s: %d, %d and %d.":                 phrase.Say("%s: %d, %d и %d."),
	"%d mentions": phrase.Count(1, phrase.English{One: "%d mention"},
		phrase.Russian{One: "%d упоминание", Few: "%d упоминания", Many: "%d упоминаний"}),
	"by %d people": phrase.Count(1, phrase.English{One: "by %d person"},
		phrase.Russian{One: "от %d человека", Few: "от %d человек", Many: "от %d человек"}),
	"copies folded: %d":    phrase.Say("свёрнуто копий: %d"),
	"adverts left out: %d": phrase.Say("отложено рекламы: %d"),

	"Complaints":          phrase.Say("Жалобы"),
	"None found yet.":     phrase.Say("Пока не найдено."),
	"What people say":     phrase.Say("Что говорят"),
	"Networks":            phrase.Say("Сети"),
	"Brands and products": phrase.Say("Бренды и продукты"),
	"Competitors":         phrase.Say("Конкуренты"),
	"Coverage":            phrase.Say("Полнота"),
	"negative":            phrase.Say("отрицательное"),
	"positive":            phrase.Say("положительное"),
	"neutral":             phrase.Say("нейтральное"),
	"%s sure":             phrase.Say("уверенность %s"),
	"was %s":              phrase.Say("было %s"),
	"nothing counted":     phrase.Say("ничего не учтено"),
	"undefined":           phrase.Say("не определено"),
	"positive %d, negative %d, neutral %d, ratio %s": phrase.Say(
		"положительных %d, отрицательных %d, нейтральных %d, отношение %s"),

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
