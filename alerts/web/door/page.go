package door

import (
	"bytes"
	"embed"
	"net/http"

	"molva/alerts/web/frame"
)

//go:embed sign-in.html
var files embed.FS

// asking is what the page to sign in shows.
type asking struct {
	Language, Back string
	Wrong          string // why the last try was none; "": there was none
}

// maxForm is how many bytes the form may have.
const maxForm = 16 << 10

func (d *Door) ask(w http.ResponseWriter, r *http.Request) {
	d.show(w, http.StatusOK, asking{Back: frame.Local(r.URL.Query().Get("back"))})
}

func (d *Door) show(w http.ResponseWriter, status int, a asking) {
	a.Language = d.Printer.Language()
	var page bytes.Buffer
	if err := d.page.Execute(&page, a); err != nil {
		d.Log.Error("page failed", "page", InPath, "err", err)
		http.Error(w, d.Printer.Sprintf("The page cannot be made now. The log says why."), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(page.Bytes())
}

// signIn takes the token and begins a session.
func (d *Door) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	p, a := d.Printer, asking{Back: frame.Local(r.PostFormValue("back"))}
	switch {
	case d.misses.tooMany(r):
		w.Header().Set("Retry-After", "60")
		a.Wrong = p.Sprintf("There were too many wrong tokens. Try again in a minute.")
		d.show(w, http.StatusTooManyRequests, a)
	case !d.same(r.PostFormValue("token")):
		d.misses.miss(r)
		a.Wrong = p.Sprintf("That is not the token. It is http.token of the configuration.")
		d.show(w, http.StatusUnauthorized, a)
	default:
		http.SetCookie(w, cookie(r, d.Base, d.sessions.begin(), int(longest.Seconds())))
		http.Redirect(w, r, a.Back, http.StatusSeeOther)
	}
}

// signOut ends the session.
func (d *Door) signOut(w http.ResponseWriter, r *http.Request) {
	d.sessions.end(sessionOf(r))
	http.SetCookie(w, cookie(r, d.Base, "", -1))
	http.Redirect(w, r, InPath, http.StatusSeeOther)
}
