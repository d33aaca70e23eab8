package metric

import "molva/ingest"

// serviceRow is a row of the registry with what tells its number of some of the waits.
type serviceRow struct {
	Metric
	of func(Serving) []Value
}

// calendars are the parts of waiting times.
var calendars = map[string]Text{
	PartClock:    {"around the clock", "круглосуточно"},
	PartBusiness: {"in business hours", "в рабочие часы"},
}

var (
	withStaff = inputs("mentions config:staff")
	censored  = Text{"everyone who needed an answer; who has none yet counts as waiting for longer than until the network was heard last",
		"все, кому нужен ответ; кто его ещё не получил, считается ждущим дольше, чем до последних вестей из сети"}
)

// needing is what all six rows are about.
const (
	needingEN = " (a customer needs an answer who complains, asks, is dissatisfied, or says to us what is no praise; one wait goes from the first such message to our answer in the thread)"
	needingRU = " (ответ нужен тому, кто жалуется, спрашивает, недоволен или обращается к нам не с похвалой; одно ожидание — от первого такого сообщения до нашего ответа в ветке)"
)

var serviceRows = []serviceRow{
	{Metric{Row: 104, ID: "response_rate", Name: Text{"Response rate", "Доля отвеченных"},
		Formula:     Text{"answered / needing an answer" + needingEN, "получили ответ / нуждались в ответе" + needingRU},
		Denominator: Text{"waits that began in the period", "ожидания, начавшиеся за период"},
		Inputs:      withStaff, Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Satisfaction}, Better: Higher}, responseRate},
	{Metric{Row: 105, ID: "waiting_median", Name: Text{"Waiting time, median", "Время ожидания ответа, медиана"},
		Formula: Text{"the wait from the first unanswered message after which the Kaplan–Meier curve is at half or below; interval by Brookmeyer and Crowley, log-log",
			"ожидание от первого неотвеченного сообщения, при котором кривая Каплана — Майера опускается до половины; интервал по Брукмейеру и Кроули, log-log"},
		Denominator: censored, Parts: calendars,
		Inputs: withStaff, Unit: ingest.UnitHours, Class: KPI, Questions: []Question{Satisfaction}, Better: Lower}, waited(0.5)},
	{Metric{Row: 106, ID: "waiting_p90", Name: Text{"Waiting time, 90th percentile", "Время ожидания ответа, 90-й процентиль"},
		Formula:     Text{"the wait after which the same curve is at one tenth or below", "ожидание, при котором та же кривая опускается до одной десятой"},
		Denominator: censored, Parts: calendars,
		Inputs: withStaff, Unit: ingest.UnitHours, Class: KPI, Questions: []Question{Satisfaction}, Better: Lower}, waited(0.9)},
	{Metric{Row: 107, ID: "inside_sla", Name: Text{"Answered inside the SLA", "Отвечено в пределах SLA"},
		Formula: Text{"1 − S(limit), S being the Kaplan–Meier curve of waits in business hours", "1 − S(предел), где S — кривая Каплана — Майера ожиданий в рабочие часы"},
		Denominator: Text{"everyone who needed an answer; who waits and is not over the limit yet counts for neither side",
			"все, кому нужен ответ; кто ждёт и ещё не прождал предел, не учтён ни там, ни там"},
		Inputs: inputs("mentions config:staff config:service.sla"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Satisfaction}, Better: Higher}, insideSLA},
	{Metric{Row: 108, ID: "turned_round", Name: Text{"Turned round", "Переубеждённые"},
		Formula: Text{"dissatisfied before our answer, and not so in what the same person says next in the thread / dissatisfied and answered",
			"были недовольны до нашего ответа, а в следующем сообщении того же автора в ветке уже нет / недовольные, получившие ответ"},
		Denominator: Text{"dissatisfied people who were answered; who says nothing more is not turned round",
			"недовольные, получившие ответ; кто больше ничего не сказал, не считается переубеждённым"},
		Inputs: withStaff, Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Satisfaction}, Better: Higher}, turnedRound},
	{Metric{Row: 109, ID: "reopened", Name: Text{"Reopened", "Открыты заново"},
		Formula: Text{"waits after whose answer the same person complained again in the thread / answered waits",
			"ожидания, после ответа на которые тот же человек снова пожаловался в той же ветке / ожидания с ответом"},
		Denominator: Text{"answered waits", "ожидания с ответом"},
		Inputs:      withStaff, Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Satisfaction}, Better: Lower}, reopened},
}

// serving are the rows of service.
var serving = func() (all []Metric) {
	for _, row := range serviceRows {
		row.OfTopic = served(row.of)
		all = append(all, row.Metric)
	}
	return all
}()
