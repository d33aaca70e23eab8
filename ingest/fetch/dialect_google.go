package fetch

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// Google's APIs say what is wrong by words (cloud.google.com/apis/design/errors).

// YouTube says what is wrong as Google's APIs do, by a reason. Its day ends at midnight in California. The searches have a
// limit of their own, whose end is told with 429 and the reason of a short one; only its name and the sentence say that it is
// the day's (developers.google.com/youtube/v3/docs/errors; cloud.google.com/apis/design/errors; fqscfqj/Y2A-Auto issue 124).
func YouTube(a Answer, err error) error {
	said := googleReasons(a)
	switch {
	case len(said) == 0:
		return err
	case said.has("quotaExceeded") || said.spent():
		return a.until(a.tomorrow(zone("America/Los_Angeles", -8)), "the day's quota is used up")
	case said.fast():
		return a.wait(shortly, "too many requests")
	case said.has("keyInvalid", "keyExpired", "API_KEY_INVALID", "API_KEY_EXPIRED", "badKey"):
		return a.denied("the key is not valid, or no longer")
	case said.has("accessNotConfigured", "SERVICE_DISABLED", "API_KEY_SERVICE_BLOCKED", "ipRefererBlocked", "API_KEY_IP_ADDRESS_BLOCKED", "API_KEY_HTTP_REFERRER_BLOCKED"):
		return a.denied("the key may not be used for YouTube, or not from here")
	case said.has("forbidden") && said.has("CONSUMER_SUSPENDED", "CONSUMER_INVALID"):
		return a.denied("the key's project is shut")
	}
	if why := said.first("commentsDisabled", "videoNotFound", "channelNotFound", "commentNotFound", "commentThreadNotFound",
		"playlistNotFound", "channelForbidden", "playlistItemsNotAccessible", "forbidden"); why != "" {
		return a.gone(why)
	}
	return err
}

// GooglePlay answers 401 or 403 where the service account lacks the permission, and where the key itself is not good the server
// of tokens says so, by OAuth's words. The limits are 200 calls an hour for each app's reviews and, of all calls, one of the day,
// which ends at midnight in California (developers.google.com/android-publisher/reply-to-reviews, /quotas; RFC 6749 5.2;
// googleapis/google-api-java-client issue 1256, googlesamples/android-play-publisher-api issue 2).
func GooglePlay(a Answer, err error) error {
	var oauth struct{ Error string }
	if a.Status >= http.StatusBadRequest && a.into(&oauth) && slices.Contains(oauthRefusals(), oauth.Error) {
		return a.denied("the service account's key is not accepted, or our clock is wrong (" + oauth.Error + ")")
	}
	said := googleReasons(a)
	switch {
	case said.spent():
		return a.until(a.tomorrow(zone("America/Los_Angeles", -8)), "the day's quota is used up")
	case said.has("quotaExceeded") || said.fast():
		return a.wait(longer, "too many requests")
	case said.has("accessNotConfigured", "SERVICE_DISABLED"):
		return a.wrong("the Google Play Android Developer API is not switched on in the project of the key")
	case said.has("permissionDenied", "insufficientPermissions", "forbidden"):
		return a.denied("the service account may not read this app's reviews")
	case said.has("applicationNotFound"):
		return a.gone("no such app")
	}
	return err
}

// oauthRefusals are what a server of tokens says of a key that is not good.
func oauthRefusals() []string {
	return []string{"invalid_grant", "invalid_client", "unauthorized_client", "access_denied", "invalid_scope", "deleted_client"}
}

// reasons are the words by which Google says what is wrong.
type reasons []string

// first is the first of the words that is there; "" for none.
func (r reasons) first(words ...string) string {
	for _, w := range words {
		if slices.Contains(r, w) {
			return w
		}
	}
	return ""
}

func (r reasons) has(words ...string) bool { return r.first(words...) != "" }

// spent reports whether a limit of the day is reached.
func (r reasons) spent() bool {
	return r.has("dailyLimitExceeded", "dailyLimitExceededUnreg", "perDay")
}

// fast reports whether there are too many requests within a shorter time.
func (r reasons) fast() bool {
	return r.has("rateLimitExceeded", "userRateLimitExceeded", "rateLimitExceededUnreg", "userRateLimitExceededUnreg", "RATE_LIMIT_EXCEEDED", "servingLimitExceeded")
}

// googleReasons reads them out of an answer: each error's reason, perDay where it is a limit of the day,
// and badKey, which some answers say in a sentence alone.
func googleReasons(a Answer) (all reasons) {
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
