package door

import (
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/store"
)

// mine is somebody's own page.
type mine struct {
	Name, Role string
	Topics     []string
	Service    bool // they sign in elsewhere, so nothing is set up here
	Second     bool
	Must       bool    // they have to set up a second factor before anything else
	Secret     string  // of the one that is being set up
	Picture    picture // of it
	Elsewhere  []visit
	Writes     bool
}

// visit is where else somebody is signed in.
type visit struct{ From, Agent, Since, Seen string }

// asked is somebody with a session who asks about themselves.
type asked struct {
	*http.Request
	key  string
	user store.User
	keys store.Keys
	of   session
}

// me serves what people do about themselves. Those who have not signed in by name are led to where they can.
func (d *Door) me(next func(http.ResponseWriter, *asked)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key := sessionOf(r)
		s, ok := d.sessions.of(key)
		if ok && s.user != 0 {
			if u, ok := d.userOf(r.Context(), s); ok {
				_, keys, err := d.DB.Signing(r.Context(), u.Name)
				if err == nil {
					next(w, &asked{r, key, u, keys, s})
					return
				}
			}
		}
		http.Redirect(w, r, InPath, http.StatusSeeOther)
	}
}

func (d *Door) showMe(w http.ResponseWriter, a *asked) { d.showing(w, a, http.StatusOK, "", "") }

// said shows the page again, with what was done or what stood against it.
func (d *Door) wrongMe(w http.ResponseWriter, a *asked, wrong string) {
	d.showing(w, a, http.StatusUnprocessableEntity, wrong, "")
}

func (d *Door) showing(w http.ResponseWriter, a *asked, status int, wrong, said string) {
	who, _ := named(a.user.Name, a.user.Role, a.user.Topics)
	m := mine{Name: a.user.Name, Role: d.role(who.Role), Topics: a.user.Topics, Service: a.user.Subject != "", Second: a.user.TOTP, Must: d.needsSecond(a.user, who), Writes: d.Writes}
	for _, s := range d.sessions.others(a.user.ID, a.user.Epoch, a.key) {
		m.Elsewhere = append(m.Elsewhere, visit{s.from, alerts.Inert(s.agent), d.clock(s.began), d.clock(s.seen)})
	}
	if !m.Second && !m.Service && m.Writes {
		if err := d.pending(a, &m); err != nil {
			d.Log.Error("second factor not made", "err", err)
		}
	}
	d.show(w, status, "me", view{Title: d.Printer.Sprintf("Your account"), Wrong: wrong, Said: said, Of: m})
}

// role is what a role is called.
func (d *Door) role(r access.Role) string {
	p := d.Printer
	switch r {
	case access.Agent:
		return p.Sprintf("agent")
	case access.Analyst:
		return p.Sprintf("analyst")
	case access.Admin:
		return p.Sprintf("admin")
	}
	return p.Sprintf("viewer")
}

func (d *Door) clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// pending is the second factor that is being set up: the same until it is, so that a wrong code can be tried again.
func (d *Door) pending(a *asked, m *mine) (err error) {
	secret := a.of.pending
	if secret == "" {
		if secret, err = d.newSecond(); err != nil {
			return err
		}
		d.sessions.change(a.key, func(s *session) { s.pending = secret })
	}
	m.Secret = grouped(secret)
	m.Picture, err = pictureOf(address(secret, a.user.Name))
	return err
}

// changePassword takes a new password from whoever knows the old one.
func (d *Door) changePassword(w http.ResponseWriter, a *asked) {
	field := form(w, a.Request)
	if !d.again(w, a, field("old")) {
		return
	}
	if wrong := d.unchoosable(field("password"), field("again"), a.user.Name); wrong != "" {
		d.wrongMe(w, a, wrong)
		return
	}
	hash, err := d.hash(field("password"))
	if err == nil {
		err = d.DB.SetPassword(a.Context(), a.user.ID, hash)
	}
	d.changed(w, a, "user.password", err)
}

// again has somebody prove once more who they are, before what they sign in with changes.
func (d *Door) again(w http.ResponseWriter, a *asked, password string) bool {
	if d.misses.tooMany(a.Request) {
		w.Header().Set("Retry-After", "60")
		d.showing(w, a, http.StatusTooManyRequests, d.Printer.Sprintf("There were too many wrong tries. Try again in a minute."), "")
		return false
	}
	if !d.matches(password, a.keys.Password) {
		d.audit(a.Request, a.user.Name, "session.refuse", a.user.Name, map[string]string{"with": "old password"})
		d.misses.miss(a.Request)
		d.wrongMe(w, a, d.Printer.Sprintf("That is not your password."))
		return false
	}
	return true
}

// addSecond sets up the second factor that the page has shown, once its app gives the right code.
func (d *Door) addSecond(w http.ResponseWriter, a *asked) {
	field := form(w, a.Request)
	if a.user.TOTP || a.of.pending == "" {
		http.Redirect(w, a.Request, MePath, http.StatusSeeOther)
		return
	}
	if !d.again(w, a, field("old")) {
		return
	}
	step, ok := d.stepOf(a.of.pending, field("code"))
	if !ok {
		d.wrongMe(w, a, d.Printer.Sprintf("That is not the code that the app should show now. Is the clock of the device right?"))
		return
	}
	d.changed(w, a, "user.second", d.DB.SetTOTP(a.Context(), a.user.ID, a.of.pending, step))
}

// dropSecond takes the second factor away, where nobody asks for it.
func (d *Door) dropSecond(w http.ResponseWriter, a *asked) {
	if field := form(w, a.Request); d.again(w, a, field("old")) {
		d.changed(w, a, "user.second.drop", d.DB.SetTOTP(a.Context(), a.user.ID, "", 0))
	}
}

// endElsewhere signs somebody out everywhere else.
func (d *Door) endElsewhere(w http.ResponseWriter, a *asked) {
	_, err := d.DB.ChangeUser(a.Context(), a.user.ID, store.UserChange{Leave: true})
	d.changed(w, a, "session.end.others", err)
}

// changed goes on in a new session: all that there were are over.
func (d *Door) changed(w http.ResponseWriter, a *asked, what string, err error) {
	if err == nil {
		a.user, err = d.DB.User(a.Context(), a.user.ID)
	}
	if err != nil {
		d.Log.Error("account not changed", "what", what, "err", err)
		d.showing(w, a, http.StatusServiceUnavailable, d.Printer.Sprintf("Nothing was changed. The log says why."), "")
		return
	}
	d.audit(a.Request, a.user.Name, what, a.user.Name, nil)
	d.enter(w, a.Request, session{user: a.user.ID, epoch: a.user.Epoch}, MePath)
}
