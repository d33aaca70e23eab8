package watch

import "molva/alerts/phrase"

// Texts is what this package says, beside what it takes from package alerts.
var Texts = phrase.Catalogue{
	"Spike: %s, %s":                       phrase.Say("Всплеск: %s, %s"),
	"Negative wave: %s, %s":               phrase.Say("Волна негатива: %s, %s"),
	"Drop: %s, %s":                        phrase.Say("Спад: %s, %s"),
	"New complaint: %s, %s":               phrase.Say("Новая жалоба: %s, %s"),
	"A complaint is back: %s, %s":         phrase.Say("Жалоба вернулась: %s, %s"),
	"Credentials end: %s":                 phrase.Say("Истекают ключи: %s"),
	"The credentials of %s were renewed.": phrase.Say("Ключи источника %s обновлены."),
	"The credentials of %s ended: %s.":    phrase.Say("Ключи источника %s истекли: %s."),
	"The credentials of %s end: %s.":      phrase.Say("Ключи источника %s истекают: %s."),
	"Renew them on %s and put them into the configuration; without them nothing is heard from there.": phrase.Say("Обновите их в сети %s и впишите в настройки; без них оттуда ничего не слышно."),
	"Silence: %s":                phrase.Say("Источники молчат: %s"),
	"Influential author: %s, %s": phrase.Say("Влиятельный автор: %s, %s"),
	"Over. %s":                   phrase.Say("Закончилось. %s"),
	"Still running. %s":          phrase.Say("Всё ещё продолжается. %s"),
	"Incident %s.":               phrase.Say("Инцидент %s."),
	"Acknowledged by %s, %s.":    phrase.Say("Этим занимается %s, %s."),
	"It runs since %s; it was muted by %s until %s.": phrase.Say("Началось %s; сообщения отключал %s до %s."),

	"May be incomplete: there was trouble with %s.": phrase.Say("Данные могут быть неполны: были неполадки с источниками: %s."),

	"since %s":      phrase.Say("с %s"),
	"from %s to %s": phrase.Say("с %s до %s"),
	"in %d hours": phrase.Count(1, phrase.English{One: "in %d hour"},
		phrase.Russian{One: "за %d час", Few: "за %d часа", Many: "за %d часов"}),
	"usually %s":                    phrase.Say("обычно %s"),
	"at the most %d %s, usually %s": phrase.Say("самое большее %d %s, обычно %s"),
	"usually %s of as many":         phrase.Say("обычно из стольких же %s"),
	"%d of %d mentions are negative": phrase.Count(1, phrase.English{One: "%d of %d mentions is negative"}, phrase.Russian{
		One:  "отрицательных упоминаний %d из %d",
		Few:  "отрицательных упоминаний %d из %d",
		Many: "отрицательных упоминаний %d из %d"}),
	"mostly by one author":                                phrase.Say("в основном пишет один автор"),
	"mostly in one discussion":                            phrase.Say("в основном в одном обсуждении"),
	"mostly complaints about “%s”":                        phrase.Say("в основном жалобы на тему «%s»"),
	"mostly praise: %s":                                   phrase.Say("в основном похвала: %s"),
	"mostly a wish: %s":                                   phrase.Say("в основном пожелание: %s"),
	"mostly the complaint %s":                             phrase.Say("в основном жалоба %s"),
	"“%s” (%s, %s)":                                       phrase.Say("«%s» (%s, %s)"),
	"“%s” (%s)":                                           phrase.Say("«%s» (%s)"),
	"The tone turned with it: %s":                         phrase.Say("Вместе с ним сменился тон: %s"),
	"It shows in %s too.":                                 phrase.Say("Заметно и выше по дереву: %s."),
	"One author wrote %d of them.":                        phrase.Say("Из них один автор написал %d."),
	"Copies, not counted: %d.":                            phrase.Say("Копии, не учтены: %d."),
	"Chance alone does this less than once in ten years.": phrase.Say("Случайно такое бывает реже, чем раз в десять лет."),
	"Chance alone does this about once in %d days.": phrase.Count(1,
		phrase.English{One: "Chance alone does this about once a day."},
		phrase.Russian{
			One:  "Случайно такое бывает примерно раз в %d день.",
			Few:  "Случайно такое бывает примерно раз в %d дня.",
			Many: "Случайно такое бывает примерно раз в %d дней."}),
	"The line is drawn for at most %s false alerts a month, over all topics.": phrase.Say(
		"Порог выбран так, чтобы ложных тревог по всем темам было не больше %s в месяц."),

	"Back after the fix of %s: %s, %s.": phrase.Say("Вернулась после исправления (%s): %s, %s."),
	"More people than may linger after a fix, beyond chance; a fix is reported once.": phrase.Say(
		"Людей больше, чем может остаться после исправления, и это не случайность; об одном исправлении сообщается один раз."),
	"%s: %s since %s.": phrase.Say("%s: %s с %s."),
	"Nobody told of it before. Enough people do, in words of their own, for it to be no accident; it is reported once.": phrase.Say(
		"Раньше об этом никто не рассказывал. Людей достаточно, и пишут они своими словами: это не случайность; сообщается один раз."),
	"New with it: “%s” (%s), %s.": phrase.Say("Вместе с этим новое: «%s» (%s), %s."),
	"Theme: %s.":                  phrase.Say("Тема: %s."),

	"Heard again: %s.":        phrase.Say("Снова слышно: %s."),
	"No source is heard: %s.": phrase.Say("Не слышно ни одного источника: %s."),
	"Not heard: %s.":          phrase.Say("Не слышно: %s."),
	"Until then fewer mentions mean nothing: a drop is not reported.": phrase.Say(
		"До тех пор малое число упоминаний ничего не значит: о спаде не сообщается."),
	"%s: not heard from %s to %s.": phrase.Say("%s: не было слышно с %s до %s."),
	"%s cannot be read since %s":   phrase.Say("%s не читается с %s"),
	"%s answers and brings nothing since %s, twice as long as ever before": phrase.Say(
		"%s отвечает, но ничего не приносит с %s — вдвое дольше, чем когда-либо"),

	"An author with %d followers wrote %s.": phrase.Say("Автор, у которого подписчиков %d, написал: %s."),
	"%s, %d followers on %s.": phrase.Count(2, phrase.English{One: "%s, %d follower on %s."}, phrase.Russian{
		One:  "%s, %d подписчик, %s.",
		Few:  "%s, %d подписчика, %s.",
		Many: "%s, %d подписчиков, %s."}),
	"One of the most followed authors of the week; each is reported once a day.": phrase.Say(
		"Один из самых читаемых авторов недели; о каждом сообщается раз в день."),

	"too little was heard to know what is usual":      phrase.Say("услышано слишком мало, чтобы знать, что обычно"),
	"too few mentions to tell":                        phrase.Say("упоминаний слишком мало, чтобы судить"),
	"from %d negative of %d mentions on, in 24 hours": phrase.Say("от %d отрицательных из %d упоминаний за 24 часа"),
	"at %d mentions or fewer in the 24 hours to %s":   phrase.Say("не больше %d упоминаний за 24 часа до %s"),
	"from %d mentions on, in the 3 hours to %s":       phrase.Say("от %d упоминаний за 3 часа до %s"),
}
