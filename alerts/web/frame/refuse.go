package frame

import (
	"context"
	"errors"
	"net/http"
	"path"

	"molva/store"
)

// refusal is an error that is the asker's to know, with the status that says of what kind it is.
type refusal struct {
	error
	status int
}

func (r refusal) Unwrap() error { return r.error }

// Wrong is a question, or a form, that its sender got wrong.
func Wrong(err error) error { return refusal{err, http.StatusBadRequest} }

// Missing is what is not there.
func Missing(err error) error { return refusal{err, http.StatusNotFound} }

// Forbidden is what the asker's role does not reach.
func Forbidden(err error) error { return refusal{err, http.StatusForbidden} }

// Conflict is an act that no longer fits what is there now.
func Conflict(err error) error { return refusal{err, http.StatusConflict} }

// Refusal is the status of an error that is the asker's to know; false: it is not theirs.
func Refusal(err error) (status int, ok bool) {
	var asked refusal
	ok = errors.As(err, &asked)
	return asked.status, ok
}

// refused is what the page of a refusal says.
type refused struct {
	Why  string
	Back string // the page that the form stood on; "": none was sent
}

// backFrom is the page that a form stood on, as the form says, else the one that its act belongs to.
func backFrom(r *http.Request) string {
	if r.Method != http.MethodPost {
		return ""
	}
	if to := r.PostForm.Get("back"); to != "" {
		return Local(to)
	}
	return path.Dir(r.URL.Path)
}

// Refuse says what is wrong with a question, as a page; what is wrong here is for the log.
func (s *Site) Refuse(w http.ResponseWriter, r *http.Request, at Section, err error) {
	status, text := http.StatusInternalServerError, s.Printer.Sprintf("The page cannot be made now. The log says why.")
	var asked refusal
	switch {
	case errors.As(err, &asked):
		status, text = asked.status, asked.Error()
	case errors.Is(err, store.ErrUnknownTopic), errors.Is(err, store.ErrUnknownComplaint):
		status, text = http.StatusNotFound, err.Error()
	case errors.Is(err, store.ErrUnknownMention):
		status, text = http.StatusNotFound, err.Error()
	case errors.Is(err, store.ErrBeyond):
		status, text = http.StatusForbidden, s.Printer.Sprintf("This is about all topics, and you see some of them.")
	case r.Context().Err() == context.Canceled:
		return // nobody waits for it any longer
	case errors.Is(err, context.DeadlineExceeded):
		s.Log.Warn("page took too long", "page", string(at))
		status, text = http.StatusServiceUnavailable, s.Printer.Sprintf("This takes too long now. Ask again in a minute, or for a shorter period.")
	default:
		s.Log.Error("page failed", "page", string(at), "err", err)
	}
	page, err := s.fill(s.refusal, View{Title: s.kind(status), Body: refused{text, backFrom(r)}})
	if err != nil {
		http.Error(w, text, status)
		return
	}
	s.send(w, r, at, status, page, store.Revision{})
}

// kind is the title of a refusal.
func (s *Site) kind(status int) string {
	switch status {
	case http.StatusNotFound:
		return s.Printer.Sprintf("There is no such page")
	case http.StatusForbidden:
		return s.Printer.Sprintf("That is not for you")
	case http.StatusConflict:
		return s.Printer.Sprintf("It has changed meanwhile")
	case http.StatusBadRequest:
		return s.Printer.Sprintf("That was not understood")
	}
	return s.Printer.Sprintf("That does not work now")
}
