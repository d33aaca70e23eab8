package main

import "molva/alerts/phrase"

// russian is what the commands say to people.
var russian = phrase.Catalogue{
	// Sentiments and states.
	"negative": phrase.Say("отрицательное"),
	"neutral":  phrase.Say("нейтральное"),
	"positive": phrase.Say("положительное"),
	"starting": phrase.Say("запускается"),
	"ok":       phrase.Say("в порядке"),
	"late":     phrase.Say("опаздывает"),
	"waiting":  phrase.Say("ждёт"),
	"blind":    phrase.Say("не читается"),
	"done":     phrase.Say("прочитан"),

	// init, config check, watch.
	"wrote %s; next: put your topics and sources into it, then 'molva config check', then 'molva run'": phrase.Say("записан %s; дальше: впишите свои темы и источники, затем «molva config check», затем «molva run»"),
	"%s is in order; topics: %d, sources: %d":                                                          phrase.Say("%s: всё в порядке; тем: %d, источников: %d"),
	"this is what runs now; it is kept in %s and made to be edited:":                                   phrase.Say("вот что сейчас работает; это лежит в %s и ждёт правок:"),
	"there is no %s; 'molva init' writes one to start from":                                            phrase.Say("файла %s нет; «molva init» запишет заготовку"),

	// import and its progress.
	"%d received = %d stored + %d duplicate + %d updated + %d unmatched + %d rejected + %d dead": phrase.Say("получено %d = сохранено %d + повторов %d + обновлено %d + не по теме %d + отклонено %d + не разобрано %d"),
	"rejected: %s (%d)":                   phrase.Say("отклонено: %s (%d)"),
	"unknown field %s, kept (%d)":         phrase.Say("незнакомое поле %s, сохранено (%d)"),
	"%s: %d, %d a second":                 phrase.Say("%s: %d, в секунду %d"),
	"%s: %d %%, %d, %d a second, %v left": phrase.Say("%s: %d %%, %d, в секунду %d, осталось %v"),

	// demo.
	"molva demo: %d mentions of an invented company in eight weeks, through the real pipeline": phrase.Count(1,
		phrase.English{One: "molva demo: %d mention of an invented company in eight weeks, through the real pipeline"},
		phrase.Russian{
			One:  "molva demo: %d сообщение о выдуманной компании за восемь недель прошло через настоящий конвейер",
			Few:  "molva demo: %d сообщения о выдуманной компании за восемь недель прошли через настоящий конвейер",
			Many: "molva demo: %d сообщений о выдуманной компании за восемь недель прошли через настоящий конвейер",
		}),
	"the dashboard: %s (Ctrl+C ends)": phrase.Say("панель: %s (Ctrl+C завершает)"),
	"next: 'molva init' writes a configuration, 'molva watch NAME' listens at once, 'molva --help' lists the rest": phrase.Say("дальше: «molva init» запишет настройки, «molva watch ИМЯ» начнёт слушать сразу, «molva --help» покажет остальное"),

	// mentions, query test, sources.
	"%d of %d mentions":             phrase.Say("упоминаний: %d из %d"),
	"catches %d of %d raw mentions": phrase.Say("находит %d из %d сырых упоминаний"),
	"no source has reported yet":    phrase.Say("ни один источник ещё не отозвался"),
	"source":                        phrase.Say("источник"),
	"network":                       phrase.Say("сеть"),
	"state":                         phrase.Say("состояние"),
	"last item":                     phrase.Say("последнее"),
	"rhythm":                        phrase.Say("ритм"),
	"stored":                        phrase.Say("сохранено"),
	"why":                           phrase.Say("почему"),
	"waits until %s: %s":            phrase.Say("ждёт до %s: %s"),

	// digest --post.
	"%d digests on their way; the outbox has them": phrase.Count(1,
		phrase.English{One: "%d digest on its way; the outbox has it"},
		phrase.Russian{One: "%d сводка в пути, она в исходящих", Few: "%d сводки в пути, они в исходящих", Many: "%d сводок в пути, они в исходящих"}),
	"nothing new was queued: this digest was queued or posted before": phrase.Say("нового в исходящих нет: эта сводка там уже была"),

	// verify, dlq, backup.
	"every sum agrees with its mentions, and the database is whole": phrase.Say("все суммы сходятся с упоминаниями, база цела"),
	"no dead letters": phrase.Say("неразобранных сообщений нет"),
	"%d dead letters removed": phrase.Count(1, phrase.English{One: "%d dead letter removed"},
		phrase.Russian{One: "%d неразобранное сообщение удалено", Few: "%d неразобранных сообщения удалены", Many: "%d неразобранных сообщений удалено"}),
	"%d dead letters sent through the pipe again": phrase.Count(1, phrase.English{One: "%d dead letter sent through the pipe again"},
		phrase.Russian{One: "%d неразобранное сообщение отправлено заново", Few: "%d неразобранных сообщения отправлены заново", Many: "%d неразобранных сообщений отправлено заново"}),
	"saved to %s and checked": phrase.Say("сохранено в %s и проверено"),

	// train.
	"%s: %d bytes in %s, from %d texts":                          phrase.Say("%s: %d байт в %s, текстов: %d"),
	"on %d texts it never saw: accuracy %.3f, macro-recall %.3f": phrase.Say("на %d текстах, которых модель не видела: точность %.3f, средняя полнота %.3f"),

	// doctor, healthcheck, errors.
	"ready":         phrase.Say("готово"),
	"not ready: %s": phrase.Say("не готово: %s"),
	"there is no %s; 'molva init' writes one": phrase.Say("файла %s нет; «molva init» его запишет"),
	"%d mistakes; 'molva config check' shows them": phrase.Count(1, phrase.English{One: "%d mistake; 'molva config check' shows it"},
		phrase.Russian{One: "%d ошибка; её покажет «molva config check»", Few: "%d ошибки; их покажет «molva config check»", Many: "%d ошибок; их покажет «molva config check»"}),
	"topics: %d, sources: %d":                                    phrase.Say("тем: %d, источников: %d"),
	"built with %s; known crashes are fixed in %s":               phrase.Say("собрано с %s; известные падения исправлены в %s"),
	"version %s can corrupt its log; %s is needed":               phrase.Say("версия %s может испортить журнал; нужна %s"),
	"version %s, full text works":                                phrase.Say("версия %s, полнотекстовый поиск работает"),
	"inside the process":                                         phrase.Say("внутри процесса"),
	"the server answers and has JetStream":                       phrase.Say("сервер отвечает, JetStream есть"),
	"not set up; digests are only printed":                       phrase.Say("не настроен; сводки только печатаются"),
	"an incoming webhook; only a post shows whether it works":    phrase.Say("входящий вебхук; работает ли он, покажет только отправка"),
	"the token lacks the scopes %s":                              phrase.Say("токену не хватает прав %s"),
	"without %s a digest may come twice after an unclear answer": phrase.Say("без %s после неясного ответа сводка может прийти дважды"),
	"%s in %s":    phrase.Say("%s в %s"),
	"%d GiB free": phrase.Say("свободно %d ГиБ"),
	"%d MiB free": phrase.Say("свободно %d МиБ"),
	"it says %s":  phrase.Say("они показывают %s"),
	"%d dead letters; 'molva dlq list' shows them": phrase.Count(1, phrase.English{One: "%d dead letter; 'molva dlq list' shows it"},
		phrase.Russian{One: "%d неразобранное сообщение; его покажет «molva dlq list»", Few: "%d неразобранных сообщения; их покажет «molva dlq list»", Many: "%d неразобранных сообщений; их покажет «molva dlq list»"}),
	"none is running on %s": phrase.Say("на %s ничего не запущено"),
	"another molva uses the data folder %s; stop it first, or name another folder with --data":        phrase.Say("папку данных %s занимает другой процесс molva; остановите его или укажите другую папку через --data"),
	"the database was written by a newer molva (version %d, this one knows %d); it was left as it is": phrase.Say("базу записала более новая molva (версия %d, эта знает %d); база не тронута"),

	// Wrong usage.
	"unknown flag %s; see '%s --help'":                                                                     phrase.Say("неизвестный флаг %s; подробнее: %s --help"),
	"the flag --%s needs a value":                                                                          phrase.Say("флагу --%s нужно значение"),
	"--%s: found %q, want true or false":                                                                   phrase.Say("--%s: найдено «%s», нужно true или false"),
	"--%s: found %q, want a whole number":                                                                  phrase.Say("--%s: найдено «%s», нужно целое число"),
	"--%s: found %q, want a whole number, 0 or more":                                                       phrase.Say("--%s: найдено «%s», нужно целое число, 0 или больше"),
	"an argument is missing, want: %s; see '%s --help'":                                                    phrase.Say("не хватает аргумента, нужно: %s; подробнее: %s --help"),
	"found %q, want: %s; see '%s --help'":                                                                  phrase.Say("найдено «%s», нужно: %s; подробнее: %s --help"),
	"a command is missing, want one of: %s; see '%s --help'":                                               phrase.Say("не указана команда, возможны: %s; подробнее: %s --help"),
	"there is no command %q; did you mean %q?":                                                             phrase.Say("команды «%s» нет; может быть, «%s»?"),
	"there is no command %q, want one of: %s":                                                              phrase.Say("команды «%s» нет, возможны: %s"),
	"--%s: found %q, want one of: %s":                                                                      phrase.Say("--%s: найдено «%s», возможны: %s"),
	"--network: found %q, want small letters, digits and hyphens, at most 64":                              phrase.Say("--network: найдено «%s», нужны строчные латинские буквы, цифры и дефисы, не больше 64"),
	"--listen: found %q, want host:port such as 127.0.0.1:8080":                                            phrase.Say("--listen: найдено «%s», нужно хост:порт, например 127.0.0.1:8080"),
	"--listen: found %q, which others can reach; set http.token, or listen on 127.0.0.1":                   phrase.Say("--listen: найдено «%s»: адрес доступен другим; задайте http.token или слушайте на 127.0.0.1"),
	"output is %q, want one of: %s":                                                                        phrase.Say("--output: найдено «%s», возможны: %s"),
	"log level is %q, want debug, info, warn or error":                                                     phrase.Say("--log-level: найдено «%s», нужно debug, info, warn или error"),
	"log format is %q, want text or json":                                                                  phrase.Say("--log-format: найдено «%s», нужно text или json"),
	"period is %q, want day, week or month":                                                                phrase.Say("--period: найдено «%s», нужно day, week или month"),
	"sentiment is %q, want negative, neutral or positive":                                                  phrase.Say("--sentiment: найдено «%s», нужно negative, neutral или positive"),
	"topic is %q, want one of: %s":                                                                         phrase.Say("темы «%s» нет, возможны: %s"),
	"found %q, want a day such as 2026-09-01, a moment such as 2026-09-01T12:00:00Z, or a span such as 7d": phrase.Say("найдено «%s», нужен день, например 2026-09-01, момент, например 2026-09-01T12:00:00Z, или срок, например 7d"),
	"--map: found %q, want ours=theirs such as published_at=created_at":                                    phrase.Say("--map: найдено «%s», нужно наше=чужое, например published_at=created_at"),
	"--only: found %q, want some of %s":                                                                    phrase.Say("--only: найдено «%s», возможны: %s"),
	"--only %s: the built-in stream is reached from inside one process; set stream.url to run parts apart": phrase.Say("--only %s: встроенный поток доступен только внутри одного процесса; чтобы запускать части отдельно, задайте stream.url"),
	"--out is missing: where should the model go?":                                                         phrase.Say("не задан --out: куда записать модель?"),

	// Other errors.
	"the stream at %s cannot be used at present":                                     phrase.Say("поток %s сейчас недоступен"),
	"a copy of this database is served at %s; this one waits until that one ends":    phrase.Say("с копией этой базы работает %s; эта ждёт, пока та закончит"),
	"the mentions of this stream are kept at %s from now on; this process has ended": phrase.Say("упоминания этого потока теперь хранит %s; этот процесс завершён"),
	"the mentions of this stream are kept in another database, at %s, last seen %s; to keep them here from now on, stop that one and start this one with 'molva run --take-over'": phrase.Say("упоминания этого потока хранит другая база, %s, последний раз её видели %s; чтобы дальше хранить их здесь, остановите ту и запустите эту командой «molva run --take-over»"),
	"interrupted":                               phrase.Say("прервано"),
	"there is no %s":                            phrase.Say("нет такого файла или папки: %s"),
	"no permission for %s":                      phrase.Say("нет прав на %s"),
	"%s is a folder, want a file":               phrase.Say("%s — папка, а нужен файл"),
	"%s is there already; it was left as it is": phrase.Say("файл %s уже есть; он не тронут"),
	"%d of the lines could not be read": phrase.Count(1, phrase.English{One: "%d of the lines could not be read"},
		phrase.Russian{One: "не удалось прочитать %d строку", Few: "не удалось прочитать %d строки", Many: "не удалось прочитать %d строк"}),
	"there is no data in %s yet: start 'molva run', or bring mentions in with 'molva import FILE'": phrase.Say("в %s пока нет данных: запустите «molva run» или загрузите упоминания через «molva import ФАЙЛ»"),
	"there is no dead letter %s":                                                                          phrase.Say("неразобранного сообщения %s нет"),
	"found %q, want the number of a dead letter, as 'dlq list' shows it":                                  phrase.Say("найдено «%s», нужен номер неразобранного сообщения из «molva dlq list»"),
	"found %q, want the number of a dead letter, as 'dlq list' shows it, or all":                          phrase.Say("найдено «%s», нужен номер неразобранного сообщения из «molva dlq list» или all"),
	"found %d of the %d dead letters named; 'dlq list' shows all":                                         phrase.Say("из названных неразобранных сообщений нашлось %d, а названо %d; все показывает «molva dlq list»"),
	"no Slack is set up: put slack.token and slack.channel, or slack.webhook_url, into the configuration": phrase.Say("Slack не настроен: впишите в настройки slack.token и slack.channel или slack.webhook_url"),
	"saved %d of %d; the rest waits in the stream for a process with the role classify":                   phrase.Say("сохранено %d из %d; остальное ждёт в потоке процесса с ролью classify"),
	"not posted within a minute; it waits in the outbox":                                                  phrase.Say("за минуту отправить не удалось; сводка ждёт в исходящих"),
	"post to %s: %s": phrase.Say("отправка в %s: %s"),

	// eval, label, replay, train --corrections.
	"--gate: found %q, want one of %s with a fraction from 0 to 1, such as macro_recall=0.65": phrase.Say("--gate: найдено %q, нужно одно из %s и доля от 0 до 1, например macro_recall=0.65"),
	"%s is unknown: no text was judged":                                      phrase.Say("%s неизвестно: ни один текст не проверен"),
	"%s is %s, want %s or less":                                              phrase.Say("%s: %s, нужно не больше %s"),
	"%s is %s, want %s or more":                                              phrase.Say("%s: %s, нужно не меньше %s"),
	"%s is no gzip file":                                                     phrase.Say("%s не в формате gzip"),
	"the heading is %s, want at least mention and label":                     phrase.Say("заголовок: %s, нужны хотя бы mention и label"),
	"--by is missing: whose labels are these?":                               phrase.Say("не хватает --by: чьи это метки?"),
	"--n: found %d, want 1 or more":                                          phrase.Say("--n: найдено %d, нужно от 1"),
	"%s is there already, and may hold somebody's labels; take another name": phrase.Say("%s уже есть, и в нём могут быть чьи-то метки; возьмите другое имя"),
	"%d mentions to label in %s": phrase.Count(1, phrase.English{One: "%d mention to label in %s"},
		phrase.Russian{One: "%d упоминание для разметки в %s", Few: "%d упоминания для разметки в %s", Many: "%d упоминаний для разметки в %s"}),
	"taken: %d of a random sample, %d of what the model doubted, %d corrections; %d mentions read otherwise now; refused: %d": phrase.Say(
		"принято: из случайной выборки %d, из сомнительных для модели %d, исправлений %d; иначе теперь читается упоминаний: %d; отклонено: %d"),
	"nothing is said of the mention: give a sentiment, --category or both": phrase.Say("об упоминании ничего не сказано: укажите тональность, --category или то и другое"),
	"label %s on %s for %s; 'molva label undo %s' takes it back":           phrase.Say("метка %s на %s для %s; «molva label undo %s» снимает её"),
	"found %q, want the number of a label, as 'label set' prints it":       phrase.Say("найдено %q, нужен номер метки, как его печатает «label set»"),
	"there is nothing to label: everything that counts has a label, or was drawn before": phrase.Say(
		"размечать нечего: у всего, что учитывается, уже есть метка, или оно попало в прежнюю выборку"),
	"feeling towards %s: n negative, 0 neutral, p positive, s skip, q end: ": phrase.Say(
		"отношение к %s: о отрицательное, н нейтральное, п положительное, s пропустить, q закончить: "),
	"no mention %s is stored":              phrase.Say("упоминания %s нет"),
	"topic":                                phrase.Say("тема"),
	"labels":                               phrase.Say("меток"),
	"random sample, measures":              phrase.Say("случайная выборка, измеряет"),
	"what the model doubted, teaches":      phrase.Say("сомнительное для модели, учит"),
	"correction, teaches":                  phrase.Say("исправление, учит"),
	"--diff and --apply: want one of them": phrase.Say("--diff и --apply: нужно что-то одно"),
	"--apply judges everything by the model in use: --topic, --since, --until and --model belong to --diff": phrase.Say(
		"--apply пересматривает всё по действующей модели: --topic, --since, --until и --model относятся к --diff"),
	"%d mentions judged by %s, %d read otherwise now":                                   phrase.Say("пересмотрено упоминаний: %d, модель %s, иначе теперь читается: %d"),
	"no file is named: want labelled texts, or --corrections for the team's own labels": phrase.Say("файл не назван: нужны размеченные тексты или --corrections для меток команды"),
	"%d labels: no change was better on them.": phrase.Count(1, phrase.English{One: "%d label: no change was better on it."},
		phrase.Russian{One: "%d метка: ни одна правка модели на ней не лучше.", Few: "%d метки: ни одна правка модели на них не лучше.", Many: "%d меток: ни одна правка модели на них не лучше."}),
	"%d labels moved the biases.": phrase.Count(1, phrase.English{One: "%d label moved the biases."},
		phrase.Russian{One: "%d метка сдвинула пороги.", Few: "%d метки сдвинули пороги.", Many: "%d меток сдвинули пороги."}),
	"%d labels moved the weights.": phrase.Count(1, phrase.English{One: "%d label moved the weights."},
		phrase.Russian{One: "%d метка изменила веса.", Few: "%d метки изменили веса.", Many: "%d меток изменили веса."}),
	"Cross-validated in %d parts: accuracy %.3f, was %.3f; macro-recall %.3f, was %.3f.": phrase.Say(
		"Перекрёстная проверка на %d частях: доля верных %.3f, была %.3f; средняя полнота %.3f, была %.3f."),
	"%s is in %s.":          phrase.Say("%s лежит в %s."),
	"%s serves, as before.": phrase.Say("Работает %s, как и прежде."),
	"%s serves, in the place of %s; 'molva replay --diff' says what it would have made of past weeks.": phrase.Say(
		"Работает %s вместо %s; «molva replay --diff» покажет, что она сказала бы о прошлых неделях."),
	"taken back by %s": phrase.Say("снята: %s"),
	"on an older text": phrase.Say("к прежнему тексту"),
	"%d of them, drawn at random, are labelled by those who wrote them, as a team would with 'molva label'": phrase.Say(
		"из них %d, выбранных наугад, размечены теми, кто их написал, как это сделала бы команда через «molva label»"),
	"%d corrections so far; from %d on they can move the model ('molva label set', 'molva label --unsure').": phrase.Say(
		"исправлений пока %d; начиная с %d они могут изменить модель («molva label set», «molva label --unsure»)"),
	"%d labels, nearly all of them mistakes of the model: these alone teach it to doubt what it gets right. Label a random sample too ('molva label'), to watch over it.": phrase.Say(
		"меток %d, и почти все они об ошибках модели: одни они учат её сомневаться и в том, что верно. Разметьте и случайную выборку («molva label»), она присмотрит за обучением."),
}
