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

	// The accuracy card.
	"No text was judged, so nothing is known of the accuracy.": phrase.Say("Ни одного текста не проверено, и о точности ничего не известно."),
	"%d texts judged, model %s": phrase.Count(1, phrase.English{One: "%d text judged, model %s"}, phrase.Russian{
		One: "Проверен %d текст, модель %s", Few: "Проверено %d текста, модель %s", Many: "Проверено %d текстов, модель %s"}),
	"What they are, and what they were called:": phrase.Say("Что это на самом деле и как было названо:"),
	"Accuracy":          phrase.Say("Доля верных"),
	"Macro-recall":      phrase.Say("Средняя полнота"),
	"Macro-F1":          phrase.Say("Средняя F1"),
	"Calibration error": phrase.Say("Ошибка калибровки"),
	"Accuracy without the %d unsure ones": phrase.Count(1, phrase.English{One: "Accuracy without the %d unsure one"}, phrase.Russian{
		One: "Доля верных без %d неуверенного", Few: "Доля верных без %d неуверенных", Many: "Доля верных без %d неуверенных"}),
	"Sentiment": phrase.Say("Тональность"),
	"Texts":     phrase.Say("Текстов"),
	"Recall":    phrase.Say("Полнота"),
	"Precision": phrase.Say("Точность"),
	"Language":  phrase.Say("Язык"),
	"Network":   phrase.Say("Сеть"),
	"negative":  phrase.Say("отрицательное"),
	"neutral":   phrase.Say("нейтральное"),
	"positive":  phrase.Say("положительное"),
	"Two people labelled %d of the texts and agreed on %s of them.": phrase.Say(
		"Два человека разметили одни и те же тексты (%d) и сошлись в %s случаев."),
	"Two people labelled %d of the texts and agreed on %s of them; Krippendorff's alpha %s (%s–%s).": phrase.Say(
		"Два человека разметили одни и те же тексты (%d) и сошлись в %s случаев; альфа Криппендорфа %s (%s–%s)."),
	"This card is stale: what is said has changed since the sample was drawn. Draw a new one with 'molva label'.": phrase.Say(
		"Эта карточка устарела: с тех пор, как взята выборка, говорить стали иначе. Возьмите новую командой «molva label»."),
	"The intervals are 90%% ones.": phrase.Say("Все интервалы на 90\u00a0%%."),
	"How often the sentiment is right has not been measured here: label a random sample with 'molva label'.": phrase.Say(
		"Насколько верна тональность, здесь ещё не измерено: разметьте случайную выборку командой «molva label»."),
	"Sentiment was right for %s of %d texts drawn at random; that is stale, for what is said has changed since.": phrase.Say(
		"Тональность была верна для %s из случайно выбранных текстов (%d); это устарело, с тех пор говорить стали иначе."),
	"Sentiment is right for %s of %d texts drawn at random and labelled by people.": phrase.Say(
		"Тональность верна для %s из случайно выбранных и размеченных людьми текстов (%d)."),
}
