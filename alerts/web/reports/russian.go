package reports

import "molva/alerts/phrase"

// Texts is what these pages say beside the reports themselves.
var Texts = phrase.Catalogue{
	"No topic is set up yet. They stand in molva.yaml, under topics.": phrase.Say("Ни одной темы ещё нет. Их задают в molva.yaml, в разделе topics."),

	// The reports by name.
	"Three answers":        phrase.Say("Три ответа"),
	"Positive to negative": phrase.Say("Положительные к отрицательным"),
	"All metrics":          phrase.Say("Все метрики"),
	"Funnel":               phrase.Say("Воронка"),
	"Goals":                phrase.Say("Цели"),
	"All reports":          phrase.Say("Все отчёты"),
	"Reports":              phrase.Say("Отчёты"),
	"Does our audience grow, does awareness of us grow, do we know what people think?": phrase.Say(
		"Растёт ли наша аудитория, растёт ли узнаваемость, знаем ли мы, что о нас думают?"),
	"How many positive mentions for each negative one, period by period, beside the competitors.": phrase.Say(
		"Сколько положительных упоминаний приходится на одно отрицательное, по периодам и рядом с конкурентами."),
	"Every metric of the catalogue with its formula, its class and its value, competitors beside it.": phrase.Say(
		"Каждая метрика каталога: формула, класс и значение, рядом — конкуренты."),
	"How long people wait for an answer, those counted too who never got one.": phrase.Say(
		"Сколько люди ждут ответа, считая и тех, кто его не дождался."),
	"From a mention to a customer: how many at each step, with whose consent, how soon and at what cost.": phrase.Say(
		"От упоминания до клиента: сколько людей на каждом шаге, с чьего согласия, как скоро и какой ценой."),
	"How far each business goal is, and whether the present pace gets there.": phrase.Say(
		"Как далеко до каждой бизнес-цели и хватит ли нынешнего темпа."),
	"Our communities and the competitors' side by side: growth, engagement, common followers, content.": phrase.Say(
		"Наши сообщества рядом с чужими: рост, вовлечённость, общие подписчики, контент."),
	"What the work was worth by fourteen formulas, what it cost, and which assumption would turn the sign.": phrase.Say(
		"Что дала работа по четырнадцати формулам, сколько она стоила и какое допущение поменяло бы знак."),

	// A report as a page.
	"The answer":         phrase.Say("Ответ"),
	"Drawn":              phrase.Say("На графиках"),
	"Notes and formulas": phrase.Say("Примечания и формулы"),
	"Accounts":           phrase.Say("Аккаунты"),
	"all accounts":       phrase.Say("все аккаунты"),
	"Download:":          phrase.Say("Скачать:"),
	"Positive for each negative, with the 90%% interval": phrase.Say("Положительных на одно отрицательное, с интервалом на 90\u00a0%%"),
	"even":                          phrase.Say("поровну"),
	"Counted mentions by sentiment": phrase.Say("Учтённые упоминания по тональности"),
	"Followers on %s":               phrase.Say("Подписчики, %s"),
	"Followers":                     phrase.Say("Подписчики"),
	"Account":                       phrase.Say("Аккаунт"),

	// The ledger.
	"Ask the ledger": phrase.Say("Спросить у расчёта"),
	"Nothing of it is saved; the address of the page holds it all.": phrase.Say("Ничего не сохраняется: всё записано в адресе страницы."),
	"What if?":                   phrase.Say("Что, если?"),
	"without":                    phrase.Say("убрать"),
	"without %s":                 phrase.Say("убрать %s"),
	"Instead":                    phrase.Say("Взять вместо этого"),
	"Try":                        phrase.Say("Попробовать"),
	"Lines to see the return of": phrase.Say("Рентабельность по строкам"),
	"Known lines of revenue and of cost avoided": phrase.Say("Известные строки выручки и экономии"),
	"Show the return":                 phrase.Say("Показать рентабельность"),
	"One line over time":              phrase.Say("Одна строка во времени"),
	"none":                            phrase.Say("ни одной"),
	"Periods back":                    phrase.Say("Сколько периодов"),
	"Show the line":                   phrase.Say("Показать строку"),
	"Line %d period by period":        phrase.Say("Строка %d по периодам"),
	"%s k":                            phrase.Say("%s\u00a0тыс."),
	"Worth":                           phrase.Say("Сумма"),
	"No input is known or asked for.": phrase.Say("Исходных данных нет, и ни одно не требуется."),
	"No line is known in money yet; the tables below say what each lacks.": phrase.Say(
		"Ни одна строка пока не известна в деньгах; чего не хватает каждой, сказано в таблицах ниже."),
	"12%%, 0.12 or 17/210 for a share; 500 or 500 RUB/month for money; 1300 or 1300/week for a count.": phrase.Say(
		"Доля: 12%%, 0.12 или 17/210; деньги: 500 или 500 RUB/month; количество: 1300 или 1300/week."),
	"%d inputs are changed; at most %d can be tried at once.": phrase.Say("Изменено данных: %d; за один раз можно попробовать не больше %d."),
	"%s is “%s”, want a whole number from %d to %d.":          phrase.Say("%s: найдено «%s», нужно целое число от %d до %d."),
}
