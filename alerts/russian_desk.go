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
	"%d more":    phrase.Say("ещё %d"),
	"In detail.": phrase.Say("Подробнее."),
}
