package listen

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// window is how far Slack's time of a request may be from ours.
const window = 5 * time.Minute

// signed reports whether Slack sent a request, not long ago: version v0 of
// https://docs.slack.dev/authentication/verifying-requests-from-slack. The library's own verifier looks at the wall clock.
func signed(h http.Header, body []byte, secret string, now time.Time) bool {
	stamp := h.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > window {
		return false
	}
	digits, ok := strings.CutPrefix(h.Get("X-Slack-Signature"), "v0=")
	said, err := hex.DecodeString(digits)
	if !ok || err != nil || secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	return hmac.Equal(said, mac.Sum(nil))
}
