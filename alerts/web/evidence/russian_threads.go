package evidence

import "molva/alerts/phrase"

// threadTexts is what the list of those who wait says.
var threadTexts = phrase.Catalogue{
	"%d waits for an answer": phrase.Count(1, phrase.English{One: "%d wait for an answer"},
		phrase.Russian{One: "%d ожидание ответа", Few: "%d ожидания ответа", Many: "%d ожиданий ответа"}),
	"without an answer so far":          phrase.Say("пока без ответа"),
	"answered":                          phrase.Say("с ответом"),
	"over the SLA":                      phrase.Say("дольше SLA"),
	"turned round":                      phrase.Say("переубеждены"),
	"complained again after the answer": phrase.Say("новая жалоба после ответа"),
	"staff is not configured, so nobody knows who answers": phrase.Say("staff не задан, и неизвестно, кто отвечает"),
	"waits for %s":             phrase.Say("ждёт %s"),
	"answered after %s":        phrase.Say("ответ через %s"),
	"in business hours %s":     phrase.Say("в рабочие часы %s"),
	"The list behind a number": phrase.Say("Список, который стоит за числом"),
	"more":                     phrase.Say("дальше"),
}
