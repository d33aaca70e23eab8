package evidence

import (
	"cmp"
	"io"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/export"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/store"
)

// file serves all mentions that a filter means, as they are read.
func (s *pages) file(format string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := alerts.ParseQuery(r.URL.Query())
		if err != nil {
			s.Refuse(w, r, frame.Mentions, s.misread(r.URL.Query(), err))
			return
		}
		if _, err := s.DB.Count(r.Context(), none(f)); err != nil { // what there is not is said before the file begins
			s.Refuse(w, r, frame.Mentions, err)
			return
		}
		if r.Method == http.MethodHead {
			frame.Head(w, "mentions."+format) // what is in it is not worth reading all of it
			return
		}
		write := export.JSONL
		if format == "csv" {
			write = export.CSV
		}
		s.File(w, r, "mentions."+format, func(out io.Writer) error { return write(out, s.DB.Mentions(r.Context(), whole(f))) })
	})
}

// none is a filter that asks for the same and finds nothing.
func none(f store.Filter) store.Filter {
	f.Period.To = time.UnixMilli(1)
	return f
}

// listFile serves all of a list.
func (s *pages) listFile(path string, read reading) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l, err := read(r.Context(), r.URL.Query(), entire)
		if err != nil {
			s.Refuse(w, r, frame.Mentions, err)
			return
		}
		s.File(w, r, path[1:]+".csv", l.csv)
	})
}

// csv writes a list under its heads.
func (l list) csv(out io.Writer) error {
	w := report.CSV{W: out}
	w.Row(l.head...)
	for i := range l.n {
		row := l.row(i)
		texts := make([]string, len(row))
		for j, c := range row {
			texts[j] = cmp.Or(c.File, c.Text)
		}
		w.Row(texts...)
	}
	return w.Err()
}
