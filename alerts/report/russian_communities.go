package report

import "molva/alerts/phrase"

// communityTexts is what the report of communities says.
var communityTexts = phrase.Catalogue{
	"%s: the communities, %s": phrase.Say("%s: сообщества, %s"),
	"No account belongs to this topic or to a competitor. Name them in molva.yaml: `topics: [{id: %s, accounts: [\"vk:…\"]}]`.": phrase.Say(
		"Ни у этой темы, ни у конкурентов нет аккаунтов. Назовите их в molva.yaml: `topics: [{id: %s, accounts: [\"vk:…\"]}]`."),
	"The period is not over: these are its numbers so far.": phrase.Say("Период ещё не закончился: это числа на сегодня."),
	"The intervals hold the true number in about nine of ten cases, with few posts rather less often; posts are taken as a sample of what the account might have posted.": phrase.Say(
		"Интервалы накрывают истинное значение примерно в девяти случаях из десяти, а если постов мало — реже; посты считаются выборкой из того, что аккаунт мог бы опубликовать."),
	"%s: side by side": phrase.Say("%s: аккаунты рядом"),
	"Not known of any of them (the footnotes say why):": phrase.Say("Неизвестно ни для кого (почему — в сносках):"),
	"Not known (the footnotes say why):":                phrase.Say("Неизвестно (почему — в сносках):"),
	"%s (ours)":                                         phrase.Say("%s (наш)"),
	"Who follows several":                               phrase.Say("Кто подписан на несколько"),
	"%s: who follows several":                           phrase.Say("%s: кто подписан на несколько"),
	"with none of the others":                           phrase.Say("ни с кем из остальных"),
	"In both":                                           phrase.Say("В обоих"),
	"Share of its followers":                            phrase.Say("Доля его подписчиков"),
	"Jaccard":                                           phrase.Say("Жаккар"),
	"With":                                              phrase.Say("С кем"),
	"Account":                                           phrase.Say("Аккаунт"),
	"%s: what works":                                    phrase.Say("%s: что работает"),
	"By":                                                phrase.Say("По чему"),
	"What":                                              phrase.Say("Что"),
	"Posts":                                             phrase.Say("Постов"),
	"Engagement per view":                               phrase.Say("Вовлечённость на просмотр"),
	"Post":                                              phrase.Say("Пост"),
	"Published":                                         phrase.Say("Вышел"),
	"When":                                              phrase.Say("Когда"),
	"How far out (z)":                                   phrase.Say("Насколько выбивается (z)"),
	"%s: the best posts and the worst":                  phrase.Say("%s: лучшие и худшие посты"),
	"(no text, %s)":                                     phrase.Say("(без текста, %s)"),
	"Unusual, worth a look":                             phrase.Say("Необычное, стоит посмотреть"),
	"growth of followers":                               phrase.Say("прирост подписчиков"),
	"The best of each, up to %d; where intervals overlap, the order may be chance.": phrase.Say(
		"Лучшее в каждом разделе, не больше %d строк; где интервалы пересекаются, порядок может быть случайным."),
	"Far more likes than the views of a post explain, or a day of far more growth than others. An advert or a lucky post looks the same as bought likes: look before you judge.": phrase.Say(
		"Лайков намного больше, чем объясняют просмотры поста, или день с приростом намного больше обычного. Реклама и удачный пост выглядят так же, как купленные лайки: посмотрите, прежде чем судить."),
	"Nothing of the kind was found where enough is known to tell.": phrase.Say("Там, где данных хватает, ничего такого не нашлось."),
}
