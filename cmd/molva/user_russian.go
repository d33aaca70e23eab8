package main

import "molva/alerts/phrase"

// userRussian is what is said of people and tokens.
var userRussian = phrase.Catalogue{
	"--role: found %q, want viewer, agent, analyst or admin":                  phrase.Say("--role: найдено %q, возможны viewer, agent, analyst и admin"),
	"nothing is to be changed: want --role, --topics or both":                 phrase.Say("нечего менять: нужны --role, --topics или оба"),
	"%s: changed, and signed out everywhere":                                  phrase.Say("%s: изменено, все входы завершены"),
	"%s may come in as %s. Their code, shown only now, is good until %s:":     phrase.Say("%s может войти с ролью %s. Код показывается только сейчас и действует до %s:"),
	"They change it for a password at %s":                                     phrase.Say("Сменить код на пароль можно на странице %s"),
	"nobody yet; 'molva user add NAME --role admin' lets the first person in": phrase.Say("пока никого; первого человека впустит «molva user add ИМЯ --role admin»"),
	"shut out":                         phrase.Say("вход закрыт"),
	"has a code until %s":              phrase.Say("код до %s"),
	"was never here":                   phrase.Say("ещё не входил"),
	"last signed in %s":                phrase.Say("последний вход %s"),
	"The token of %s, shown only now:": phrase.Say("Токен для %s, показывается только сейчас:"),
	"%s lets nobody in any more":       phrase.Say("%s больше никого не впускает"),
	"there are no tokens yet":          phrase.Say("токенов пока нет"),
	"lets nobody in any more":          phrase.Say("больше не действует"),
	"was never used":                   phrase.Say("ещё не использовался"),
	"last used %s":                     phrase.Say("последний раз %s"),
}
