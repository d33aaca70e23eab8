package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

// said is an answer in a network's own words, and what it means.
type said struct {
	status int
	header string // "Name: value" lines
	body   string
	wait   time.Duration // from noon; 0: it does not ask to wait
	is     error         // ErrDenied, ErrGone
	tells  string        // a part of the error; "" and the others zero: the answer is good
}

const (
	vkError     = `{"error":{"error_code":%d,"error_msg":"Words of VK: hunter2","request_params":[{"key":"method","value":"newsfeed.search"}]}}`
	metaError   = `{"error":{"message":"(#%d) Words of Meta: hunter2","type":"OAuthException","code":%[1]d,"fbtrace_id":"A"}}`
	googleError = `{"error":{"code":403,"message":"Words: hunter2","errors":[{"message":"Words","domain":"youtube","reason":%q}]}}`
	googleInfo  = `{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","errors":[{"message":"hunter2","domain":"global","reason":"badRequest"}],` +
		`"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":%q,"domain":"googleapis.com","metadata":{"service":"youtube.googleapis.com","quota_limit":%q}}]}}`
	stackError = `{"error_id":502,"error_message":%q,"error_name":"throttle_violation"}`
	xCap       = `{"account_id":1,"product_name":"standard-basic","title":"UsageCapExceeded","period":%q,"scope":"Product","detail":"Usage cap exceeded","type":"https://api.twitter.com/2/problems/usage-capped"}`
)

// midnights after noon of Saturday, 21 November 2026, in UTC.
const (
	midnightUTC     = 12 * time.Hour
	midnightPacific = 20 * time.Hour
	monthsEnd       = 9*24*time.Hour + 12*time.Hour
)

