package topics

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/ingest/query"
)

// Days of raw mentions that a query is tried on.
const (
	usualDays = 30
	mostDays  = 3650
)

// attempt is a query that somebody tries, with what it would catch or what is wrong with it.
type attempt struct {
	Query   string
	Days    int
	Able    bool // there are raw mentions to ask
	Asked   bool
	Mistake string // "": there is none
	Pointed string // the line of the query with a caret under the mistake
	Read    string // the query as it was understood
	Raw     string
	Count   string
	Share   string // of the raw mentions
	Shown   int
	Sample  []found
	Topics  []frame.Choice // whose queries may be tried
}

// found is a mention that the query caught.
type found struct {
	ID, When string
	Text     []piece
}

// preview says what a query would have caught.
func (s *server) preview(r *http.Request) (frame.View, error) {
	a, err := s.attempted(r)
	if err != nil {
		return frame.View{}, err
	}
	if a.Asked && a.Able {
		if err := s.tried(r, &a); err != nil {
			return frame.View{}, err
		}
	}
	return frame.View{Title: s.Printer.Sprintf("Try a query"), Body: a, Brief: true}, nil
}

// attempted reads ?q=kestrel&days=30.
func (s *server) attempted(r *http.Request) (a attempt, err error) {
	q := r.URL.Query()
	a = attempt{Query: strings.TrimSpace(q.Get("q")), Days: usualDays, Able: s.Catch != nil}
	a.Asked = a.Query != ""
	if text := q.Get("days"); text != "" {
		if a.Days, err = strconv.Atoi(text); err != nil || a.Days < 1 || a.Days > mostDays {
			return a, frame.Wrong(errors.New(s.Printer.Sprintf("days is “%s”, want a whole number from 1 to %d", alerts.Inert(short(text)), mostDays)))
		}
	}
	tree, err := s.DB.Topics(r.Context())
	for _, t := range tree {
		if t.Query != "" {
			a.Topics = append(a.Topics, frame.Choice{Label: alerts.Inert(t.Name), URL: trying(t.Query), Here: t.Query == a.Query})
		}
	}
	return a, err
}

// short keeps what somebody wrote from filling the page.
func short(text string) string { return fmt.Sprintf("%.40s", text) }

// tried asks the raw mentions, unless the query cannot be read.
func (s *server) tried(r *http.Request, a *attempt) error {
	read, err := query.Parse(a.Query)
	var wrong *query.Error
	if errors.As(err, &wrong) {
		a.Mistake = s.Printer.Sprintf("Column %d: found %s, want %s.", wrong.Column, alerts.Inert(wrong.Found), alerts.Inert(wrong.Want))
		a.Pointed = wrong.Point(a.Query)
		return nil
	}
	if err != nil {
		return err
	}
	a.Read = read.String()
	caught, err := s.Catch(r.Context(), a.Query, a.Days)
	if err != nil {
		return fmt.Errorf("try a query: %w", err)
	}
	s.show(a, caught)
	return nil
}

// show puts what was caught into words.
func (s *server) show(a *attempt, caught Catch) {
	p := s.Printer
	a.Raw, a.Count, a.Share, a.Shown = p.Number(caught.Raw), p.Number(caught.Count), "–", len(caught.Sample)
	if caught.Raw > 0 {
		a.Share = p.Percent(float64(caught.Count) / float64(caught.Raw))
	}
	for _, h := range caught.Sample {
		a.Sample = append(a.Sample, found{alerts.Inert(h.ID), p.Moment(h.At), marked(h.Text, h.Spans)})
	}
}
