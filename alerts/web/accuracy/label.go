package accuracy

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// labelView is the next mention of the sample. What the model thinks of it is not shown: it would be repeated.
type labelView struct {
	Topic   string // of which the sample is; "": of all
	Back    string // to the card
	Slip    *slip  // nil: all that was drawn is labelled
	Skip    int    // so many were passed over
	Passed  string // nothing is left but what was passed over; "": there is more, or nothing at all
	First   string // the first of those
	Last    string // the label before, which can be taken back
	Left    string // how many are left
	Share   int    // of a hundred that are done
	Evening int    // how many a draw brings
	Writes  bool
}

// slip is one mention to label.
type slip struct {
	Mention, Topic, Name string
	Title, Text, Context string
	Mark                 string // network and day
	URL, Host            string
}

// An evening's work, and how long a text may be on the page.
const (
	evening = 200
	longest = 4000
)

// next shows the next mention that was drawn and not labelled.
func (s *pages) next(r *http.Request) (frame.View, error) {
	a, err := s.Asked(r, alerts.Month)
	if err != nil {
		return frame.View{}, err
	}
	skip, err := whole(r, "skip")
	if err != nil {
		return frame.View{}, frame.Wrong(err)
	}
	last, err := whole(r, "last")
	if err != nil {
		return frame.View{}, frame.Wrong(err)
	}
	open, err := s.DB.OpenDraws(r.Context(), a.Topic.ID, store.Sampled)
	if err != nil {
		return frame.View{}, err
	}
	p := s.Printer
	v := labelView{Topic: a.Topic.ID, Back: "/accuracy" + topicQuery(a.Topic.ID), Skip: skip, Left: p.Sprintf("%d left", len(open)), Evening: evening, Writes: s.May(r.Context(), "POST /accuracy/label"),
		Share: 100 - min(100, 100*len(open)/evening)}
	if last > 0 {
		v.Last = strconv.Itoa(last)
	}
	switch {
	case skip < len(open):
		v.Slip = s.slip(open[skip], a)
	case len(open) > 0:
		v.Passed, v.First = p.Sprintf("%d were passed over.", len(open)), s.after(a.Topic.ID, 0, 0)
	}
	return frame.View{Title: p.Sprintf("What does it feel like?"), Body: v, Script: "label.js"}, nil
}

// whole reads a number that is not below zero; nothing is 0.
func whole(r *http.Request, name string) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s is %.40q, want a whole number, 0 or more", name, text)
	}
	return n, nil
}

func (s *pages) slip(d store.Drawn, a frame.Asked) *slip {
	m := d.Row.Mention
	cut := func(text string, most int) string {
		return alerts.Isolate(alerts.Cut(alerts.Inert(text), most, utf8.RuneCountInString))
	}
	v := &slip{Mention: m.Key(), Topic: d.Row.Topic, Name: alerts.Inert(d.Row.Topic), Title: cut(m.Title, 300), Text: cut(m.Text, longest), Context: cut(m.Context, 300),
		Mark: alerts.Inert(m.Network) + ", " + s.Printer.Date(m.Published.In(s.Zone()))}
	for _, t := range a.Tree {
		if t.ID == d.Row.Topic {
			v.Name = alerts.Inert(t.Name)
		}
	}
	v.URL, v.Host = alerts.Link(m.URL)
	return v
}

// draw draws an evening's work at random, on top of what is still open.
func (s *pages) draw(r *http.Request) (frame.Done, error) {
	topic := r.PostForm.Get("topic")
	drawn, err := s.DB.Draw(r.Context(), store.DrawRequest{Topic: topic, N: evening, Purpose: store.Sampled, Seed: uint64(s.Now().UnixNano())})
	if err != nil {
		return frame.Done{}, err
	}
	return frame.Done{To: "/accuracy/label" + topicQuery(topic), Said: s.Printer.Sprintf("%d mentions are drawn at random", len(drawn)), On: cmp.Or(topic, "all"), Detail: map[string]string{"mentions": strconv.Itoa(len(drawn))}}, nil
}

// label takes one person's word, or passes over the mention.
func (s *pages) label(r *http.Request) (frame.Done, error) {
	f := r.PostForm
	skip, err := strconv.Atoi(f.Get("skip"))
	if err != nil || skip < 0 {
		skip = 0
	}
	if f.Get("judge") == "skip" {
		return frame.Done{To: s.after(f.Get("of"), skip+1, 0)}, nil
	}
	var feels classify.Sentiment
	if err := feels.UnmarshalText([]byte(f.Get("judge"))); err != nil {
		return frame.Done{}, frame.Wrong(fmt.Errorf("judge is %.40q, want negative, neutral, positive or skip", f.Get("judge")))
	}
	open, err := s.DB.OpenDraws(r.Context(), f.Get("of"), store.Sampled)
	if err != nil {
		return frame.Done{}, err
	}
	if !slices.ContainsFunc(open, func(d store.Drawn) bool {
		return d.Row.Mention.Key() == f.Get("mention") && d.Row.Topic == f.Get("topic")
	}) {
		return frame.Done{}, frame.Conflict(errors.New(s.Printer.Sprintf("This mention is not asked for any longer: somebody has labelled it meanwhile, or it counts no more.")))
	}
	applied, err := s.DB.Label(r.Context(), []store.Label{{Mention: f.Get("mention"), Topic: f.Get("topic"), Sentiment: &feels, Purpose: store.Sampled, Labeller: s.By(r)}})
	if err != nil {
		return frame.Done{}, err
	}
	if why := applied[0].Refused; why != "" {
		return frame.Done{}, frame.Conflict(errors.New(s.Printer.Sprintf("This cannot be done: %s", alerts.Inert(why))))
	}
	return frame.Done{To: s.after(f.Get("of"), skip, applied[0].ID), Said: s.Printer.Sprintf("%s: %s", alerts.Inert(f.Get("mention")), s.feeling(feels)),
		On: f.Get("mention"), Detail: map[string]string{"topic": f.Get("topic"), "as": feels.String()}}, nil
}

// undo takes the last word back; its mention is asked for again.
func (s *pages) undo(r *http.Request) (frame.Done, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("label"), 10, 64)
	if err != nil {
		return frame.Done{}, frame.Wrong(fmt.Errorf("label is %.40q, want the number of a label", r.PostForm.Get("label")))
	}
	if err := s.DB.Unlabel(r.Context(), id, s.By(r)); errors.Is(err, store.ErrUnknownLabel) {
		return frame.Done{}, frame.Missing(err)
	} else if err != nil {
		return frame.Done{}, err
	}
	return frame.Done{To: s.after(r.PostForm.Get("of"), 0, 0), Said: s.Printer.Sprintf("The label is taken back."), On: "label " + strconv.FormatInt(id, 10)}, nil
}

// after is the page of the next mention.
func (s *pages) after(topic string, skip int, last int64) string {
	q := url.Values{}
	if topic != "" {
		q.Set("topic", topic)
	}
	if skip > 0 {
		q.Set("skip", strconv.Itoa(skip))
	}
	if last > 0 {
		q.Set("last", strconv.FormatInt(last, 10))
	}
	return "/accuracy/label?" + q.Encode()
}

func topicQuery(topic string) string {
	if topic == "" {
		return ""
	}
	return "?" + url.Values{"topic": {topic}}.Encode()
}

func (s *pages) feeling(of classify.Sentiment) string {
	switch of {
	case classify.Negative:
		return s.Printer.Sprintf("negative")
	case classify.Positive:
		return s.Printer.Sprintf("positive")
	}
	return s.Printer.Sprintf("neutral")
}
