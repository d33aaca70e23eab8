package report

import "molva/alerts/phrase"

// Texts is what the reports say.
var Texts = phrase.Catalogue{
	"%s: positive to negative by day":   phrase.Say("%s: положительные к отрицательным по дням"),
	"%s: positive to negative by week":  phrase.Say("%s: положительные к отрицательным по неделям"),
	"%s: positive to negative by month": phrase.Say("%s: положительные к отрицательным по месяцам"),
	"Day":                               phrase.Say("День"),
	"Week":                              phrase.Say("Неделя"),
	"Month":                             phrase.Say("Месяц"),
	"Positive":                          phrase.Say("Положительных"),
	"Negative":                          phrase.Say("Отрицательных"),
	"Neutral":                           phrase.Say("Нейтральных"),
	"Ratio":                             phrase.Say("Отношение"),
	"90%% interval":                     phrase.Say("Интервал на 90\u00a0%%"),
	"undefined":                         phrase.Say("не определено"),
	"Nothing was counted in this time.": phrase.Say("За это время ничего не учтено."),
	"The 90%% intervals cover chance only, not the classifier's own mistakes.": phrase.Say(
		"Интервалы на 90\u00a0%% учитывают только случайность, но не ошибки классификатора."),
}
