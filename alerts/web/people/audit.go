package people

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// auditView is a page of what everybody did, the newest first.
type auditView struct {
	Entries   []entryView
	Who, What string
	Older     string // the next page; "": there is none
	CSV, JSON string // all of it as files
}

type entryView struct{ When, Who, What, On, From, Detail string }

// onPage is how many entries a page shows.
const onPage = 100

func (s *pages) audit(r *http.Request) (frame.View, error) {
	w, err := s.wanted(r.URL.Query())
	if err != nil {
		return frame.View{}, err
	}
	w.N = onPage + 1
	all, err := s.DB.AuditLog(r.Context(), w)
	if err != nil {
		return frame.View{}, err
	}
	q := url.Values{}
	for name, value := range map[string]string{"who": w.Who, "what": w.What} {
		if value != "" {
			q.Set(name, value)
		}
	}
	v := auditView{Who: w.Who, What: w.What, CSV: "/audit.csv?" + q.Encode(), JSON: "/audit.jsonl?" + q.Encode()}
	for _, e := range all[:min(len(all), onPage)] {
		v.Entries = append(v.Entries, entryView{s.moment(e.At), alerts.Isolate(alerts.Inert(e.Who)), e.What, alerts.Isolate(alerts.Inert(e.On)), e.From, alerts.Isolate(alerts.Inert(told(e.Detail)))})
	}
	if len(all) > onPage {
		q.Set("before", strconv.FormatInt(all[onPage-1].ID, 10))
		v.Older = "/audit?" + q.Encode()
	}
	return frame.View{Title: s.Printer.Sprintf("Audit log"), Body: v}, nil
}

// wanted reads which entries an address asks for.
func (s *pages) wanted(q url.Values) (w store.AuditWanted, err error) {
	w.Who, w.What = strings.TrimSpace(q.Get("who")), strings.TrimSpace(q.Get("what"))
	if text := q.Get("before"); text != "" {
		if w.Before, err = strconv.ParseInt(text, 10, 64); err != nil || w.Before <= 0 {
			return w, frame.Wrong(errors.New(s.Printer.Sprintf("before: want the number of an entry, found %q", alerts.Inert(alerts.Cut(text, 40, utf8.RuneCountInString)))))
		}
	}
	return w, nil
}

// told is a detail in one line.
func told(detail map[string]string) string {
	parts := make([]string, 0, len(detail))
	for _, k := range slices.Sorted(maps.Keys(detail)) {
		parts = append(parts, k+": "+detail[k])
	}
	return strings.Join(parts, "; ")
}
