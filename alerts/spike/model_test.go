package spike

import (
	"math"
	"reflect"
	"testing"
	"time"
)

// TestMissingIsNotZero: three deaf weeks leave the level where it was.
func TestMissingIsNotZero(t *testing.T) {
	at := hourOf(50 * 24)
	s := steady(10, 1)
	whole := Fit(s, at)
	s.Deaf = []Span{{hourOf(20 * 24), hourOf(41 * 24)}}
	s.Hours = append(append([]Hour(nil), s.between(s.From, s.Deaf[0].From)...), s.between(s.Deaf[0].To, s.To)...)
	gap := Fit(s, at)
	if math.Abs(gap.Level-whole.Level) > 0.01*whole.Level {
		t.Errorf("level %.2f with a gap, %.2f without", gap.Level, whole.Level)
	}
	if gap.Heard != whole.Heard-21*24*time.Hour {
		t.Errorf("heard %v of %v", gap.Heard, whole.Heard)
	}
}

// TestLevelFollows: a day of tenfold volume hardly moves the level, a lasting change does within weeks.
func TestLevelFollows(t *testing.T) {
	at := hourOf(60 * 24)
	s := steady(10, 1)
	for i := range s.Hours {
		if i/24 == 55 {
			s.Hours[i].Neutral *= 10
		}
	}
	if m := Fit(s, at); m.Level > 12 {
		t.Errorf("level %.1f after an incident, 10 before", m.Level)
	}
	s = steady(10, 1)
	for i := range s.Hours {
		if i/24 >= 32 {
			s.Hours[i].Neutral = 27
		}
	}
	if m := Fit(s, at); m.Level < 24 {
		t.Errorf("level %.1f four weeks after it rose from 10 to 29", m.Level)
	}
}

// TestRhythmOfZone: the rhythm is the people's clock, also when summer time moves it.
func TestRhythmOfZone(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := Series{Zone: zone, From: epoch, To: epoch.AddDate(0, 4, 0)}
	for at := s.From; at.Before(s.To); at = at.Add(time.Hour) {
		h := Hour{At: at, Neutral: 1}
		if at.In(zone).Hour() == 9 {
			h.Neutral = 30
		}
		s.Hours = append(s.Hours, h)
	}
	m := Fit(s, s.To)
	for d := range 7 {
		if m.rhythm[d*24+9] < 5 || m.rhythm[d*24+8] > 1 || m.rhythm[d*24+10] > 1 {
			t.Errorf("day %d: 8, 9 and 10 o'clock are %.2f", d, m.rhythm[d*24+8:d*24+11])
		}
	}
	if moments := Replay(s, epoch.AddDate(0, 2, 0), s.To, time.Hour); len(Episodes(moments, 2)) > 0 {
		t.Error("the day that summer time begins alarms")
	}
}

// TestNoLookingAhead: what comes later does not change what was judged, and a model serves its day.
func TestNoLookingAhead(t *testing.T) {
	s := ordinary(3, 50, 60).series()
	from, cut := hourOf(20*24), hourOf(41*24+5)
	whole := Replay(s, from, hourOf(60*24), time.Hour)
	part := s
	part.Hours, part.To = s.between(s.From, cut), cut
	for i, m := range Replay(part, from, cut.Add(1), time.Hour) {
		if !reflect.DeepEqual(m, whole[i]) {
			t.Fatalf("at %v: %+v, knowing what came %+v", m.At, m, whole[i])
		}
	}
	if !reflect.DeepEqual(Fit(s, cut), Fit(s, cut.Add(3*time.Hour))) {
		t.Error("two models of one day differ")
	}
}

func BenchmarkFit(b *testing.B) {
	s := ordinary(1, 1000, 90).series()
	for b.Loop() {
		Fit(s, hourOf(90*24))
	}
}

func BenchmarkJudge(b *testing.B) {
	s := ordinary(1, 1000, 90).series()
	m := Fit(s, hourOf(89*24))
	for b.Loop() {
		m.Judge(s, hourOf(89*24+15))
	}
}

func BenchmarkReplay(b *testing.B) {
	s := ordinary(1, 1000, 90).series()
	for b.Loop() {
		Replay(s, hourOf(0), hourOf(90*24), time.Hour)
	}
}
