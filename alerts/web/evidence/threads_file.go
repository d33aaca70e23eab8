package evidence

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/alerts/service"
	"molva/alerts/web/frame"
)

// waitsFile serves all waits that the address means.
func (s *pages) waitsFile(w http.ResponseWriter, r *http.Request) {
	q, err := parseWaits(r.URL.Query())
	if err != nil {
		s.Refuse(w, r, frame.Mentions, s.misread(r.URL.Query(), err))
		return
	}
	served, err := s.served(r.Context(), q)
	if err != nil {
		s.Refuse(w, r, frame.Mentions, err)
		return
	}
	s.File(w, r, "threads.csv", func(out io.Writer) error { return s.waitsCSV(r.Context(), out, served) })
}

// waitColumns are those of the file. Who waited is not in it; the network knows.
var waitColumns = []string{"mention", "network", "since", "answered", "hours", "business_hours", "late", "turned", "reopened", "url", "text"}

// waitsCSV writes one row for each wait, the first first, by the same columns in every language. Of a message that is no longer here
// the text is left empty, and so is the end of a wait that has none.
func (s *pages) waitsCSV(ctx context.Context, out io.Writer, served metric.Serving) error {
	w := report.CSV{W: out}
	w.Row(waitColumns...)
	for _, e := range served.Episodes {
		row, _, err := s.DB.Row(ctx, e.First, "")
		if err != nil {
			return err
		}
		d, answered := served.Desk, ""
		if !e.Waits() {
			answered = e.Answered.UTC().Format(time.RFC3339)
		}
		w.Row(e.First, e.Network, e.Since.UTC().Format(time.RFC3339), answered, asHours(d.Clock(e)), asHours(d.Business(e)),
			strconv.FormatBool(d.In(service.Late, e)), strconv.FormatBool(e.Turned), strconv.FormatBool(e.Reopened), row.Mention.URL, row.Mention.Text)
		if err := w.Err(); err != nil {
			return err
		}
	}
	return w.Err()
}

// asHours is how long a wait is, or was seen to be, for a machine.
func asHours(w service.Wait) string { return strconv.FormatFloat(w.For.Hours(), 'f', 2, 64) }
