package alerts

import "molva/alerts/phrase"

// deskTexts is what the desk says about a message that is not as planned.
var deskTexts = phrase.Catalogue{
	"Late: it was due on %s.": phrase.Say("С опозданием: должно было прийти %s."),
	"Possible repeat: nobody knows whether the first one arrived.": phrase.Say(
		"Возможно, повтор: неизвестно, дошло ли первое сообщение."),
	"possible repeat":      phrase.Say("возможно, повтор"),
	"Not sent before: %s.": phrase.Say("Не было отправлено: %s."),
	"%d alerts were not sent in time (%s): %s.": phrase.Count(1,
		phrase.English{One: "%d alert was not sent in time (%s): %s."},
		phrase.Russian{
			One:  "%d оповещение не было отправлено вовремя (%s): %s.",
			Few:  "%d оповещения не были отправлены вовремя (%s): %s.",
			Many: "%d оповещений не были отправлены вовремя (%s): %s."}),
	"%d more":                              phrase.Say("ещё %d"),
	"Complaint: %s":                        phrase.Say("Жалоба: %s"),
	"More people tell of it than before.":  phrase.Say("О ней рассказывает больше людей, чем раньше."),
	"It goes on as before.":                phrase.Say("Всё идёт как раньше."),
	"Fewer people tell of it than before.": phrase.Say("О ней рассказывает меньше людей, чем раньше."),
	"Nobody tells of it any more.":         phrase.Say("О ней больше никто не рассказывает."),
	"It is marked as fixed.":               phrase.Say("Она отмечена как исправленная."),
	"It is back after its fix.":            phrase.Say("Она вернулась после исправления."),
	"It is new.":                           phrase.Say("Она новая."),
	"In detail.":                           phrase.Say("Подробнее."),
}
