package evidence

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/alerts/service"
	"molva/alerts/web/frame"
	"molva/store"
)

// waitsView is the list of those who waited for an answer.
type waitsView struct {
	Terms   []string
	Threads []threadView
	Older   string // the next page; "": there is none
	File    string // the whole list to take away
}

// threadView is one wait. Who waited is not shown; the network knows.
type threadView struct {
	Marks     []string // how long it took, by both calendars, and what came of it
	Text      string   // of the message that waits; "" when it was deleted
	URL, Host string
	Thread    alerts.Way
}

// waitsQuery is what the address of the list means.
type waitsQuery struct {
	topic, network string
	state          service.State
	period         store.Period
	skip           int
}

func (s *pages) waits(r *http.Request) (frame.View, error) {
	q, err := parseWaits(r.URL.Query())
	if err != nil {
		return frame.View{}, s.misread(r.URL.Query(), err)
	}
	return s.threads(r.Context(), q, r.URL.Query())
}

func parseWaits(v url.Values) (q waitsQuery, err error) {
	q = waitsQuery{topic: v.Get("topic"), network: v.Get("network"), state: service.State(v.Get("state"))}
	if q.period, err = alerts.ParsePeriod(v); err != nil {
		return q, err
	}
	if q.topic == "" || !q.period.From.Before(q.period.To) {
		return q, fmt.Errorf("want a topic, and a period from since to until")
	}
	if !slices.Contains(service.States, q.state) {
		return q, fmt.Errorf("state is %.40q, want one of %q", string(q.state), service.States)
	}
	q.skip, err = alerts.ParseSkip(v)
	return q, err
}

// threads lists waits by the reader of the report, so that the two never disagree.
func (s *pages) threads(ctx context.Context, q waitsQuery, asked url.Values) (frame.View, error) {
	served, err := s.served(ctx, q)
	if err != nil {
		return frame.View{}, err
	}
	n := len(served.Episodes)
	title, err := s.waitsTitle(ctx, q, n)
	if err != nil {
		return frame.View{}, err
	}
	v := waitsView{Terms: s.waitTerms(q), File: alerts.ThreadsPath + ".csv?" + asked.Encode()}
	rest := served.Episodes[min(q.skip, n):]
	for _, e := range rest[:min(len(rest), pageOfMentions)] {
		one, err := s.thread(ctx, served.Desk, e)
		if err != nil {
			return frame.View{}, err
		}
		v.Threads = append(v.Threads, one)
	}
	if len(rest) > pageOfMentions {
		asked.Set(alerts.SkipParameter, strconv.Itoa(q.skip+pageOfMentions))
		v.Older = alerts.ThreadsPath + "?" + asked.Encode()
	}
	return frame.View{Title: title, Body: v, Total: &frame.Total{Rows: n, People: waiting(served.Episodes)}}, nil
}

// served are the waits that are asked for.
func (s *pages) served(ctx context.Context, q waitsQuery) (metric.Serving, error) {
	reader, err := metric.NewReader(ctx, s.DB, s.Business, q.topic, q.period, s.Now())
	if err != nil {
		return metric.Serving{}, err
	}
	served, err := reader.Serving(ctx)
	if err != nil {
		return metric.Serving{}, err
	}
	if q.network != "" {
		served = served.On(q.network)
	}
	served.Episodes = served.Desk.Pick(q.state, served.Episodes)
	return served, nil
}

// waiting is how many people waited; nobody knows those without an id, who count as one on each network.
func waiting(all []service.Episode) int {
	seen := map[[2]string]bool{}
	for _, e := range all {
		seen[[2]string{e.Network, e.Author}] = true
	}
	return len(seen)
}

func (s *pages) waitsTitle(ctx context.Context, q waitsQuery, n int) (string, error) {
	words, err := s.question(ctx, store.Filter{Topic: q.topic, Period: q.period})
	if err != nil {
		return "", err
	}
	return s.Printer.Sprintf("%d waits for an answer", n) + " " + s.Printer.Sprintf("of %s", alerts.Inert(words.topic.Name)) + ", " + words.when(), nil
}

func (s *pages) waitTerms(q waitsQuery) (all []string) {
	p := s.Printer
	if q.network != "" {
		all = append(all, p.Sprintf("network: %s", alerts.Inert(q.network)))
	}
	switch q.state {
	case service.Waiting:
		all = append(all, p.Sprintf("without an answer so far"))
	case service.Answered:
		all = append(all, p.Sprintf("answered"))
	case service.Late:
		all = append(all, p.Sprintf("over the SLA"))
	case service.Turned:
		all = append(all, p.Sprintf("turned round"))
	case service.Reopened:
		all = append(all, p.Sprintf("complained again after the answer"))
	}
	if len(s.Business.Staff) == 0 {
		all = append(all, p.Sprintf("staff is not configured, so nobody knows who answers"))
	}
	return all
}

func (s *pages) thread(ctx context.Context, d service.Desk, e service.Episode) (threadView, error) {
	whole := store.Filter{Thread: e.First}
	v := threadView{Marks: s.waitMarks(d, e), Thread: alerts.Way{Text: s.Printer.Sprintf("the whole thread"), URL: frame.Here.Mentions(whole)}}
	row, ok, err := s.DB.Row(ctx, e.First, "")
	if ok {
		v.Text = harmlessly(row.Mention.Text, longest)
		v.URL, v.Host = alerts.Link(row.Mention.URL)
	}
	return v, err
}

// waitMarks say where and when a wait began, how long it took, and what came of it.
func (s *pages) waitMarks(d service.Desk, e service.Episode) []string {
	p, since := s.Printer, e.Since.In(d.Zone)
	length := func(of time.Duration) string { return report.Hours(p, of.Hours()) }
	all := []string{alerts.Inert(e.Network), p.Date(since) + since.Format(", 15:04")}
	if e.Waits() {
		all = append(all, p.Sprintf("waits for %s", length(d.Clock(e).For)))
	} else {
		all = append(all, p.Sprintf("answered after %s", length(d.Clock(e).For)))
	}
	if !d.Hours.Always() {
		all = append(all, p.Sprintf("in business hours %s", length(d.Business(e).For)))
	}
	for _, one := range []struct {
		state service.State
		text  string
	}{
		{service.Late, p.Sprintf("over the SLA")},
		{service.Turned, p.Sprintf("turned round")},
		{service.Reopened, p.Sprintf("complained again after the answer")},
	} {
		if d.In(one.state, e) {
			all = append(all, one.text)
		}
	}
	return all
}
