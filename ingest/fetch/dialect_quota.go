package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// These networks count calls by the day or the month.

// seconds is a number of them as a duration that does not overflow.
func seconds(n float64) time.Duration {
	return time.Duration(min(n, longestWait.Seconds()) * float64(time.Second))
}

// StackExchange tells beside the items how long to leave it alone, and what is left of the day's calls. A violation says
// in words when it ends, or that backoff was not obeyed (api.stackexchange.com/docs/throttle, /docs/error-handling; the words
// are in mudassir0909/stackoverflow-card issue 6 and lucjon/Py-StackExchange issue 48). When a day ends nobody writes down: a
// guess that is too early costs one call, which says it.
func StackExchange(a Answer, err error) error {
	var said struct {
		Backoff float64  `json:"backoff"`
		Left    *float64 `json:"quota_remaining"`
		Name    string   `json:"error_name"`
		Message string   `json:"error_message"`
	}
	if !a.into(&said) {
		return err
	}
	switch {
	case said.Backoff > 0:
		a.Governor.Heard("calls", 0, a.At.Add(seconds(said.Backoff)))
	case said.Left != nil:
		a.Governor.Heard("calls", *said.Left, a.tomorrow(time.UTC))
	}
	switch said.Name {
	case "throttle_violation":
		return a.wait(availableIn(said.Message), "too many requests")
	case "temporarily_unavailable":
		return a.wait(longer, "not available for now")
	case "access_token_required", "invalid_access_token", "access_denied", "key_required", "access_token_compromised":
		return a.denied(said.Name)
	case "bad_parameter":
		if strings.Contains(said.Message, "`key`") || said.Message == "key" { // other messages may name keywords
			return a.denied("the key matches no application")
		}
	}
	return err
}

// availableIn reads the end of "too many requests from this IP, more requests available in 82216 seconds".
func availableIn(message string) time.Duration {
	found := regexp.MustCompile(`available in (\d+) seconds`).FindStringSubmatch(message)
	if found == nil {
		return longer
	}
	n, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		return longer
	}
	return seconds(n)
}

// X tells no Retry-After but, in a header, when its window ends, and in the body when a month's reads or the money are used
// up (docs.x.com/x-api/fundamentals/rate-limits; UsageCapExceededProblem in its OpenAPI). The problem's type tells a cap; its
// title may be that of any 429.
func X(a Answer, err error) error {
	var said struct{ Type, Title, Period string }
	capped := a.into(&said) && (said.Title == "UsageCapExceeded" || strings.HasSuffix(said.Type, "/problems/usage-capped"))
	switch {
	case a.Status == http.StatusPaymentRequired:
		return a.denied("no credits are left")
	case a.Status == http.StatusServiceUnavailable && errors.As(err, new(*ingest.Throttled)): // what was read may be billed nevertheless
		return fmt.Errorf("%w: %w", &StatusError{a.Host, a.Status}, err)
	case a.Status != http.StatusTooManyRequests:
		return err
	case capped && said.Period == "Daily":
		return a.until(a.tomorrow(time.UTC), "the day's cap is reached")
	case capped:
		return a.until(a.nextMonth(), "the month's cap is reached")
	}
	if wait, ok := waitOf(a.Header.Get("X-Rate-Limit-Reset"), a.At); ok {
		return a.wait(wait, "too many requests")
	}
	return err
}

// Reddit tells in every answer how many calls are left and for how many seconds, and with 403 that one subreddit is not
// shown, which is no word about the key (support.reddithelp.com/hc/en-us/articles/16160319875092; the reasons are in
// reddit/devvit issue 66 and redlib-org/redlib issue 109).
func Reddit(a Answer, err error) error {
	a.left("X-Ratelimit-Remaining", "X-Ratelimit-Reset")
	var said struct{ Reason string }
	if a.Status != http.StatusForbidden || !a.into(&said) {
		return err
	}
	switch said.Reason {
	case "private", "quarantined", "gated", "banned", "gold_only":
		return a.gone("the subreddit is " + said.Reason)
	}
	return err
}
