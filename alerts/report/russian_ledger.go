package report

import "molva/alerts/phrase"

// ledgerTexts is what the ledger says.
var ledgerTexts = phrase.Catalogue{
	"%s: what the work is worth, %s":                           phrase.Say("%s: что даёт эта работа, %s"),
	"Chosen is a return of %s.":                                phrase.Say("Выбранные строки: рентабельность %s."),
	"With all lines that may stand together the return is %s.": phrase.Say("Если взять все строки, которые можно сложить, рентабельность — %s."),
	"With all lines that may stand together the return is between %s and %s, by which of them count the buyers.": phrase.Say(
		"Если взять все строки, которые можно сложить, рентабельность — от %s до %s: смотря по какой из них считать покупателей."),
	"The %d choices of lines that may stand together return from %s to %s; %d of them are a gain.": phrase.Say("Допустимых наборов строк: %d, их рентабельность — от %s до %s; прибыльных среди них: %d."),
	"%s; 95%%: %s":                                                             phrase.Say("%s; 95\u00a0%%: %s"),
	"The choice of lines flips the sign.":                                      phrase.Say("Выбор строк меняет знак."),
	"Each of them is a gain.":                                                  phrase.Say("Каждый из вариантов прибылен."),
	"Each of them is a loss.":                                                  phrase.Say("Каждый из вариантов убыточен."),
	"It comes out even at one end.":                                            phrase.Say("С одного края выходит ровно ноль."),
	"Line %d is not known in money, and stands in no return.":                  phrase.Say("Строка %d не известна в деньгах и в рентабельность не входит."),
	"%s covers %d of the %d days of the period":                                phrase.Say("%s — дней: %d из %d за период"),
	"Line %d covers %d of the %d days of the period, and stands in no return.": phrase.Say("Строка %d охватывает дней: %d из %d; в рентабельность она не входит."),
	"No return can be told: the work cost nothing.":                            phrase.Say("Рентабельность не посчитать: работа ничего не стоила."),
	"No return can be told: what the work cost is not known.":                  phrase.Say("Рентабельность не посчитать: неизвестно, во что обошлась работа."),
	"No return can be told: no line of revenue or of cost avoided is known for the whole period.": phrase.Say(
		"Рентабельность не посчитать: ни одна строка выручки или сбережённых затрат не известна за весь период."),
	"The nearest assumption that turns the sign: %s, at %s instead of %s (%s).": phrase.Say("Ближайшее предположение, которое меняет знак: %s, при %s вместо %s (%s)."),
	"No assumption comes near to turning the sign; the nearest input that does: %s, at %s instead of %s, %s (%s).": phrase.Say(
		"Ни одно предположение не близко к тому, чтобы изменить знак; ближе всего другие данные: %s, при %s вместо %s, %s (%s)."),
	"Enter first: %s.": phrase.Say("Прежде всего введите: %s."),
	"There is no sum of all lines: they count the same people twice.": phrase.Say("Суммы всех строк нет: в них одни и те же люди посчитаны дважды."),
	"What if: %s. Nothing of it is saved.":                            phrase.Say("Что, если: %s. Ничего из этого не сохраняется."),
	"[before: %s]":                                                    phrase.Say("[было: %s]"),
	"what if":                                                         phrase.Say("что, если"),

	// What it cost.
	"What it cost": phrase.Say("Во что это обошлось"),
	"What it cost by brand, each with those below it": phrase.Say("Во что это обошлось по брендам, каждый вместе с нижестоящими"),
	"What the work cost is not known: %s.":            phrase.Say("Во что обошлась работа, неизвестно (%s)."),
	"The work cost %s; %s.":                           phrase.Say("Работа стоила %s; %s."),
	"labour":                                          phrase.Say("труд"),
	"tools":                                           phrase.Say("инструменты"),
	"adverts":                                         phrase.Say("реклама"),
	"content":                                         phrase.Say("контент"),
	"agency":                                          phrase.Say("агентство"),
	"other":                                           phrase.Say("прочее"),
	"Kind":                                            phrase.Say("Вид"),
	"Cost":                                            phrase.Say("Затраты"),
	"Brand":                                           phrase.Say("Бренд"),
	"tax included":                                    phrase.Say("с НДС"),
	"without tax":                                     phrase.Say("без НДС"),
	"nobody said whether tax is in it":                phrase.Say("с НДС или без него, не указано"),
	"%s a day":                                        phrase.Say("%s в день"),
	"%s a week":                                       phrase.Say("%s в неделю"),
	"%s a month":                                      phrase.Say("%s в месяц"),
	"%s a quarter":                                    phrase.Say("%s в квартал"),
	"%s a year":                                       phrase.Say("%s в год"),

	// The lines.
	"Revenue (R)":                      phrase.Say("Выручка (R)"),
	"Cost avoided (C)":                 phrase.Say("Сбережённые затраты (C)"),
	"Equivalent advertising price (E)": phrase.Say("Эквивалент рекламной стоимости (E)"),
	"No.":                              phrase.Say("№"),
	"Line":                             phrase.Say("Строка"),
	"Lines":                            phrase.Say("Строки"),
	"line %s":                          phrase.Say("строка %s"),
	"lines %s":                         phrase.Say("строки %s"),
	"Corrected":                        phrase.Say("С поправками"),
	"95%% interval":                    phrase.Say("Интервал на 95\u00a0%%"),
	"As printed in the source":         phrase.Say("Как в источнике"),
	"Made of":                          phrase.Say("Из чего"),
	"%s for %s visits":                 phrase.Say("%s за переходы: %s"),
	"%s of %s revenue":                 phrase.Say("%s с выручки %s"),
	"%s is stated as well, and says another price; it was not taken.": phrase.Say("%s: указано тоже, и цена по нему другая; здесь не использовано."),
	"%d of %d": phrase.Say("%d из %d"),
	"measured": phrase.Say("измерено"),
	"It covers %d of the %d days of the period, and stands in no return.": phrase.Say(
		"Охвачено дней: %d из %d; в рентабельность строка не входит."),

	// What lacks.
	"or":       phrase.Say("или"),
	"lacks %s": phrase.Say("не хватает: %s"),
	"What lacks is entered by its name: `molva import --inputs`, or `inputs` in molva.yaml.": phrase.Say("Недостающее вводят по имени: `molva import --inputs` или `inputs` в molva.yaml."),
	"%s is 0, and nothing can be divided by it":                                              phrase.Say("%s — это 0, а делить на него нельзя"),
	"money that is %s does not add up with money that is %s: enter an exchange rate (`exchange`) or the tax rate (`tax_rate`)": phrase.Say(
		"деньги (%s) нельзя сложить с деньгами (%s): введите курс обмена (`exchange`) или ставку НДС (`tax_rate`)"),
	"it comes to more than a number can hold": phrase.Say("получается больше, чем вмещает число"),

	// The returns, and what may not stand in one.
	"Returns: (benefit − cost) ÷ cost": phrase.Say("Рентабельность: (польза − затраты) ÷ затраты"),
	"Benefit":                          phrase.Say("Польза"),
	"Return":                           phrase.Say("Рентабельность"),
	"Chance of a loss":                 phrase.Say("Вероятность убытка"),
	"Shown are the combinations to which no line can be added, then each class alone; JSON and CSV have all %d.": phrase.Say(
		"Показаны наборы, в которые нельзя добавить ни одной строки, затем каждый класс отдельно; в JSON и CSV есть все: %d."),
	"What would turn the sign":                       phrase.Say("Что изменило бы знак"),
	"Turns at":                                       phrase.Say("Знак меняется при"),
	"Within its sample":                              phrase.Say("Выборка это допускает"),
	"no input alone":                                 phrase.Say("ничто по отдельности"),
	"JSON and CSV have %d more.":                     phrase.Say("В JSON и CSV есть ещё: %d."),
	"What may not be added":                          phrase.Say("Что нельзя складывать"),
	"Why not":                                        phrase.Say("Почему"),
	"%s cannot stand in one return: %s.":             phrase.Say("Не может стоять в одной рентабельности: %s; %s."),
	"they price the same mentions":                   phrase.Say("в них оценены одни и те же упоминания"),
	"they price the same visits":                     phrase.Say("в них оценены одни и те же переходы"),
	"they count the same buyers":                     phrase.Say("в них одни и те же покупатели"),
	"the lifetime value contains the first purchase": phrase.Say("пожизненная ценность уже включает первую покупку"),
	"an equivalent advertising price is no return":   phrase.Say("эквивалент рекламной стоимости не входит в рентабельность"),
	"it stands there twice":                          phrase.Say("строка указана дважды"),
	"there is no such line, they go from 1 to 14":    phrase.Say("такой строки нет, они идут от 1 до 14"),

	// What it is made of, and the foot.
	"What it is made of":            phrase.Say("Исходные данные"),
	"Input":                         phrase.Say("Данные"),
	"Basis":                         phrase.Say("Основание"),
	"Source":                        phrase.Say("Источник"),
	"Period":                        phrase.Say("Период"),
	"Nothing is known yet.":         phrase.Say("Пока ничего не известно."),
	"Line %d, %s, period by period": phrase.Say("Строка %d, %s, по периодам"),
	"Intervals hold the true number in 95 of 100 cases, as far as samples can say; a guess has none.": phrase.Say(
		"Интервалы содержат истинное число в 95 случаях из 100, насколько это видно по выборкам; у предположений интервала нет."),
	"Revenue is not margin: no `margin` is entered, so what was sold counts whole.": phrase.Say(
		"Выручка — не маржа: `margin` не введена, и проданное засчитано целиком."),
	"Beside line %d, and not in it: %s": phrase.Say("Рядом со строкой %d, но не в ней: %s"),

	// The line in the answers.
	"What the work is worth":                             phrase.Say("Что даёт эта работа"),
	"The ledger says what each line lacks: `molva roi`.": phrase.Say("Чего не хватает каждой строке, показывает `molva roi`."),
	"Nearest to being known is line %d, %s; it %s.":      phrase.Say("Ближе всего к ответу строка %d, %s; %s."),

	"as printed: %s": phrase.Say("как в источнике: %s"),

	// What cannot be tried.
	"Found “%s”, want a name and a value, such as lead_to_customer=12%%.": phrase.Say("Найдено «%s», нужны имя и значение, например lead_to_customer=12%%."),
	"“%s” is changed twice.":                 phrase.Say("«%s» меняется дважды."),
	"“%s” is “%s”, want a value such as %s.": phrase.Say("У «%s» значение «%s», а нужно вроде этих: %s."),
	"There is no input %s; there are %s.":    phrase.Say("Нет вводной %s; возможны: %s."),
}
