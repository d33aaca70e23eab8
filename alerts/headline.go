package alerts

import "molva/classify/quantify"

// headline is one sentence: what changed, or why that cannot be said.
func (t teller) headline() string {
	span := t.Span(t.Previous.From, t.Previous.To)
	switch opinions := t.Now.Opinions(); {
	case t.Now.Total() == 0:
		return t.silence(span)
	case opinions == 0:
		return t.Sprintf("No opinions, %d neutral mentions.", t.Now.Neutral)
	case opinions < quantify.Enough || !t.Now.Estimated.Favour.Known:
		return t.Sprintf("Too few opinions to judge: %d positive, %d negative.", t.Now.Positive, t.Now.Negative)
	}
	return t.verdict(span)
}

// verdict says how net sentiment changed, and how sure that is.
func (t teller) verdict(span string) string {
	now, before := Points(t.Now.Estimated.Net.Value), Points(t.Before.Estimated.Net.Value)
	switch t.Change.Direction {
	case quantify.Up:
		return t.Sprintf("Better: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.ProbablyUp:
		return t.Sprintf("Probably better, not proven: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.Down:
		return t.Sprintf("Worse: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.ProbablyDown:
		return t.Sprintf("Probably worse, not proven: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.Unclear:
		return t.Sprintf("No clear change: net sentiment is %s, it was %s on %s.", now, before, span)
	}
	return t.Sprintf("Net sentiment is %s. There were too few mentions on %s to tell a change.", now, span)
}

// silence says what it means that nothing was counted.
func (t teller) silence(before string) string {
	switch {
	case t.Tally.Mentions > 0:
		return t.Sprintf("None of %d mentions counts: they are adverts, copies, grades without words or excluded.", t.Tally.Mentions)
	case t.Coverage.Deaf():
		return t.Sprintf("No mentions, and no source can be read now: the silence says nothing.")
	case t.Before.Total() > 0:
		return t.Sprintf("Nobody wrote about it. There were %d mentions on %s.", t.Before.Total(), before)
	}
	return t.Sprintf("Nothing to report: nobody wrote about it.")
}
