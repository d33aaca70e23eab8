package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// policy lets a page load its style, its script and its pictures from here, send forms here, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// strictly tells a browser to come encrypted for a year, whatever link it follows. Over plain HTTP the word counts nothing, so it is
// said only where the browser speaks TLS, with us or with who stands before us. The name localhost belongs to other programs, too.
const strictly = "max-age=31536000; includeSubDomains"

func encrypted(r *http.Request, base string) bool {
	u, err := url.Parse(base)
	return r.TLS != nil || err == nil && u.Scheme == "https" && u.Host == r.Host
}

// secure sets the headers that make a browser a strict reader.
func secure(base string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if encrypted(r, base) && !strings.HasPrefix(r.Host, "localhost") {
			h.Set("Strict-Transport-Security", strictly)
		}
		next.ServeHTTP(w, r)
	})
}

// unread is how long an answer may wait for its reader. What takes longer on purpose, such as a large file, sets its own time.
const unread = time.Minute

// inTime lets go of readers who do not read. Webhooks wait until what they brought is safe.
func inTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		until := time.Now().Add(unread)
		if strings.HasPrefix(r.URL.Path, "/hooks/") {
			until = time.Time{}
		}
		http.NewResponseController(w).SetWriteDeadline(until) // a writer that knows no deadlines needs none
		next.ServeHTTP(w, r)
	})
}
