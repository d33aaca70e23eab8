package operations

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/ingest"
	"molva/store"
)

// sourcesView is how each source is doing, and what became of everything received.
type sourcesView struct {
	Reasons []string // why molva is not useful now
	Known   bool     // whether it is
	Sources []sourceView
	Intake  []intakeRow
	Whys    []reasonRow
}

// sourceView is one source.
type sourceView struct {
	ID, Network, State, Class string
	Last, Try, Rhythm         string
	Notes                     []string // why it waits, what was lost, when its credentials end, how far the past is read
	Quotas                    []quotaView
}

// quotaView is what a source used of a quota.
type quotaView struct {
	Text      string
	Used, Max string // for a meter; "": there is no end to measure by
}

// intakeRow is what became of what a source brought.
type intakeRow struct {
	Source string
	Counts []string
}

type reasonRow struct{ Source, What, Times string }

func (s *pages) sourcesRoutes() ([]frame.Route, error) {
	page, err := s.one(frame.Sources, "GET /sources", s.sources, "templates/sources.html")
	return []frame.Route{page}, err
}

func (s *pages) sources(r *http.Request) (frame.View, error) {
	ctx := r.Context()
	v := sourcesView{Known: s.Ready != nil}
	if s.Ready != nil {
		for _, reason := range s.Ready(ctx) {
			v.Reasons = append(v.Reasons, alerts.Inert(reason))
		}
	}
	all, err := s.DB.Sources(ctx)
	if err != nil {
		return frame.View{}, err
	}
	for _, one := range all {
		v.Sources = append(v.Sources, s.source(one))
	}
	if err := s.intake(ctx, &v); err != nil {
		return frame.View{}, err
	}
	return frame.View{Title: s.Printer.Sprintf("Sources"), Body: v, Live: true, Brief: true}, nil
}

func (s *pages) source(row store.SourceRow) sourceView {
	p := s.Printer
	v := sourceView{ID: alerts.Inert(row.ID), Network: alerts.Inert(row.Network), State: s.condition(row.State), Class: string(row.State), Last: s.moment(row.LastItem), Try: s.moment(row.LastTry)}
	switch {
	case row.Quiet > 0:
		v.Rhythm = p.Sprintf("something at least every %s", s.span(row.Quiet))
	case row.Every > 0:
		v.Rhythm = p.Sprintf("read every %s", s.span(row.Every))
	}
	v.Notes = s.notes(row)
	for _, q := range row.Spent {
		if one, ok := s.quota(q); ok {
			v.Quotas = append(v.Quotas, one)
		}
	}
	return v
}

// condition is a source's state in the reader's language.
func (s *pages) condition(c ingest.Condition) string {
	p := s.Printer
	switch c {
	case ingest.Starting:
		return p.Sprintf("starting")
	case ingest.Late:
		return p.Sprintf("late")
	case ingest.Waiting:
		return p.Sprintf("waiting")
	case ingest.Blind:
		return p.Sprintf("blind")
	case ingest.Done:
		return p.Sprintf("done")
	}
	return p.Sprintf("ok")
}

// notes are what is to be known of a source beside its state.
func (s *pages) notes(row store.SourceRow) (all []string) {
	p := s.Printer
	switch {
	case row.WaitUntil.After(s.Now()):
		all = append(all, p.Sprintf("waits until %s: %s", s.moment(row.WaitUntil), alerts.Inert(row.Error)))
	case row.Error != "":
		all = append(all, alerts.Inert(row.Error))
	}
	switch {
	case row.Gap == "":
	case row.GapFrom.IsZero():
		all = append(all, p.Sprintf("lost before %s: %s", s.moment(row.GapAt), alerts.Inert(row.Gap)))
	default:
		all = append(all, p.Sprintf("lost from %s to %s: %s", s.moment(row.GapFrom), s.moment(row.GapAt), alerts.Inert(row.Gap)))
	}
	if !row.Expires.IsZero() {
		all = append(all, p.Sprintf("the credentials end on %s", p.Date(row.Expires)))
	}
	if b := row.Back; b != nil {
		all = append(all, s.past(*b))
	}
	return all
}

