package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// AppStore tells in X-Rate-Limit how many calls are left of an hour that slides, as "user-hour-lim:3500;user-hour-rem:500;",
// and in a code what is wrong (developer.apple.com/documentation/appstoreconnectapi/identifying-rate-limits,
// /about-the-http-status-code; AvdLee/appstoreconnect-swift-sdk issue 182). Of one that is not there only its own NOT_FOUND
// is to be believed.
func AppStore(a Answer, err error) error {
	var said struct{ Errors []struct{ Code string } }
	switch {
	case a.Status < http.StatusBadRequest:
		appleLeft(a)
		return err
	case !a.into(&said) || len(said.Errors) == 0:
		return err
	}
	switch code := said.Errors[0].Code; {
	case strings.HasPrefix(code, "RATE_LIMIT_EXCEEDED") && a.Header.Get("Retry-After") == "":
		return a.wait(longer, "too many requests")
	case strings.HasPrefix(code, "NOT_AUTHORIZED"):
		return a.denied("the key is not accepted: revoked, or with another key_id or issuer, or our clock is wrong")
	case strings.HasPrefix(code, "FORBIDDEN.REQUIRED_AGREEMENTS"):
		return a.denied("an agreement with Apple waits to be signed in App Store Connect")
	case strings.HasPrefix(code, "FORBIDDEN"):
		return a.denied("the key's role does not allow this")
	case strings.HasPrefix(code, "NOT_FOUND"):
		return a.gone("not there, or not shown to this key")
	}
	return err
}

// appleLeft tells the governor what the header says. Once nothing is left, some is again before the hour is over.
func appleLeft(a Answer) {
	for part := range strings.SplitSeq(a.Header.Get("X-Rate-Limit"), ";") {
		var left int64
		if _, err := fmt.Sscanf(strings.TrimSpace(part), "user-hour-rem:%d", &left); err != nil {
			continue
		}
		wait := time.Hour
		if left <= 0 {
			wait = longer
		}
		a.Governor.Heard("calls", float64(left), a.At.Add(wait))
	}
}
