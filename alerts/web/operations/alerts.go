package operations

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/store"
)

// alertsView is what bypassed the digest, what is muted, where messages go, and what a budget would bring.
type alertsView struct {
	Running, Over []incidentView
	Days          int
	Longer        string // more of the past
	Further       int    // so many more than are shown; not above 0: none
	Mutes         []muteView
	Form          muteForm
	Writes        bool // incidents may be looked after
	Silences      bool // something may be muted
	Whole         bool // whoever asks sees all topics, so also what is about all of them
	Routes        []routeView
	Budget        budgetView
	Waiting       []letterView
	GivenUp       []letterView
}

// incidentView is one incident with its story.
type incidentView struct {
	ID, Title, State string
	Headline         string
	Lines            []string // the numbers are those of when it was last looked at, so they lead nowhere
	Open             string   // the mentions that it is of, as they are now
	Acked            bool
}

type muteView struct{ ID, What, From, Until, By, Why string }

// muteForm is what may be muted.
type muteForm struct{ Kinds, Topics []option }

type option struct {
	Value, Label string
	Here         bool
}

type routeView struct{ Name, Kinds, Topics string }

// letterView is a message that did not go out, yet or at all.
type letterView struct{ Key, Outlet, Due, State, Error string }

// How far the history goes at first, and at most.
const (
	firstDays = 30
	mostDays  = 730
)

// mostIncidents is how many one page tells, the latest.
const mostIncidents = 50

func (s *pages) alertsRoutes() ([]frame.Route, error) {
	page, err := s.one(frame.Alerts, "GET /alerts", s.alerts, "templates/alerts.html")
	return []frame.Route{page,
		{Pattern: "POST /alerts/acknowledge", Handler: s.Act(frame.Alerts, s.acknowledge)},
		{Pattern: "POST /alerts/mute", Handler: s.Act(frame.Alerts, s.mute)},
		{Pattern: "POST /alerts/unmute", Handler: s.Act(frame.Alerts, s.unmute)},
	}, err
}

func (s *pages) alerts(r *http.Request) (frame.View, error) {
	days, err := s.days(r)
	if err != nil {
		return frame.View{}, err
	}
	v := alertsView{Days: days, Writes: s.May(r.Context(), "POST /alerts/acknowledge"), Silences: s.May(r.Context(), "POST /alerts/mute"), Routes: s.routes(),
		Whole: access.From(r.Context()).Everything()}
	if days < mostDays {
		v.Longer = fmt.Sprintf("/alerts?days=%d", min(days*4, mostDays))
	}
	for _, add := range []func(context.Context, *alertsView) error{s.incidents, s.mutes, s.letters} {
		if err := add(r.Context(), &v); err != nil {
			return frame.View{}, err
		}
	}
	if v.Whole {
		if v.Budget, err = s.budget(r); err != nil {
			return frame.View{}, err
		}
	}
	return frame.View{Title: s.Printer.Sprintf("Alerts"), Body: v, Live: true}, nil
}

