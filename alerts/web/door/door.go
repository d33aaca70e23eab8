package door

import (
	"cmp"
	"crypto/sha256"
	"html/template"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"molva/alerts/phrase"
	"molva/alerts/web/access"
	"molva/store"
)

// Options are what the door goes by.
type Options struct {
	DB      *store.DB       // of those who may come in; nil: there are none but the holder of the token
	Writes  bool            // the database may be written: people can sign in, and what happens goes into its audit log
	Token   string          // of an administrator; "": there is none
	Public  bool            // others than this machine can knock, so nobody comes in unknown
	Base    string          // how readers reach the pages; "": only from this machine
	Trust   []netip.Prefix  // whoever stands before the pages: only what comes from there may say for whom it asks
	Header  Header          // in which they say it
	Service Service         // that people sign in with; without an issuer there is none
	Second  access.Role     // from this role on a second factor is asked for; Nobody: from none
	Idle    time.Duration   // how long somebody stays signed in without doing anything; 0: 12 hours
	Longest time.Duration   // and in any case; 0: 7 days
	Printer *phrase.Printer // of the door's pages; nil: there are none
	Asset   func(name string) string
	Random  io.Reader // of secrets
	Now     func() time.Time
	Log     *slog.Logger
}

// Header is how a proxy names who has signed in with it.
type Header struct {
	User string // "": it does not
	Role string // "": it does not
}

// Door stands before all pages.
type Door struct {
	Options
	token    [sha256.Size]byte
	pages    map[string]*template.Template
	sessions sessions
	misses   misses
	locks    locks
	hashing  chan struct{} // who holds it hashes: each hash takes 19 MiB
	service  service
	peopled  atomic.Bool // somebody may sign in by name; once so, always so
	ignored  atomic.Bool // somebody who is not trusted said for whom they ask, and it was logged
}

// The addresses of the door itself.
const (
	InPath      = "/sign-in"
	OutPath     = "/sign-out"
	WelcomePath = "/welcome"
	MePath      = "/me"
	SharePath   = "/s/"
)

// New makes a door.
func New(o Options) (*Door, error) {
	o.Idle, o.Longest = cmp.Or(o.Idle, 12*time.Hour), cmp.Or(o.Longest, 7*24*time.Hour)
	d := &Door{Options: o, token: sha256.Sum256([]byte(o.Token)), misses: misses{now: o.Now}, locks: locks{now: o.Now}, hashing: make(chan struct{}, 1)}
	d.sessions = sessions{now: o.Now, random: o.Random, idle: o.Idle, longest: o.Longest}
	d.service = service{Service: o.Service, now: o.Now, random: o.Random}
	d.misses.sender = d.sender
	if o.Printer == nil {
		return d, nil
	}
	var err error
	d.pages, err = d.parse()
	return d, err
}

// Before is the handler with the door before it.
func (d *Door) Before(next http.Handler) http.Handler {
	next = sameOrigin(d.Base, next)
	mux := http.NewServeMux()
	if d.pages != nil {
		for pattern, h := range d.routes() {
			mux.Handle(pattern, sameOrigin(d.Base, h))
		}
	}
	mux.Handle("/", d.guard(next))
	return mux
}

// routes are the pages of the door.
func (d *Door) routes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET " + InPath:                   d.ask,
		"POST " + InPath:                  d.signIn,
		"POST " + OutPath:                 d.signOut,
		"GET " + servicePath:              d.toService,
		"GET " + backPath:                 d.fromService,
		"GET " + WelcomePath:              d.askWelcome,
		"POST " + WelcomePath:             d.welcome,
		"GET " + SharePath + "{secret}":   d.share,
		"GET " + MePath:                   d.me(d.showMe),
		"POST " + MePath + "/password":    d.me(d.changePassword),
		"POST " + MePath + "/second":      d.me(d.addSecond),
		"POST " + MePath + "/second/drop": d.me(d.dropSecond),
		"POST " + MePath + "/elsewhere":   d.me(d.endElsewhere),
	}
}

// Routes are the patterns of the door's own pages, which nobody needs to be let in for.
func (d *Door) Routes() []string { return slices.Sorted(maps.Keys(d.routes())) }

// signed reports whether a path needs nobody to come in: what comes there is signed by its sender.
func signed(path string) bool {
	return strings.HasPrefix(path, "/hooks/") || strings.HasPrefix(path, "/slack/")
}

// open reports whether anybody may have what stands at a path: how the program is doing, which a load balancer must see, and the
// style of the page that asks who comes in.
func open(path string) bool {
	return signed(path) || path == "/healthz" || path == "/readyz" || strings.HasPrefix(path, "/static/")
}

// guard lets those in who are known, and tells what stands behind who they are.
func (d *Door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if open(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		who, verdict := d.who(r)
		switch {
		case verdict == slower:
			w.Header().Set("Retry-After", "60")
			deny(w, r, http.StatusTooManyRequests, "there were too many wrong tokens, come again in a minute")
		case verdict == elsewhere:
			deny(w, r, http.StatusForbidden, "this is not the name of these pages: set http.url to how they are reached, or http.token")
		case verdict == unready && !isAPI(r):
			http.Redirect(w, r, MePath, http.StatusSeeOther)
		case who.Role != access.Nobody && verdict == welcome:
			who.From = d.sender(r).String()
			next.ServeHTTP(w, r.WithContext(access.With(r.Context(), who)))
		case verdict != wrong && d.pages != nil && strings.Contains(r.Header.Get("Accept"), "text/html") && !isAPI(r):
			http.Redirect(w, r, InPath+"?"+url.Values{"back": {back(r)}}.Encode(), http.StatusSeeOther)
		default:
			w.Header().Set("WWW-Authenticate", `Bearer realm="molva"`) // and no Basic: the browser would ask again for every event
			deny(w, r, http.StatusUnauthorized, "a token is needed, or a session")
		}
	})
}

// back is where to lead somebody who has signed in: a form is not sent again.
func back(r *http.Request) string {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "/"
	}
	return cmp.Or(r.URL.RequestURI(), "/")
}