var dialects = map[string]struct {
	says  Dialect
	cases []said
}{
	"VK": {VK, []said{
		{200, "", `{"response":{"items":[],"error":null}}`, 0, nil, ""},
		{200, "", fmt.Sprintf(vkError, 6), time.Second, nil, "a second"},
		{200, "", fmt.Sprintf(vkError, 9), 15 * time.Minute, nil, "flood"},
		{200, "", fmt.Sprintf(vkError, 29), time.Hour, nil, "the day's limit"},
		{200, "", fmt.Sprintf(vkError, 14), time.Hour, nil, "captcha"},
		{200, "", fmt.Sprintf(vkError, 10), 0, nil, "error 10"},
		{200, "", fmt.Sprintf(vkError, 43), time.Minute, nil, "error 43"},
		{200, "", fmt.Sprintf(vkError, 5), 0, ingest.ErrDenied, "error 5"},
		{200, "", fmt.Sprintf(vkError, 27), 0, ingest.ErrDenied, "error 27"},
		{200, "", fmt.Sprintf(vkError, 28), 0, ingest.ErrDenied, "error 28"},
		{200, "", fmt.Sprintf(vkError, 7), 0, ingest.ErrDenied, "may not use this method"},
		{200, "", fmt.Sprintf(vkError, 18), 0, ingest.ErrGone, "deleted or unknown"},
		{200, "", fmt.Sprintf(vkError, 125), 0, ingest.ErrGone, "deleted or unknown"},
		{200, "", fmt.Sprintf(vkError, 212), 0, ingest.ErrGone, "not shown to us"},
		{200, "", fmt.Sprintf(vkError, 100), 0, nil, "error 100"},
		{502, "", `<html>`, 0, nil, "answers 502"},
	}},
	"Meta": {Meta, []said{
		{200, "", `{"data":[]}`, 0, nil, ""},
		{400, "", fmt.Sprintf(metaError, 4), 15 * time.Minute, nil, "error 4"},
		{400, "", fmt.Sprintf(metaError, 17), 15 * time.Minute, nil, "error 17"},
		{400, `X-Business-Use-Case-Usage: {"12":[{"type":"pages","call_count":100,"total_cputime":1,"total_time":2,"estimated_time_to_regain_access":12}]}`,
			fmt.Sprintf(metaError, 32), 12 * time.Minute, nil, "error 32"},
		{400, `X-Business-Use-Case-Usage: {"12":[{"estimated_time_to_regain_access":3},{"estimated_time_to_regain_access":90}],"13":[]}`,
			fmt.Sprintf(metaError, 80001), 90 * time.Minute, nil, "error 80001"},
		{400, "X-Business-Use-Case-Usage: what?", fmt.Sprintf(metaError, 613), 15 * time.Minute, nil, "error 613"},
		{400, "", fmt.Sprintf(metaError, 190), 0, ingest.ErrDenied, "expired"},
		{403, "", fmt.Sprintf(metaError, 4), 15 * time.Minute, nil, "error 4"},
		{400, "", fmt.Sprintf(metaError, 368), time.Hour, nil, "for a while"},
		{400, "", fmt.Sprintf(metaError, 3), 0, ingest.ErrDenied, "permission"},
		{400, "", fmt.Sprintf(metaError, 200), 0, ingest.ErrDenied, "permission"},
		{400, "", `{"error":{"message":"Unsupported get request","code":100,"error_subcode":33}}`, 0, ingest.ErrGone, "no such object"},
		{400, "", `{"error":{"message":"(#10) Not enough viewers for the media to show insights","code":10}}`, 0, ingest.ErrGone, "no insights"},
		{400, "", `{"error":{"message":"Media posted before business account conversion","code":100,"error_subcode":2108006}}`, 0, ingest.ErrGone, "no insights"},
		{400, "", `{"error":{"message":"(#2500) hunter2","code":2500,"error_subcode":7}}`, 0, nil, "api.test: error 2500, subcode 7"},
		{400, "", fmt.Sprintf(metaError, 100), 0, nil, "api.test: error 100"},
		{500, "", fmt.Sprintf(metaError, 2), time.Minute, nil, "trouble of its own"},
		{500, "", fmt.Sprintf(metaError, 1), time.Minute, nil, "trouble of its own"},
		{500, "", `{"error":{"message":"Please reduce the amount of data you're asking for, then retry your request","code":1}}`, 0, nil, "api.test: error 1"},
		{400, "", `{"error":{"message":"An unknown error occurred","code":1,"error_subcode":99,"error_user_msg":"Please reduce the amount of data"}}`, 0, nil, "error 1, subcode 99"},
		{400, "", `{"error":{"message":"API calls from the server require an appsecret_proof argument","code":100}}`, 0, ingest.ErrDenied, "app_secret"},
	}},
	"X": {X, []said{
		{200, "X-Rate-Limit-Remaining: 0", `{"data":[]}`, 0, nil, ""},
		{429, "X-Rate-Limit-Reset: 1795262700", `{"title":"Too Many Requests"}`, 5 * time.Minute, nil, "too many"},
		{429, "X-Rate-Limit-Reset: 1795276800", `{"title":"Too Many Requests"}`, 4 * time.Hour, nil, "too many"},
		{429, "X-Rate-Limit-Reset: 1795262700", fmt.Sprintf(xCap, "Monthly"), monthsEnd, nil, "the month's cap"},
		{429, "", fmt.Sprintf(xCap, "Daily"), midnightUTC, nil, "the day's cap"},
		{429, "X-Rate-Limit-Reset: 1795262700", `{"title":"Too Many Requests","detail":"Too Many Requests","type":"https://api.x.com/2/problems/usage-capped"}`, monthsEnd, nil, "the month's cap"},
		{429, "", `slow`, time.Minute, nil, "answers 429"},
		{503, "Retry-After: 60", `slow`, time.Minute, nil, "answers 503"},
		{402, "", `{"detail":"credits depleted","status":402,"title":"Payment Required","type":"https://api.x.com/2/problems/credits-depleted"}`, 0, ingest.ErrDenied, "no credits"},
		{401, "", `{"title":"Unauthorized"}`, 0, ingest.ErrDenied, "answers 401"},
	}},
	"Reddit": {Reddit, []said{
		{200, "", `{"kind":"Listing"}`, 0, nil, ""},
		{429, "X-Ratelimit-Remaining: 0.0\nX-Ratelimit-Reset: 42", `{"message":"Too Many Requests","error":429}`, 42 * time.Second, nil, "429"},
		{401, "", `{"message":"Unauthorized","error":401}`, 0, ingest.ErrDenied, "401"},
		{404, "", `{"reason":"banned","message":"Not Found","error":404}`, 0, ingest.ErrGone, "404"},
		{403, "", `{"reason":"private","message":"Forbidden","error":403}`, 0, ingest.ErrGone, "the subreddit is private"},
		{403, "", `{"message":"Forbidden","error":403}`, 0, ingest.ErrDenied, "403"},
	}},
	"Stack Exchange": {StackExchange, []said{
		{200, "", `{"items":[],"has_more":false,"quota_max":300,"quota_remaining":299}`, 0, nil, ""},
		{400, "", fmt.Sprintf(stackError, "too many requests from this IP, more requests available in 82216 seconds"), 82216 * time.Second, nil, "too many requests"},
		{502, "", fmt.Sprintf(stackError, "Violation of backoff parameter"), 15 * time.Minute, nil, "too many requests"},
		{400, "", fmt.Sprintf(stackError, "more requests available in 99999999999999999999 seconds"), 31 * 24 * time.Hour, nil, ""},
		{400, "", `{"error_id":402,"error_message":"hunter2","error_name":"invalid_access_token"}`, 0, ingest.ErrDenied, "invalid_access_token"},
		{400, "", "{\"error_id\":400,\"error_message\":\"`key` doesn't match a known application\",\"error_name\":\"bad_parameter\"}", 0, ingest.ErrDenied, "the key"},
		{400, "", `{"error_id":400,"error_message":"keywords","error_name":"bad_parameter"}`, 0, nil, "answers 400"},
		{400, "", `{"error_id":400,"error_message":"site is required","error_name":"bad_parameter"}`, 0, nil, "answers 400"},
		{503, "", `{"error_id":503,"error_message":"down","error_name":"temporarily_unavailable"}`, 15 * time.Minute, nil, "not available"},
	}},
	"YouTube": {YouTube, []said{
		{200, "", `{"kind":"youtube#commentThreadListResponse","items":[]}`, 0, nil, ""},
		{403, "", fmt.Sprintf(googleError, "quotaExceeded"), midnightPacific, nil, "the day's quota"},
		{403, "", fmt.Sprintf(googleError, "dailyLimitExceeded"), midnightPacific, nil, "the day's quota"},
		{429, "", fmt.Sprintf(googleInfo, "RATE_LIMIT_EXCEEDED", "defaultSearchListPerDayPerProject"), midnightPacific, nil, "the day's quota"},
		{429, "", fmt.Sprintf(googleInfo, "RATE_LIMIT_EXCEEDED", "defaultPerMinutePerProject"), time.Minute, nil, "too many requests"},
		{403, "", fmt.Sprintf(googleError, "userRateLimitExceededUnreg"), time.Minute, nil, "too many requests"},
		{403, "", fmt.Sprintf(googleError, "rateLimitExceeded"), time.Minute, nil, "too many requests"},
		{403, "", fmt.Sprintf(googleError, "commentsDisabled"), 0, ingest.ErrGone, "commentsDisabled"},
		{404, "", fmt.Sprintf(googleError, "videoNotFound"), 0, ingest.ErrGone, "videoNotFound"},
		{400, "", fmt.Sprintf(googleError, "keyInvalid"), 0, ingest.ErrDenied, "not valid"},
		{400, "", fmt.Sprintf(googleInfo, "API_KEY_INVALID", ""), 0, ingest.ErrDenied, "not valid"},
		{403, "", fmt.Sprintf(googleInfo, "SERVICE_DISABLED", ""), 0, ingest.ErrDenied, "may not be used"},
		{403, "", fmt.Sprintf(googleError, "forbidden"), 0, ingest.ErrGone, "forbidden"},
		{403, "", `{"error":{"code":403,"message":"Permission denied: Consumer 'api_key:hunter2' has been suspended.","errors":[{"domain":"global","reason":"forbidden"}],` +
			`"status":"PERMISSION_DENIED","details":[{"reason":"CONSUMER_SUSPENDED","domain":"googleapis.com"}]}}`, 0, ingest.ErrDenied, "is shut"},
		{403, "", `{"error":{"errors":[{"reason":"hunter2"},{"reason":"commentsDisabled"}]}}`, 0, ingest.ErrGone, "commentsDisabled"},
		{403, "", fmt.Sprintf(googleError, "insufficientPermissions"), 0, ingest.ErrDenied, "answers 403"},
		{400, "", `{"error":{"code":400,"message":"API key expired. Please renew the API key.","errors":[]}}`, 0, ingest.ErrDenied, "no longer"},
		{429, "", `{"error":{"code":429,"message":"Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per day'","errors":[{"reason":"rateLimitExceeded"}]}}`,
			midnightPacific, nil, "the day's quota"},
		{500, "", `{"error":{"code":500,"message":"backend"}}`, 0, nil, "answers 500"},
	}},
	"Telegram": {Telegram, []said{
		{200, "", `{"ok":true,"result":[]}`, 0, nil, ""},
		{429, "", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}`, 35 * time.Second, nil, "too many"},
		{401, "", `{"ok":false,"error_code":401,"description":"Unauthorized"}`, 0, ingest.ErrDenied, "token"},
		{404, "", `{"ok":false,"error_code":404,"description":"Not Found"}`, 0, ingest.ErrDenied, "token"},
		{404, "", `{"ok":false,"error_code":404,"description":"Not Found: method not found"}`, 0, nil, "does not know this method"},
		{409, "", `{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}`, 0, nil, "another program reads"},
		{409, "", `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}`, 0, nil, "a webhook takes"},
		{400, "", `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`, 0, nil, "answers 400"},
		{502, "", `<html>`, 0, nil, "answers 502"},
	}},
	"Discourse": {Discourse, []said{
		{200, "", `{"posts":[]}`, 0, nil, ""},
		{429, "", `{"errors":["You’ve performed this action too many times, please try again later."],"error_type":"rate_limit","extras":{"wait_seconds":24,"time_left":"24 seconds"}}`, 24 * time.Second, nil, "limit"},
		{429, "Retry-After: 10", `{"errors":["Slow down"],"error_type":"rate_limit","extras":{"wait_seconds":40000}}`, 40000 * time.Second, nil, "limit"},
		{429, "Retry-After: 10", "Slow down, too many requests from this IP address.", 10 * time.Second, nil, "answers 429"},
		{403, "", `{"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"}`, 0, ingest.ErrDenied, "403"},
		{404, "", `{"errors":["The requested URL or resource could not be found."],"error_type":"not_found"}`, 0, ingest.ErrGone, "404"},
	}},
	"Zendesk": {Zendesk, []said{
		{200, "", `{"tickets":[]}`, 0, nil, ""},
		{429, "Retry-After: 93", `Number of allowed API requests per minute exceeded`, 93 * time.Second, nil, "429"},
		{401, "", `{"error":"Couldn't authenticate you"}`, 0, ingest.ErrDenied, "401"},
		{404, "", `{"error":"RecordNotFound","description":"Not found"}`, 0, ingest.ErrGone, "404"},
		{404, "", `{"error":{"title":"No help desk at kestrel.zendesk.test","message":"There is no help desk configured at this address."}}`, 0, ingest.ErrDenied, "no help desk"},
		{404, "", `<html>not found</html>`, 0, nil, "as no help desk does"},
		{404, "", `{"message":"no Route matched"}`, 0, nil, "as no help desk does"},
	}},
	"Mastodon": {Mastodon, []said{
		{200, "", `[]`, 0, nil, ""},
		{429, "X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 2026-11-21T12:03:00.000Z", `{"error":"Too many requests"}`, 3 * time.Minute, nil, "429"},
		{401, "", `{"error":"The access token was revoked"}`, 0, ingest.ErrDenied, "401"},
		{404, "", `{"error":"Record not found"}`, 0, ingest.ErrGone, "404"},
	}},
	"Bluesky": {Bluesky, []said{
		{200, "", `{"posts":[]}`, 0, nil, ""},
		{429, "ratelimit-remaining: 0\nratelimit-reset: 1795262500", `{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}`, 100 * time.Second, nil, "429"},
		{400, "", `{"error":"ExpiredToken","message":"Token has expired"}`, 0, ingest.ErrDenied, "ExpiredToken"},
		{400, "", `{"error":"InvalidToken","message":"Token could not be verified"}`, 0, ingest.ErrDenied, "InvalidToken"},
		{401, "", `{"error":"AuthenticationRequired","message":"Invalid identifier or password"}`, 0, ingest.ErrDenied, "401"},
		{400, "", `{"error":"AccountTakedown","message":"Account has been suspended"}`, 0, ingest.ErrGone, "AccountTakedown"},
		{400, "", `{"error":"InvalidRequest","message":"Profile not found"}`, 0, ingest.ErrGone, "no such profile"},
		{400, "", `{"error":"InvalidRequest","message":"Error: cursor"}`, 0, nil, "answers 400"},
	}},
}

func TestDialects(t *testing.T) {
	for network, d := range dialects {
		for _, c := range d.cases {
			a, err := c.answer()
			got := d.says(a, err)
			if problem := c.differs(got); problem != "" {
				t.Errorf("%s, %d %s %s:\n%s", network, c.status, c.header, c.body, problem)
			}
		}
	}
}

// answer is what a source would have got at noon.
func (c said) answer() (Answer, error) {
	resp := &http.Response{StatusCode: c.status, Header: http.Header{}}
	for line := range strings.Lines(c.header) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		resp.Header.Set(name, value)
	}
	resp.Request, _ = http.NewRequestWithContext(context.Background(), http.MethodGet, "https://api.test/path?token=hunter2", nil)
	return Answer{"api.test", c.status, resp.Header, []byte(c.body), noon, nil}, verdict(resp, []byte(c.body), noon)
}

// differs says what is wrong with what a dialect made of the answer; "" for nothing.
func (c said) differs(got error) string {
	good := c.wait == 0 && c.is == nil && c.tells == ""
	var throttled *ingest.Throttled
	switch {
	case good != (got == nil):
		return fmt.Sprintf("is %v, want a good answer: %t", got, good)
	case good:
		return ""
	case strings.Contains(got.Error(), "hunter2"):
		return fmt.Sprintf("the error repeats the network's words: %v", got)
	case errors.As(got, &throttled) != (c.wait > 0):
		return fmt.Sprintf("is %v, want a wait of %s", got, c.wait)
	case c.wait > 0 && !throttled.Until.Equal(noon.Add(c.wait)):
		return fmt.Sprintf("waits for %s, want %s", throttled.Until.Sub(noon), c.wait)
	case errors.Is(got, ingest.ErrDenied) != (c.is == ingest.ErrDenied) || errors.Is(got, ingest.ErrGone) != (c.is == ingest.ErrGone):
		return fmt.Sprintf("is %v, want %v", got, c.is)
	case !strings.Contains(got.Error(), c.tells):
		return fmt.Sprintf("is %v, want it to say %q", got, c.tells)
	}
	return ""
}

// TestGoodAnswersTellOfTheNextOnes gives each dialect a good answer after which nothing is left for a while.
func TestGoodAnswersTellOfTheNextOnes(t *testing.T) {
	for _, c := range []struct {
		network string
		said
	}{
		{"Stack Exchange", said{200, "", `{"items":[],"backoff":10,"quota_remaining":99}`, 10 * time.Second, nil, ""}},
		{"Stack Exchange", said{200, "", `{"items":[],"quota_remaining":0}`, midnightUTC, nil, ""}},
		{"Meta", said{200, `X-App-Usage: {"call_count":100,"total_time":25,"total_cputime":25}`, `{"data":[]}`, 15 * time.Minute, nil, ""}},
		{"Meta", said{200, `X-Business-Use-Case-Usage: {"1":[{"total_time":101,"estimated_time_to_regain_access":7}]}`, `{"data":[]}`, 7 * time.Minute, nil, ""}},
		{"Reddit", said{200, "X-Ratelimit-Remaining: 0.0\nX-Ratelimit-Reset: 300", `{}`, 5 * time.Minute, nil, ""}},
		{"Mastodon", said{200, "X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 2026-11-21T12:05:00.000Z", `[]`, 5 * time.Minute, nil, ""}},
		{"Bluesky", said{200, "RateLimit-Remaining: 0\nRateLimit-Reset: 1795262700", `{}`, 5 * time.Minute, nil, ""}},
		{"Zendesk", said{200, "ratelimit-remaining: 0\nratelimit-reset: 41", `{}`, 41 * time.Second, nil, ""}},
	} {
		a, err := c.answer()
		a.Governor = ingest.NewGovernor(func() time.Time { return noon })
		if err := dialects[c.network].says(a, err); err != nil {
			t.Errorf("%s: a good answer is %v", c.network, err)
		}
		var throttled *ingest.Throttled
		if err := a.Governor.Take(t.Context(), "calls", 1); !errors.As(err, &throttled) || !throttled.Until.Equal(noon.Add(c.wait)) {
			t.Errorf("%s %s: the next call: %v, want a wait of %s", c.network, c.body+c.header, err, c.wait)
		}
	}
}

// TestDialectsReadAnything sees to it that no answer makes a dialect fall, or taken for a good one where HTTP says that it
// is bad.
func TestDialectsReadAnything(t *testing.T) {
	for network, d := range dialects {
		for _, body := range []string{"", "null", "[]", "{}", `"x"`, `{"error":null}`, `{"error":[]}`, `{"error":{}}`, `{"error":"x"}`, `{"error":{"errors":[null]}}`, `{"backoff":"x"}`, "\xff"} {
			for _, status := range []int{400, 404, 429, 500} {
				a, err := said{status: status, body: body}.answer()
				if d.says(a, err) == nil {
					t.Errorf("%s takes %d %q for a good answer", network, status, body)
				}
			}
		}
	}
}
