package evidence

import (
	"strconv"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// mentionView is one mention. Who wrote it is not shown; the network knows.
type mentionView struct {
	Key            string // its public id
	Revision       string // of its handling, as it is shown
	Feeling, Class string
	Marks          []string // how sure that is, where and when it was said, why it does not count
	Complaint      *alerts.Way
	Title, Text    string
	Rest           string      // of a long text
	Context        string      // what it answers
	Thread         *alerts.Way // nil when it stands alone
	URL, Host      string
	Page           string // its own; "": it is shown there
	Work, Class2   string // what is done about it
	Assignee       string
	Handled        string // who said so, and when; "": nobody
	Topic          string // towards which it is judged; "": its whole text
	Judged         []judgement
	Moves          []move
}

// judgement is a way to say that the mention feels otherwise.
type judgement struct{ Value, Name, Class string }

// move is a way to change what is done about a mention.
type move struct{ Value, Name string }

// mention is how a row is shown under a question.
func (s *pages) mention(row store.Row, q question, h store.Handling) mentionView {
	m := row.Mention
	v := mentionView{Key: m.Key(), Revision: strconv.FormatInt(h.Revision, 10), Feeling: s.feeling(row.Sentiment), Class: row.Sentiment.String(),
		Marks: s.marks(row, q.zone), Title: harmlessly(m.Title, longest), Page: frame.MentionPage(m.Key()), Topic: row.Topic}
	v.Text, v.Rest = cut(m.Text)
	if m.Context != "" {
		v.Context = harmlessly(m.Context, glimpse)
	}
	if m.Thread != "" {
		v.Thread = &alerts.Way{Text: s.Printer.Sprintf("the whole thread"), URL: frame.Here.Mentions(store.Filter{Thread: m.Key()})}
	}
	v.URL, v.Host = alerts.Link(m.URL)
	if row.Complaint != 0 {
		v.Complaint = &alerts.Way{Text: row.Complaint.String(), URL: frame.Here.Complaint(row.Complaint)}
	}
	s.addWork(&v, h, q)
	if row.Topic != "" && q.acts {
		v.Judged = s.judgements(row)
	}
	return v
}

// harmlessly is a stranger's text of at most so many characters.
func harmlessly(text string, most int) string {
	return alerts.Isolate(alerts.Cut(alerts.Inert(text), most, utf8.RuneCountInString))
}

// atOnce is how many characters of a text are shown before more is asked for.
const atOnce = 600

// cut is what is shown of a text at once, and all of it where that is not all.
func cut(text string) (shown, all string) {
	all, shown = harmlessly(text, longest), harmlessly(text, atOnce)
	if shown == all {
		return shown, ""
	}
	return shown, all
}

// addWork says what is done about a mention, and what may be done now.
func (s *pages) addWork(v *mentionView, h store.Handling, q question) {
	if h.Work == "" {
		h.Work = store.Untouched
	}
	v.Work, v.Class2, v.Assignee, v.Handled = s.stateOf(h.Work), string(h.Work), alerts.Inert(h.Assignee), s.handledBy(h, q.zone)
	if !q.acts {
		return
	}
	for _, w := range store.Works {
		if w != h.Work {
			v.Moves = append(v.Moves, move{string(w) + " " + v.Revision + " " + v.Key, s.deed(w)})
		}
	}
}

// handledBy says who changed last what is done about a mention.
func (s *pages) handledBy(h store.Handling, zone *time.Location) string {
	switch {
	case h.Revision == 0:
		return ""
	case h.By == "":
		return s.Printer.Sprintf("edited by its author on %s", s.Printer.Moment(h.At.In(zone)))
	}
	return s.Printer.Sprintf("by %s, %s", alerts.Inert(h.By), s.Printer.Moment(h.At.In(zone)))
}

// deed is what a button says that brings a mention into a state.
func (s *pages) deed(w store.Work) string {
	p := s.Printer
	switch w {
	case store.InWork:
		return p.Sprintf("Take")
	case store.Answered:
		return p.Sprintf("It is answered")
	case store.Closed:
		return p.Sprintf("Close")
	}
	return p.Sprintf("Back to new")
}

// judgements are the two feelings that a mention is not judged to have.
func (s *pages) judgements(row store.Row) (all []judgement) {
	for _, f := range []classify.Sentiment{classify.Negative, classify.Neutral, classify.Positive} {
		if f != row.Sentiment {
			all = append(all, judgement{f.String() + " " + row.Topic + " " + row.Mention.Key(), s.feeling(f), f.String()})
		}
	}
	return all
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

// marks say what is known of a mention beside its words.
func (s *pages) marks(row store.Row, zone *time.Location) []string {
	p := s.Printer
	at := row.Mention.Published.In(zone)
	all := []string{alerts.Surety(row.LabelledBy, row.P.Of(row.Sentiment), p), alerts.Inert(row.Mention.Network), p.Date(at) + at.Format(", 15:04")}
	switch {
	case row.Counted:
	case len(row.Mention.Topics) == 0:
		all = append(all, p.Sprintf("does not count: it names no topic any longer"))
	case row.DuplicateOf != "":
		all = append(all, p.Sprintf("does not count: a copy of another one"))
	case row.Category == classify.Promo:
		all = append(all, p.Sprintf("does not count: an advert or our own words"))
	default:
		all = append(all, p.Sprintf("does not count: taken out"))
	}
	return all
}
