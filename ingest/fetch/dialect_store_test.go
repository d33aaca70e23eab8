package fetch

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"molva/ingest"
)

const (
	appleError = `{"errors":[{"id":"1","status":"%d","code":%q,"title":"Words of Apple","detail":"hunter2"}]}`
	playError  = `{"error":{"code":401,"message":"hunter2","errors":[{"message":"hunter2","domain":"androidpublisher","reason":%q}]}}`
	oauthError = `{"error":%q,"error_description":"hunter2"}`
)

func TestAppStore(t *testing.T) {
	speaks(t, AppStore, []said{
		{200, "X-Rate-Limit: user-hour-lim:3500;user-hour-rem:0;", `{"data":[]}`, 0, nil, ""},
		{429, "X-Rate-Limit: user-hour-lim:3500;user-hour-rem:0;", fmt.Sprintf(appleError, 429, "RATE_LIMIT_EXCEEDED"), 15 * time.Minute, nil, "too many"},
		{429, "Retry-After: 90", fmt.Sprintf(appleError, 429, "RATE_LIMIT_EXCEEDED"), 90 * time.Second, nil, "answers 429"},
		{401, "", fmt.Sprintf(appleError, 401, "NOT_AUTHORIZED"), 0, ingest.ErrDenied, "the key is not accepted"},
		{403, "", fmt.Sprintf(appleError, 403, "FORBIDDEN_ERROR"), 0, ingest.ErrDenied, "the key's role"},
		{403, "", fmt.Sprintf(appleError, 403, "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED"), 0, ingest.ErrDenied, "an agreement"},
		{404, "", fmt.Sprintf(appleError, 404, "NOT_FOUND"), 0, ingest.ErrGone, "not there"},
		{404, "", fmt.Sprintf(appleError, 404, "PATH_ERROR"), 0, ingest.ErrGone, "answers 404"},
		{400, "", fmt.Sprintf(appleError, 400, "PARAMETER_ERROR.INVALID"), 0, nil, "answers 400"},
		{500, "", fmt.Sprintf(appleError, 500, "UNEXPECTED_ERROR"), 0, nil, "answers 500"},
		{502, "", `<html>`, 0, nil, "answers 502"},
		{429, "", `{"errors":[]}`, time.Minute, nil, "answers 429"},
	})
}

func TestGooglePlay(t *testing.T) {
	speaks(t, GooglePlay, []said{
		{200, "", `{}`, 0, nil, ""},
		{200, "", `{"error":"invalid_grant"}`, 0, nil, ""},
		{401, "", fmt.Sprintf(playError, "permissionDenied"), 0, ingest.ErrDenied, "may not read"},
		{403, "", fmt.Sprintf(playError, "forbidden"), 0, ingest.ErrDenied, "may not read"},
		{401, "", fmt.Sprintf(playError, "authError"), 0, ingest.ErrDenied, "answers 401"},
		{403, "", fmt.Sprintf(playError, "rateLimitExceeded"), 15 * time.Minute, nil, "too many"},
		{403, "", fmt.Sprintf(playError, "quotaExceeded"), 15 * time.Minute, nil, "too many"},
		{403, "", fmt.Sprintf(playError, "dailyLimitExceeded"), midnightPacific, nil, "the day's quota"},
		{429, "", fmt.Sprintf(googleInfo, "RATE_LIMIT_EXCEEDED", "DefaultPerDayPerProject"), midnightPacific, nil, "the day's quota"},
		{403, "", fmt.Sprintf(googleInfo, "SERVICE_DISABLED", ""), 0, nil, "not switched on"},
		{404, "", fmt.Sprintf(playError, "applicationNotFound"), 0, ingest.ErrGone, "no such app"},
		{404, "", fmt.Sprintf(playError, "notFound"), 0, ingest.ErrGone, "answers 404"},
		{400, "", fmt.Sprintf(oauthError, "invalid_grant"), 0, ingest.ErrDenied, "invalid_grant"},
		{401, "", fmt.Sprintf(oauthError, "unauthorized_client"), 0, ingest.ErrDenied, "unauthorized_client"},
		{400, "", fmt.Sprintf(oauthError, "hunter2"), 0, nil, "answers 400"},
		{502, "", `<html>`, 0, nil, "answers 502"},
	})
}

// TestAppStoreTellsWhatIsLeft: nothing, and it is not asked again for a while; something, and it is.
func TestAppStoreTellsWhatIsLeft(t *testing.T) {
	for left, wait := range map[string]time.Duration{"0": 15 * time.Minute, "1": 0, "x": 0, "NaN": 0} {
		a, err := said{status: 200, header: "X-Rate-Limit: user-hour-lim:3500;user-hour-rem:" + left + ";", body: "{}"}.answer()
		a.Governor = ingest.NewGovernor(func() time.Time { return noon })
		if err := AppStore(a, err); err != nil {
			t.Errorf("a good answer is %v", err)
		}
		var throttled *ingest.Throttled
		err = a.Governor.Take(t.Context(), "calls", 1)
		if asked := !errors.As(err, &throttled); asked != (wait == 0) || !asked && !throttled.Until.Equal(noon.Add(wait)) {
			t.Errorf("with %s left: %v, want a wait of %s", left, err, wait)
		}
	}
}
