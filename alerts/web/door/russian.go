package door

import "molva/alerts/phrase"

// Texts is what the door says.
var Texts = phrase.Catalogue{
	"Sign in": phrase.Say("Вход"),
	"Token":   phrase.Say("Токен"),
	"It is http.token of the configuration; whoever set molva up knows it.": phrase.Say("Это http.token из конфигурации; его знает тот, кто настраивал molva."),
	"That is not the token. It is http.token of the configuration.":         phrase.Say("Это не тот токен. Нужен http.token из конфигурации."),
	"There were too many wrong tokens. Try again in a minute.":              phrase.Say("Слишком много неверных токенов. Попробуйте через минуту."),
}
