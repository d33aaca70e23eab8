package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// How long a host is left alone that asks for it.
const (
	minWait     = time.Second
	maxWait     = time.Hour   // whoever asks for more is asked again then
	defaultWait = time.Minute // for a 429 that does not say
)

// throttled reads "slow down" out of an answer; nil when it does not say so. A 503 says so only with a Retry-After:
// without one the server is simply broken.
func throttled(resp *http.Response, now time.Time) *ingest.Throttled {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return nil
	}
	wait, ok := retryAfter(resp.Header.Get("Retry-After"), now)
	if !ok && resp.StatusCode == http.StatusServiceUnavailable {
		return nil
	}
	// X, Mastodon and Reddit, Bluesky
	for _, name := range []string{"X-Rate-Limit-Reset", "X-Ratelimit-Reset", "Ratelimit-Reset"} {
		if !ok {
			wait, ok = retryAfter(resp.Header.Get(name), now)
		}
	}
	if !ok {
		wait = defaultWait
	}
	why := fmt.Sprintf("%s answers %d", resp.Request.URL.Host, resp.StatusCode)
	return &ingest.Throttled{Until: now.Add(wait), Why: why}
}

// retryAfter is waitOf for a host that may be asked again after maxWait at the latest.
func retryAfter(s string, now time.Time) (time.Duration, bool) {
	wait, ok := waitOf(s, now)
	return min(wait, maxWait), ok
}

// waitOf reads seconds from now, whole or not, seconds since 1970, an HTTP date or an RFC 3339 time. Zero and what is past
// mean very soon; a negative number means nothing. The answer lies between minWait and longestWait.
func waitOf(s string, now time.Time) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		if !(n >= 0) {
			return 0, false
		}
		if n > 1e9 {
			n -= float64(now.UnixMilli()) / 1000
		}
		n = min(max(n, minWait.Seconds()), longestWait.Seconds())
		return time.Duration(n * float64(time.Second)), true
	}
	at, err := http.ParseTime(s)
	if err != nil {
		var ok bool
		if at, ok = ingest.ParseTime(s); !ok {
			return 0, false
		}
	}
	return min(max(at.Sub(now), minWait), longestWait), true
}
