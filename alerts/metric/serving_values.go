package metric

import (
	"molva/alerts/service"
)

// Parts of waiting times, by the two calendars.
const (
	PartClock    = "clock"
	PartBusiness = "business"
)

// nobody says why there is no number where nobody is known to have waited.
func (s Serving) nobody() Value {
	if s.Silent {
		return none(Text{"nothing was heard of it in this period", "за этот период о теме ничего не слышно"})
	}
	return none(Text{"nobody needed an answer", "ответа никто не ждал"})
}

func responseRate(s Serving) []Value {
	v := s.part(service.Answered, service.Any)
	if waiting := s.Count(service.Waiting); waiting > 0 && v.Known {
		v = v.but(textf("%d of %d have no answer so far; some may still get one", "без ответа пока %d из %d; кто-то ещё может его получить",
			waiting, len(s.Episodes)))
	}
	return []Value{v}
}

// turnedRound is of those who were dissatisfied and got an answer.
func turnedRound(s Serving) []Value {
	k, n := 0, 0
	for _, e := range s.Episodes {
		if e.Negative && !e.Waits() {
			n++
		}
		if e.Turned {
			k++
		}
	}
	switch {
	case len(s.Episodes) == 0:
		return []Value{s.nobody()}
	case n == 0:
		return []Value{none(Text{"nobody who was dissatisfied got an answer", "никто из недовольных не получил ответа"})}
	}
	return []Value{share(k, n).from(s.Evidence(service.Turned))}
}

func reopened(s Serving) []Value { return []Value{s.part(service.Reopened, service.Answered)} }

// part is the share of one state in another.
func (s Serving) part(state, of service.State) Value {
	n := s.Count(of)
	switch {
	case len(s.Episodes) == 0:
		return s.nobody()
	case n == 0:
		return none(Text{"nobody got an answer", "ответа не получил никто"})
	}
	return share(s.Count(state), n).from(s.Evidence(state))
}

// insideSLA is read off the survival curve in business hours, so that who waits and is not over the limit counts for neither side.
func insideSLA(s Serving) []Value {
	if s.Desk.SLA <= 0 {
		return []Value{missing(InputSLA)}
	}
	x, ok := s.business().Within(s.Desk.SLA)
	if !ok {
		return []Value{s.nobody()}
	}
	v := known(x.Value).from(s.Evidence(service.Late)).but(textf("the limit is %.4g h in business hours; the list has who was over it",
		"предел — %.4g ч рабочего времени; в списке те, кто прождал дольше", s.Desk.SLA.Hours())).but(s.anytime())
	v.Over, v.Interval = x.Over, &Interval{Low: x.Low, High: x.High}
	return []Value{v}
}

// waited is a quantile of waiting times, by both calendars.
func waited(share float64) func(Serving) []Value {
	return func(s Serving) []Value {
		return []Value{
			s.quantile(s.clock(), share).as(PartClock),
			s.quantile(s.business(), share).as(PartBusiness).but(s.anytime()),
		}
	}
}

func (s Serving) quantile(c service.Curve, share float64) Value {
	q, ok := c.Quantile(share)
	if !ok {
		return s.nobody()
	}
	v := known(q.At.Hours()).from(s.Evidence(service.Any))
	v.Over = q.Over
	if q.Low > 0 || !q.Open {
		v.Interval = &Interval{Low: q.Low.Hours(), High: q.High.Hours(), Open: q.Open}
	} else {
		v = v.but(Text{"the waits vary too little to say how sure that is", "ожидания различаются слишком мало, чтобы сказать, насколько это точно"})
	}
	if waiting := s.Count(service.Waiting); waiting > 0 {
		v = v.but(textf("%d of %d still wait, and are counted as waiting for longer than so far", "%d из %d ещё ждут и учтены как ждущие дольше, чем пока прошло",
			waiting, len(s.Episodes)))
	}
	return v
}

// anytime warns that business hours are not known.
func (s Serving) anytime() Text {
	if s.Desk.Hours.Always() {
		return Text{"no service.hours are configured, so that every hour is a business hour",
			"service.hours не заданы, и рабочим считается любое время"}
	}
	return Text{}
}

func (s Serving) clock() service.Curve {
	return service.Survive(service.Waits(s.Episodes, s.Desk.Clock))
}

func (s Serving) business() service.Curve {
	return service.Survive(service.Waits(s.Episodes, s.Desk.Business))
}
