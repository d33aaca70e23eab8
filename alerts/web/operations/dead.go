package operations

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
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

// deadView is a page of the dead letters, the oldest first.
type deadView struct {
	Letters []letterRow
	Next    string // the next page; "": there is none
	Acts    bool   // they can be sent again from here
	Drops   bool   // and dropped
	Reason  string // that all of them died of; "": of any
	All     string // how many there are, for a button
}

// letterRow is one of them; Alike are all that died of the same.
type letterRow struct{ ID, When, Source, Stage, Reason, Bytes, Alike string }

// corpse is one dead letter with its bytes.
type corpse struct {
	letterRow
	Raw   string // as text, or in hexadecimal where it is none
	Hex   bool
	Cut   bool // there is more
	Acts  bool
	Drops bool
}

// doubt is a page that asks again before something is dropped.
type doubt struct {
	IDs   []string
	Count string
}

// How many dead letters one page shows, and how many bytes of one.
const (
	deadOnPage = 100
	mostBytes  = 64 << 10
)

func (s *pages) deadRoutes() ([]frame.Route, error) {
	list, err := s.one(frame.Dead, "GET /dead", s.dead, "templates/dead.html")
	if err != nil {
		return nil, err
	}
	sure, err := s.one(frame.Dead, "GET /dead/drop", s.sure, "templates/dead_drop.html")
	if err != nil {
		return nil, err
	}
	single, err := s.one(frame.Dead, "GET /dead/{id}", s.letter, "templates/dead_one.html")
	return []frame.Route{list, sure, single,
		{Pattern: "GET /dead/{id}/raw", Handler: http.HandlerFunc(s.raw)},
		{Pattern: "POST /dead/replay", Handler: s.Act(frame.Dead, s.settling("replay"))},
		{Pattern: "POST /dead/drop", Handler: s.Act(frame.Dead, s.settling("drop"))},
	}, err
}

func (s *pages) dead(r *http.Request) (frame.View, error) {
	after := int64(0)
	if text := r.URL.Query().Get("after"); text != "" {
		var err error
		if after, err = strconv.ParseInt(text, 10, 64); err != nil || after < 0 {
			return frame.View{}, s.noNumber(text)
		}
	}
	reason := r.URL.Query().Get("reason")
	rows, total, err := s.DB.DeadRows(r.Context(), after, reason, deadOnPage+1)
	if err != nil {
		return frame.View{}, err
	}
	v := deadView{Acts: s.settles(r, "replay"), Drops: s.settles(r, "drop"), Reason: reason, All: s.all(total)}
	for _, d := range rows[:min(len(rows), deadOnPage)] {
		v.Letters = append(v.Letters, s.row(d.Dead, d.Bytes))
	}
	if len(rows) > deadOnPage {
		v.Next = "/dead?" + url.Values{"after": {v.Letters[deadOnPage-1].ID}, "reason": {reason}}.Encode()
	}
	return frame.View{Title: s.Printer.Sprintf("Dead letters"), Body: v, Total: &frame.Total{Rows: total}, Live: true}, nil
}

// settles reports whether whoever asks may settle dead letters here, by a verb.
func (s *pages) settles(r *http.Request, verb string) bool {
	return s.Settle != nil && s.May(r.Context(), "POST /dead/"+verb)
}

// all says how many of so many one act settles.
func (s *pages) all(total int) string {
	if total > mostAtOnce {
		return s.Printer.Sprintf("the first %d of them", mostAtOnce)
	}
	return s.Printer.Sprintf("all %d of them", total)
}

func (s *pages) row(d store.Dead, size int) letterRow {
	return letterRow{strconv.FormatInt(d.ID, 10), s.moment(d.At), alerts.Inert(d.Source), s.stage(d.Stage), cmp.Or(alerts.Inert(d.Reason), "–"), s.Printer.Number(size),
		"/dead?" + url.Values{"reason": {d.Reason}}.Encode()}
}

// stage is where on the way it could not go on.
func (s *pages) stage(name string) string {
	switch name {
	case "decode":
		return s.Printer.Sprintf("reading")
	case "classify":
		return s.Printer.Sprintf("judging")
	case "store":
		return s.Printer.Sprintf("saving")
	}
	return alerts.Inert(name)
}

// found is the dead letter that the path names.
func (s *pages) found(r *http.Request) (store.Dead, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return store.Dead{}, s.settled(clip(r.PathValue("id")))
	}
	for d, err := range s.DB.Dead(r.Context(), id) {
		if err != nil || d.Replayed.IsZero() {
			return d, err
		}
	}
	return store.Dead{}, s.settled(strconv.FormatInt(id, 10))
}

