package report

import "molva/alerts/phrase"

// funnelTexts is what the funnel says.
var funnelTexts = phrase.Catalogue{
	"%s: from a mention to a customer, %s": phrase.Say("%s: от упоминания до клиента, %s"),
	"Step by step":                         phrase.Say("Шаг за шагом"),
	"What a purchase is worth":             phrase.Say("Сколько стоит покупка"),
	"By topic":                             phrase.Say("По темам"),
	"People who spoke of it:":              phrase.Say("Писали о теме, человек:"),
	"contacts":                             phrase.Say("контакты"),
	"leads":                                phrase.Say("лиды"),
	"customers":                            phrase.Say("клиенты"),
	"customers who came again":             phrase.Say("повторные клиенты"),
	"Contact":                              phrase.Say("Контакт"),
	"Lead in the CRM":                      phrase.Say("Лид в CRM"),
	"Customer":                             phrase.Say("Клиент"),
	"Repeat purchase":                      phrase.Say("Повторная покупка"),
	"Step":                                 phrase.Say("Шаг"),
	"People":                               phrase.Say("Людей"),
	"With consent":                         phrase.Say("С согласием"),
	"From the step before":                 phrase.Say("От предыдущего шага"),
	"Since the first mention, median":      phrase.Say("От первого упоминания, медиана"),
	"Cost of one":                          phrase.Say("Стоимость одного"),
	"Mention":                              phrase.Say("Упоминание"),
	"What":                                 phrase.Say("Что"),
	"Lead to customer":                     phrase.Say("Из лида в клиенты"),
	"Who did not agree is linked to nobody: each step of theirs counts as somebody, and no share or time is made of it.": phrase.Say(
		"Тот, кто не дал согласия, ни с кем не связан: каждый его шаг считается отдельным человеком, а в доли и сроки не входит."),
	"A later step may still come after the period; it is not in its shares.": phrase.Say(
		"Следующий шаг может случиться и после периода; в его доли он не входит."),
	"Competitors cannot stand beside it: nobody but they has their CRM.": phrase.Say(
		"С конкурентами сравнить нельзя: их CRM есть только у них самих."),
}
