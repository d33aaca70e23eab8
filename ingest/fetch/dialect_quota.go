package fetch

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
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

// YouTube says what is wrong as Google's APIs do, by a reason. Its day ends at midnight in California. The searches have a
// limit of their own, whose end is told with 429 and the reason of a short one; only its name and the sentence say that it is
// the day's (developers.google.com/youtube/v3/docs/errors; cloud.google.com/apis/design/errors; fqscfqj/Y2A-Auto issue 124).
func YouTube(a Answer, err error) error {
	reasons := googleReasons(a)
	named := func(words ...string) string { return firstOf(reasons, words) }
	has := func(words ...string) bool { return named(words...) != "" }
	switch {
	case len(reasons) == 0:
		return err
	case has("quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg", "perDay"):
		return a.until(a.tomorrow(zone("America/Los_Angeles", -8)), "the day's quota is used up")
	case has("rateLimitExceeded", "userRateLimitExceeded", "rateLimitExceededUnreg", "userRateLimitExceededUnreg", "RATE_LIMIT_EXCEEDED", "servingLimitExceeded"):
		return a.wait(shortly, "too many requests")
	case has("keyInvalid", "keyExpired", "API_KEY_INVALID", "API_KEY_EXPIRED", "badKey"):
		return a.denied("the key is not valid, or no longer")
	case has("accessNotConfigured", "SERVICE_DISABLED", "API_KEY_SERVICE_BLOCKED", "ipRefererBlocked", "API_KEY_IP_ADDRESS_BLOCKED", "API_KEY_HTTP_REFERRER_BLOCKED"):
		return a.denied("the key may not be used for YouTube, or not from here")
	case has("forbidden") && has("CONSUMER_SUSPENDED", "CONSUMER_INVALID"):
		return a.denied("the key's project is shut")
	}
	if why := named("commentsDisabled", "videoNotFound", "channelNotFound", "commentNotFound", "commentThreadNotFound",
		"playlistNotFound", "channelForbidden", "playlistItemsNotAccessible", "forbidden"); why != "" {
		return a.gone(why)
	}
	return err
}

// firstOf is the first of the words that is there; "" for none.
func firstOf(there, words []string) string {
	for _, w := range words {
		if slices.Contains(there, w) {
			return w
		}
	}
	return ""
}

// googleReasons are the words by which Google says what is wrong: each error's reason, perDay where it is a limit of the day,
// and badKey, which some answers say in a sentence alone.
func googleReasons(a Answer) (all []string) {
	var said struct {
		Error struct {
			Message string
			Errors  []struct{ Reason string }
			Details []struct {
				Reason   string
				Metadata map[string]string
			}
		}
	}
	if a.Status < http.StatusBadRequest || !a.into(&said) {
		return nil
	}
	limits := said.Error.Message
	for _, e := range said.Error.Errors {
		all = append(all, e.Reason)
	}
	for _, d := range said.Error.Details {
		all, limits = append(all, d.Reason), limits+d.Metadata["quota_limit"]
	}
	if a.Status == http.StatusTooManyRequests && regexp.MustCompile(`(?i)per ?day`).MatchString(limits) {
		all = append(all, "perDay")
	}
	if a.Status == http.StatusBadRequest && strings.Contains(said.Error.Message, "API key") {
		all = append(all, "badKey")
	}
	return all
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

// Reddit tells in every answer how many calls are left and for how many seconds
// (reddit-archive/reddit wiki API; reddit.com/wiki/api).
func Reddit(a Answer, err error) error {
	a.left("X-Ratelimit-Remaining", "X-Ratelimit-Reset")
	return err
}
