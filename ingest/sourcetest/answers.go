package sourcetest

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"testing"

	"molva/ingest"
)

// Answers is an [Env] for what no fixture shows: its network answers each address with a body, and with 404 where that is
// empty. Its clock stands at [Now].
func Answers(t testing.TB, answer func(*url.URL) string) ingest.Env {
	t.Helper()
	client := Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := answer(r.URL)
		if body == "" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, body)
	}))
	env := Env(client, slog.New(slog.DiscardHandler))
	env.Now = Now
	return env
}
