package evidence

import (
	"bufio"
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

// breath is how long a reader of a file may take for one piece of it: a slow one gets the whole, one that stands still lets go.
const breath = 30 * time.Second

// patient gives each piece that is written a time of its own.
type patient struct {
	http.ResponseWriter
	deadline *http.ResponseController
}

func (p patient) Write(b []byte) (int, error) {
	p.deadline.SetWriteDeadline(time.Now().Add(breath)) // a writer that knows no deadlines needs none
	return p.ResponseWriter.Write(b)
}

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
			head(w, "mentions."+format) // what is in it is not worth reading all of it
			return
		}
		write := export.JSONL
		if format == "csv" {
			write = export.CSV
		}
		s.send(w, r, "mentions."+format, func(out io.Writer) error { return write(out, s.DB.Mentions(r.Context(), whole(f))) })
	})
}

// none is a filter that asks for the same and finds nothing.
func none(f store.Filter) store.Filter {
	f.Period.To = time.UnixMilli(1)
	return f
}

// send writes a file. When that fails on the way the connection is broken off, so that nobody takes a part for the whole.
func (s *pages) send(w http.ResponseWriter, r *http.Request, name string, write func(io.Writer) error) {
	head(w, name)
	out := bufio.NewWriterSize(patient{w, http.NewResponseController(w)}, 64<<10)
	err := write(out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		if r.Context().Err() == nil {
			s.Log.Error("file broken off", "file", name, "err", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// head says what a file is.
func head(w http.ResponseWriter, name string) {
	h := w.Header()
	h.Set("Content-Type", contentTypes[name[len(name)-3:]])
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}

// contentTypes are those of the files, by the end of their names.
var contentTypes = map[string]string{"csv": "text/csv; charset=utf-8", "onl": "application/jsonl; charset=utf-8"}

// listFile serves all of a list.
func (s *pages) listFile(path string, read reading) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l, err := read(r.Context(), r.URL.Query(), entire)
		if err != nil {
			s.Refuse(w, r, frame.Mentions, err)
			return
		}
		s.send(w, r, path[1:]+".csv", l.csv)
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
