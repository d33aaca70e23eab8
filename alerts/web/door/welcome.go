package door

import (
	"errors"
	"net/http"
	"strings"

	"molva/alerts/web/access"
	"molva/store"
)

// askWelcome shows where a code is changed for a first password.
func (d *Door) askWelcome(w http.ResponseWriter, r *http.Request) {
	d.welcoming(w, http.StatusOK, r.URL.Query().Get("name"), "")
}

func (d *Door) welcoming(w http.ResponseWriter, status int, name, wrong string) {
	d.show(w, status, "welcome", view{Title: d.Printer.Sprintf("Choose a password"), Wrong: wrong, Of: ways{Name: name}})
}

// welcome takes a code that an administrator gave somebody, with the password that they choose.
func (d *Door) welcome(w http.ResponseWriter, r *http.Request) {
	field, p := form(w, r), d.Printer
	name, password := strings.TrimSpace(field("name")), field("password")
	if d.misses.tooMany(r) {
		w.Header().Set("Retry-After", "60")
		d.welcoming(w, http.StatusTooManyRequests, name, p.Sprintf("There were too many wrong tries. Try again in a minute."))
		return
	}
	if wrong := d.unchoosable(password, field("again"), name); wrong != "" {
		d.welcoming(w, http.StatusUnprocessableEntity, name, wrong)
		return
	}
	u, err := d.begin(r, name, field("code"), password)
	switch {
	case errors.Is(err, store.ErrWrongCode):
		d.audit(r, "", "session.refuse", "", map[string]string{"with": "code"})
		d.misses.miss(r)
		d.welcoming(w, http.StatusUnauthorized, name, p.Sprintf("Name and code do not belong together, or the code was used or has expired. An administrator can make another."))
	case err != nil:
		d.Log.Error("first password not set", "err", err)
		d.welcoming(w, http.StatusServiceUnavailable, name, p.Sprintf("Nobody can be signed in now. The log says why."))
	default:
		d.audit(r, u.Name, "user.begin", u.Name, nil)
		d.enter(w, r, session{user: u.ID, epoch: u.Epoch}, "/")
	}
}

func (d *Door) begin(r *http.Request, name, code, password string) (store.User, error) {
	if !d.Writes {
		return store.User{}, store.ErrReadOnly
	}
	hash, err := d.hash(password)
	if err != nil {
		return store.User{}, err
	}
	return d.DB.Begin(r.Context(), name, access.Sum(access.Typed(code)), hash)
}

// unchoosable says what is wrong with a new password; "": nothing.
func (d *Door) unchoosable(password, again, name string) string {
	p := d.Printer
	switch err := access.Choosable(password, name); {
	case errors.Is(err, access.ErrShort):
		return p.Sprintf("The password is too short: it has at least %d letters. A few words are easier to remember.", access.MinPassword)
	case errors.Is(err, access.ErrLong):
		return p.Sprintf("The password is too long: it has at most %d letters.", access.MaxPassword)
	case err != nil:
		return p.Sprintf("The password is easy to guess: it has few different letters, runs along the keyboard, or is the name.")
	case password != again:
		return p.Sprintf("The two passwords are not the same.")
	}
	return ""
}
