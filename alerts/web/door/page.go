package door

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

//go:embed pages
var files embed.FS

// parse reads the door's pages.
func (d *Door) parse() (map[string]*template.Template, error) {
	all := map[string]*template.Template{}
	for _, name := range []string{"sign-in", "welcome", "me"} {
		t, err := template.New("layout.html").Funcs(template.FuncMap{"say": d.Printer.Sprintf, "asset": d.Asset}).ParseFS(files, "pages/layout.html", "pages/"+name+".html")
		if err != nil {
			return nil, err
		}
		all[name] = t
	}
	return all, nil
}

// view is what every page of the door shows.
type view struct {
	Language string
	Title    string
	Wrong    string // why the last try was none; "": there was none
	Said     string // what was done; "": nothing
	Back     string
	Of       any // what this page shows
}

// maxForm is how many bytes a form may have.
const maxForm = 16 << 10

func (d *Door) show(w http.ResponseWriter, status int, name string, v view) {
	v.Language = d.Printer.Language()
	var page bytes.Buffer
	if err := d.pages[name].Execute(&page, v); err != nil {
		d.Log.Error("page failed", "page", name, "err", err)
		http.Error(w, d.Printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(page.Bytes())
}

// form reads what a form of the door sends.
func form(w http.ResponseWriter, r *http.Request) func(field string) string {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	return r.PostFormValue
}

// audit writes down what happened at the door. What cannot be written is logged, and stands in nobody's way.
func (d *Door) audit(r *http.Request, who, what, on string, detail map[string]string) {
	d.Log.Info("door", "what", what, "who", alerts.Inert(who), "from", d.sender(r))
	if !d.Writes {
		return
	}
	e := store.AuditEntry{Who: who, What: what, On: on, From: d.sender(r).String(), Detail: detail}
	if err := d.DB.Audit(r.Context(), e); err != nil {
		d.Log.Error("audit log not written", "what", what, "err", err)
	}
}

// enter begins a session and leads on. Whoever had one before has it no longer: a key that somebody else may know is none.
func (d *Door) enter(w http.ResponseWriter, r *http.Request, one session, to string) {
	d.sessions.end(sessionOf(r))
	one.from, one.agent = d.sender(r).String(), r.UserAgent()
	key, err := d.sessions.begin(one)
	if err != nil {
		d.Log.Error("session not begun", "err", err)
		http.Error(w, d.Printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, d.cookie(r, key, int(d.Longest/time.Second)))
	http.Redirect(w, r, frame.Local(to), http.StatusSeeOther)
}
