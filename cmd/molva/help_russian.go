package main

// helpRussian is the help in Russian.
var helpRussian = map[string]string{
	// The words of usage.
	usageWord:    "Использование:",
	examplesWord: "Примеры:",
	commandsWord: "Команды:",
	flagsWord:    "Флаги:",
	globalWord:   "Общие флаги:",
	someFlags:    "[флаги]",
	someCommand:  "[команда]",
	defaultWord:  "(по умолчанию %s)",
	moreWord:     "Подробнее о команде: «%s --help».",
	"string":     "строка",
	"strings":    "список",
	"int":        "число",
	"ints":       "числа",
	"uint":       "число",

	// Commands.
	"What do people think of our product?":                                                        "Что люди думают о нашем продукте?",
	"Measure the pipeline on this machine: stages and whole, beside the raw ceilings, in one run": "Измерить конвейер на этой машине: этапы и целое рядом с голыми потолками, за один запуск",
	"Copy the database to a file while everything runs, and check the copy":                       "Скопировать базу в файл, ничего не останавливая, и проверить копию",
	"Say how each line of standard input feels: plain text or JSON Lines in, JSON Lines out":      "Определить тональность каждой строки стандартного ввода: на входе текст или JSON Lines, на выходе JSON Lines",
	"The configuration": "Настройки",
	"Own and competitors' communities side by side: growth, engagement, overlap, content, odd likes":           "Свои сообщества и чужие рядом: рост, вовлечённость, пересечения, содержание, странные лайки",
	"The three questions, answered: does the audience grow, does awareness grow, do we know what people think": "Ответы на три вопроса: растёт ли аудитория, растёт ли известность, знаем ли мы, что думают люди",
	"How soon customers are answered, who still waits, and whom the answer turned round":                       "Как скоро клиенты получают ответ, кто ещё ждёт и кого ответ переубедил",
	"The business goals: how far each is, and whether the present pace gets there":                             "Цели бизнеса: сколько пройдено и успеет ли нынешний темп",
	"Every metric with its formula, its class and its value, competitors beside it":                            "Все показатели: формула, класс и значение, рядом конкуренты",
	"What bypassed the digest: incidents, mutes, and how many false alerts are allowed":                        "Что пришло в обход дайджеста: инциденты, заглушённое и допустимое число ложных оповещений",
	"The incidents, the latest first":                                                                  "Инциденты, начиная с последнего",
	"Somebody looks after it: it is not told again":                                                    "Кто-то этим занялся: больше не напоминать",
	"Where the line to an alert is drawn for each topic, and what the last 90 days would have brought": "Где для каждой темы проходит граница оповещения и что она принесла бы за последние 90 дней",
	"End a mute now": "Вернуть оповещения раньше срока",
	"Record incidents for a while without telling of them":                                         "Некоторое время записывать инциденты молча",
	"The mutes in force: who, what, until when":                                                    "Что сейчас заглушено: кем, что и до какого времени",
	"Show every mistake in the configuration at once":                                              "Показать сразу все ошибки в настройках",
	"Eight weeks of an invented company through the real pipeline; no config, no keys, no network": "Восемь недель выдуманной компании через настоящий конвейер: без настроек, ключей и сети",
	"What people think of a topic, in one screen":                                                  "Что люди думают о теме: всё на одном экране",
	"Dead letters: what could not be read, tagged or saved, with its raw bytes":                    "Неразобранные сообщения: что не удалось прочитать, разметить или сохранить, в исходном виде",
	"List the dead letters":                                                                        "Показать список неразобранных сообщений",
	"Show one dead letter with its bytes":                                                          "Показать одно неразобранное сообщение целиком",
	"Send dead letters through the pipe again":                                                     "Отправить неразобранные сообщения в обработку заново",
	"Remove dead letters for good":                                                                 "Удалить неразобранные сообщения навсегда",
	"Write what a report of a fault needs to a zip file: versions, settings, health, counts, the log; no secret, no mention, no author": "Записать в архив zip то, что нужно для сообщения об ошибке: версии, настройки, состояние, счётчики, журнал; без тайн, упоминаний и авторов",
	"Examine disk, clock, database, stream, credentials and versions; exit 3 when something fails":                                      "Проверить диск, часы, базу, поток, доступы и версии; код выхода 3, если что-то не в порядке",
	"Write the mentions with what was said of them to standard output":                                                                  "Выгрузить упоминания с разметкой на стандартный вывод",
	"Ask the running instance whether it is ready; exit 3 says why not":                                                                 "Узнать, готова ли запущенная molva; если нет, назвать причину и выйти с кодом 3",
	"Help about any command": "Справка по любой команде",
	"Bring mentions in from a file, through the same pipe as everything else": "Загрузить упоминания из файла; они проходят тот же путь, что и все остальные",
	"Write a commented molva.yaml to start from":                              "Записать заготовку molva.yaml с пояснениями",
	"The mentions behind the figures, newest first":                           "Упоминания, из которых сложились цифры; сначала новые",
	"Queries of topics": "Поисковые запросы тем",
	"What a query would catch among the raw mentions kept: how many, and 20 of them at random": "Что запрос нашёл бы среди сохранённых сырых упоминаний: сколько всего и 20 случайных",
	"Reports": "Отчёты",
	"Positive and negative opinions by week, with counts and intervals":                                    "Положительные и отрицательные мнения по неделям, с количеством и интервалами",
	"Listen, classify, store, alert: all loops, or some of them, in this process":                          "Слушать, размечать, сохранять, оповещать: всё сразу или только часть",
	"Every network: what is read there and what that takes, or why not and the way round":                  "Все сети: что там читается и что для этого нужно, или почему нельзя и как обойтись",
	"Each source: its state, last item, expected rhythm, quota and cost, and why it waits":                 "Источники: состояние, последнее сообщение, обычный ритм, квота и траты, причина ожидания",
	"Build a sentiment model from labelled texts: JSON Lines with text and label, perhaps lang and source": "Обучить модель тональности на размеченных текстах: JSON Lines с полями text и label, можно lang и source",
	"Recompute every aggregate from the mentions and compare; exit 3 names the difference":                 "Пересчитать все суммы по упоминаниям и сверить; при расхождении показать его и выйти с кодом 3",
	"Versions of molva, Go, SQLite and the model":                                                          "Версии molva, Go, SQLite и модели",
	"Start listening for names at once, on the networks that need no key":                                  "Сразу начать слушать названия в сетях, где не нужен ключ",

	"Judge the sentiment model on labelled texts: JSON Lines with text and label, perhaps lang, network and topics": "Проверить модель тональности на размеченных текстах: JSON Lines с полями text и label, можно lang, network и topics",
	"Tell the sentiment of mentions drawn at random, to measure how often the model is right":                       "Разметить случайные упоминания, чтобы измерить, как часто права модель",
	"Draw mentions and write them to be labelled elsewhere, as CSV or JSON Lines":                                   "Взять упоминания и записать их для разметки в другом месте, в CSV или JSON Lines",
	"Take labels: CSV or JSON Lines with mention and label, perhaps topic, category and by":                         "Принять метки: CSV или JSON Lines с полями mention и label, можно topic, category и by",
	"Correct what the model says of one mention, its sentiment, its category or both":                               "Исправить, что модель говорит об одном упоминании: тональность, категорию или то и другое",
	"Take a label back: the one before it counts again, or the model's word":                                        "Снять метку: снова действует прежняя или слово модели",
	"Take a mention out of the figures":                                                                             "Убрать упоминание из цифр",
	"Put a mention back into the figures":                                                                           "Вернуть упоминание в цифры",
	"How many labels there are, and how right the model is by them":                                                 "Сколько есть меток и насколько по ним верна модель",
	"Judge the stored mentions by the present model: say what would change, or change it":                           "Пересмотреть сохранённые упоминания по действующей модели: показать, что изменится, или изменить",

	// How they are called.
	"backup FILE":                "backup ФАЙЛ",
	"drop ID…|all":               "drop НОМЕР…|all",
	"export csv|jsonl":           "export csv|jsonl",
	"help [command]":             "help [команда]",
	"import FILE|-":              "import ФАЙЛ|-",
	"replay ID…|all":             "replay НОМЕР…|all",
	"person --author NETWORK:ID": "person --author СЕТЬ:НОМЕР",
	"show ID":                    "show НОМЕР",
	"support FILE":               "support ФАЙЛ",
	"test EXPR":                  "test ЗАПРОС",
	"train FILE… --out MODEL":    "train ФАЙЛ… --out МОДЕЛЬ",
	"watch NAME…":                "watch НАЗВАНИЕ…",

	// Examples with a comment.
	`  molva bench                              # a minute or two
  molva bench --dir /srv/molva -o json     # that disk, for a script
  molva bench --stored 1000000 --rounds 1  # what it costs as it grows`: `  molva bench                              # минута-другая
  molva bench --dir /srv/molva -o json     # этот диск, для сценария
  molva bench --stored 1000000 --rounds 1  # сколько стоит рост`,
	`  molva digest --topic kestrel --period week
  molva digest -o json                     # the exact Slack payload
  molva digest --period day --post`: `  molva digest --topic kestrel --period week
  molva digest -o json                     # ровно то, что уйдёт в Slack
  molva digest --period day --post`,
	`  molva run
  molva run --only ingest,classify        # on other machines, with stream.url set`: `  molva run
  molva run --only ingest,classify        # на других машинах, когда задан stream.url`,

	// Flags of all commands.
	"show this help":     "показать эту справку",
	"configuration file": "файл настроек",
	"data folder":        "папка данных",
	"text or json":       "text или json",
	"text or json; some reports also md, csv or html":                      "text или json; у некоторых отчётов ещё md, csv или html",
	"debug, info, warn or error; info for what runs on, warn for the rest": "debug, info, warn или error; если не задан: info для долгих команд, warn для остальных",

	// Flags of one or a few.
	"URL of an unused external server; one is started when not given":                            "адрес внешнего сервера, которым никто не пользуется; если не задан, запускается свой",
	"folder on the disk to measure; that of temporary files when not given":                      "папка на том диске, который измеряется; если не задана, папка временных файлов",
	"mentions that are in the database before":                                                   "сколько сообщений в базе заранее",
	"mentions that each phase is measured with":                                                  "сколько сообщений в каждом замере",
	"rounds of all phases; medians are shown":                                                    "сколько кругов по всем замерам; показываются медианы",
	"seed of the mentions":                                                                       "начальное число для сообщений",
	"watch molva as a process of its own under 200 mentions a second for so long; 0: not at all": "сколько секунд наблюдать molva отдельным процессом при 200 сообщениях в секунду; 0 — не наблюдать",
	"a day in the wanted period, such as 2026-09-01; the last finished one when not given":       "день нужного периода, например 2026-09-01; если не задан, берётся последний завершённый период",
	"add the words that decided":                                                                 "добавить слова, которые решили дело",
	"price [SOURCE [QUERY]...]":                                                                  "price [ИСТОЧНИК [ЗАПРОС]...]",
	"What reading would cost where every post is paid for, asked before it is spent":             "Во что обойдётся чтение там, где платят за каждую запись: спросить, прежде чем тратить",
	"address of pages and webhooks; port 0 picks a free one":                                     "адрес страниц и вебхуков; порт 0 — любой свободный",
	"address of pages; port 0 picks a free one":                                                  "адрес страниц; порт 0 — любой свободный",
	"address of the dashboard":                                                                   "адрес панели",
	"also what the figures leave out: copies, promo":                                             "и то, что не входит в цифры: копии, реклама",
	"at most so many; 0: all":                                                                    "не больше стольких; 0 — все",
	"complaint, question, praise, suggestion, promo, news or other":                              "complaint (жалоба), question (вопрос), praise (похвала), suggestion (предложение), promo (реклама), news (новость) или other (прочее)",
	"day or week":                                          "day (день) или week (неделя)",
	"day, week, month, quarter or year":                    "day (день), week (неделя), month (месяц), quarter (квартал) или year (год)",
	"disable completion descriptions":                      "без пояснений к подсказкам",
	"end after printing":                                   "напечатать и завершиться",
	"file of the new model":                                "файл для новой модели",
	"from this day or moment on, such as 2026-09-01 or 7d": "начиная с этого дня или момента, например 2026-09-01 или 7d",
	"how many periods back; 0: 14 days, 8 weeks, 6 months, 4 quarters or years":                                                          "за сколько периодов; 0 — 14 дней, 8 недель, 6 месяцев, 4 квартала или года",
	"only one community, as NETWORK:ID":                                                                                                  "только одно сообщество, в виде СЕТЬ:ID",
	"id of the topic; all of our own roots when not given":                                                                               "идентификатор темы; если не задан, все собственные темы верхнего уровня",
	"jsonl or csv; found out from the file when not given":                                                                               "jsonl или csv; если не задан, определяется по файлу",
	"keep every tenth text out of training and print the score on those":                                                                 "не учить на каждом десятом тексте и показать качество на них",
	"negative, neutral or positive":                                                                                                      "negative (отрицательное), neutral (нейтральное) или positive (положительное)",
	"the file has figures of accounts and their posts, such as followers and views, not mentions":                                        "в файле не упоминания, а показатели аккаунтов и их записей, например подписчики и просмотры",
	"the file has numbers that people enter, such as spend and leads, not mentions":                                                      "в файле не упоминания, а введённые числа, например расходы и лиды",
	"the file is a CRM's export of people's steps from contact to customer, not of mentions; who they are is kept as salted hashes only": "в файле не упоминания, а выгрузка из CRM: шаги людей от контакта до клиента; кто они, хранится только в виде хешей с солью",
	"Forget what somebody said and who that was, and refuse what is told of them later; totals stay as they are":                         "Забыть, что человек сказал и кто это был, и не принимать о нём нового; итоги не меняются",
	"all that an author said and who that is, as NETWORK:ID":                                                                             "всё, что сказал автор, и кто он: СЕТЬ:НОМЕР",
	"one mention, by its id, as NETWORK:ID":                                                                                              "одно упоминание по его номеру: СЕТЬ:НОМЕР",
	"Write all that is held on one author, an object a line, for a person who asks to see it":                                            "Выгрузить всё, что хранится об одном авторе, по объекту в строке: для того, кто просит это показать",
	"who, by the network's id, as NETWORK:ID":                                                                                            "кто: номер в сети, СЕТЬ:НОМЕР",
	"somebody on the way to buying: an author as NETWORK:ID, or what the CRM knows them by, such as an e-mail":                           "кто-то на пути к покупке: автор в виде СЕТЬ:НОМЕР или то, по чему его знает CRM, например почта",
	"What the work was worth by fourteen formulas, what it cost, and what would turn the answer round":                                   "Что дала работа по четырнадцати формулам, во что обошлась и что перевернуло бы ответ",
	"what money is to be in, such as RUB; what the costs are in when not given":                                                          "валюта отчёта, например RUB; если не задана, та же, что у расходов",
	"included or excluded; as the costs are when not given":                                                                              "included (с налогом) или excluded (без налога); если не задано, как у расходов",
	"lines to see the return of, such as 11,14":                                                                                          "строки, по которым посчитать рентабельность, например 11,14",
	"an input to try, such as lead_to_customer=17/210, cpm=500 or support_requests=1300/week; nothing is saved":                          "что было бы при другом значении: lead_to_customer=17/210, cpm=500 или support_requests=1300/week; ничего не сохраняется",
	"the line to tell the history of":                                                                                                    "строка, историю которой показать",
	"how many periods of that line":                                                                                                      "за сколько периодов показать эту строку",
	`  molva roi --topic kestrel --period month
  molva roi --lines 11,14                              # the return by these lines, if they may stand together
  molva roi --what-if lead_to_customer=12% --what-if cpm=500
  molva roi --line 11 --periods 12                     # one line over twelve months`: `  molva roi --topic kestrel --period month
  molva roi --lines 11,14                              # рентабельность по этим строкам, если их можно сложить
  molva roi --what-if lead_to_customer=12% --what-if cpm=500
  molva roi --line 11 --periods 12                     # одна строка за двенадцать месяцев`,
	"From a mention to a customer: how many at each step, with whose consent, how soon and at what cost": "От упоминания до клиента: сколько людей на каждом шаге, с чьего согласия, как скоро и по какой цене",
	"with --figures: the account that all of them are of":                                                "вместе с --figures: аккаунт, к которому все они относятся",
	"kind of the mentions that have none in the file: post, comment, review, message or survey":          "вид упоминаний, у которых его нет в файле: post, comment, review, message или survey",
	"network of all its mentions":                                         "сеть всех упоминаний файла",
	"only the last so many days; 0: everything kept":                      "только за столько последних дней; 0 — всё, что сохранено",
	"only this author, as network:id":                                     "только этот автор, в виде сеть:id",
	"only this network":                                                   "только эта сеть",
	"only this source":                                                    "только этот источник",
	"only this topic":                                                     "только эта тема",
	"ours=theirs: read our field from theirs; repeat for more":            "наше=чужое: брать наше поле из чужого; можно указать несколько раз",
	"post it wherever the routes say, through the outbox":                 "отправить туда, куда указывают маршруты, через исходящие",
	"only print what would be posted where, thread and all":               "только показать, что и куда было бы отправлено, вместе с тредом",
	"only print the manifest of the Slack app that posts and listens":     "только вывести манифест приложения Slack, которое пишет и слушает",
	"opened from this day or moment on, such as 2026-09-01 or 30d":        "открытые начиная с этого дня или момента, например 2026-09-01 или 30d",
	"only what stands in a complaint, as complaint, praise or suggestion": "только то, что входит в повторяющееся: complaint (жалобы), praise (похвалы) или suggestion (предложения)",
	"only what says good and bad at once":                                 "только то, где сказано и хорошее, и плохое",
	"only copies of other mentions, which count with those":               "только копии других упоминаний, они считаются вместе с теми",
	"only this topic; all when not given":                                 "только эта тема; если не задана, все",
	"only this kind of alert, such as spike; all when not given":          "только оповещения этого вида, например spike; если не задан, все",
	"only this complaint (c12) or source":                                 "только эта жалоба (c12) или источник",
	"for how long, such as 12h or 2d":                                     "на какой срок, например 12h или 2d",
	"for those who wonder":                                                "для тех, кто спросит почему",
	"ru, en, other or unknown":                                            "ru, en, other (другой) или unknown (неизвестен)",
	"seed of the order in which examples are seen":                        "начальное число для порядка примеров",
	"keep the mentions of stream.url in this data folder from now on, though another one kept them so far; to be given once": "хранить упоминания из stream.url в этой папке данных, хотя до сих пор их хранила другая; указать один раз",
	"some of ingest, classify, store, alerts, web":                            "часть из: ingest, classify, store, alerts, web; через запятую",
	"these are old mentions: mark them, so that no alert takes them for news": "это старые упоминания: пометить, чтобы оповещения не приняли их за новые",
	"topic of all mentions, in place of the queries":                          "тема всех упоминаний, вместо поиска по запросам",
	"up to, and without, this day or moment":                                  "до этого дня или момента, не включая его",
	"words that stand in the text":                                            "слова из текста",

	// What cobra adds.
	"Generate the autocompletion script for the specified shell": "Вывести скрипт автодополнения для выбранной оболочки",
	"Generate the autocompletion script for bash":                "Вывести скрипт автодополнения для bash",
	"Generate the autocompletion script for fish":                "Вывести скрипт автодополнения для fish",
	"Generate the autocompletion script for powershell":          "Вывести скрипт автодополнения для powershell",
	"Generate the autocompletion script for zsh":                 "Вывести скрипт автодополнения для zsh",
	`Help provides help for any command in the application.
Simply type molva help [path to command] for full details.`: `Справка по любой команде: molva help [команда].`,
	`Generate the autocompletion script for molva for the specified shell.
See each sub-command's help for details on how to use the generated script.
`: `Вывести скрипт автодополнения molva для выбранной оболочки.
Как его включить, сказано в справке по каждой оболочке.
`,
	`Generate the autocompletion script for the bash shell.

This script depends on the 'bash-completion' package.
If it is not installed already, you can install it via your OS's package manager.

To load completions in your current shell session:

	source <(molva completion bash)

To load completions for every new session, execute once:

#### Linux:

	molva completion bash > /etc/bash_completion.d/molva

#### macOS:

	molva completion bash > $(brew --prefix)/etc/bash_completion.d/molva

You will need to start a new shell for this setup to take effect.
`: `Вывести скрипт автодополнения для bash.

Скрипту нужен пакет bash-completion; если его нет, поставьте его из репозитория своей системы.

Включить в текущем сеансе:

	source <(molva completion bash)

Включить навсегда (выполнить один раз):

#### Linux:

	molva completion bash > /etc/bash_completion.d/molva

#### macOS:

	molva completion bash > $(brew --prefix)/etc/bash_completion.d/molva

Заработает после перезапуска оболочки.
`,
	`Generate the autocompletion script for the zsh shell.

If shell completion is not already enabled in your environment you will need
to enable it.  You can execute the following once:

	echo "autoload -U compinit; compinit" >> ~/.zshrc

To load completions in your current shell session:

	source <(molva completion zsh)

To load completions for every new session, execute once:

#### Linux:

	molva completion zsh > "${fpath[1]}/_molva"

#### macOS:

	molva completion zsh > $(brew --prefix)/share/zsh/site-functions/_molva

You will need to start a new shell for this setup to take effect.
`: `Вывести скрипт автодополнения для zsh.

Если автодополнение в вашей оболочке ещё не включено, выполните один раз:

	echo "autoload -U compinit; compinit" >> ~/.zshrc

Включить в текущем сеансе:

	source <(molva completion zsh)

Включить навсегда (выполнить один раз):

#### Linux:

	molva completion zsh > "${fpath[1]}/_molva"

#### macOS:

	molva completion zsh > $(brew --prefix)/share/zsh/site-functions/_molva

Заработает после перезапуска оболочки.
`,
	`Generate the autocompletion script for the fish shell.

To load completions in your current shell session:

	molva completion fish | source

To load completions for every new session, execute once:

	molva completion fish > ~/.config/fish/completions/molva.fish

You will need to start a new shell for this setup to take effect.
`: `Вывести скрипт автодополнения для fish.

Включить в текущем сеансе:

	molva completion fish | source

Включить навсегда (выполнить один раз):

	molva completion fish > ~/.config/fish/completions/molva.fish

Заработает после перезапуска оболочки.
`,
	`Generate the autocompletion script for powershell.

To load completions in your current shell session:

	molva completion powershell | Out-String | Invoke-Expression

To load completions for every new session, add the output of the above command
to your powershell profile.
`: `Вывести скрипт автодополнения для powershell.

Включить в текущем сеансе:

	molva completion powershell | Out-String | Invoke-Expression

Чтобы включить навсегда, добавьте вывод этой команды в свой профиль powershell.
`,

	// eval, label, replay, train --corrections.
	"adapt the built-in model to the team's own labels, or to those of the files; never accepted when worse than before": "подстроить встроенную модель к меткам команды или файлов; если станет хуже, ничего не меняется",
	"draw what others have labelled, to see how far people agree":                                                        "взять то, что уже разметили другие, и увидеть, насколько люди согласны",
	"draw what the model is least sure of, to teach it; a random sample measures it":                                     "взять то, в чём модель уверена меньше всего, чтобы её учить; измеряет её случайная выборка",
	"  molva label --topic kestrel                          # in the terminal\n  molva label export sample.csv --n 100                # fill in the column label, then:\n  molva label import sample.csv --by anna\n  molva label --unsure                                 # what the model doubts: teaches it, measures nothing": "  molva label --topic kestrel                          # прямо в терминале\n  molva label export sample.csv --n 100                # заполните столбец label, затем:\n  molva label import sample.csv --by anna\n  molva label --unsure                                 # в чём модель сомневается: учит её, ничего не измеряет",
	"who labels": "кто размечает",
	"  molva label set vk:-1_42 negative --topic kestrel\n  molva label set vk:-1_42 --category promo            # leaves the figures; --category other brings it back": "  molva label set vk:-1_42 negative --topic kestrel\n  molva label set vk:-1_42 --category promo            # уходит из цифр; --category other возвращает",
	"take all of them as corrections, which teach the model; what was drawn at random only measures, whatever is said":                                                  "считать всё исправлениями, они учат модель; взятое наугад только измеряет, что бы о нём ни сказали",
	"exclude MENTION": "exclude УПОМИНАНИЕ",
	"acknowledge ID":  "acknowledge НОМЕР",
	"unmute ID":       "unmute НОМЕР",
	"  molva init\n  molva init --slack-app > slack-app.yaml  # the manifest to make a Slack app of":                                 "  molva init\n  molva init --slack-app > slack-app.yaml  # манифест, по которому Slack создаст приложение",
	"  molva alerts list --since 30d\n  molva alerts budget                      # the thresholds, and what they would have brought": "  molva alerts list --since 30d\n  molva alerts budget                      # пороги и то, что они принесли бы раньше",
	"include MENTION":  "include УПОМИНАНИЕ",
	"how many to draw": "сколько взять",
	"put what the model says in the place of what is stored; what people labelled stays":                                                             "заменить сохранённое тем, что говорит модель; метки людей остаются",
	"  molva replay --diff --since 60d\n  molva replay --diff --model candidate.bin            # a model that is not in use\n  molva replay --apply": "  molva replay --diff --since 60d\n  molva replay --diff --model candidate.bin            # модель, которая пока не работает\n  molva replay --apply",
	"go back to the built-in model":           "вернуться к встроенной модели",
	"eval FILE…":                              "eval ФАЙЛ…",
	"set MENTION [negative|neutral|positive]": "set УПОМИНАНИЕ [negative|neutral|positive]",
	"export [FILE]":                           "export [ФАЙЛ]",
	"undo ID":                                 "undo НОМЕР",
	"seed of the draw":                        "зерно случайного выбора",
	"say what would change; this is what happens without a flag too": "показать, что изменится; так и без флага",
	"  molva train labelled.jsonl.gz --out model.bin --hold-out\n  molva train --corrections                            # adapt the model in use to the team's own labels\n  molva train --corrections labelled.jsonl --out adapted.bin\n  molva train --revert                                 # back to the built-in model": "  molva train labelled.jsonl.gz --out model.bin --hold-out\n  molva train --corrections                            # подстроить модель к меткам команды\n  molva train --corrections labelled.jsonl --out adapted.bin\n  molva train --revert                                 # назад к встроенной модели",
	"end with 3 when a figure is worse than this: accuracy, macro_recall, macro_f1 or ece, as a fraction; may be given again": "выйти с кодом 3, если показатель хуже этого: accuracy, macro_recall, macro_f1 или ece, долей; можно повторять",
	"a model file of 'molva train' in the place of the model in use":                                                          "файл модели от «molva train» вместо действующей модели",
	"What people said of one mention, the first label first":                                                                  "Что люди сказали об одном упоминании, от первой метки",
	"list MENTION":                     "list УПОМИНАНИЕ",
	"only what the model is unsure of": "только то, в чём модель не уверена",
	"only what a person labelled":      "только размеченное человеком",
	"only what is in this state of work: new, work, answered or closed": "только в этом состоянии работы: new, work, answered или closed",
	"only what this person takes care of":                               "только то, чем занимается этот человек",

	// complaints.
	"What people complain about again and again, what they like and what they ask for":          "На что люди жалуются раз за разом, что им нравится и о чём они просят",
	"List the complaints: first what returned, rises or is new, then by people":                 "Показать жалобы: сначала вернувшиеся, растущие и новые, дальше по числу людей",
	"One complaint: its people, days, quotes, what stands in it, and what was done to it":       "Одна жалоба: люди, дни, цитаты, что в неё входит и что с ней делали",
	"Why a mention stands where it does: its words with their shares, similarity and threshold": "Почему упоминание стоит там, где стоит: его слова с их долями, сходство и порог",
	"Merges that the program suggests, each with its reason":                                    "Какие жалобы программа предлагает объединить и почему",
	"Make two complaints one, under the older id; nothing is lost, undo parts them":             "Объединить две жалобы под старшим номером; ничего не теряется, undo разъединит",
	"Make a complaint of its own of some mentions, or of one that was merged by itself":         "Выделить упоминания в отдельную жалобу или вернуть ту, что объединилась сама",
	"Put one mention into another complaint, for good, or into one of its own":                  "Перенести упоминание в другую жалобу насовсем или в отдельную",
	"Name a complaint; your name stays, \"\" gives the program's back":                          "Назвать жалобу; ваше название остаётся, \"\" вернёт название программы",
	"Go on collecting, and neither list nor announce it":                                        "Собирать дальше, но не показывать и не сообщать о ней",
	"The trouble is gone; when enough people speak of it again, it returns under its id":        "Причина устранена; если о ней снова заговорят, жалоба вернётся под своим номером",
	"Neither fixed nor ignored any longer":                                                      "Больше не считать исправленной или скрытой",
	"These are two things: never suggest their merge again":                                     "Это разные вещи: больше не предлагать их объединить",
	"Take the last act back, or the last one on this complaint":                                 "Отменить последнее действие или последнее действие с этой жалобой",

	"complaint, praise or suggestion; all three when not given":              "complaint (жалобы), praise (похвала) или suggestion (пожелания); без флага всё сразу",
	"also what is ignored, and what only one person said":                    "показать и скрытые, и то, что сказал всего один человек",
	"with the ids of the mentions, in JSON":                                  "с номерами упоминаний, в JSON",
	"who does it":                                                            "кто это делает",
	"ids of the mentions, as the list prints them":                           "номера упоминаний, как в списке",
	"link to where the work on it can be read":                               "ссылка на задачу",
	"since this day or moment, such as 2026-09-01 or 2d; now when not given": "с этого дня или момента, например 2026-09-01 или 2d; без флага с этой минуты",
	"only the thread that this mention stands in, from its beginning":        "только ветка, в которой стоит это упоминание, с её начала",
	"only this complaint and what was merged into it, such as c12":           "только эта жалоба и всё, что в неё входит, например c12",

	"merge A B":                    "merge A B",
	"refuse A B":                   "refuse A B",
	"split ID --mentions MENTION…": "split НОМЕР --mentions УПОМИНАНИЕ…",
	"move MENTION ID|new":          "move УПОМИНАНИЕ НОМЕР|new",
	"rename ID LABEL":              "rename НОМЕР НАЗВАНИЕ",
	"ignore ID":                    "ignore НОМЕР",
	"fixed ID":                     "fixed НОМЕР",
	"reopen ID":                    "reopen НОМЕР",
	"undo [ID]":                    "undo [НОМЕР]",
	"why MENTION":                  "why УПОМИНАНИЕ",
	"  molva complaints split c12 --mentions vk:-1_42,bluesky:anna/3k\n  molva complaints split c31                           # c31 was merged into another by the program": "  molva complaints split c12 --mentions vk:-1_42,bluesky:anna/3k\n  molva complaints split c31                           # c31 объединилась с другой сама",

	// user, token.
	"Who may sign in, and what they may do":                                           "Кто может войти и что ему можно",
	"Let somebody in: prints a code that they change for a password of their own":     "Впустить человека: печатает код, который он сменит на свой пароль",
	"Give somebody another role or other topics":                                      "Сменить кому-то роль или темы",
	"Take somebody's password and second factor away, and print a code for new ones":  "Сбросить чей-то пароль и второй фактор и напечатать код для новых",
	"Shut somebody out, wherever they are signed in":                                  "Закрыть кому-то вход и завершить все его сеансы",
	"Let somebody in again":                                                           "Снова открыть кому-то вход",
	"All who were ever let in":                                                        "Все, кого когда-либо впускали",
	"What lets programs in, and what they may do":                                     "Чем входят программы и что им можно",
	"Let a program in: prints a token that it sends as 'Authorization: Bearer TOKEN'": "Впустить программу: печатает токен, который она шлёт как «Authorization: Bearer ТОКЕН»",
	"End a token now": "Отозвать токен",
	"All tokens that were ever made, the newest first":              "Все выданные токены, от новых к старым",
	"viewer, agent, analyst or admin":                               "viewer, agent, analyst или admin",
	"only these topics, with all below them; all when not given":    "только эти темы и всё, что под ними; без флага все",
	"only these topics, with all below them; all for every one":     "только эти темы и всё, что под ними; all — все",
	"for how long, such as 90d; until it is revoked when not given": "на какой срок, например 90d; без флага до отзыва",
	"add NAME":     "add ИМЯ",
	"change NAME":  "change ИМЯ",
	"reset NAME":   "reset ИМЯ",
	"disable NAME": "disable ИМЯ",
	"enable NAME":  "enable ИМЯ",
	"revoke NAME":  "revoke ИМЯ",
}
