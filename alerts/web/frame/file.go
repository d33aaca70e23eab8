package frame

import (
	"bufio"
	"io"
	"net/http"
	"path"
	"time"
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

// File sends a file as it is written. When that fails on the way the connection is broken off, so that nobody takes a part for the
// whole.
func (s *Site) File(w http.ResponseWriter, r *http.Request, name string, write func(io.Writer) error) {
	Head(w, name)
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

// Head says what a file is.
func Head(w http.ResponseWriter, name string) {
	h := w.Header()
	h.Set("Content-Type", contentTypes[path.Ext(name)])
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}

// contentTypes are those of the files, by the end of their names.
var contentTypes = map[string]string{".csv": "text/csv; charset=utf-8", ".jsonl": "application/jsonl; charset=utf-8"}
