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
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// singleView is one mention in full, with what people said and did about it.
type singleView struct {
	Back       string
	Writes     bool // something may be done about it
	Counts     bool // it may be taken out of the figures
	Topics     []towards
	Categories choosing
	Log        []logged
	Labels     []labelled
	Why        string // where it is told why it stands in its complaint; "": it stands in none
	Helpers    []string
}

// towards is the mention as an opinion on one topic.
type towards struct {
	mentionView
	Name     string
	Excluded bool
	Counted  bool
}

// logged is one change of what is done about it.
type logged struct{ When, Who, What, Note string }

// labelled is one label.
type labelled struct {
	ID, When, Who, What string
	Topic               string
	Undone              string // when, and by whom; "": it stands
	Stale               bool   // the text is another now
}

// single is the page of one mention, as it is judged towards each topic that it names.
func (s *pages) single(r *http.Request) (frame.View, error) {
	key := r.PathValue("key")
	topics, ok, err := s.DB.Find(r.Context(), key)
	if err != nil {
		return frame.View{}, err
	}
	if !ok {
		return frame.View{}, frame.Missing(fmt.Errorf("%s: %.200q", s.Printer.Sprintf("no such mention is stored"), key))
	}
	v := singleView{Back: frame.MentionPage(key), Writes: s.May(r.Context(), "POST /mentions/work"), Counts: s.May(r.Context(), "POST /mentions/count"), Categories: s.categories()}
	v.Categories.Options = v.Categories.Options[1:]
	if v.Helpers, err = s.helpers(r.Context()); err != nil {
		return frame.View{}, err
	}
	if len(topics) == 0 {
		topics = []string{""} // it names nothing any longer; it is still what somebody said
	}
	zone, err := s.tell(r.Context(), &v, key, topics)
	if err == nil {
		err = s.history(r.Context(), &v, key, zone)
	}
	return frame.View{Title: s.Printer.Sprintf("Mention %s", alerts.Inert(key)), Body: v, Live: true}, err
}

// tell adds the mention itself, towards each of its topics.
func (s *pages) tell(ctx context.Context, v *singleView, key string, topics []string) (zone *time.Location, err error) {
	handled, err := s.DB.Handled(ctx, key)
	if err != nil {
		return nil, err
	}
	zone = time.UTC
	for _, topic := range topics {
		q, err := s.question(ctx, store.Filter{Topic: topic})
		if err != nil {
			return zone, err
		}
		row, ok, err := s.DB.Row(ctx, key, topic)
		if err != nil {
			return zone, err
		}
		if !ok {
			continue
		}
		zone = q.zone
		one := towards{s.mention(row, q, handled[key]), s.towards(q), !row.Counted && row.DuplicateOf == "" && row.Category != classify.Promo, row.Counted}
		one.Text, one.Rest, one.Page = harmlessly(row.Mention.Text, 100*longest), "", "" // this is it
		v.Topics = append(v.Topics, one)
		if row.Complaint != 0 {
			v.Why = "/complaints/why?mention=" + url.QueryEscape(key)
		}
		v.Categories = v.Categories.at(string(row.Category))
	}
	return zone, nil
}

// towards names what a mention is judged towards.
func (s *pages) towards(q question) string {
	if q.topic.ID == "" {
		return s.Printer.Sprintf("the whole text")
	}
	return alerts.Inert(q.topic.Name)
}

// history adds what people did about it and said of it.
func (s *pages) history(ctx context.Context, v *singleView, key string, zone *time.Location) error {
	log, err := s.DB.HandlingLog(ctx, key)
	if err != nil {
		return err
	}
	for _, h := range slices.Backward(log) {
		what := s.stateOf(h.Work)
		if h.Assignee != "" {
			what += ", " + s.Printer.Sprintf("%s takes care", alerts.Inert(h.Assignee))
		}
		who := alerts.Inert(h.By)
		if h.By == "" {
			who = s.Printer.Sprintf("its author, by an edit")
		}
		v.Log = append(v.Log, logged{s.moment(h.At, zone), who, what, alerts.Inert(h.Note)})
	}
	labels, err := s.DB.Labels(ctx, key)
	for _, l := range slices.Backward(labels) {
		v.Labels = append(v.Labels, s.labelled(l, zone))
	}
	return err
}

func (s *pages) labelled(l store.Given, zone *time.Location) labelled {
	shown := labelled{ID: strconv.FormatInt(l.ID, 10), When: s.moment(l.At, zone), Who: alerts.Inert(l.Labeller), Topic: alerts.Inert(l.Topic), Stale: l.Stale}
	if l.Sentiment != nil {
		shown.What = s.feeling(*l.Sentiment)
	}
	if l.Category != "" {
		if shown.What != "" {
			shown.What += ", "
		}
		shown.What += s.category(l.Category)
	}
	if !l.Undone.IsZero() {
		shown.Undone = s.Printer.Sprintf("withdrawn by %s, %s", alerts.Inert(l.UndoneBy), s.moment(l.Undone, zone))
	}
	return shown
}

// moment writes day and time by a topic's clocks.
func (s *pages) moment(t time.Time, zone *time.Location) string {
	at := t.In(zone)
	return s.Printer.Date(at) + at.Format(", 15:04")
}
