package report

import "molva/alerts/phrase"

// documentTexts is what is said around the values of any report.
var documentTexts = phrase.Catalogue{
	"%s an hour":                          phrase.Say("%s в час"),
	"%s h":                                phrase.Say("%s ч"),
	"%s min":                              phrase.Say("%s мин"),
	"%s s":                                phrase.Say("%s с"),
	"%s d":                                phrase.Say("%s дн."),
	"at least %s":                         phrase.Say("не меньше %s"),
	"%s to %s":                            phrase.Say("от %s до %s"),
	"denominator: %s":                     phrase.Say("делитель: %s"),
	"%s is not known":                     phrase.Say("нет данных: %s"),
	"%s: positive to negative by quarter": phrase.Say("%s: положительные к отрицательным по кварталам"),
	"%s: positive to negative by year":    phrase.Say("%s: положительные к отрицательным по годам"),
	"%s: positive to negative is undefined; hardly any opinion is negative, or there are too few.": phrase.Say(
		"%s: отношение положительных к отрицательным не определено; отрицательных почти нет, или мнений слишком мало."),
	"%s: positive to negative %s (90%% interval %s).": phrase.Say("%s: положительные к отрицательным %s (интервал на 90\u00a0%%: %s)."),
	"Quarter":                    phrase.Say("Квартал"),
	"Year":                       phrase.Say("Год"),
	"Name":                       phrase.Say("Название"),
	"Mentions":                   phrase.Say("Упоминания"),
	"Share of voice":             phrase.Say("Доля голоса"),
	"Beside the competitors, %s": phrase.Say("Рядом с конкурентами, %s"),
	"Ratio = positive ÷ negative mentions, both estimated; undefined where hardly any is negative.": phrase.Say(
		"Отношение = положительные ÷ отрицательные упоминания, те и другие по оценке; не определено, где отрицательных почти нет."),
	"Net = (positive − negative) ÷ all counted mentions × 100.": phrase.Say("Баланс = (положительные − отрицательные) ÷ все учтённые упоминания × 100."),
	"Share of voice = its counted mentions ÷ those of all in this table.": phrase.Say(
		"Доля голоса = свои учтённые упоминания ÷ упоминания всех в этой таблице."),
	"more than %s":      phrase.Say("больше %s"),
	"How it is counted": phrase.Say("Как это посчитано"),
	"made of: %s":       phrase.Say("из чего: %s"),

	// report metrics
	"%s: the metrics, %s":                          phrase.Say("%s: показатели, %s"),
	"%d of %d metrics have a value.":               phrase.Say("Есть значения: %d из %d показателей."),
	"Does our audience grow?":                      phrase.Say("Растёт ли наша аудитория?"),
	"Are people satisfied?":                        phrase.Say("Довольны ли люди?"),
	"What is it worth?":                            phrase.Say("Чего это стоит?"),
	"Content, which answers none of the questions": phrase.Say("Содержание, которое не отвечает ни на один из вопросов"),
	"No.":                              phrase.Say("№"),
	"Metric":                           phrase.Say("Показатель"),
	"Of what":                          phrase.Say("Чего"),
	"Value":                            phrase.Say("Значение"),
	"Class":                            phrase.Say("Класс"),
	"What lacks, and how to supply it": phrase.Say("Чего не хватает и откуда это взять"),
	"%d more parts stand in the CSV": phrase.Count(1, phrase.English{One: "%d more part stands in the CSV"}, phrase.Russian{
		One: "ещё %d часть в CSV", Few: "ещё %d части в CSV", Many: "ещё %d частей в CSV"}),

	// report goals
	"%s: the goals, %s":                        phrase.Say("%s: цели, %s"),
	"The configuration names no goals for it.": phrase.Say("В настройках целей для неё нет."),
	"Progress = (now − baseline) ÷ (target − baseline), with the 90%% interval of the value.": phrase.Say(
		"Пройдено = (сейчас − начало) ÷ (цель − начало), с интервалом значения на 90\u00a0%%."),
	"The pace goes on in a straight line from the baseline's day through the value of now, as of the period's end.": phrase.Say(
		"Темп — прямая от дня начала через нынешнее значение на конец периода."),
	"Goals that the present pace reaches: %d; that it does not reach: %d; that nobody can tell of yet: %d.": phrase.Say(
		"Целей, которых нынешний темп достигает: %d; не достигает: %d; пока неясно: %d."),
	"Goal":                             phrase.Say("Цель"),
	"Now":                              phrase.Say("Сейчас"),
	"Baseline":                         phrase.Say("Начало"),
	"Target":                           phrase.Say("Надо"),
	"Due":                              phrase.Say("К сроку"),
	"Progress":                         phrase.Say("Пройдено"),
	"By that day":                      phrase.Say("Будет к сроку"),
	"Gets there":                       phrase.Say("Успеет"),
	"Owner":                            phrase.Say("Отвечает"),
	"refused: vanity cannot be a goal": phrase.Say("отклонено: показатель тщеславия целью быть не может"),
	"refused: no such metric, or none that can be a goal": phrase.Say("отклонено: такого показателя нет, или целью он быть не может"),
	"yes":             phrase.Say("да"),
	"no":              phrase.Say("нет"),
	"cannot tell yet": phrase.Say("пока неясно"),

	"entered": phrase.Say("введено"),
	"assumed": phrase.Say("предположение"),
	"(V) is vanity: alone it says nothing of the business, and it cannot be a goal.": phrase.Say(
		"(V) — показатель тщеславия: сам по себе он ничего не говорит о деле и целью быть не может."),
	"Entered numbers were put in by people; their sources stand in the list of inputs.": phrase.Say(
		"Введённые числа внесли люди; их источники стоят в списке вводных."),
	"Assumed numbers are guesses; whatever is made of one is a guess too.": phrase.Say(
		"Предположения — это догадки; всё, что из них посчитано, тоже догадка."),
}
