package reports

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/frame"
)

// format is one that a report may be taken away in.
type format struct{ name, called, media string }

var formats = []format{
	{"csv", "CSV", "text/csv; charset=utf-8"},
	{"md", "Markdown", "text/markdown; charset=utf-8"},
	{"json", "JSON", "application/json"},
	{"html", "HTML", "text/html; charset=utf-8"},
}

// fileLinks lead to a report as files; query is that of the page.
func fileLinks(k kind, query string) (all []frame.Choice) {
	for _, f := range formats {
		all = append(all, frame.Choice{Label: f.called, URL: k.path + "." + f.name + query})
	}
	return all
}

// file hands a report out, written as the command line writes it. What the page would note is refused here, since a file cannot
// be asked again.
func (s *server) file(k kind, f format) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, body, err := s.written(r, k, f)
		if err != nil {
			s.Refuse(w, r, k.at, err)
			return
		}
		name := fmt.Sprintf("molva-%s-%s-%s.%s", q.topic.ID, k.name, q.period.From.Format(time.DateOnly), f.name)
		h := w.Header()
		h.Set("Content-Type", f.media)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		h.Set("Cache-Control", "no-store")
		w.Write(body)
	})
}

// Build makes the report of a name as a request asks for it, for those who write it otherwise.
func Build(site *frame.Site, o Options, name string, r *http.Request) (report.Report, error) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		return nil, fmt.Errorf("there is no report that is called %q", name)
	}
	_, made, err := (&server{site, o}).made(r, kinds[i])
	return made, err
}

func (s *server) written(r *http.Request, k kind, f format) (question, []byte, error) {
	q, made, err := s.made(r, k)
	if err != nil {
		return q, nil, err
	}
	var b bytes.Buffer
	err = report.Write(&b, made, f.name, s.Printer, alerts.Links{Base: s.Base})
	return q, b.Bytes(), err
}

// made is a report that cannot be asked again: what a page would note is refused.
func (s *server) made(r *http.Request, k kind) (question, report.Report, error) {
	q, ok, err := s.ask(r, k)
	if err == nil && !ok {
		err = frame.Missing(errors.New(s.Printer.Sprintf("No topic is set up yet. They stand in molva.yaml, under topics.")))
	}
	if err != nil {
		return q, nil, err
	}
	made, err := k.build(s, r.Context(), q)
	if err == nil && len(made.notes) > 0 {
		err = frame.Wrong(errors.New(strings.Join(made.notes, " ")))
	}
	return q, made.Report, err
}
