package reports

import (
	"context"
	"errors"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
)

// How much may be asked of the ledger at one time.
const (
	usualPeriods = 12
	mostPeriods  = 24
	mostChanges  = 20
)

// wish is what a ledger is asked for beside its topic and period: ?lines=11,14&what-if=lead_to_customer=12%&line=11&periods=12
type wish struct {
	Lines   []int
	Changes []string // name=value, as they are written in an address
	Line    int
	Periods int
}

// wished reads it. What a form sends as an input and its value is one more change.
func (s *server) wished(v url.Values) (w wish, err error) {
	w.Periods = usualPeriods
	for _, text := range strings.FieldsFunc(strings.Join(v["lines"], ","), func(r rune) bool { return r == ',' }) {
		n, err := s.number("lines", text, 1, 14)
		if err != nil {
			return w, err
		}
		w.Lines = append(w.Lines, n)
	}
	if text := v.Get("line"); text != "" && text != "0" {
		if w.Line, err = s.number("line", text, 1, 14); err != nil {
			return w, err
		}
	}
	if text := v.Get("periods"); text != "" {
		if w.Periods, err = s.number("periods", text, 2, mostPeriods); err != nil {
			return w, err
		}
	}
	w.Changes = slices.DeleteFunc(slices.Clone(v["what-if"]), func(text string) bool { return text == "" })
	if name, value := v.Get("input"), strings.TrimSpace(v.Get("value")); name != "" && value != "" {
		w.Changes = slices.DeleteFunc(w.Changes, func(text string) bool { return strings.HasPrefix(text, name+"=") })
		w.Changes = append(w.Changes, name+"="+value)
	}
	if len(w.Changes) > mostChanges {
		return w, frame.Wrong(errors.New(s.Printer.Sprintf("%d inputs are changed; at most %d can be tried at once.", len(w.Changes), mostChanges)))
	}
	return w, nil
}

func (s *server) number(name, text string, from, to int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < from || n > to {
		return 0, frame.Wrong(errors.New(s.Printer.Sprintf("%s is “%s”, want a whole number from %d to %d.", name, alerts.Inert(text), from, to)))
	}
	return n, nil
}

// values is the wish as an address asks it; nothing of it that is as usual.
func (w wish) values() url.Values {
	v := url.Values{}
	if len(w.Lines) > 0 {
		all := make([]string, len(w.Lines))
		for i, n := range w.Lines {
			all[i] = strconv.Itoa(n)
		}
		v.Set("lines", strings.Join(all, ","))
	}
	if len(w.Changes) > 0 {
		v["what-if"] = w.Changes
	}
	if w.Line > 0 {
		v.Set("line", strconv.Itoa(w.Line))
		v.Set("periods", strconv.Itoa(w.Periods))
	}
	return v
}

// roi is the ledger. What of a wish cannot be is said in a note, and the rest stays.
func (s *server) roi(ctx context.Context, q question) (made shown, err error) {
	w, err := s.wished(q.values)
	if err != nil {
		return made, err
	}
	l, err := report.BuildLedger(ctx, q.reader, report.LedgerOptions{})
	if err != nil {
		return made, err
	}
	made.more = w.values()
	l, made.notes = s.tried(l, q, w)
	l, refused, err := s.chosen(l, w)
	if err != nil {
		return made, err
	}
	made.notes = append(made.notes, refused...)
	if w.Line > 0 {
		if l, err = l.Tell(ctx, q.reader, w.Line, w.Periods); err != nil {
			return made, err
		}
	}
	made.Report, made.charts = l, s.historyChart(l)
	if q.page {
		made.tools = s.tools(l, q, w)
	}
	return made, nil
}

// chosen is the ledger with the return by some lines, or without it and why they have none.
func (s *server) chosen(l report.Ledger, w wish) (report.Ledger, []string, error) {
	if len(w.Lines) == 0 {
		return l, nil, nil
	}
	chosen, err := l.Choose(w.Lines...)
	if why, refused := report.Refusal(s.Printer, err); refused {
		return l, []string{sentence(why)}, nil
	}
	return chosen, nil, err
}

// sentence begins with a capital letter.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// tried is the ledger with the changes, or without them and why they cannot be tried.
func (s *server) tried(l report.Ledger, q question, w wish) (report.Ledger, []string) {
	changes, err := report.ParseChanges(w.Changes)
	if err == nil && len(changes) > 0 {
		var tried report.Ledger
		if tried, err = l.Try(report.ChangesOf(changes, q.reader)); err == nil {
			return tried, nil
		}
	}
	if err != nil {
		return l, []string{report.Untriable(s.Printer, err)}
	}
	return l, nil
}

// historyChart draws what a line was worth period by period.
func (s *server) historyChart(l report.Ledger) (c charts) {
	moments := l.Course(s.Printer)
	if len(moments) < 2 {
		return c
	}
	p := s.Printer
	line := chart.Line{Title: p.Sprintf("Line %d period by period", l.History.Number), Value: p.Sprintf("Worth"), Zero: true, Write: s.brief}
	for _, m := range moments {
		line.Points = append(line.Points, chart.Point{Label: p.Dates(m.Period.From, m.Period.To), Tick: p.Day(m.Period.From), Known: m.Worth.Known,
			Value: m.Worth.Value, Low: m.Worth.Low, High: m.Worth.High, Text: m.Text})
	}
	return charts{Lines: []chart.Line{line}}
}

// brief is an amount at the side of a chart, where there is little room.
func (s *server) brief(x float64) string {
	whole := func(x float64) string { return strings.Replace(s.Printer.Number(int(math.Round(x))), "-", "−", 1) }
	if math.Abs(x) >= 10_000 {
		return s.Printer.Sprintf("%s k", whole(x/1000))
	}
	return whole(x)
}
