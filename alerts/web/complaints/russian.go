package complaints

import "molva/alerts/phrase"

// Texts is what these pages say.
var Texts = with(listTexts, pageTexts, actTexts)

func with(all ...phrase.Catalogue) phrase.Catalogue {
	sum := phrase.Catalogue{}
	for _, c := range all {
		for key, form := range c {
			sum[key] = form
		}
	}
	return sum
}

// listTexts is what the list says.
var listTexts = phrase.Catalogue{
	"There is no topic %q.":        phrase.Say("Темы %q нет."),
	"%s is %q, want one of: %s":    phrase.Say("%s: найдено %q, возможно: %s"),
	"Found: %d":                    phrase.Say("Найдено: %d"),
	"all topics":                   phrase.Say("все темы"),
	"all themes":                   phrase.Say("все причины"),
	"all states":                   phrase.Say("все состояния"),
	"all kinds":                    phrase.Say("всё вместе"),
	"not fixed":                    phrase.Say("не исправленные"),
	"Ignored":                      phrase.Say("Скрыто"),
	"New":                          phrase.Say("Новое"),
	"Rising":                       phrase.Say("Растёт"),
	"Fading":                       phrase.Say("Затихает"),
	"Silent":                       phrase.Say("Тишина"),
	"Fixed":                        phrase.Say("Исправлено"),
	"Returned":                     phrase.Say("Вернулось"),
	"Steady":                       phrase.Say("Без перемен"),
	"Praise":                       phrase.Say("Похвала"),
	"Wishes":                       phrase.Say("Пожелания"),
	"Kind":                         phrase.Say("Вид"),
	"State":                        phrase.Say("Состояние"),
	"Topic":                        phrase.Say("Тема"),
	"Theme":                        phrase.Say("Причина"),
	"In the name":                  phrase.Say("В названии"),
	"Show":                         phrase.Say("Показать"),
	"Pairs that may be one:":       phrase.Say("Пар, которые могут быть одним и тем же:"),
	"since %s, last %s":            phrase.Say("с %s, последний раз %s"),
	"People in 7 days":             phrase.Say("Людей за 7 дней"),
	"People":                       phrase.Say("Людей"),
	"Pages":                        phrase.Say("Страницы"),
	"Back":                         phrase.Say("Назад"),
	"Further":                      phrase.Say("Дальше"),
	"more than usual: %s a week":   phrase.Say("больше обычного: %s в неделю"),
	"less than usual: %s a week":   phrase.Say("меньше обычного: %s в неделю"),
	"as usual: %s a week":          phrase.Say("как обычно: %s в неделю"),
	"too new to say what is usual": phrase.Say("слишком новая, чтобы судить об обычном"),
	"Nothing recurs here: nobody tells of the same as somebody else, or the filter leaves nothing.": phrase.Say("Здесь ничего не повторяется: об одном и том же не рассказали и двое, или фильтр ничего не оставил."),
	"People a day, the last %d days": phrase.Count(1, phrase.English{One: "People a day, the last %d day"},
		phrase.Russian{One: "Людей в день, последний %d день", Few: "Людей в день, последние %d дня", Many: "Людей в день, последние %d дней"}),
}

