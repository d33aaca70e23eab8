package operations

import "molva/alerts/phrase"

// deadTexts is what the pages of dead letters say.
var deadTexts = phrase.Catalogue{
	"when":           phrase.Say("когда"),
	"source":         phrase.Say("источник"),
	"reading":        phrase.Say("чтение"),
	"judging":        phrase.Say("оценка"),
	"saving":         phrase.Say("сохранение"),
	"Dead letter %s": phrase.Say("Отказ %s"),
	"There is no dead letter %s; it was replayed or dropped.": phrase.Say("Отказа %s нет: его отправили заново или удалили."),
	"Nothing is chosen: tick the dead letters first.":         phrase.Say("Ничего не выбрано: сначала отметьте отказы."),
	"Drop for good?": phrase.Say("Удалить насовсем?"),
	"%d dead letters": phrase.Count(1, phrase.English{One: "%d dead letter"},
		phrase.Russian{One: "%d отказ", Few: "%d отказа", Many: "%d отказов"}),
	"This process cannot settle dead letters.": phrase.Say("Этот процесс не может разобрать отказы."),
	"%d dead letters sent through the pipe again": phrase.Count(1, phrase.English{One: "%d dead letter sent through the pipe again"},
		phrase.Russian{One: "%d отказ отправлен заново", Few: "%d отказа отправлены заново", Many: "%d отказов отправлено заново"}),
	"%d dead letters removed": phrase.Count(1, phrase.English{One: "%d dead letter removed"},
		phrase.Russian{One: "%d отказ удалён", Few: "%d отказа удалены", Many: "%d отказов удалено"}),
	"What could not be read, judged or saved is kept here with its bytes. Mend what was wrong, then send it through the pipe again.": phrase.Say("Здесь хранится то, что не удалось прочитать, оценить или сохранить, вместе с исходными байтами. Исправьте причину и отправьте заново."),
	"all %d of them":              phrase.Say("все: %d"),
	"of any reason":               phrase.Say("с любой причиной"),
	"Not all of them: %s":         phrase.Say("Не все: %s"),
	"chosen":                      phrase.Say("выбрано"),
	"number":                      phrase.Say("номер"),
	"failed at":                   phrase.Say("где не прошло"),
	"bytes":                       phrase.Say("байт"),
	"choose %s":                   phrase.Say("выбрать %s"),
	"Send through the pipe again": phrase.Say("Отправить заново"),
	"Drop…":                       phrase.Say("Удалить…"),
	"Drop for good":               phrase.Say("Удалить насовсем"),
	"Keep":                        phrase.Say("Оставить"),
	"There are no dead letters.":  phrase.Say("Отказов нет."),
	"Pages":                       phrase.Say("Страницы"),
	"more":                        phrase.Say("дальше"),
	"What happened":               phrase.Say("Что случилось"),
	"Its bytes":                   phrase.Say("Содержимое"),
	"It is no text; here it is in hexadecimal.": phrase.Say("Это не текст; ниже шестнадцатеричный вид."),
	"Only the beginning is shown.":              phrase.Say("Показано только начало."),
	"All of it as a file":                       phrase.Say("Целиком файлом"),
	"what is dropped is gone for good.":         phrase.Say("удалённое не вернуть."),
}

// settingsTexts is what the page of settings says.
var settingsTexts = phrase.Catalogue{
	"a secret; not set": phrase.Say("секрет; не задан"),
	"a secret; set":     phrase.Say("секрет; задан"),
	"by default":        phrase.Say("по умолчанию"),
	"What is in force. It is changed in the configuration file or by environment variables, and read at the start; 'molva config check' finds mistakes.": phrase.Say("Что действует сейчас. Меняется в файле настроек или переменными окружения и читается при запуске; ошибки находит 'molva config check'."),
	"general":                     phrase.Say("общее"),
	"key":                         phrase.Say("ключ"),
	"value":                       phrase.Say("значение"),
	"note":                        phrase.Say("примечание"),
	"This process does not tell.": phrase.Say("Этот процесс их не сообщает."),
}
