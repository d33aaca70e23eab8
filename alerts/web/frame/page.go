package frame

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
)

// View is one page, before the frame is around it. It may be shown to several readers at once and is not changed any more.
type View struct {
	Title  string // of the tab, and the heading of the page
	Body   any    // what the template "body" is given
	Total  *Total // of a list that stands behind a number; nil: the page is none
	Live   bool   // it is asked for anew when what it shows has changed
	Script string // one more of /static/, such as label.js; "": none
}

// Total is how many rows a list has in all, whatever part of it a page shows. Whoever counts elsewhere finds the same here.
type Total struct{ Rows, People int }

// Route is a page or an act at its place: a pattern of http.ServeMux.
type Route struct {
	Pattern string
	Handler http.Handler
}

// Page serves what view makes, at a place in the menu. What view makes depends on the address that is asked for and on what is
// stored, and on nothing else of the request: others may be shown the same. The first of the templates, all in files, defines "body"; all templates of
// package chart and those of parts.html are there too. What view refuses with Wrong, Missing or Conflict is told the asker.
func (s *Site) Page(at Section, files fs.FS, view func(*http.Request) (View, error), templates ...string) (http.Handler, error) {
	page, err := s.layout.Clone()
	if err == nil {
		page, err = page.ParseFS(files, templates...)
	}
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown, err := view(r)
		if err != nil {
			s.Refuse(w, r, at, err)
			return
		}
		s.send(w, r, at, http.StatusOK, page, shown)
	}), nil
}

// around is a page with what the layout shows beside it.
type around struct {
	View
	Language string
	Menu     []entry
	Path     string // that was asked for, with its question
	Said     string // of what was just done
	Person   string // who acts here; "": nobody has said
	Writes   bool
}

func (s *Site) send(w http.ResponseWriter, r *http.Request, at Section, status int, page *template.Template, v View) {
	var body bytes.Buffer
	err := page.ExecuteTemplate(&body, "layout.html", around{
		View: v, Language: s.Printer.Language(), Menu: s.menu(at), Path: r.URL.RequestURI(), Said: said(w, r), Person: s.Person(r), Writes: s.Writes,
	})
	if err != nil {
		s.Log.Error("page failed", "page", string(at), "err", err)
		http.Error(w, s.Printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(body.Bytes())
}
