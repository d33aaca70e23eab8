package spike

import (
	"testing"
	"time"
)

// steady is a topic with so many mentions every n hours, one in four of them negative, for 60 days.
func steady(mentions, every int) Series {
	s := Series{From: epoch, To: epoch.AddDate(0, 0, 60)}
	for i := 0; i < 60*24; i += every {
		s.Hours = append(s.Hours, Hour{At: hourOf(i), Negative: mentions / 4, Neutral: mentions - mentions/4})
	}
	return s
}

// then is s heard up to at, with more in the hour that holds at.
func then(s Series, at time.Time, more Hour) Series {
	more.At = at.Add(-time.Nanosecond).Truncate(time.Hour)
	s.Hours = append(append([]Hour(nil), s.between(s.From, more.At)...), more)
	s.To = at
	return s
}

func only(t *testing.T, signs []Sign, kind string) Sign {
	t.Helper()
	if len(signs) != 1 || signs[0].Kind != kind {
		t.Fatalf("want a %s alone, got %+v", kind, signs)
	}
	return signs[0]
}

func TestSmallTopic(t *testing.T) {
	s := steady(1, 5)
	at := hourOf(50 * 24)
	s = then(s, at, Hour{Neutral: 5})
	sign := only(t, Fit(s, at).Judge(s, at), Spike)
	if sign.Seen < 5 || sign.Score < 1.5 || sign.Expected > 2 {
		t.Errorf("five in an hour of a topic with five a day: %+v", sign)
	}
	s = then(s, at, Hour{Neutral: 3})
	if signs := Fit(s, at).Judge(s, at); len(signs) != 0 {
		t.Errorf("three mentions are no evidence: %+v", signs)
	}
}

// TestRunningHour: a burst is seen before its hour ends, and a quiet beginning is no drop.
func TestRunningHour(t *testing.T) {
	at := hourOf(50 * 24).Add(10 * time.Minute)
	s := then(steady(20, 1), at, Hour{Neutral: 120})
	m := Fit(s, at)
	early := only(t, m.Judge(s, at), Spike)
	s.To = hourOf(50*24 + 1)
	late := only(t, m.Judge(s, s.To), Spike)
	if early.Score > late.Score || early.Window != time.Hour {
		t.Errorf("in the hour %+v, at its end %+v", early, late)
	}
	if signs := m.Judge(then(s, at, Hour{}), at); len(signs) != 0 {
		t.Errorf("ten minutes without mentions: %+v", signs)
	}
}

// TestDeaf: what could not be heard is no drop; silence is.
func TestDeaf(t *testing.T) {
	at := hourOf(50*24 + 6)
	s := steady(20, 1)
	s.Hours = s.between(s.From, hourOf(50*24))
	s.To = at
	m := Fit(s, at)
	if sign := only(t, m.Judge(s, at), Drop); sign.Seen != 0 || sign.Expected < 60 {
		t.Errorf("six silent hours: %+v", sign)
	}
	s.Deaf = []Span{{hourOf(50 * 24), at}}
	if signs := m.Judge(s, at); len(signs) != 0 {
		t.Errorf("six deaf hours: %+v", signs)
	}
}

func TestTone(t *testing.T) {
	at := hourOf(50 * 24)
	s := then(steady(20, 1), at, Hour{Negative: 18, Neutral: 2})
	sign := only(t, Fit(s, at).Judge(s, at), Tone)
	if sign.Seen != 18 || sign.Of != 20 || sign.Expected < 4 || sign.Expected > 6 || sign.High >= 18 {
		t.Errorf("eighteen of twenty negative: %+v", sign)
	}
}

// TestNeverHeard: a topic without a mention in its past, and one that is too young to judge.
func TestNeverHeard(t *testing.T) {
	at := hourOf(50 * 24)
	s := then(Series{From: epoch}, at, Hour{Negative: 6})
	for _, sign := range Fit(s, at).Judge(s, at) {
		if sign.Score <= 0 || sign.Score > highest {
			t.Errorf("the first six mentions ever: %+v", sign)
		}
	}
	if m := Fit(s, hourOf(6*24)); m.Ready() || m.Judge(s, at) != nil {
		t.Error("six days of hearing judge")
	}
	if m := Fit(Series{}, at); m.Ready() {
		t.Error("an empty series judges")
	}
}
