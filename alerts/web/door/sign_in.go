package door

import (
	"errors"
	"net/http"
	"strings"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/store"
)

// ways are how somebody can sign in here.
type ways struct {
	People  bool // by name and password
	Token   bool // with the configuration's
	Service bool // of the company's
	Name    string
}

func (d *Door) waysIn(r *http.Request) ways {
	return ways{People: d.hasPeople(r.Context()) && d.Writes, Token: d.Token != "", Service: d.Service.Issuer != "" && d.Writes}
}

// ask shows how to sign in.
func (d *Door) ask(w http.ResponseWriter, r *http.Request) {
	d.asking(w, r, http.StatusOK, r.URL.Query().Get("back"), "")
}

func (d *Door) asking(w http.ResponseWriter, r *http.Request, status int, back, wrong string) {
	v := view{Title: d.Printer.Sprintf("Sign in"), Wrong: wrong, Back: frame.Local(back), Of: d.waysIn(r)}
	d.show(w, status, "sign-in", v)
}

// signIn takes a name with what proves it, or the token, and begins a session.
func (d *Door) signIn(w http.ResponseWriter, r *http.Request) {
	field, p := form(w, r), d.Printer
	back := field("back")
	if d.misses.tooMany(r) {
		w.Header().Set("Retry-After", "60")
		d.asking(w, r, http.StatusTooManyRequests, back, p.Sprintf("There were too many wrong tries. Try again in a minute."))
		return
	}
	if field("name") == "" && field("token") != "" {
		d.signInWithToken(w, r, field("token"), back)
		return
	}
	u, err := d.prove(r, strings.TrimSpace(field("name")), field("password"), field("code"))
	switch {
	case errors.Is(err, errRefused):
		d.asking(w, r, http.StatusUnauthorized, back, p.Sprintf("Name, password and code do not belong together. After five wrong tries a name is shut for a while."))
	case err != nil:
		d.Log.Error("sign-in failed", "err", err)
		d.asking(w, r, http.StatusServiceUnavailable, back, p.Sprintf("Nobody can be signed in now. The log says why."))
	default:
		d.audit(r, u.Name, "session.begin", u.Name, nil)
		d.enter(w, r, session{user: u.ID, epoch: u.Epoch}, back)
	}
}

func (d *Door) signInWithToken(w http.ResponseWriter, r *http.Request, token, back string) {
	if !d.same(token) {
		d.audit(r, "", "session.refuse", "http.token", nil)
		d.misses.miss(r)
		d.asking(w, r, http.StatusUnauthorized, back, d.Printer.Sprintf("That is not the token. It is http.token of the configuration."))
		return
	}
	d.audit(r, "token:http.token", "session.begin", "http.token", nil)
	d.enter(w, r, session{}, back)
}

// errRefused is all that somebody learns who is not let in.
var errRefused = errors.New("refused")

// prove finds who has a name, a password and, where one is asked for, a code of a second factor. Whether there is such a name shows
// neither in the answer nor in how long it takes.
func (d *Door) prove(r *http.Request, name, password, code string) (store.User, error) {
	if d.DB == nil || !d.Writes {
		return store.User{}, errRefused
	}
	u, k, err := d.DB.Signing(r.Context(), name)
	if err != nil && !errors.Is(err, store.ErrUnknownUser) {
		return store.User{}, err
	}
	matches := d.matches(password, k.Password)
	known := err == nil && matches && !u.Disabled && d.locks.until(name).IsZero()
	if !known {
		return store.User{}, d.refuse(r, name, u.ID != 0)
	}
	var step int64
	if k.TOTP != "" {
		if step, known = d.stepOf(k.TOTP, code); !known {
			return store.User{}, d.refuse(r, name, true)
		}
	}
	if good, err := d.DB.Arrived(r.Context(), u.ID, step); err != nil || !good {
		return store.User{}, errors.Join(err, d.refuse(r, name, true))
	}
	d.locks.open(name)
	return u, nil
}

// refuse remembers a miss. A name that nobody has may be a password that was typed in the wrong place, so it is written nowhere.
func (d *Door) refuse(r *http.Request, name string, known bool) error {
	who := ""
	if known {
		who = name
	}
	d.audit(r, who, "session.refuse", who, nil)
	if d.locks.miss(name) {
		d.audit(r, who, "session.lock", who, nil)
	}
	d.misses.miss(r)
	return errRefused
}

// matches is access.Matches, one at a time: each takes memory, and who knocks is not known yet.
func (d *Door) matches(password, hash string) bool {
	d.hashing <- struct{}{}
	defer func() { <-d.hashing }()
	if len(password) > 4*access.MaxPassword {
		password = ""
	}
	return access.Matches(password, hash)
}

func (d *Door) hash(password string) (string, error) {
	d.hashing <- struct{}{}
	defer func() { <-d.hashing }()
	return access.Hash(password, d.Random)
}

// signOut ends the session.
func (d *Door) signOut(w http.ResponseWriter, r *http.Request) {
	if was := d.sessions.end(sessionOf(r)); was.user != 0 {
		if u, err := d.DB.User(r.Context(), was.user); err == nil {
			d.audit(r, u.Name, "session.end", u.Name, nil)
		}
	}
	http.SetCookie(w, d.cookie(r, "", -1))
	http.Redirect(w, r, InPath, http.StatusSeeOther)
}
