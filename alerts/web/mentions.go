package web

import (
	"context"
	"net/http"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/classify"
	"molva/store"
)

// mentionsPage is the list behind a number.
type mentionsPage struct {
	Language, Title string
	Count, People   int      // of the whole list, not of this page
	Terms           []string // what narrows the list beyond its title
	Mentions        []mentionView
	Older           string // the next page; "": there is none
}

// mentionView is one mention. Who wrote it is not shown; the network knows.
type mentionView struct {
	Feeling, Class string
	Marks          []string // how sure that is, where and when it was said, why it does not count
	Complaint      *alerts.Way
	Title, Text    string
	Context        string      // what it answers
	Thread         *alerts.Way // nil when it stands alone
	URL, Host      string
}

// What one page of mentions shows: so many, of each so many characters.
const (
	pageOfMentions = 50
	longest        = 2000
	glimpse        = 300 // of what one answers
)

func (s *server) mentionsPage() (http.Handler, error) {
	return s.page("mentions.html", func(r *http.Request) (any, error) {
		f, err := alerts.ParseQuery(r.URL.Query())
		if err != nil {
			return nil, wrong{err}
		}
		return s.mentions(r.Context(), f)
	})
}

// mentions lists what a filter means, the newest first.
func (s *server) mentions(ctx context.Context, f store.Filter) (mentionsPage, error) {
	q, err := s.question(ctx, f)
	if err != nil {
		return mentionsPage{}, err
	}
	n, people, err := s.DB.Spoken(ctx, f)
	if err != nil {
		return mentionsPage{}, err
	}
	v := mentionsPage{Language: s.printer.Language(), Title: q.title(n), Count: n, People: people, Terms: q.terms()}
	f.Limit = pageOfMentions + 1
	var last int64
	for row, err := range s.DB.Mentions(ctx, f) {
		if err != nil {
			return v, err
		}
		if len(v.Mentions) == pageOfMentions {
			f.Before = last
			v.Older = here.Mentions(f)
			break
		}
		v.Mentions, last = append(v.Mentions, s.mention(row, q.zone)), row.RowID
	}
	return v, nil
}

func (s *server) mention(row store.Row, zone *time.Location) mentionView {
	m := row.Mention
	v := mentionView{Feeling: s.feeling(row.Sentiment), Class: row.Sentiment.String(), Marks: s.marks(row, zone), Title: shortened(m.Title), Text: shortened(m.Text)}
	if m.Context != "" {
		v.Context = alerts.Isolate(alerts.Cut(alerts.Inert(m.Context), glimpse, utf8.RuneCountInString))
	}
	if m.Thread != "" {
		v.Thread = &alerts.Way{Text: s.printer.Sprintf("the whole thread"), URL: here.Mentions(store.Filter{Thread: m.Key()})}
	}
	v.URL, v.Host = alerts.Link(m.URL)
	if row.Complaint != 0 {
		f := store.Filter{Topic: row.Topic, Complaint: int64(row.Complaint), Counted: new(true)}
		v.Complaint = &alerts.Way{Text: row.Complaint.String(), URL: here.Mentions(f)}
	}
	return v
}

// shortened is a stranger's text, made harmless.
func shortened(text string) string {
	return alerts.Isolate(alerts.Cut(alerts.Inert(text), longest, utf8.RuneCountInString))
}

func (s *server) feeling(of classify.Sentiment) string {
	switch of {
	case classify.Negative:
		return s.printer.Sprintf("negative")
	case classify.Positive:
		return s.printer.Sprintf("positive")
	}
	return s.printer.Sprintf("neutral")
}

// marks say what is known of a mention beside its words.
func (s *server) marks(row store.Row, zone *time.Location) []string {
	p := s.printer
	at := row.Mention.Published.In(zone)
	all := []string{alerts.Surety(row.LabelledBy, row.P.Of(row.Sentiment), p), alerts.Inert(row.Mention.Network), p.Date(at) + at.Format(", 15:04")}
	switch {
	case row.Counted:
	case row.DuplicateOf != "":
		all = append(all, p.Sprintf("does not count: a copy of another one"))
	case row.Category == classify.Promo:
		all = append(all, p.Sprintf("does not count: an advert or our own words"))
	default:
		all = append(all, p.Sprintf("does not count: taken out"))
	}
	return all
}