// settled is what is no longer among the dead letters, or never was.
func (s *pages) settled(id string) error {
	return frame.Missing(errors.New(s.Printer.Sprintf("There is no dead letter %s; it was replayed or dropped.", id)))
}

func (s *pages) noNumber(text string) error {
	return s.wrong(s.Printer.Sprintf("%q is not the number of a dead letter.", clip(text)))
}

func (s *pages) letter(r *http.Request) (frame.View, error) {
	d, err := s.found(r)
	if err != nil {
		return frame.View{}, err
	}
	v := corpse{letterRow: s.row(d, len(d.Raw)), Acts: s.settles(r, "replay"), Drops: s.settles(r, "drop"), Cut: len(d.Raw) > mostBytes}
	shown := d.Raw[:min(len(d.Raw), mostBytes)]
	if v.Hex = !utf8.Valid(d.Raw); v.Hex {
		v.Raw = hex.Dump(shown[:min(len(shown), mostBytes/8)])
		v.Cut = len(d.Raw) > mostBytes/8
	} else {
		v.Raw = inertLines(string(shown))
	}
	return frame.View{Title: s.Printer.Sprintf("Dead letter %s", v.ID), Body: v}, nil
}

// inertLines keeps the lines of a text apart and makes each harmless.
func inertLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = alerts.Inert(l)
	}
	return strings.Join(lines, "\n")
}

// raw gives the bytes as they came.
func (s *pages) raw(w http.ResponseWriter, r *http.Request) {
	d, err := s.found(r)
	if err != nil {
		s.Refuse(w, r, frame.Dead, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="dead-%d.bin"`, d.ID))
	h.Set("Cache-Control", "no-store")
	w.Write(d.Raw)
}

// sure asks again: what is dropped is gone.
func (s *pages) sure(r *http.Request) (frame.View, error) {
	ids, err := s.chosen(r.Context(), r.URL.Query())
	if err != nil {
		return frame.View{}, err
	}
	return frame.View{Title: s.Printer.Sprintf("Drop for good?"), Body: doubt{ids, s.Printer.Sprintf("%d dead letters", len(ids))}}, nil
}

// mostAtOnce is how many dead letters one act settles: they are held in memory with their bytes.
const mostAtOnce = 1000

// chosen are the dead letters that a form names, one by one or by their reason. One that is no longer there is said.
func (s *pages) chosen(ctx context.Context, f url.Values) (ids []string, err error) {
	if f.Get("alike") != "" && f.Get("reason") != "" {
		rows, _, err := s.DB.DeadRows(ctx, 0, f.Get("reason"), mostAtOnce)
		for _, d := range rows {
			ids = append(ids, strconv.FormatInt(d.ID, 10))
		}
		if err != nil || len(ids) > 0 {
			return ids, err
		}
	}
	if len(f["id"]) == 0 {
		return nil, s.wrong(s.Printer.Sprintf("Nothing is chosen: tick the dead letters first."))
	}
	numbers := make([]int64, len(f["id"]))
	for i, id := range f["id"] {
		if numbers[i], err = strconv.ParseInt(id, 10, 64); err != nil || numbers[i] <= 0 {
			return nil, s.noNumber(id)
		}
	}
	there, err := s.DB.StillDead(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	for i, n := range numbers {
		if !slices.Contains(there, n) {
			return nil, frame.Conflict(errors.New(s.Printer.Sprintf("There is no dead letter %s; it was replayed or dropped.", f["id"][i])))
		}
	}
	for _, n := range there {
		ids = append(ids, strconv.FormatInt(n, 10))
	}
	return ids, nil
}

// settling replays or drops what a form names.
func (s *pages) settling(verb string) func(*http.Request) (frame.Done, error) {
	return func(r *http.Request) (frame.Done, error) {
		if s.Settle == nil {
			return frame.Done{}, frame.Conflict(errors.New(s.Printer.Sprintf("This process cannot settle dead letters.")))
		}
		s.settle.Lock()
		defer s.settle.Unlock()
		ids, err := s.chosen(r.Context(), r.PostForm)
		if err != nil {
			return frame.Done{}, err
		}
		n, err := s.Settle(context.WithoutCancel(r.Context()), verb, ids)
		said := s.Printer.Sprintf("%d dead letters sent through the pipe again", n)
		if verb == "drop" {
			said = s.Printer.Sprintf("%d dead letters removed", n)
		}
		done := frame.Done{To: "/dead", Said: said, On: strings.Join(ids, " "), Detail: map[string]string{"letters": strconv.Itoa(n)}}
		if err != nil {
			s.Log.Warn("dead letters not settled", "err", err)
			return done, frame.Conflict(errors.New(said + ". " + s.Printer.Sprintf("Not all of them: %s", alerts.Inert(err.Error()))))
		}
		return done, nil
	}
}
