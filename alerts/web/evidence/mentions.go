package evidence

import (
	"context"
	"net/http"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// inboxView is one page of the mentions that a filter means.
type inboxView struct {
	Filters toolbar
	Tabs    []tab
	Terms   []term
	List    []mentionView
	Bulk    bool         // what is chosen can be handled at once
	Back    string       // this page, for what is done on it
	Older   string       // the next page; "": there is none
	First   string       // the first page; "": this is it
	Files   []alerts.Way // the whole list to take away
	Helpers []string     // who takes care of anything
}

// tab is one state of work with how many there are.
type tab struct {
	Name  string
	Count frame.Count
	Here  bool
}

// What one page of mentions shows: so many, of each so many characters at once.
const (
	pageOfMentions = 50
	longest        = 2000
	glimpse        = 300 // of what one answers
)

// inbox lists what the address means, the newest first.
func (s *pages) inbox(r *http.Request) (frame.View, error) {
	f, err := alerts.ParseQuery(r.URL.Query())
	if err != nil {
		return frame.View{}, s.misread(r.URL.Query(), err)
	}
	if r.URL.RawQuery == "" { // of the whole company, unless all topics are asked for
		a, err := s.Asked(r, alerts.Week)
		if err != nil {
			return frame.View{}, err
		}
		main, _ := a.Main()
		f.Topic = main.ID
	}
	return s.mentions(r.Context(), f)
}

func (s *pages) mentions(ctx context.Context, f store.Filter) (frame.View, error) {
	q, err := s.question(ctx, f)
	if err != nil {
		return frame.View{}, err
	}
	total, err := s.total(ctx, whole(f))
	if err != nil {
		return frame.View{}, err
	}
	v := inboxView{Terms: q.terms(), Bulk: s.May(ctx, "POST /mentions/work"), Back: frame.Here.Mentions(f), Files: s.files(f)}
	if v.Filters, err = s.toolbar(ctx, q); err != nil {
		return frame.View{}, err
	}
	if v.Tabs, err = s.tabs(ctx, f, total.Rows); err != nil {
		return frame.View{}, err
	}
	if v.Helpers, err = s.helpers(ctx); err != nil {
		return frame.View{}, err
	}
	if v.List, v.Older, err = s.some(ctx, q, f); err != nil {
		return frame.View{}, err
	}
	if f.Before != 0 {
		v.First = frame.Here.Mentions(whole(f))
	}
	return frame.View{Title: q.title(total.Rows), Body: v, Total: &total, Live: f.Before == 0}, nil
}

// whole is a filter without the page of it that was asked for.
func whole(f store.Filter) store.Filter {
	f.Before, f.Limit = 0, 0
	return f
}

// some are the mentions of one page, and the way to the next.
func (s *pages) some(ctx context.Context, q question, f store.Filter) (list []mentionView, older string, err error) {
	f.Limit = pageOfMentions + 1
	var rows []store.Row
	for row, err := range s.DB.Mentions(ctx, f) {
		if err != nil {
			return nil, "", err
		}
		rows = append(rows, row)
	}
	if len(rows) > pageOfMentions {
		rows = rows[:pageOfMentions]
		f.Before = rows[pageOfMentions-1].RowID
		older = frame.Here.Mentions(f)
	}
	handled, err := s.handled(ctx, rows)
	for _, row := range rows {
		list = append(list, s.mention(row, q, handled[row.Mention.Key()]))
	}
	return list, older, err
}

// handled is what is done about each of some mentions.
func (s *pages) handled(ctx context.Context, rows []store.Row) (map[string]store.Handling, error) {
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = row.Mention.Key()
	}
	return s.DB.Handled(ctx, keys...)
}

// helpers are the names of those who take care of mentions.
func (s *pages) helpers(ctx context.Context) ([]string, error) {
	names, err := s.DB.Assignees(ctx)
	for i, name := range names {
		names[i] = alerts.Inert(name)
	}
	return names, err
}

// tabs are the states of work, with how many of what the filter means are in each. Most are new, so these are told by the others.
func (s *pages) tabs(ctx context.Context, f store.Filter, listed int) (all []tab, err error) {
	f = whole(f)
	here, counts := f.Work, map[store.Work]int{f.Work: listed}
	for _, w := range []store.Work{"", store.InWork, store.Answered, store.Closed} {
		f.Work = w
		if _, known := counts[w]; !known {
			if counts[w], err = s.DB.Count(ctx, f); err != nil {
				return nil, err
			}
		}
	}
	counts[store.Untouched] = counts[""] - counts[store.InWork] - counts[store.Answered] - counts[store.Closed]
	for _, w := range append([]store.Work{""}, store.Works[:]...) {
		f.Work = w
		all = append(all, tab{s.workName(w), frame.Count{Text: s.Printer.Number(counts[w]), N: counts[w], URL: frame.Here.Mentions(f)}, w == here})
	}
	return all, nil
}

// countable is of how many mentions it is counted by how many people they are; of more that would take seconds.
const countable = 20_000

// total is how long the list is, and how many people it is of where that is soon told.
func (s *pages) total(ctx context.Context, f store.Filter) (t frame.Total, err error) {
	if t.Rows, err = s.DB.Count(ctx, f); err != nil {
		return t, err
	}
	if t.Rows > countable {
		t.People = frame.Uncounted
		return t, nil
	}
	_, t.People, err = s.DB.Spoken(ctx, f)
	return t, err
}

// workName is what people call a state of work.
func (s *pages) workName(w store.Work) string {
	p := s.Printer
	switch w {
	case store.Untouched:
		return p.Sprintf("New ones")
	case store.InWork:
		return p.Sprintf("In work")
	case store.Answered:
		return p.Sprintf("With an answer")
	case store.Closed:
		return p.Sprintf("Closed ones")
	}
	return p.Sprintf("All")
}

// stateOf is the state of one mention in a word.
func (s *pages) stateOf(w store.Work) string {
	p := s.Printer
	switch w {
	case store.InWork:
		return p.Sprintf("In work")
	case store.Answered:
		return p.Sprintf("With an answer")
	case store.Closed:
		return p.Sprintf("Closed")
	}
	return p.Sprintf("New")
}

// files are the ways to take the whole list away.
func (s *pages) files(f store.Filter) []alerts.Way {
	q := "?" + alerts.Query(whole(f)).Encode()
	return []alerts.Way{{Text: "CSV", URL: alerts.MentionsPath + ".csv" + q}, {Text: "JSONL", URL: alerts.MentionsPath + ".jsonl" + q}}
}
