package frame

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"time"

	"molva/alerts/web/access"
	"molva/store"
)

// View is one page, before the frame is around it. It may be shown to several readers at once and is not changed any more.
type View struct {
	Title  string // of the tab, and the heading of the page
	Body   any    // what the template "body" is given
	Total  *Total // of a list that stands behind a number; nil: the page is none
	Live   bool   // it is asked for anew when what it shows has changed
	Brief  bool   // it shows more than is stored, such as how the process is doing: it is made anew every few seconds
	Script string // one more of /static/, such as label.js; "": none
}

// Total is how many rows a list has in all, whatever part of it a page shows. Whoever counts elsewhere finds the same here.
type Total struct{ Rows, People int }

// Uncounted people are those of a list that is too long to tell them apart while somebody waits.
const Uncounted = -1

// Route is a page or an act at its place: a pattern of http.ServeMux.
type Route struct {
	Pattern string
	Handler http.Handler
}

// shown is a view as it is sent, but for what differs between readers.
type shown struct {
	View
	body   []byte    // the template "body", filled in
	packed []byte    // the same, see pack
	made   time.Time // by the site's clock
}

// Page serves what view makes, at a place in the menu. What view makes depends on the address that is asked for, on what is
// stored, and on the role and the topics of whoever asks, and on nothing else of the request: others may be shown the same. The
// first of the templates, all in files, defines "body"; all templates of package chart and those of parts.html are there too. What view refuses with Wrong, Missing or Conflict is told the asker.
func (s *Site) Page(at Section, files fs.FS, view func(*http.Request) (View, error), templates ...string) (http.Handler, error) {
	page, err := s.template(files, templates...)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, of, err := s.view(r, page, view)
		if err != nil {
			s.Refuse(w, r, at, err)
			return
		}
		s.send(w, r, at, http.StatusOK, v, of)
	}), nil
}

// Private serves what view makes for whoever asks and for nobody else, anew each time.
func (s *Site) Private(at Section, files fs.FS, view func(*http.Request) (View, error), templates ...string) (http.Handler, error) {
	page, err := s.template(files, templates...)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := view(r)
		s.answer(w, r, at, page, v, err)
	}), nil
}

// answer fills a view in and sends it, to whoever it was made for.
func (s *Site) answer(w http.ResponseWriter, r *http.Request, at Section, page *template.Template, v View, err error) {
	var made *shown
	if err == nil {
		made, err = s.fill(page, v)
	}
	if err != nil {
		s.Refuse(w, r, at, err)
		return
	}
	s.send(w, r, at, http.StatusOK, made, store.Revision{})
}

// template is that of a page, with the layout's parts.
func (s *Site) template(files fs.FS, names ...string) (*template.Template, error) {
	page, err := s.layout.Clone()
	if err != nil {
		return nil, err
	}
	return page.ParseFS(files, names...)
}

// view is what is kept of the page that was asked for, or is made now, and what was stored then.
func (s *Site) view(r *http.Request, page *template.Template, view func(*http.Request) (View, error)) (*shown, store.Revision, error) {
	make := func(ctx context.Context) (*shown, error) {
		ctx, err := s.carried(ctx, r)
		if err != nil {
			return nil, err
		}
		asked := r.Clone(ctx)
		asked.Header, asked.Body = http.Header{}, http.NoBody
		v, err := view(asked)
		if err != nil {
			return nil, err
		}
		return s.fill(page, v)
	}
	if s.shelf == nil {
		v, err := make(r.Context())
		return v, store.Revision{}, err
	}
	return s.shelf.take(r.Context(), shelved(r), make)
}

// fill fills the template of a page in. The view's own body is let go: it may be large.
func (s *Site) fill(page *template.Template, v View) (*shown, error) {
	made := s.Now()
	var body bytes.Buffer
	if err := page.ExecuteTemplate(&body, "body", v.Body); err != nil {
		return nil, fmt.Errorf("fill the template in: %w", err)
	}
	v.Body = nil
	return &shown{v, bytes.Clone(body.Bytes()), pack(body.Bytes(), false), made}, nil
}

// around is what the layout shows.
type around struct {
	View
	Language string
	Menu     []entry
	Path     string    // that was asked for, with its question
	Said     string    // of what was just done
	Person   string    // who acts here; "": nobody has said
	Signed   bool      // that is known, and not only said
	Writes   bool      // something may be done here
	Shares   bool      // a link to it can be made for others
	Leaves   bool      // whoever reads this has signed in and may leave
	At       time.Time // when what is shown was read
	Clock    string    // the same, as people read it
	Revision string    // of what was stored then, as live events tell it
}

// Revision is how a page and the events that follow it tell whether they speak of the same.
func Revision(r store.Revision) string { return strconv.FormatInt(r.Data, 36) }

func (s *Site) send(w http.ResponseWriter, r *http.Request, at Section, status int, v *shown, of store.Revision) {
	made, who := v.made.In(s.zones[0]), access.From(r.Context())
	view := v.View
	view.Live = view.Live && s.Opens(r.Context(), "GET /live")
	var page bytes.Buffer
	err := s.around.ExecuteTemplate(&page, "layout.html", around{
		View: view, Language: s.Printer.Language(), Menu: s.reached(r.Context(), s.menu(at)), Path: r.URL.RequestURI(), Said: said(w, r), Person: s.Person(r), Signed: who.Name != "" && who.Link == "",
		Writes: s.May(r.Context(), "POST /name"), Shares: status == http.StatusOK && s.shares(r), Leaves: who.Signed, At: made, Clock: made.Format("15:04:05"), Revision: Revision(of),
	})
	if err != nil {
		s.Log.Error("page failed", "page", string(at), "err", err)
		http.Error(w, s.Printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
		return
	}
	above, below, _ := bytes.Cut(page.Bytes(), []byte(gap))
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	sendText(w, r, status, above, v, below)
}
