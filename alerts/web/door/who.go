package door

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/alerts/web/access"
	"molva/store"
)

// verdict is what the door thinks of somebody.
type verdict int8

const (
	stranger  verdict = iota // nothing says who they are
	welcome                  // they are who they say
	wrong                    // what they brought along is nobody's
	slower                   // they were wrong too often
	elsewhere                // they came by a name that is not ours
	unready                  // they must set up a second factor before anything else
)

// who finds out who asks: by what a script brings along, by what a trusted proxy says, by a session, by a shared link. Where nobody
// is known and only this machine can knock, its own people come in as they are.
func (d *Door) who(r *http.Request) (access.Who, verdict) {
	asks := d.Token != "" || d.Public || d.hasPeople(r.Context())
	if r.Header.Get("Authorization") != "" && (asks || access.IsToken(bearer(r))) { // else it is for a proxy before us
		return d.byToken(r)
	}
	if who, ok := d.byHeader(r); ok {
		return who, welcome
	}
	if who, v := d.bySession(r); v != stranger {
		return who, v
	}
	if who, ok := d.byLink(r); ok {
		return who, welcome
	}
	if asks {
		return access.Who{}, stranger
	}
	if !d.ours(r.Host) {
		return access.Who{}, elsewhere
	}
	return access.Who{Role: access.Admin}, welcome
}

// bearer is the token that a script sends: as one, or as the password of any name.
func bearer(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok {
		return password
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return token
}

// byToken knows whose token it is. Who keeps giving wrong ones waits ever longer.
func (d *Door) byToken(r *http.Request) (access.Who, verdict) {
	if d.misses.tooMany(r) {
		return access.Who{}, slower
	}
	given := bearer(r)
	if d.same(given) {
		return access.Who{Name: "token:http.token", Role: access.Admin}, welcome
	}
	t, err := d.tokenOf(r.Context(), given)
	if err == nil {
		if who, ok := named("token:"+t.Name, t.Role, t.Topics); ok {
			return who, welcome
		}
	}
	if errors.Is(err, store.ErrUnknownToken) { // a look-up that failed is no guess
		d.misses.miss(r)
	}
	return access.Who{}, wrong
}

// same compares with the configuration's token, in the same time whatever is given.
func (d *Door) same(token string) bool {
	given := sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(given[:], d.token[:]) == 1 && d.Token != ""
}

// usedWithin is how closely it is told when a token was last used.
const usedWithin = time.Hour

func (d *Door) tokenOf(ctx context.Context, given string) (store.Token, error) {
	if d.DB == nil || !access.IsToken(given) {
		return store.Token{}, store.ErrUnknownToken
	}
	t, err := d.DB.TokenBy(ctx, access.Sum(given))
	if err != nil {
		d.unread(err, store.ErrUnknownToken)
		return store.Token{}, err
	}
	if d.Writes && d.Now().Sub(t.Used) > usedWithin {
		if err := d.DB.UsedToken(ctx, t.ID); err != nil {
			d.Log.Warn("use of a token not remembered", "token", t.Name, "err", err)
		}
	}
	return t, nil
}

// unread tells the log of what went wrong beyond an answer that was expected.
func (d *Door) unread(err, expected error) {
	if !errors.Is(err, expected) && !errors.Is(err, context.Canceled) {
		d.Log.Error("who comes in could not be looked up", "err", err)
	}
}

// named is somebody of a role, as it is stored.
func named(name, role string, topics []string) (who access.Who, ok bool) {
	if err := who.Role.UnmarshalText([]byte(role)); err != nil {
		return access.Who{}, false
	}
	who.Name, who.Topics = name, topics
	return who, true
}

// bySession knows who has signed in here.
func (d *Door) bySession(r *http.Request) (access.Who, verdict) {
	s, ok := d.sessions.of(sessionOf(r))
	if !ok {
		return access.Who{}, stranger
	}
	if s.user == 0 {
		return access.Who{Role: access.Admin, Signed: true}, welcome // with the configuration's token
	}
	u, ok := d.userOf(r.Context(), s)
	who, known := named(u.Name, u.Role, u.Topics)
	who.Signed = true
	switch {
	case !ok || !known:
		return access.Who{}, stranger
	case d.needsSecond(u, who):
		return access.Who{}, unready
	}
	return who, welcome
}

// userOf is whose session it is, unless it has been ended since.
func (d *Door) userOf(ctx context.Context, s session) (store.User, bool) {
	u, err := d.DB.User(ctx, s.user)
	if err != nil {
		d.unread(err, store.ErrUnknownUser)
		return store.User{}, false
	}
	return u, !u.Disabled && u.Epoch == s.epoch
}

// needsSecond reports whether somebody must set up a second factor. Those who sign in with a service have theirs there.
func (d *Door) needsSecond(u store.User, who access.Who) bool {
	return d.Second > access.Nobody && who.Role >= d.Second && !u.TOTP && u.Subject == ""
}

// byLink knows the holder of a link to the page that is asked for.
func (d *Door) byLink(r *http.Request) (access.Who, bool) {
	c, err := r.Cookie(shareCookie)
	if err != nil || d.DB == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return access.Who{}, false
	}
	sh, err := d.DB.ShareBy(r.Context(), access.Sum(c.Value))
	if err != nil {
		d.unread(err, store.ErrUnknownShare)
		return access.Who{}, false
	}
	return access.Who{Name: "link", Role: access.Viewer, Topics: sh.Topics, Link: sh.Path}, samePage(sh.Path, r.URL)
}

// samePage reports whether an address is that of a shared page, whatever the order of its query.
func samePage(shared string, u *url.URL) bool {
	s, err := url.Parse(shared)
	return err == nil && s.Path == u.Path && s.Query().Encode() == u.Query().Encode()
}

// hasPeople reports whether anybody can sign in by name.
func (d *Door) hasPeople(ctx context.Context) bool {
	if d.DB == nil || d.peopled.Load() {
		return d.DB != nil
	}
	some, err := d.DB.Peopled(ctx)
	if err != nil {
		d.Log.Error("who comes in could not be looked up", "err", err)
		return true // shut, while nobody knows
	}
	if some {
		d.peopled.Store(true)
	}
	return some
}

// isAPI reports whether a program asks, which reads no pages.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// deny answers who does not come in, in the words of whom it is: RFC 9457 for programs.
func deny(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if !isAPI(r) {
		http.Error(w, detail, status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{"about:blank", http.StatusText(status), status, detail})
}
