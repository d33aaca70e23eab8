package report

import (
	"maps"

	"molva/alerts/phrase"
)

// Texts is what the reports say beside alerts.Texts.
var Texts = merged(catalogues...)

var catalogues = []phrase.Catalogue{ratioTexts, documentTexts, communityTexts, serviceTexts, funnelTexts, answerTexts, ledgerTexts}

// merged is one catalogue of several, which say alike what they have in common.
func merged(catalogues ...phrase.Catalogue) phrase.Catalogue {
	size := 0
	for _, c := range catalogues {
		size += len(c)
	}
	all := make(phrase.Catalogue, size)
	for _, c := range catalogues {
		maps.Copy(all, c)
	}
	return all
}

// ratioTexts is what the ratio, the accuracy card and replays say.
var ratioTexts = phrase.Catalogue{
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
	"Net, points":                       phrase.Say("Баланс, п.\u00a0п."),
	"undefined":                         phrase.Say("не определено"),
	"Nothing was counted in this time.": phrase.Say("За это время ничего не учтено."),

	"Complaints on %s: %s.": phrase.Say("Жалобы за %s: %s."),
	"%s (%s), %d people": phrase.Count(3, phrase.English{One: "%s (%s), %d person"},
		phrase.Russian{One: "%s (%s), %d человек", Few: "%s (%s), %d человека", Many: "%s (%s), %d человек"}),

	// The accuracy card.
	"No text was judged, so nothing is known of the accuracy.": phrase.Say("Ни одного текста не проверено, и о точности ничего не известно."),
	"%d texts judged, model %s": phrase.Count(1, phrase.English{One: "%d text judged, model %s"}, phrase.Russian{
		One: "Проверен %d текст, модель %s", Few: "Проверено %d текста, модель %s", Many: "Проверено %d текстов, модель %s"}),
	"What they are, and what they were called": phrase.Say("Что это на деле и как названо"),
	"figure":                        phrase.Say("показатель"),
	"value, with its 90%% interval": phrase.Say("значение с интервалом на 90\u00a0%%"),
	"By sentiment":                  phrase.Say("По тональности"),
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

	// replay.
	"Under the model %s, %d of %d opinions would read otherwise.": phrase.Say("С моделью %s иначе читались бы мнения: %d из %d."),
	"Now adverts: %d. No longer adverts: %d.":                     phrase.Say("Теперь реклама: %d. Больше не реклама: %d."),
	"Topic":   phrase.Say("Тема"),
	"Changed": phrase.Say("Изменилось"),
}