// pageTexts is what the pages of a complaint, of a mention and of the pairs say.
var pageTexts = phrase.Catalogue{
	"All complaints":                          phrase.Say("Все жалобы"),
	"People in all":                           phrase.Say("Людей всего"),
	"of them questions: %d":                   phrase.Say("из них вопросов: %d"),
	"Where it stands":                         phrase.Say("Что с ней сейчас"),
	"Steps":                                   phrase.Say("Шаг"),
	"Days":                                    phrase.Say("Дни"),
	"Weeks":                                   phrase.Say("Недели"),
	"What people say":                         phrase.Say("Что говорят"),
	"None of its texts is kept any more.":     phrase.Say("Её тексты уже не хранятся."),
	"New inside it":                           phrase.Say("Новое внутри"),
	"Its phrases, and how many say them":      phrase.Say("Её слова и доля тех, кто так говорит"),
	"Where it is said":                        phrase.Say("Где об этом говорят"),
	"What was done":                           phrase.Say("Что сделано"),
	"Nobody has done anything about it yet.":  phrase.Say("С ней пока никто ничего не делал."),
	"The newest of its mentions":              phrase.Say("Новейшие упоминания"),
	"all its mentions: %d":                    phrase.Say("все упоминания: %d"),
	"why here?":                               phrase.Say("почему здесь?"),
	"The most typical":                        phrase.Say("Самое типичное"),
	"The newest":                              phrase.Say("Самое новое"),
	"The most seen":                           phrase.Say("Самое заметное"),
	"One more":                                phrase.Say("Ещё одно"),
	"Mentions a day, by UTC":                  phrase.Say("Упоминаний в день, по UTC"),
	"Mentions a week, by UTC":                 phrase.Say("Упоминаний в неделю, по UTC"),
	"in the last 28 days":                     phrase.Say("за последние 28 дней"),
	"Russian":                                 phrase.Say("по-русски"),
	"English":                                 phrase.Say("по-английски"),
	"other languages":                         phrase.Say("на других языках"),
	"language unknown":                        phrase.Say("язык неизвестен"),
	"%s was merged: it stands in %s today.":   phrase.Say("Жалоба %s объединена: сегодня она стоит в %s."),
	"the row that the next page begins after": phrase.Say("строка, после которой начинается следующая страница"),
	"New: it was first said less than three days ago, on %s.":                          phrase.Say("Новая: впервые об этом сказали меньше трёх дней назад, %s."),
	"So many people say it in so many words of their own that it is announced.":        phrase.Say("Об этом говорят столько людей и настолько своими словами, что о ней сообщается."),
	"Rising: more people than usual tell of it, beyond chance.":                        phrase.Say("Растёт: о ней говорит больше людей, чем обычно, и случайностью это не объяснить."),
	"Fading: fewer people than usual tell of it, beyond chance.":                       phrase.Say("Затихает: о ней говорит меньше людей, чем обычно, и случайностью это не объяснить."),
	"Silent: nobody has told of it for two weeks.":                                     phrase.Say("Молчит: о ней две недели никто не говорит."),
	"Steady: what changes can be chance.":                                              phrase.Say("Без перемен: колебания можно объяснить случайностью."),
	"Fixed on %s. It returns by itself when more people tell of it than a fix leaves.": phrase.Say("Исправлена %s. Вернётся сама, если о ней заговорит больше людей, чем бывает после исправления."),
	"Returned: it was fixed on %s, and more people tell of it than a fix leaves.":      phrase.Say("Вернулась: её исправили %s, а говорит о ней больше людей, чем бывает после исправления."),
	"People in the last %d days: %s, expected: %s, by what is usual for it and by how much everybody wrote.": phrase.Count(1,
		phrase.English{One: "People in the last %d day: %s, expected: %s, by what is usual for it and by how much everybody wrote."},
		phrase.Russian{
			One:  "Людей за последний %d день: %s, ожидалось: %s, если судить по обычному для неё и по тому, сколько писали все.",
			Few:  "Людей за последние %d дня: %s, ожидалось: %s, если судить по обычному для неё и по тому, сколько писали все.",
			Many: "Людей за последние %d дней: %s, ожидалось: %s, если судить по обычному для неё и по тому, сколько писали все."}),
	"Somebody chose to ignore it: it goes on collecting and is neither listed nor announced.": phrase.Say("Её решили скрыть: упоминания копятся, но в списке и в сводках её нет."),
	"Complaints that may be one":                 phrase.Say("Жалобы, которые могут быть одной"),
	"No two complaints are alike enough to ask.": phrase.Say("Настолько похожих жалоб нет."),
	"The program merges by itself only what is beyond doubt. Of these somebody has to say. The most likely ones stand first.": phrase.Say("Сама программа объединяет только бесспорное. Здесь нужно решение человека. Самые вероятные пары стоят первыми."),
	"Why is it here?":   phrase.Say("Почему оно здесь?"),
	"It stands in":      phrase.Say("Оно стоит в жалобе"),
	"Word":              phrase.Say("Слово"),
	"Adds":              phrase.Say("Вклад"),
	"Part of the whole": phrase.Say("Доля в сходстве"),
	"The words that it shares with %s, and what each adds to the similarity":                                              phrase.Say("Общие слова с %s и вклад каждого в сходство"),
	"It stands in no complaint, praise or wish, or in one that has been silent for so long that its words are forgotten.": phrase.Say("Оно не стоит ни в жалобе, ни в похвале, ни в пожелании или стоит в такой, о которой молчат так давно, что её слова забыты."),
	"Mention %q is not stored: want network:id as the lists show it.":                                                     phrase.Say("Упоминания %q нет: нужно network:id, как в списках."),
}
