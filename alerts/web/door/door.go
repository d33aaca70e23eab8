package door

import (
	"cmp"
	"crypto/sha256"
	"crypto/subtle"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/alerts/phrase"
	"molva/alerts/web/access"
)

// Options are what the door goes by.
type Options struct {
	Token   string          // "": none is asked for
	Base    string          // how readers reach the pages; "": only from this machine
	Printer *phrase.Printer // of the page to sign in; nil: there are no pages
	Asset   func(name string) string
	Now     func() time.Time
	Log     *slog.Logger
}

// Door stands before all pages.
type Door struct {
	Options
	token    [sha256.Size]byte
	page     *template.Template
	sessions sessions
	misses   misses
}

// The addresses of the door itself.
const (
	InPath  = "/sign-in"
	OutPath = "/sign-out"
)

// New makes a door.
func New(o Options) (*Door, error) {
	d := &Door{Options: o, token: sha256.Sum256([]byte(o.Token)), sessions: sessions{now: o.Now}, misses: misses{now: o.Now}}
	if o.Printer == nil {
		return d, nil
	}
	var err error
	d.page, err = template.New("sign-in.html").Funcs(template.FuncMap{"say": o.Printer.Sprintf, "asset": o.Asset}).ParseFS(files, "sign-in.html")
	return d, err
}

// Before is the handler with the door before it.
func (d *Door) Before(next http.Handler) http.Handler {
	next = sameOrigin(d.Base, asAdmin(next))
	if d.Token == "" {
		return d.byName(next)
	}
	mux := http.NewServeMux()
	if d.page != nil {
		mux.HandleFunc("GET "+InPath, d.ask)
		mux.Handle("POST "+InPath, sameOrigin(d.Base, http.HandlerFunc(d.signIn)))
		mux.Handle("POST "+OutPath, sameOrigin(d.Base, http.HandlerFunc(d.signOut)))
	}
	mux.Handle("/", d.guard(next))
	return mux
}

// asAdmin lets whoever comes in do everything: there is one token, and this machine's own people.
func asAdmin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Who{Role: access.Admin})))
	})
}

// signed reports whether a path needs no token: what comes there is signed by its sender.
func signed(path string) bool {
	return strings.HasPrefix(path, "/hooks/") || strings.HasPrefix(path, "/slack/")
}

// open reports whether anybody may have what stands at a path: how the program is doing, which a load balancer must see, and the
// style of the page that asks for the token.
func open(path string) bool {
	return signed(path) || path == "/healthz" || path == "/readyz" || strings.HasPrefix(path, "/static/")
}

// guard lets those in who have signed in, or bring the token along.
func (d *Door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := r.Header.Get("Authorization")
		switch {
		case open(r.URL.Path), given == "" && d.sessions.has(sessionOf(r)):
			next.ServeHTTP(w, r)
		case given != "":
			if d.admits(w, r, bearer(r)) {
				next.ServeHTTP(w, r)
			}
		case d.page != nil && strings.Contains(r.Header.Get("Accept"), "text/html"):
			http.Redirect(w, r, InPath+"?"+url.Values{"back": {back(r)}}.Encode(), http.StatusSeeOther)
		default:
			refuse(w)
		}
	})
}

// bearer is the token that a script sends: as one, or as the password of any name.
func bearer(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok {
		return password
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return token
}

// admits reports whether a token is the right one, and answers where it is not. Who keeps giving wrong ones waits ever longer.
func (d *Door) admits(w http.ResponseWriter, r *http.Request, token string) bool {
	if d.misses.tooMany(r) {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "too many wrong tokens, come again in a minute", http.StatusTooManyRequests)
		return false
	}
	if d.same(token) {
		return true
	}
	d.misses.miss(r)
	refuse(w)
	return false
}

// same compares in the same time whatever is given.
func (d *Door) same(token string) bool {
	given := sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(given[:], d.token[:]) == 1
}

// refuse asks for no password of the browser's own: it would ask again for every event that a page listens to.
func refuse(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="molva"`)
	http.Error(w, "a token is needed", http.StatusUnauthorized)
}

// back is where to lead somebody who has signed in: a form is not sent again.
func back(r *http.Request) string {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "/"
	}
	return cmp.Or(r.URL.RequestURI(), "/")
}
