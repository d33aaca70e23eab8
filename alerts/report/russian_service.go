package report

import "molva/alerts/phrase"

// serviceTexts is what the report of answers to customers says.
var serviceTexts = phrase.Catalogue{
	"all of it":                      phrase.Say("весь путь"),
	"%s: answers to customers, %s":   phrase.Say("%s: ответы клиентам, %s"),
	"This period and the one before": phrase.Say("Этот период и предыдущий"),
	"By network":                     phrase.Say("По сетям"),
	"How soon people are answered cannot be told; the notes below say why.": phrase.Say(
		"Сколько люди ждут ответа, сказать нельзя; причина — в примечаниях ниже."),
	"Half of them are answered after:": phrase.Say("Половина получает ответ через:"),
	"Needed an answer":                 phrase.Say("Нуждались в ответе"),
	"Answered":                         phrase.Say("Получили ответ"),
	"No answer so far":                 phrase.Say("Пока без ответа"),
	"Over the SLA":                     phrase.Say("Дольше SLA"),
	"Response rate":                    phrase.Say("Доля отвеченных"),
	"Median wait":                      phrase.Say("Медиана ожидания"),
	"90th percentile":                  phrase.Say("90-й процентиль"),
	"Inside the SLA":                   phrase.Say("В пределах SLA"),
	"Turned round":                     phrase.Say("Переубеждены"),
	"Of the answered alone, which is what others report, the mean would be %s and the median %s.": phrase.Say(
		"Если считать только получивших ответ, как обычно и делают, среднее было бы %s, а медиана — %s."),
	"That flatters: it leaves out the %d who wait without an answer, and they wait longest.": phrase.Count(1,
		phrase.English{One: "That flatters: it leaves out the %d who waits without an answer, and waits longest."},
		phrase.Russian{One: "Это приукрашивает: не учтён %d клиент, который ждёт без ответа, а такие ждут дольше всех.",
			Few:  "Это приукрашивает: не учтены %d клиента, которые ждут без ответа, а они ждут дольше всех.",
			Many: "Это приукрашивает: не учтены %d клиентов, которые ждут без ответа, а они ждут дольше всех."}),
	"One wait goes from the first message that needs an answer to our answer; who has none counts as waiting until their network was last heard. Intervals are 90%% ones.": phrase.Say(
		"Одно ожидание длится от первого сообщения, которому нужен ответ, до нашего ответа; кто ответа не получил, считается ждущим до последних вестей из своей сети. Интервалы — на 90\u00a0%%."),
	"Not heard since then, so that a wait or an answer after it is unknown: %s.": phrase.Say(
		"С этого времени вестей нет, и что было дальше — ждут ли ещё, ответили ли, — неизвестно: %s."),
	"The SLA is %s in business hours.": phrase.Say("SLA — %s рабочего времени."),
	"Competitors":                      phrase.Say("Конкуренты"),
	"Nobody outside can know how soon competitors answer (%s): neither who speaks for them is known, nor what they say in private.": phrase.Say(
		"Как быстро отвечают конкуренты (%s), снаружи не узнать: неизвестно, кто за них говорит и что они пишут в личных сообщениях."),
	"Waits since":       phrase.Say("Ждёт с"),
	"Waits":             phrase.Say("Сколько"),
	"In business hours": phrase.Say("В рабочие часы"),
	"SLA":               phrase.Say("SLA"),
	"over":              phrase.Say("превышен"),
	"Of those who asked within 28 days, so many wait now:": phrase.Say("Из написавших за 28 дней сейчас ждут:"),
	"Who waits longest": phrase.Say("Кто ждёт дольше всех"),
	"Satisfaction":      phrase.Say("Удовлетворённость"),
}
