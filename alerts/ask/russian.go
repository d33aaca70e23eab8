package ask

import (
	"molva/alerts"
	"molva/alerts/phrase"
)

// Texts is what this package says beside alerts.Texts; see Printer.
var Texts = phrase.Catalogue{
	"Left aside: %s": phrase.Say("Осталось без ответа: %s"),

	"Too few opinions to compare.":                      phrase.Say("Мнений слишком мало, чтобы сравнивать."),
	"No clear difference in what people think of them.": phrase.Say("Явной разницы в том, что о них думают, нет."),
	"People think better of %s than of %s: net sentiment is %s against %s.": phrase.Say(
		"Отзываются лучше: %s, хуже: %s; баланс тональности %s против %s."),
	"positive %d, negative %d, neutral %d":       phrase.Say("положительных %d, отрицательных %d, нейтральных %d"),
	"net sentiment %s points (90%% interval %s)": phrase.Say("баланс тональности %s п.\u00a0п. (интервал на 90\u00a0%%: %s)"),

	"What you can ask": phrase.Say("О чём можно спросить"),
	"I answer from what has been collected, with links to the mentions.": phrase.Say(
		"Отвечаю по тому, что собрано, со ссылками на упоминания."),
	"what do people think of %s last week":       phrase.Say("%s: что думают на прошлой неделе"),
	"what do people complain about in September": phrase.Say("на что жалуются в сентябре"),
	"compare %s and %s, last 30 days":            phrase.Say("сравни за последние 30 дней: %s и %s"),
	"Periods: today, yesterday, this or last week, month or year, last 10 days, on Monday, since Monday, 21 September, 1–7 September, 2026-09-21. Without one: the last seven days that are over.": phrase.Say(
		"Периоды: сегодня, вчера, эта или прошлая неделя, месяц, год, последние 10 дней, в понедельник, с понедельника, 21 сентября, 1–7 сентября, 2026-09-21. Без периода: последние семь дней, которые уже прошли."),
	"Russian works as well; the answer is in the language of the question.": phrase.Say(
		"Можно и по-английски: ответ будет на языке вопроса."),

	"This question cannot be answered":            phrase.Say("На этот вопрос ответа нет"),
	"There is no such topic.":                     phrase.Say("Такой темы нет."),
	"There are several topics: name one of them.": phrase.Say("Тем несколько: назовите одну из них."),
	"That is still to come.":                      phrase.Say("Это время ещё не наступило."),
	"Found: %s":                                   phrase.Say("Найдено: %s"),
	"No topic is set up yet.":                     phrase.Say("Ни одной темы пока не заведено."),
	"%d more":                                     phrase.Say("ещё %d"),
	"Topics: %s":                                  phrase.Say("Темы: %s"),
}

// Printer is one for answers in a language: "ru", or else English.
func Printer(language string) (*phrase.Printer, error) {
	return phrase.New(language, alerts.Texts, Texts)
}
