package evidence

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// list is evidence that stands in a table: how much there is in all, and at least the part of it that was asked for.
type list struct {
	title  string
	people int // how many it is about, where they are counted; 0: nobody counts them
	terms  []string
	head   []string
	n      int
	row    func(i int) []cell // of those asked for, by its place among all
}

// part is which rows of a list are wanted: so many behind so many.
type part struct{ skip, n int }

// entire is all of a list.
var entire = part{0, math.MaxInt}

// reading reads a list as an address asks for it.
type reading func(context.Context, url.Values, part) (list, error)

// cell is one of a table's row. Text is harmless already.
type cell struct {
	Text, URL string
	File      string // in a file, where programs read on; "": Text
	Away      bool   // the address is a stranger's
	Host      string // of that
	Number    bool
}

// listView is one page of a list.
type listView struct {
	Terms, Head []string
	Rows        [][]cell
	More        string // the next page; "": there is none
	File        string // the whole list to take away
}

const pageOfRows = 100

// listed serves a list as its address asks for it, a page at a time.
func (s *pages) listed(read reading) func(*http.Request) (frame.View, error) {
	return func(r *http.Request) (frame.View, error) {
		v := r.URL.Query()
		skip, err := alerts.ParseSkip(v)
		if err != nil {
			return frame.View{}, frame.Wrong(err)
		}
		l, err := read(r.Context(), v, part{skip, pageOfRows})
		if err != nil {
			return frame.View{}, err
		}
		return frame.View{Title: l.title, Body: l.page(skip, r.URL.Path, v), Total: &frame.Total{Rows: l.n, People: l.people}}, nil
	}
}

// page is the part of a list that begins behind so many rows.
func (l list) page(skip int, path string, v url.Values) listView {
	view := listView{Terms: l.terms, Head: l.head, File: path + ".csv?" + v.Encode()}
	end := min(l.n, min(skip, l.n)+pageOfRows)
	for i := min(skip, l.n); i < end; i++ {
		view.Rows = append(view.Rows, l.row(i))
	}
	if end < l.n {
		v.Set(alerts.SkipParameter, strconv.Itoa(end))
		view.More = path + "?" + v.Encode()
	}
	return view
}

// asked is what a list's title says beside its number: of what, and when.
type asked struct {
	question
	terms []string
}

// about puts topic and period of a list into words.
func (s *pages) about(ctx context.Context, topic string, p store.Period) (asked, error) {
	q, err := s.question(ctx, store.Filter{Topic: topic, Period: p})
	return asked{question: q}, err
}

// narrow says what else narrows a list, where something does.
func (a *asked) narrow(by, words string) {
	if by != "" {
		a.terms = append(a.terms, words)
	}
}

// titled says how many of what there are.
func (a asked) titled(counted string) string {
	if a.topic.ID != "" {
		counted += " " + a.Printer.Sprintf("of %s", alerts.Inert(a.topic.Name))
	}
	if when := a.when(); when != "" {
		counted += ", " + when
	}
	return counted
}

// day writes a moment for a table, by the topic's clocks.
func (a asked) day(t time.Time) cell {
	return cell{Text: a.moment(t.In(a.zone)), File: t.UTC().Format(time.RFC3339)}
}

func harmless(text string) cell { return cell{Text: alerts.Inert(text)} }

// number is a figure as it was told, with at most two digits behind the point.
func (s *pages) number(x float64) cell {
	digits := 2
	if x == float64(int64(x)) {
		digits = 0
	}
	return cell{Text: s.Printer.Decimal(x, digits), File: strconv.FormatFloat(x, 'f', -1, 64), Number: true}
}
