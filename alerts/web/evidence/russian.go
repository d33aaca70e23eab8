package evidence

import (
	"maps"

	"molva/alerts/phrase"
)

// Texts is what the lists say.
var Texts = merged(texts, inboxTexts, threadTexts, listTexts)

// merged is one catalogue of several that have no sentence in common.
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

// texts is what the list of mentions says.
var texts = phrase.Catalogue{
	"%d mentions": phrase.Count(1, phrase.English{One: "%d mention"},
		phrase.Russian{One: "%d упоминание", Few: "%d упоминания", Many: "%d упоминаний"}),
	"%d negative mentions": phrase.Count(1, phrase.English{One: "%d negative mention"},
		phrase.Russian{One: "%d отрицательное упоминание", Few: "%d отрицательных упоминания", Many: "%d отрицательных упоминаний"}),
	"%d neutral mentions": phrase.Count(1, phrase.English{One: "%d neutral mention"},
		phrase.Russian{One: "%d нейтральное упоминание", Few: "%d нейтральных упоминания", Many: "%d нейтральных упоминаний"}),
	"%d positive mentions": phrase.Count(1, phrase.English{One: "%d positive mention"},
		phrase.Russian{One: "%d положительное упоминание", Few: "%d положительных упоминания", Many: "%d положительных упоминаний"}),
	"There is nothing here.":                       phrase.Say("Здесь ничего нет."),
	"also what does not count":                     phrase.Say("и то, что не учитывается"),
	"author: %s":                                   phrase.Say("автор: %s"),
	"before %s":                                    phrase.Say("до %s"),
	"category: %s":                                 phrase.Say("категория: %s"),
	"complaint %s: %s":                             phrase.Say("жалоба %s: %s"),
	"does not count: a copy of another one":        phrase.Say("не учитывается: копия другого"),
	"does not count: an advert or our own words":   phrase.Say("не учитывается: реклама или наши собственные слова"),
	"does not count: it names no topic any longer": phrase.Say("не учитывается: больше не относится ни к одной теме"),
	"does not count: taken out":                    phrase.Say("не учитывается: исключено"),
	"from %s on":                                   phrase.Say("начиная с %s"),
	"from %s to %s":                                phrase.Say("с %s до %s"),
	"good and bad is said":                         phrase.Say("сказано и хорошее, и плохое"),
	"in reply to: %s":                              phrase.Say("в ответ на: %s"),
	"labelled by people":                           phrase.Say("размечено людьми"),
	"negative":                                     phrase.Say("отрицательное"),
	"network: %s":                                  phrase.Say("сеть: %s"),
	"neutral":                                      phrase.Say("нейтральное"),
	"no copies":                                    phrase.Say("без копий"),
	"not both good and bad":                        phrase.Say("не хорошее и плохое сразу"),
	"not labelled by people":                       phrase.Say("не размечено людьми"),
	"of %s":                                        phrase.Say("темы «%s»"),
	"older ones":                                   phrase.Say("более ранние"),
	"one thread, from its beginning":               phrase.Say("одна ветка, с начала"),
	"only copies":                                  phrase.Say("только копии"),
	"only what does not count":                     phrase.Say("только то, что не учитывается"),
	"positive":                                     phrase.Say("положительное"),
	"source: %s":                                   phrase.Say("источник: %s"),
	"the model is sure":                            phrase.Say("модель уверена"),
	"the model is unsure":                          phrase.Say("модель не уверена"),
	"the whole thread":                             phrase.Say("вся ветка"),
	"they ask for something":                       phrase.Say("просят"),
	"they complain":                                phrase.Say("жалуются"),
	"they praise":                                  phrase.Say("хвалят"),
	"words: %s":                                    phrase.Say("слова: %s"),
}
