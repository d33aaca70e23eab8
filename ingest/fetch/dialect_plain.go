package fetch

import "net/http"

// These networks say "slow down" as HTTP does, with a status and headers; their bodies say what a status leaves open.

// Mastodon tells in X-RateLimit-Remaining how many of 300 calls are left until X-RateLimit-Reset
// (docs.joinmastodon.org/api/rate-limits).
func Mastodon(a Answer, err error) error {
	a.left("X-RateLimit-Remaining", "X-RateLimit-Reset")
	return err
}

// Bluesky tells in RateLimit-Remaining how many calls are left until RateLimit-Reset, and says that a session has ended or
// an account is no more with status 400 (docs.bsky.app/docs/advanced-guides/rate-limits; atproto packages/xrpc-server).
func Bluesky(a Answer, err error) error {
	a.left("RateLimit-Remaining", "RateLimit-Reset")
	var said struct{ Error, Message string }
	if a.Status != http.StatusBadRequest || !a.into(&said) {
		return err
	}
	switch said.Error {
	case "ExpiredToken", "InvalidToken":
		return a.denied("the session has ended (" + said.Error + ")")
	case "AuthMissing", "AuthenticationRequired", "AuthFactorTokenRequired":
		return a.denied("wants to know who asks")
	case "AccountTakedown", "AccountDeactivated", "AccountSuspended", "RecordNotFound", "NotFound":
		return a.gone(said.Error)
	}
	if said.Message == "Profile not found" {
		return a.gone("no such profile")
	}
	return err
}

// Zendesk answers 429 with Retry-After, and for an account that is not there 404 to everything, which is no item that is
// gone: of such a one its error is a word (developer.zendesk.com/api-reference/introduction/rate-limits, /requests).
func Zendesk(a Answer, err error) error {
	a.left("Ratelimit-Remaining", "Ratelimit-Reset")
	if a.Status != http.StatusNotFound {
		return err
	}
	var said struct{ Error any }
	_ = a.into(&said)
	switch said.Error.(type) {
	case map[string]any:
		return a.denied("no help desk has this address")
	case string: // RecordNotFound
		return err
	}
	return a.wrong("answers 404 as no help desk does")
}

// Discourse says in the body how long to wait, which may be till the end of the day (discourse/discourse
// app/controllers/application_controller.rb, at 8cafdafc0149eef148fe940deca05d3efc7661b5). What stands before it answers with Retry-After alone.
func Discourse(a Answer, err error) error {
	var said struct {
		Extras struct {
			Wait float64 `json:"wait_seconds"`
		} `json:"extras"`
	}
	if a.Status == http.StatusTooManyRequests && a.into(&said) && said.Extras.Wait > 0 {
		return a.wait(seconds(said.Extras.Wait), "the limit is reached")
	}
	return err
}
