package watch

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/spike"
	"molva/ingest"
)

// Shown is where the line is drawn for one kind of alert on one topic, and what it would have brought.
type Shown struct {
	Topic  ingest.Topic
	Kind   alerts.Kind
	Line   spike.Calibration // that of all topics
	Ready  bool              // enough is known of the topic to judge it
	At     time.Time         // the end of the last whole hour, for which the bound holds
	Hours  int               // the stretch before it that the bound is of
	Bound  int               // mentions that would be told: at least so many, of a drop at most; below 0: nothing would
	Of     int               // of a negative wave: of so many mentions
	Alerts []time.Time       // when the topic's last 90 days would have brought one, for itself
}

// Calibration draws the lines as of now. It reads only, and asks for nothing of the Options but the database, topics, budget,
// outlets and clock.
func (w *Watch) Calibration(ctx context.Context) (all []Shown, err error) {
	l := &look{Watch: w, now: w.Now().UTC()}
	topics := l.wanted(statistical...)
	if err := l.draw(ctx, topics); err != nil {
		return nil, fmt.Errorf("draw the line: %w", err)
	}
	for _, t := range topics {
		m, err := l.model(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("learn what is usual for %s: %w", t.ID, err)
		}
		for _, kind := range statistical {
			all = append(all, l.shown(t, kind, m))
		}
	}
	return all, nil
}

func (l *look) shown(t ingest.Topic, kind alerts.Kind, m *spike.Model) Shown {
	s := Shown{Topic: t, Kind: kind, Line: l.line.Calibration, Ready: m.Ready(), At: l.now.Truncate(time.Hour), Bound: -1, Hours: 24}
	for _, e := range spike.Episodes(only(l.line.history[t.ID], kind), l.line.Threshold) {
		s.Alerts = append(s.Alerts, e.From)
	}
	if !s.Ready {
		return s
	}
	switch kind {
	case alerts.Spike:
		s.Hours = 3
		s.Bound = least(func(n int) bool { return l.tells(m, s, n, 0) })
	case alerts.ToneSpike:
		s.Of = max(whole(24*m.Level), 10)
		if n := least(func(n int) bool { return n > s.Of || l.tells(m, s, s.Of-n, n) }); n <= s.Of {
			s.Bound = n
		}
	case alerts.Drop:
		s.Bound = least(func(n int) bool { return !l.tells(m, s, n, 0) }) - 1
	}
	return s
}

// tells reports whether people would be told of so many mentions within the hours of a line.
func (l *look) tells(m *spike.Model, s Shown, others, negative int) bool {
	from := s.At.Add(-time.Duration(s.Hours) * time.Hour)
	series := spike.Series{Zone: s.Topic.Zone, From: s.At.Add(-memory), To: s.At}
	for h := range s.Hours {
		part := func(n int) int { return n*(h+1)/s.Hours - n*h/s.Hours }
		series.Hours = append(series.Hours, spike.Hour{At: from.Add(time.Duration(h) * time.Hour), Neutral: part(others), Negative: part(negative)})
	}
	return signOf(s.Kind, m.Judge(series, s.At), l.line.Threshold) != nil
}

// least is the smallest number, from 0, from which on something holds.
func least(holds func(int) bool) int {
	high := 1
	for high < math.MaxInt32 && !holds(high) {
		high *= 2
	}
	low := -1
	for high-low > 1 {
		if mid := (low + high) / 2; holds(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// only leaves the signs of one kind.
func only(moments []spike.Moment, kind alerts.Kind) []spike.Moment {
	all := make([]spike.Moment, len(moments))
	for i, m := range moments {
		signs := slices.DeleteFunc(slices.Clone(m.Signs), func(s spike.Sign) bool { return s.Kind != string(kind) })
		all[i] = spike.Moment{At: m.At, Signs: signs}
	}
	return all
}

// Rule says the line in words, by a printer that has [Texts] and those of package alerts.
func (s Shown) Rule(p *phrase.Printer) string {
	at := p.Moment(s.At.In(clock(s.Topic)))
	switch {
	case !s.Ready:
		return p.Sprintf("too little was heard to know what is usual")
	case s.Bound < 0:
		return p.Sprintf("too few mentions to tell")
	case s.Kind == alerts.ToneSpike:
		return p.Sprintf("from %d negative of %d mentions on, in 24 hours", s.Bound, s.Of)
	case s.Kind == alerts.Drop:
		return p.Sprintf("at %d mentions or fewer in the 24 hours to %s", s.Bound, at)
	}
	return p.Sprintf("from %d mentions on, in the 3 hours to %s", s.Bound, at)
}
