package web

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"

	"molva/store"
)

// parse reads all templates and returns the one of a page.
func (s *server) parse(page string) (*template.Template, error) {
	return template.New(page).Funcs(template.FuncMap{"say": s.printer.Sprintf}).ParseFS(files, "templates/*.html")
}

// wrong is a question that its asker got wrong.
type wrong struct{ error }

// page serves a page made anew for each request by view.
func (s *server) page(name string, view func(*http.Request) (any, error)) (http.Handler, error) {
	page, err := s.parse(name)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		shown, err := view(r)
		if err == nil {
			err = page.Execute(&body, shown)
		}
		if err != nil {
			s.refuse(w, name, err)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Write(body.Bytes())
	}), nil
}

// refuse says what is wrong with a question; what is wrong here is for the log.
func (s *server) refuse(w http.ResponseWriter, name string, err error) {
	var asked wrong
	switch {
	case errors.As(err, &asked):
		http.Error(w, err.Error(), http.StatusBadRequest)
	case errors.Is(err, store.ErrUnknownTopic), errors.Is(err, store.ErrUnknownComplaint):
		http.Error(w, err.Error(), http.StatusNotFound)
	default:
		s.Log.Error("page failed", "page", name, "err", err)
		http.Error(w, s.printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
	}
}