// past says how far a source has read what was before it.
func (s *pages) past(b ingest.Back) string {
	since := s.Printer.Date(b.Span.From)
	switch {
	case b.Done:
		return s.Printer.Sprintf("the past since %s is read", since)
	case b.Error != "":
		return s.Printer.Sprintf("the past since %s is being read, and stands still: %s", since, alerts.Inert(b.Error))
	}
	return s.Printer.Sprintf("the past since %s is being read", since)
}

// quota says what was used of a quota in the window that runs; false where nothing was ever bounded or bought.
func (s *pages) quota(q ingest.Spent) (quotaView, bool) {
	used := q.Used
	if !q.Until.After(s.Now()) {
		used = 0
	}
	p := s.Printer
	switch {
	case q.Name == ingest.USD && q.Total == 0, q.Name != ingest.USD && q.Window == "":
		return quotaView{}, false
	case q.Name == ingest.USD:
		return quotaView{p.Sprintf("$%s of $%s a month, $%s so far", p.Decimal(used, 2), p.Decimal(q.Max, 2), p.Decimal(q.Total, 2)), plain(used), plain(q.Max)}, true
	}
	return quotaView{p.Sprintf("%s of %s %s %s", p.Decimal(used, 0), p.Decimal(q.Max, 0), s.countedBy(q.Name), s.per(q.Window)), plain(used), plain(q.Max)}, true
}

// plain writes a number for a machine.
func plain(x float64) string { return fmt.Sprintf("%g", x) }

func (s *pages) countedBy(name string) string {
	switch name {
	case "calls":
		return s.Printer.Sprintf("calls")
	case "searches":
		return s.Printer.Sprintf("searches")
	case "units":
		return s.Printer.Sprintf("units")
	}
	return alerts.Inert(name)
}

func (s *pages) per(w ingest.Window) string {
	p := s.Printer
	switch w {
	case ingest.PerMinute:
		return p.Sprintf("a minute")
	case ingest.PerHour:
		return p.Sprintf("an hour")
	case ingest.PerDay:
		return p.Sprintf("a day")
	case ingest.PerMonth:
		return p.Sprintf("a month")
	}
	return p.Sprintf("for now")
}

// intake adds what became of everything received: the parts of a row add up to its first number.
func (s *pages) intake(ctx context.Context, v *sourcesView) error {
	all, err := s.DB.Intake(ctx, "")
	if err != nil {
		return err
	}
	for _, i := range all {
		row := intakeRow{Source: alerts.Inert(i.Source)}
		for _, n := range []int{i.Received, i.Stored, i.Duplicate, i.Updated, i.Unmatched, i.Rejected, i.Dead, i.Erased} {
			row.Counts = append(row.Counts, s.Printer.Number(n))
		}
		v.Intake = append(v.Intake, row)
	}
	reasons, err := s.DB.Reasons(ctx, "")
	for _, why := range reasons[:min(len(reasons), mostReasons)] {
		what := alerts.Inert(why.Text)
		if why.Field {
			what = s.Printer.Sprintf("unknown field, kept: %s", what)
		}
		v.Whys = append(v.Whys, reasonRow{alerts.Inert(why.Source), what, s.Printer.Number(why.Count)})
	}
	return err
}

// mostReasons is how many reasons of refusal are shown.
const mostReasons = 50

// moment writes day and time by the clocks of the first topic, "" of a time that nobody knows.
func (s *pages) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	at := t.In(s.Zone())
	return s.Printer.Date(at) + at.Format(", 15:04")
}

// span is a stretch of time in its units, without those of which there are none: 1 h 30 min.
func (s *pages) span(d time.Duration) string {
	p, d := s.Printer, d.Round(time.Second)
	var all []string
	for _, unit := range []struct {
		size  time.Duration
		write func(int) string
	}{
		{24 * time.Hour, func(n int) string { return p.Sprintf("%d d", n) }},
		{time.Hour, func(n int) string { return p.Sprintf("%d h", n) }},
		{time.Minute, func(n int) string { return p.Sprintf("%d min", n) }},
		{time.Second, func(n int) string { return p.Sprintf("%d s", n) }},
	} {
		if n := int(d / unit.size); n > 0 {
			all = append(all, unit.write(n))
			d -= time.Duration(n) * unit.size
		}
	}
	return strings.Join(all, " ")
}
