package sentiment

import (
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
)

func TestCategory(t *testing.T) {
	m := loaded(t)
	for text, want := range map[string]classify.Category{
		"Ужасный сервис, не работает третий день":            classify.ComplaintCategory,
		"Where is my order??? Three weeks, terrible service": classify.ComplaintCategory,
		"Наушники супер, очень довольна!":                    classify.Praise,
		"Amazing sound, love it": classify.Praise,
		"@kestrel_help подскажите, есть ли чёрный цвет":                    classify.Question,
		"Does it work with Android? @zarya #kestrel":                       classify.Question,
		"Добавьте тёмную тему":                                             classify.Suggestion,
		"Would be nice if the app had a widget":                            classify.Suggestion,
		"Взять кредит онлайн http://bank.example/1":                        classify.Promo,
		"Скидка 20% по промокоду ЗАРЯ":                                     classify.Promo,
		"Giveaway! Retweet for a chance to win a lamp https://win.example": classify.Promo,
		"У кого есть промокод на скидку?":                                  classify.Question,
		"«Заря» объявила дату презентации https://news.example/1":          classify.News,
		"Сбербанк отчитается за квартал в четверг":                         classify.News,
		"ипотека без справок банк заря калькулятор https://t.example/1":    classify.Promo,
		"http://t.example/2 настройки интернета люмен на андроид":          classify.Promo,
		"Требуются курьеры, оплата ежедневно, резюме в личку":              classify.Promo,
		"Приведи друга и получи бонус: https://zarya.example/friend":       classify.Promo,
		"Промокод не работает, ужас, верните деньги!":                      classify.ComplaintCategory,
		"Взял кредит, теперь ужасно жалею, обманули с процентами":          classify.ComplaintCategory,
		"Сделайте так, чтобы уведомления молчали ночью":                    classify.Suggestion,
		"Просьба добавить экспорт в таблицу":                               classify.Suggestion,
		"Совет директоров «Зари» рекомендовал дивиденды в 12 рублей":       classify.News,
		"«Бореал» подал иск на 40 млн рублей, отвечает «Люмен»":            classify.News,
		"Кто знает, до какого числа акция?":                                classify.Question,
		"Скажите пожалуйста, где написан серийный номер":                   classify.Question,
	} {
		if v := verdict(t, m, ingest.Mention{Text: text}); v.Category != want {
			t.Errorf("%q is %s (%v %+v), want %s", text, v.Category, v.Sentiment, v.P, want)
		}
	}
}

func TestCuesSayWhatIsWrong(t *testing.T) {
	for file, want := range map[string]string{
		"shout\tпривет":             `"shout" is no kind of cue`,
		"offer\t":                   "has 0 words",
		"offer\tone two three 4 fi": "has 5 words",
	} {
		if _, err := readCues(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %q in it", file, err, want)
		}
	}
}
