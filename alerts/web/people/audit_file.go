package people

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/store"
)

// auditFile serves all entries that an address asks for, as they are read.
func (s *pages) auditFile(ext string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wanted, err := s.wanted(r.URL.Query())
		if err != nil {
			s.Refuse(w, r, frame.Audit, err)
			return
		}
		write := s.auditJSONL
		if ext == ".csv" {
			write = s.auditCSV
		}
		s.File(w, r, "audit"+ext, func(out io.Writer) error { return write(r.Context(), out, wanted) })
	})
}

// atOnce is how many entries are read at a time for a file.
const atOnce = 1000

// each does something with every entry that is wanted.
func (s *pages) each(ctx context.Context, w store.AuditWanted, do func(store.AuditEntry) error) error {
	w.N = atOnce
	for {
		some, err := s.DB.AuditLog(ctx, w)
		if err != nil {
			return err
		}
		for _, e := range some {
			if err := do(e); err != nil {
				return err
			}
			w.Before = e.ID
		}
		if len(some) < atOnce {
			return nil
		}
	}
}

func (s *pages) auditCSV(ctx context.Context, out io.Writer, w store.AuditWanted) error {
	c := report.CSV{W: out}
	c.Row("id", "at", "who", "what", "on", "from", "detail")
	return s.each(ctx, w, func(e store.AuditEntry) error {
		c.Row(strconv.FormatInt(e.ID, 10), e.At.UTC().Format(time.RFC3339), e.Who, e.What, e.On, e.From, told(e.Detail))
		return c.Err()
	})
}

// line is an entry as it leaves.
type line struct {
	ID     int64             `json:"id"`
	At     time.Time         `json:"at"`
	Who    string            `json:"who"`
	What   string            `json:"what"`
	On     string            `json:"on"`
	From   string            `json:"from"`
	Detail map[string]string `json:"detail"`
}

func (s *pages) auditJSONL(ctx context.Context, out io.Writer, w store.AuditWanted) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	return s.each(ctx, w, func(e store.AuditEntry) error {
		return lines.Encode(line{e.ID, e.At.UTC(), e.Who, e.What, e.On, e.From, e.Detail})
	})
}
