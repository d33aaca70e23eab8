package web

import (
	"maps"

	"molva/alerts/phrase"
)

// Texts is what the pages say beside the digests and the reports.
var Texts = merged(texts, threadTexts, listTexts)

// merged is one catalogue of several that have no sentence in common.
func merged(catalogues ...phrase.Catalogue) phrase.Catalogue {
	all := phrase.Catalogue{}
	for _, c := range catalogues {
		maps.Copy(all, c)
	}
	return all
}

// texts is what the overview and the list of mentions say.
var texts = phrase.Catalogue{
	"What people say about your product": phrase.Say("Что говорят о вашем продукте"),
	"Yesterday":                          phrase.Say("Вчера"),
	"Last week":                          phrase.Say("Прошлая неделя"),
	"This week":                          phrase.Say("Эта неделя"),
	"Last month":                         phrase.Say("Прошлый месяц"),
	"No topics yet.":                     phrase.Say("Тем пока нет."),
	"competitor":                         phrase.Say("конкурент"),
	"belongs to %s":                      phrase.Say("относится к: %s"),
	"pos.":                               phrase.Say("полож."),
	"neutr.":                             phrase.Say("нейтр."),
	"neg.":                               phrase.Say("отриц."),
	"positive to negative":               phrase.Say("положительные к отрицательным"),
	"Over time":                          phrase.Say("По времени"),
	"Period":                             phrase.Say("Период"),
	"Numbers":                            phrase.Say("Числа"),
	"open on %s":                         phrase.Say("открыть на %s"),
	"people a day, the last %d days": phrase.Count(1, phrase.English{One: "people a day, the last %d day"},
		phrase.Russian{One: "людей в день, последний %d день", Few: "людей в день, последние %d дня", Many: "людей в день, последние %d дней"}),
	"Digests do not reach %s: %s.":                   phrase.Say("Дайджесты не доходят до %s: %s."),
	"The page cannot be made now. The log says why.": phrase.Say("Страницу сейчас не собрать. Причина в журнале."),
	"Positive":         phrase.Say("Положительных"),
	"Negative":         phrase.Say("Отрицательных"),
	"Neutral":          phrase.Say("Нейтральных"),
	"90%% interval":    phrase.Say("Интервал на 90\u00a0%%"),
	"90%% interval %s": phrase.Say("интервал на 90\u00a0%%: %s"),
	"Ratio":            phrase.Say("Отношение"),
	"Coverage":         phrase.Say("Полнота"),

	"The mentions behind a number":          phrase.Say("Упоминания за числом"),
	"There is nothing here.":                phrase.Say("Здесь ничего нет."),
	"older ones":                            phrase.Say("более ранние"),
	"negative":                              phrase.Say("отрицательное"),
	"positive":                              phrase.Say("положительное"),
	"neutral":                               phrase.Say("нейтральное"),
	"does not count: a copy of another one": phrase.Say("не учитывается: копия другого"),
	"does not count: an advert or our own words": phrase.Say("не учитывается: реклама или наши собственные слова"),
	"does not count: taken out":                  phrase.Say("не учитывается: исключено"),
	"%d mentions": phrase.Count(1, phrase.English{One: "%d mention"},
		phrase.Russian{One: "%d упоминание", Few: "%d упоминания", Many: "%d упоминаний"}),
	"%d negative mentions": phrase.Count(1, phrase.English{One: "%d negative mention"},
		phrase.Russian{One: "%d отрицательное упоминание", Few: "%d отрицательных упоминания", Many: "%d отрицательных упоминаний"}),
	"%d positive mentions": phrase.Count(1, phrase.English{One: "%d positive mention"},
		phrase.Russian{One: "%d положительное упоминание", Few: "%d положительных упоминания", Many: "%d положительных упоминаний"}),
	"%d neutral mentions": phrase.Count(1, phrase.English{One: "%d neutral mention"},
		phrase.Russian{One: "%d нейтральное упоминание", Few: "%d нейтральных упоминания", Many: "%d нейтральных упоминаний"}),
	"of %s":                                  phrase.Say("темы «%s»"),
	"from %s on":                             phrase.Say("начиная с %s"),
	"before %s":                              phrase.Say("до %s"),
	"from %s to %s":                          phrase.Say("с %s до %s"),
	"complaint %s: %s":                       phrase.Say("жалоба %s: %s"),
	"they complain":                          phrase.Say("жалуются"),
	"they praise":                            phrase.Say("хвалят"),
	"they ask for something":                 phrase.Say("просят"),
	"category: %s":                           phrase.Say("категория: %s"),
	"network: %s":                            phrase.Say("сеть: %s"),
	"language: %s":                           phrase.Say("язык: %s"),
	"source: %s":                             phrase.Say("источник: %s"),
	"author: %s":                             phrase.Say("автор: %s"),
	"one thread, from its beginning":         phrase.Say("одна ветка, с начала"),
	"the whole thread":                       phrase.Say("вся ветка"),
	"in reply to: %s":                        phrase.Say("в ответ на: %s"),
	"words: %s":                              phrase.Say("слова: %s"),
	"also what does not count":               phrase.Say("и то, что не учитывается"),
	"only what does not count":               phrase.Say("только то, что не учитывается"),
	"only copies":                            phrase.Say("только копии"),
	"no copies":                              phrase.Say("без копий"),
	"the model is unsure":                    phrase.Say("модель не уверена"),
	"the model is sure":                      phrase.Say("модель уверена"),
	"good and bad is said":                   phrase.Say("сказано и хорошее, и плохое"),
	"not both good and bad":                  phrase.Say("не хорошее и плохое сразу"),
	"labelled by people":                     phrase.Say("размечено людьми"),
	"not labelled by people":                 phrase.Say("не размечено людьми"),
	"of all who count as people, copies too": phrase.Say("всех, кто учтён среди людей, и с копиями"),
	"of nobody who counts as people":         phrase.Say("никого из тех, кто учтён среди людей"),
	"they recommend":                         phrase.Say("советуют"),
	"they do not recommend":                  phrase.Say("не советуют"),
	"by us, to us or below our posts":        phrase.Say("наше, обращённое к нам или под нашими постами"),
	"without our part in it":                 phrase.Say("без нашего участия"),
	"followers of the author: %d or more":    phrase.Say("подписчиков у автора: от %d"),
	"%s, at most %d":                         phrase.Say("%s, самое большее %d"),
}
