package frame

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
)

// Done is what came of an act.
type Done struct {
	To     string            // the path that shows it
	Said   string            // one line on what was done, which the next page shows
	What   string            // the dotted verb for the audit log; "": as the address says
	On     string            // the public id of what it was done to, for the audit log, also where it was done in part and failed then; "": nothing was done
	Detail map[string]string // what it became, for the audit log: no secret, and nothing that strangers wrote
}

// maxForm is how many bytes a form may have.
const maxForm = 256 << 10

// Act serves what a form sends: it does the act once and leads to the page that shows what came of it, so that loading that page
// again repeats nothing. Whoever acts is named by Person, and stands in the audit log. Where this process does not store, nothing is
// done.
func (s *Site) Act(at Section, act func(r *http.Request) (Done, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done, err := s.act(w, r, act)
		if err != nil {
			s.Refuse(w, r, at, err)
			return
		}
		if done.Said != "" {
			http.SetCookie(w, &http.Cookie{Name: saidCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(done.Said)), Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteStrictMode})
		}
		http.Redirect(w, r, done.To, http.StatusSeeOther)
	})
}

func (s *Site) act(w http.ResponseWriter, r *http.Request, act func(*http.Request) (Done, error)) (Done, error) {
	if !s.Writes {
		return Done{}, refusal{errors.New(s.Printer.Sprintf("This machine only shows. Changes are made where the database is written.")), http.StatusServiceUnavailable}
	}
	if err := readForm(w, r); err != nil {
		return Done{}, Wrong(err)
	}
	done, err := act(r)
	s.Acted(r, Deed(r.Pattern), done)
	return done, err
}

// readForm reads what a form sends, from senders who do send.
func readForm(w http.ResponseWriter, r *http.Request) error {
	body := http.NewResponseController(w)
	body.SetReadDeadline(time.Now().Add(20 * time.Second)) // a body that knows no deadlines needs none
	defer body.SetReadDeadline(time.Time{})
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	return r.ParseForm()
}

// The two cookies: what was just done, and who acts here.
const (
	saidCookie = "molva_said"
	nameCookie = "molva_name"
)

// said takes the line of the act before off the browser.
func said(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(saidCookie)
	if err != nil {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: saidCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return ""
	}
	return alerts.Inert(string(text))
}

// signedIn is who asks, as the door knows; "": it does not.
func signedIn(r *http.Request) string { return access.From(r.Context()).Name }

// Person is who asks: as the door knows, or as they last called themselves here; "" when nobody has said. A name that somebody
// gives is a signature and no proof.
func (s *Site) Person(r *http.Request) string {
	if name := signedIn(r); name != "" {
		return name
	}
	c, err := r.Cookie(nameCookie)
	if err != nil {
		return ""
	}
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(alerts.Inert(string(text)))
}

// By is who answers for an act: Person, or "dashboard" where nobody has said.
func (s *Site) By(r *http.Request) string {
	if name := s.Person(r); name != "" {
		return name
	}
	return "dashboard"
}

// longestName is how many bytes somebody may call themselves by.
const longestName = 60

// Introduce takes the name that somebody gives themselves, and leads back.
func (s *Site) Introduce(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	name := strings.TrimSpace(r.PostFormValue("name"))
	if len(name) > longestName {
		s.Refuse(w, r, Overview, Wrong(errors.New(s.Printer.Sprintf("A name has at most %d letters.", longestName/2))))
		return
	}
	http.SetCookie(w, &http.Cookie{Name: nameCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(name)), Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, Local(r.PostFormValue("back")), http.StatusSeeOther)
}

// Local is a path of ours, whatever was asked for: a form may say where it came from, and not send people elsewhere.
func Local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
