package main

import "molva/alerts/phrase"

// eraseRussian is what an erasure says.
var eraseRussian = phrase.Catalogue{
	"want one of --author, --mention and --contact: whose words, which mention, or who among the steps towards buying": phrase.Say(
		"нужно одно из --author, --mention и --contact: чьи слова, какое упоминание или кто среди шагов к покупке"),
	"--%s: found %q, want NETWORK:ID such as vk:1234": phrase.Say("--%s: найдено «%s», нужно СЕТЬ:НОМЕР, например vk:1234"),

	"mentions erased: %d": phrase.Say("стёрто упоминаний: %d"),
	"answers of others that quoted them, without the quote now: %d":      phrase.Say("чужих ответов, из которых убрана цитата: %d"),
	"posts on walls of accounts: %d":                                     phrase.Say("записей на стенах аккаунтов: %d"),
	"dead letters: %d":                                                   phrase.Say("неразобранных сообщений: %d"),
	"messages of the stream: %d":                                         phrase.Say("сообщений в потоке: %d"),
	"digests and alerts that repeated them, without that now: %d":        phrase.Say("сводок и оповещений, из которых это убрано: %d"),
	"notes and names of people here that repeated them, empty now: %d":   phrase.Say("заметок и названий, которые это повторяли и теперь пусты: %d"),
	"sets of followers, in which a number stands for the author now: %d": phrase.Say("наборов подписчиков, где вместо автора теперь случайное число: %d"),
	"backups that molva had made before an upgrade: %d":                  phrase.Say("копий, которые molva сделала перед обновлением: %d"),
	"left, because others said it: copies of the same words: %d":         phrase.Say("осталось, потому что это сказали другие: копий тех же слов: %d"),
	"Messages that nobody has classified yet are still in the stream; they will be refused, and leave it then.": phrase.Say(
		"Сообщения, которые ещё никто не разобрал, пока лежат в потоке; приняты они не будут и тогда уйдут и оттуда."),
	"The stream's server was told to write over the messages; what mirrors it or backs it up keeps them.": phrase.Say(
		"Серверу потока велено затереть сообщения; в его зеркалах и резервных копиях они остаются."),
	"What is told of it later is refused. Copies that people made stay: backups of their own, exports, what was posted to chats.": phrase.Say(
		"Если о том же сообщат снова, это не будет принято. Копии, которые сделали люди, остаются: резервные копии, выгрузки, посты в чатах."),
}
