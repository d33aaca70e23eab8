package bench

// What people say in Russian. Names are declined as a word that ends in a consonant is.
var russian = tongue{
	brands: []string{
		"Кестрел", "кестрела", "кестрелом", "Линнет", "линнетом", "Ориол", "ориола", "Сискин", "сискины", "Заря", "заря",
		"приложение Заря", "Мостик-банк", "мостик банк", "карта Мостик-банк", "Ледок плюс", "Ледок", "Северин", "северином",
		"Бореан", "бореана", "Тундрик", "тундрика", "Таймен", "Аргунит", "#заря", "Kestrel", "Linnet'ом",
	},
	strange: []string{"Вектра", "Пимокат", "Дольмен", "Рондо", "соседский сервис", "этот магазин"},
	openings: []string{
		"Всем привет!", "Коротко о главном:", "Полгода пользуюсь и вот что скажу.", "Долго думал, писать ли отзыв.", "Ну что ж,",
		"Коллеги посоветовали,", "Взял по акции,", "Заказывала маме,", "Второй раз обращаюсь.", "Честно говоря,", "Расскажу как было.",
		"Пишу по горячим следам:", "Муж подарил на годовщину,", "Не первый год в теме,", "Вопрос знающим людям:", "Решил обновиться,",
		"Зашёл в салон на углу,", "После долгих сравнений", "Кто-нибудь ещё заметил?", "Друзья,",
	},
	about: []string{
		"взяли %s вместо старого", "опять про %s", "речь про %s", "пользуюсь: %s", "сегодня забрал %s", "попался %s на распродаже",
		"тестировали %s на работе", "вот мой %s", "поставил %s брату", "ждали %s почти месяц", "сравнил %s с соседним", "служба поддержки про %s",
	},
	feelings: [3][]string{
		{
			"сломался на третий день, ужас.", "служба поддержки молчит вторую неделю.", "деньги списали дважды и не возвращают.",
			"качество отвратительное, корпус скрипит.", "больше никогда ничего тут не закажу.", "после обновления всё тормозит и вылетает.",
			"курьер нахамил и уехал.", "доставка опоздала, коробка мятая.", "батарея садится за два часа, позор.", "возврат оформить невозможно.",
			"обещали одно, а привезли совсем другое.", "шумит так, что спать нельзя.", "кассир только развёл руками.", "греется как утюг, страшно.",
			"разочарована полностью, не советую.", "экран мигает, в ремонт не берут.", "хуже сервиса я ещё не встречал.",
		},
		{
			"стоит на полке рядом с остальными.", "подскажите, где посмотреть настройки?", "инструкция лежит в коробке.", "цвет серый, вес обычный.",
			"выпустили новую версию для планшетов.", "сравниваю характеристики, пока без выводов.", "магазин работает до девяти.",
			"нужна ли отдельная карта памяти?", "завтра презентация, посмотрим.", "в наличии два размера.", "переехали в другой офис.",
			"кто знает, подходит ли старый чехол?", "вчера писали об этом в новостях.", "собрал вечером, завтра включу.",
		},
		{
			"работает отлично, всем советую!", "очень довольна покупкой.", "звук чистый, сборка прекрасная.", "поддержка помогла за пять минут, спасибо!",
			"привезли раньше срока, молодцы.", "удобно, красиво и быстро.", "лучшее, что было у меня за годы.", "дети в восторге.",
			"ни разу не подвёл, рекомендую.", "цена честная, качество на высоте.", "приятно удивил, берите смело.", "возврат сделали без вопросов.",
		},
	},
	details: []string{
		"Номер заказа %d.", "Отдал %d рублей.", "Обращение %d.", "Ждал %d минут.", "Чек номер %d.", "Талон %d.", "Прошёл %d километров с ним.",
		"Артикул %d, партия весенняя.", "Квартира %d, домофон есть.", "Серийный номер %d.",
	},
	closings: []string{
		"Посмотрим, что будет дальше.", "Выводы делайте сами.", "Фото приложу вечером.", "Кто сталкивался?", "Спасибо за внимание.", "Вот так и живём.",
		"Ответьте, пожалуйста.", "Буду держать в курсе.", "Точка.", "Ставлю ту оценку, что заслужили.",
	},
}

// What people say in English.
var english = tongue{
	brands: []string{
		"Kestrel", "kestrels", "the Kestrel's case", "Linnet", "linnet", "Oriol", "Siskin", "siskins", "Zarya", "the Zarya app", "zarya",
		"Mostik", "my Mostik card", "the Mostik app", "Ledok Plus", "ledok", "Severin", "severin's", "Borean", "Tundrik", "Taymen", "Argunit",
		"@zarya", "#zarya", "Zarya customer support",
	},
	strange: []string{"Vectra", "Dolmen", "the corner shop", "Rondo", "that other brand", "Pimocat"},
	openings: []string{
		"Long time lurker here.", "Quick update:", "Half a year in and this is what I think.", "So, after a lot of reading,", "Honest review:",
		"My sister asked me about it,", "Got it on sale,", "Second time I deal with them.", "Not sponsored, just a customer.", "Well then,",
		"Switched last month,", "Question for those who know:", "Writing this from the queue,", "Bought one for the office,", "Nobody talks about this, but",
		"Unpopular opinion:", "Day three with it.", "Heads up everyone,",
	},
	about: []string{
		"we took %s instead of the old one,", "it is about %s again,", "I picked up %s today,", "we tested %s at work,", "here is my %s,",
		"I compared %s with two others,", "waited for %s almost a month,", "my brother uses %s daily,", "they sent me %s,", "looking at %s,",
	},
	feelings: [3][]string{
		{
			"it broke after three days, awful.", "customer support has been silent for weeks.", "they charged me twice and refuse a refund.",
			"terrible quality, everything rattles.", "never ordering from these people again.", "the update made it slow and it keeps crashing.",
			"the courier was rude and left.", "delivery was late and the box was crushed.", "the battery dies within two hours, a disgrace.",
			"promised one thing and shipped another.", "it is so loud that I cannot sleep.", "completely disappointed, avoid it.",
			"it overheats and smells of plastic.", "worst service I have ever met.", "the screen flickers and nobody repairs it.",
		},
		{
			"it sits on the shelf beside the others.", "where do I find the settings?", "the manual is in the box.", "grey, about the usual weight.",
			"a new version for tablets is out.", "comparing the specs, no verdict yet.", "the store is open until nine.", "does it need a memory card?",
			"the launch is tomorrow, we will see.", "there are two sizes in stock.", "does the old case fit?", "it was in the news yesterday.",
		},
		{
			"it works great, I recommend it to everyone!", "very happy with this purchase.", "the sound is clear and it is beautifully built.",
			"support helped within five minutes, thank you!", "it arrived early, well done.", "handy, pretty and fast.", "the best I have had in years.",
			"the kids love it.", "never let me down.", "a fair price and excellent quality.", "pleasantly surprised, go for it.",
		},
	},
	details: []string{
		"Order number %d.", "Paid %d for it.", "Ticket %d.", "Waited %d minutes.", "Receipt no. %d.", "Walked %d steps with it.",
		"Part number %d, spring batch.", "Flat %d, ring twice.", "Serial %d.", "Invoice %d.",
	},
	closings: []string{
		"We will see how it goes.", "Draw your own conclusions.", "Photos tonight.", "Anyone else?", "Thanks for reading.", "Such is life.",
		"Please answer me.", "Will keep you posted.", "That is all.", "You get the stars you earned.",
	},
}
