package metric

import (
	"slices"

	"molva/ingest"
)

// The rows of opinions and complaints. Estimates allow for the classifier's mistakes, see [molva/classify/quantify]; as counted
// they stand in Of.
var opinion = slices.Concat(opinionTone, opinionTroubles, opinionTrust)

var opinionTone = []Metric{
	{Row: 88, ID: "opinion_shares", Name: Text{"Positive, negative, neutral and no-opinion shares", "Доли положительных, отрицательных, нейтральных и без мнения"},
		Formula:     Text{"n_k / m, estimated by allowing for the classifier's mistakes; no opinion: neither for nor against nor mixed, as counted", "n_k / m, оценка с поправкой на ошибки классификатора; без мнения — ни «за», ни «против», ни смешанное, по подсчёту"},
		Denominator: ofMentions, Inputs: inputs(InputMentions), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Opinion},
		Parts: map[string]Text{"positive": {"positive", "положительные"}, "negative": {"negative", "отрицательные"},
			"neutral": {"neutral", "нейтральные"}, "no_opinion": {"without an opinion", "без мнения"}},
		OfTopic: opinionShares},
	{Row: 89, ID: "positive_negative_ratio", Name: Text{"Positive to negative", "Положительные к отрицательным"},
		Formula:     Text{"positive / negative, estimated; undefined where nothing is negative", "положительные / отрицательные, оценка; не определено, если отрицательных нет"},
		Denominator: Text{"negative mentions of the period", "отрицательные упоминания за период"},
		Inputs:      inputs(InputMentions), Unit: ingest.UnitRatio, Class: KPI, Questions: []Question{Opinion, Satisfaction}, Better: Higher,
		OfTopic: opinionRatio},
	{Row: 90, ID: "net_sentiment_opinions", Name: Text{"Net sentiment of opinions", "Баланс мнений"},
		Formula:     Text{"100 × (positive − negative) / (positive + negative), estimated", "100 × (положительные − отрицательные) / (положительные + отрицательные), оценка"},
		Denominator: ofOpinions, Inputs: inputs(InputMentions), Unit: ingest.UnitPoints, Class: KPI, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: netOfOpinions},
	{Row: 91, ID: "net_sentiment", Name: Text{"Net sentiment of all mentions", "Баланс всех упоминаний"},
		Formula:     Text{"100 × (positive − negative) / m, estimated", "100 × (положительные − отрицательные) / m, оценка"},
		Denominator: ofMentions, Inputs: inputs(InputMentions), Unit: ingest.UnitPoints, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: netOfAll},
	{Row: 92, ID: "mean_theme_tone", Name: Text{"Mean tone of themes", "Средняя тональность тематик"},
		Formula:     Text{"mean over a theme's mentions: −100 where they complain, 0 where they wish, +100 where they praise", "среднее по упоминаниям тематики: −100 за жалобу, 0 за пожелание, +100 за похвалу"},
		Denominator: Text{"mentions of the period in complaints, wishes and praise, of the theme", "упоминания за период в жалобах, пожеланиях и похвалах этой тематики"},
		Inputs:      inputs(InputMentions), Unit: ingest.UnitPoints, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: themeTone},
	{Row: 93, ID: "tone_by_product", Name: Text{"Tone by product", "Тональность по продуктам"},
		Formula:     Text{"net sentiment of opinions of each topic right below", "баланс мнений по каждой теме уровнем ниже"},
		Denominator: ofOpinions, Inputs: inputs(InputMentions + " " + InputBelow), Unit: ingest.UnitPoints, Class: KPI, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: toneByProduct},
	{Row: 94, ID: "opinion_coverage", Name: Text{"Opinion coverage", "Доля упоминаний с мнением"},
		Formula:     Text{"mentions for or against / m, as counted", "упоминания «за» или «против» / m, по подсчёту"},
		Denominator: ofMentions, Inputs: inputs(InputMentions), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Opinion},
		OfTopic: opinionCoverage},
}

var opinionTrust = []Metric{
	{Row: 101, ID: "surprise", Name: Text{"Surprise", "Неожиданность"},
		Formula: Text{"−log10 of the chance of such a day under what is usual for the topic, the most of the period; 2 is once in a hundred days", "−log10 вероятности такого дня при обычном для темы ходе, наибольшее за период; 2 — раз в сто дней"},
		Inputs:  inputs(InputMentions + " " + InputBefore), Unit: ingest.UnitScore, Class: Diagnostic, Questions: []Question{Opinion},
		OfTopic: surprise},
	{Row: 102, ID: "human_checked_share", Name: Text{"Human-checked share", "Доля проверенных людьми"},
		Formula:     Text{"mentions that a person labelled / m", "упоминания, размеченные человеком / m"},
		Denominator: ofMentions, Inputs: inputs(InputMentions), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: checked},
	{Row: 103, ID: "measured_accuracy", Name: Text{"Measured accuracy", "Измеренная точность"},
		Formula:     Text{"mentions of a random sample whose sentiment is what people said / the sample", "упоминания случайной выборки, тональность которых совпала с мнением людей / выборка"},
		Denominator: Text{"mentions of the random sample that people labelled, of whatever time", "размеченные людьми упоминания случайной выборки за всё время"},
		Inputs:      inputs(InputLabels), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfTopic: accuracy},
}