// days is how far the history goes.
func (s *pages) days(r *http.Request) (int, error) {
	text := r.URL.Query().Get("days")
	if text == "" {
		return firstDays, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 || n > mostDays {
		return 0, s.wrong(s.Printer.Sprintf("days: want a whole number from 1 to %d, found %q", mostDays, clip(text)))
	}
	return n, nil
}

// wrong refuses what is asked for, in words.
func (s *pages) wrong(why string) error { return frame.Wrong(errors.New(why)) }

// clip is a stranger's word, short enough to be said back.
func clip(text string) string {
	return alerts.Cut(alerts.Inert(text), 40, utf8.RuneCountInString)
}

// incidents adds those that run and those of the last days, the latest first, each with its story.
func (s *pages) incidents(ctx context.Context, v *alertsView) error {
	all, err := s.DB.Incidents(ctx, store.Period{From: s.Now().AddDate(0, 0, -v.Days)})
	if err != nil {
		return err
	}
	running, err := s.DB.OpenIncidents(ctx)
	if err != nil {
		return err
	}
	for _, i := range running { // one that runs for longer than that is no past
		if !slices.ContainsFunc(all, func(o store.Incident) bool { return o.ID == i.ID }) {
			all = append([]store.Incident{i}, all...)
		}
	}
	slices.Reverse(all)
	if v.Further = len(all) - mostIncidents; v.Further > 0 {
		all = all[:mostIncidents]
	}
	stories := make([]alerts.Story, len(all))
	if s.Told != nil {
		if stories, err = s.Told(ctx, all); err != nil {
			return err
		}
	}
	for n, i := range all {
		one := s.incident(i, stories[n])
		if i.Closed.IsZero() {
			v.Running = append(v.Running, one)
		} else {
			v.Over = append(v.Over, one)
		}
	}
	return nil
}

func (s *pages) incident(i store.Incident, told alerts.Story) incidentView {
	p := s.Printer
	v := incidentView{ID: strconv.FormatInt(i.ID, 10), Title: told.Title, Headline: told.Headline, Acked: !i.Acked.IsZero()}
	for _, l := range told.Lines {
		v.Lines = append(v.Lines, l.String())
	}
	for _, a := range told.Actions {
		if a.Do == alerts.Open {
			v.Open = a.URL
		}
	}
	if v.Title == "" {
		v.Title = alerts.Inert(strings.TrimSpace(i.Kind + " " + i.Topic + " " + i.Subject))
	}
	switch {
	case !i.Closed.IsZero():
		v.State = p.Sprintf("from %s to %s", s.moment(i.Opened), s.moment(i.Closed))
	case v.Acked:
		v.State = p.Sprintf("since %s; %s looks after it", s.moment(i.Opened), alerts.Inert(i.AckedBy))
	default:
		v.State = p.Sprintf("since %s", s.moment(i.Opened))
	}
	return v
}

// mutes adds those in force, and the form for another.
func (s *pages) mutes(ctx context.Context, v *alertsView) error {
	all, err := s.DB.Mutes(ctx, s.Now())
	if err != nil {
		return err
	}
	for _, m := range all {
		v.Mutes = append(v.Mutes, muteView{strconv.FormatInt(m.ID, 10), s.muted(m), s.moment(m.From), s.moment(m.Until), alerts.Inert(m.By), alerts.Inert(m.Why)})
	}
	tree, err := s.DB.Topics(ctx)
	v.Form.Topics = []option{{Label: s.Printer.Sprintf("all topics")}}
	for _, t := range frame.InOrder(tree) {
		v.Form.Topics = append(v.Form.Topics, option{Value: t.ID, Label: strings.Repeat("\u2003", t.Depth) + alerts.Inert(t.Name)})
	}
	v.Form.Kinds = []option{{Label: s.Printer.Sprintf("any kind")}}
	for _, k := range alerts.Urgent {
		v.Form.Kinds = append(v.Form.Kinds, option{Value: string(k), Label: s.kind(string(k))})
	}
	return err
}

// muted says what a mute is of.
func (s *pages) muted(m store.Mute) string {
	what := []string{s.Printer.Sprintf("any kind")}
	if m.Kind != "" {
		what[0] = s.kind(m.Kind)
	}
	for _, more := range []string{m.Topic, m.Subject} {
		if more != "" {
			what = append(what, alerts.Inert(more))
		}
	}
	return strings.Join(what, ", ")
}

// kind is what people call a kind of message.
func (s *pages) kind(k string) string {
	p := s.Printer
	switch alerts.Kind(k) {
	case alerts.Spike:
		return p.Sprintf("a spike of mentions")
	case alerts.ToneSpike:
		return p.Sprintf("a negative wave")
	case alerts.Drop:
		return p.Sprintf("a drop of mentions")
	case alerts.NewComplaint:
		return p.Sprintf("a new complaint")
	case alerts.ReturnedComplaint:
		return p.Sprintf("a complaint that is back")
	case alerts.Silence:
		return p.Sprintf("a silent source")
	case alerts.Expiring:
		return p.Sprintf("credentials that end")
	case alerts.Influencer:
		return p.Sprintf("an influential author")
	case alerts.DailyDigest:
		return p.Sprintf("the daily digest")
	case alerts.WeeklyDigest:
		return p.Sprintf("the weekly digest")
	case alerts.DailyComplaints:
		return p.Sprintf("the complaints of a day")
	case alerts.WeeklyComplaints:
		return p.Sprintf("the complaints of a week")
	}
	return alerts.Inert(k)
}

func (s *pages) routes() (all []routeView) {
	for _, r := range s.Options.Routes {
		v := routeView{Name: alerts.Inert(r.Name), Kinds: s.Printer.Sprintf("digests and alerts"), Topics: s.Printer.Sprintf("our own, from the top")}
		if len(r.Kinds) > 0 {
			kinds := make([]string, len(r.Kinds))
			for i, k := range r.Kinds {
				kinds[i] = s.kind(k)
			}
			v.Kinds = strings.Join(kinds, ", ")
		}
		if len(r.Topics) > 0 {
			v.Topics = alerts.Inert(strings.Join(r.Topics, ", "))
		}
		all = append(all, v)
	}
	return all
}

// mostGivenUp is how many messages that were given up one page tells, the latest.
const mostGivenUp = 50

// letters adds what waits to be sent, and what was given up. Messages are about everything, as those who are told are told of it.
func (s *pages) letters(ctx context.Context, v *alertsView) error {
	if !access.From(ctx).Everything() {
		return nil
	}
	waiting, err := s.DB.Letters(ctx, s.Now().AddDate(1, 0, 0))
	if err != nil {
		return err
	}
	lost, err := s.DB.GivenUp(ctx, s.Now().AddDate(0, 0, -v.Days), mostGivenUp)
	for _, l := range waiting {
		v.Waiting = append(v.Waiting, s.message(l, s.letterState(l)))
	}
	for _, l := range lost {
		v.GivenUp = append(v.GivenUp, s.message(l, s.Printer.Sprintf("tried %d times", l.Attempts)))
	}
	return err
}

func (s *pages) message(l store.Letter, state string) letterView {
	return letterView{alerts.Inert(l.Key), alerts.Inert(l.Notifier), s.moment(l.Due), state, alerts.Inert(l.LastError)}
}

func (s *pages) letterState(l store.Letter) string {
	if l.Attempts == 0 {
		return s.Printer.Sprintf("waits")
	}
	return s.Printer.Sprintf("tried %d times, next on %s", l.Attempts, s.moment(l.Next))
}
