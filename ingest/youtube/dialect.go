package youtube

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Answers about something that cannot be read, while the rest can.
var (
	errShut = errors.New("youtube says")
	errGone = fmt.Errorf("%w: not found", errShut)
)

// shut are the reasons that concern one video or channel (each method's errors in
// https://developers.google.com/youtube/v3/docs).
var shut = []string{"commentsDisabled", "channelForbidden", "playlistItemsNotAccessible", "forbidden", "invalidPageToken", "processingFailure"}

// failure is what Google's APIs say when they refuse.
type failure struct {
	Error struct {
		Message string `json:"message"`
		Errors  []struct {
			Reason string `json:"reason"`
		} `json:"errors"`
	} `json:"error"`
}

func (f failure) is(reasons ...string) string {
	for _, e := range f.Error.Errors {
		if slices.Contains(reasons, e.Reason) {
			return e.Reason
		}
	}
	return ""
}

// says reads {"error":{"code":403,"message":…,"errors":[{"domain":"youtube.quota","reason":"quotaExceeded"}]}}.
func (s *Source) says(a fetch.Answer, err error) error {
	var f failure
	if err == nil || json.Unmarshal(a.Body, &f) != nil {
		return err
	}
	daily := f.is("quotaExceeded", "dailyLimitExceeded") != "" || a.Status == http.StatusTooManyRequests && strings.Contains(f.Error.Message, "per day")
	switch reason := f.is(shut...); {
	case daily:
		return &ingest.Throttled{Until: s.midnight(), Why: a.Host + " says that the day's quota is used up"}
	case f.is("rateLimitExceeded", "userRateLimitExceeded") != "" && a.Status == http.StatusForbidden:
		return &ingest.Throttled{Until: s.env.Now().Add(time.Minute), Why: a.Host + " says that we ask too fast"}
	case a.Status == http.StatusNotFound:
		return errGone
	case reason != "":
		return fmt.Errorf("%w: %s", errShut, reason)
	case a.Status == http.StatusBadRequest && strings.Contains(f.Error.Message, "API key"): // invalid, or it expired
		return fmt.Errorf("%s says that the key is not good, or no longer: %w", a.Host, ingest.ErrDenied)
	case f.is("accessNotConfigured") != "":
		return fmt.Errorf("the YouTube Data API is not switched on in the key's project: %w", ingest.ErrDenied)
	}
	return err
}

// midnight is when the quotas are whole again.
func (s *Source) midnight() time.Time {
	year, month, day := s.env.Now().In(s.zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, s.zone)
}
