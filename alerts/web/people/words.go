package people

import (
	"errors"
	"net/http"
	"strconv"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// role is what people call one.
func (s *pages) role(name string) string {
	switch name {
	case "agent":
		return s.Printer.Sprintf("agent")
	case "analyst":
		return s.Printer.Sprintf("analyst")
	case "admin":
		return s.Printer.Sprintf("admin")
	}
	return s.Printer.Sprintf("viewer")
}

// number reads which user, token or link a form means.
func (s *pages) number(r *http.Request, field string) (int64, error) {
	id, err := strconv.ParseInt(r.PostForm.Get(field), 10, 64)
	if err != nil || id <= 0 {
		return 0, frame.Wrong(errors.New(s.Printer.Sprintf("The form was not understood: %s", alerts.Inert(field))))
	}
	return id, nil
}

// days reads for how many days something is good; none is 0, where that may be.
func (s *pages) days(r *http.Request, least, most int) (int, error) {
	text := r.PostForm.Get("days")
	if text == "" && least == 0 {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, frame.Wrong(errors.New(s.Printer.Sprintf("Days: want a whole number from %d to %d.", max(least, 1), most)))
	}
	return n, nil
}

// refused is what the store does not take, in words; it names what would be possible.
func (s *pages) refused(err error) error {
	p := s.Printer
	var why store.Refusal
	switch {
	case errors.Is(err, store.ErrNameTaken):
		return frame.Conflict(errors.New(p.Sprintf("The name is taken. Nothing was done.")))
	case errors.Is(err, store.ErrUnknownUser), errors.Is(err, store.ErrUnknownToken), errors.Is(err, store.ErrUnknownShare):
		return frame.Missing(errors.New(p.Sprintf("That is no longer here.")))
	case errors.As(err, &why), errors.Is(err, store.ErrUnknownTopic):
		return frame.Wrong(errors.New(p.Sprintf("Nothing was done: %s", alerts.Inert(err.Error()))))
	}
	return err
}
