package listen

import "molva/alerts/phrase"

// Texts is what this package says, apart from the words on the buttons, which are alerts.Texts.
var Texts = phrase.Catalogue{
	"You are not among those whose reactions count here.":   phrase.Say("Вас нет среди тех, чьи реакции здесь учитываются."),
	"You are not among those who may use the buttons here.": phrase.Say("Вас нет среди тех, кому здесь доступны кнопки."),
	"You are not among those who may ask here.":             phrase.Say("Вас нет среди тех, кому здесь можно задавать вопросы."),
	"Your reaction could not be saved. Please take it back and give it again later.": phrase.Say(
		"Вашу реакцию сохранить не удалось. Снимите её и поставьте снова позже."),

	"No answer": phrase.Say("Ответа нет"),
	"That was more than %d questions in a minute. Please wait.": phrase.Say(
		"За минуту задано больше вопросов, чем можно (%d). Подождите немного."),
	"The answer could not be read from the database. Please ask again later.": phrase.Say(
		"Прочитать ответ из базы не удалось. Спросите позже."),

	"That is not there any more, so nothing was done.":   phrase.Say("Этого уже нет, поэтому ничего не сделано."),
	"That could not be saved. Please try again later.":   phrase.Say("Сохранить не удалось. Попробуйте позже."),
	"That took too long. Please press the button again.": phrase.Say("Вышло слишком долго. Нажмите кнопку ещё раз."),

	"Somebody takes care of it already: %s.": phrase.Say("Этим уже занимаются: %s."),
	"Noted: you take care of it.":            phrase.Say("Записано: этим занимаетесь вы."),
	"%s takes care of it.":                   phrase.Say("Этим занимается %s."),
	"Muted until %s. To lift that: molva alerts unmute %s": phrase.Say(
		"Отложено до %s. Вернуть: molva alerts unmute %s"),
	"%s muted this until %s.":         phrase.Say("%s откладывает это до %s."),
	"%s is marked like that already.": phrase.Say("%s уже так отмечена."),
	"%s marked %s as fixed.":          phrase.Say("%s: жалоба %s исправлена."),
	"%s is marked as fixed. To take that back: molva complaints undo %s": phrase.Say(
		"%s отмечена как исправленная. Отменить: molva complaints undo %s"),

	"Cancel":             phrase.Say("Отмена"),
	"Mark as fixed":      phrase.Say("Отметить исправленным"),
	"How long":           phrase.Say("На сколько"),
	"for an hour":        phrase.Say("на час"),
	"for a day":          phrase.Say("на день"),
	"for a week":         phrase.Say("на неделю"),
	"Why":                phrase.Say("Почему"),
	"Link to the ticket": phrase.Say("Ссылка на задачу"),
	"Where the work on it can be read. When enough people speak of it again, it returns.": phrase.Say(
		"Где видно, что с этим делают. Если об этом снова заговорят, жалоба вернётся."),
	"Want a link that starts with https:// and has at most %d characters, or nothing.": phrase.Say(
		"Нужна ссылка, которая начинается с https:// и не длиннее %d знаков, или ничего."),
	"Want an hour, a day or a week.": phrase.Say("Нужен час, день или неделя."),
}
