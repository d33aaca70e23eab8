package fetch

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// MetaError is an answer of Meta that concerns one question alone, with its number: 1 where a smaller page would be given, 100 where
// Meta does not know a parameter.
type MetaError struct {
	Host          string
	Code, Subcode int
}

func (e *MetaError) Error() string {
	if e.Subcode != 0 {
		return fmt.Sprintf("%s: error %d, subcode %d", e.Host, e.Code, e.Subcode)
	}
	return fmt.Sprintf("%s: error %d", e.Host, e.Code)
}

// MetaTrouble is Meta's own fault, an *ingest.Throttled. Some objects are never without: whoever asks for several may go on with the
// others.
type MetaTrouble struct{ error }

func (t *MetaTrouble) Unwrap() error { return t.error }

// Meta answers 400, or 403, with a number, and tells in headers how many percent are used and for how long that is too much
// (developers.facebook.com/docs/graph-api/overview/rate-limiting, /guides/error-handling; 4 with 403 is in
// python-social-auth/social-core issue 859).
func Meta(a Answer, err error) error {
	full, regain := metaUsage(a)
	var said struct {
		Error *struct {
			Code    int    `json:"code"`
			Subcode int    `json:"error_subcode"`
			Message string `json:"message"`
			Shown   string `json:"error_user_msg"`
		} `json:"error"`
	}
	if !a.into(&said) || said.Error == nil {
		if full {
			a.Governor.Heard("calls", 0, a.At.Add(regain))
		}
		return err
	}
	switch code := said.Error.Code; {
	case code == 4 || code == 17 || code == 32 || code == 341 || code == 613 || code >= 80000 && code <= 80014:
		return a.wait(regain, fmt.Sprintf("too many requests (error %d)", code))
	case code == 102 || code == 190:
		return a.denied("the token has expired or is not accepted")
	case code == 368: // blocked for a while for what goes against the policies
		return a.wait(time.Hour, "what the app does is blocked for a while (error 368)")
	case code == 10 && strings.Contains(said.Error.Message, "Not enough viewers"), code == 100 && said.Error.Subcode == 2108006:
		return a.gone("no insights of a story that few saw, or of what is older than the business account")
	case code == 3 || code == 10 || code >= 200 && code <= 299:
		return a.denied(fmt.Sprintf("the token lacks a permission (error %d)", code))
	case code == 803 || code == 100 && said.Error.Subcode == 33:
		return a.gone("no such object, or not shown to us")
	case code == 100 && strings.Contains(said.Error.Message, "appsecret_proof"):
		return a.denied("the app wants the proof that app_secret makes, and app_secret is missing or another app's")
	case code == 2 || code == 1 && !strings.Contains(said.Error.Message+said.Error.Shown, "reduce the amount of data"):
		return &MetaTrouble{a.wait(shortly, "trouble of its own")}
	}
	return &MetaError{a.Host, said.Error.Code, said.Error.Subcode}
}

// metaUsage reads X-App-Usage, {"call_count":100,"total_time":25,…}, and X-Business-Use-Case-Usage,
// {"ID":[{"call_count":100,…,"estimated_time_to_regain_access":12}]}, whose times are minutes.
func metaUsage(a Answer) (full bool, regain time.Duration) {
	type usage struct {
		Calls  float64 `json:"call_count"`
		CPU    float64 `json:"total_cputime"`
		Time   float64 `json:"total_time"`
		Regain float64 `json:"estimated_time_to_regain_access"`
	}
	var app usage
	var cases map[string][]usage
	_ = json.Unmarshal([]byte(a.Header.Get("X-App-Usage")), &app) // what cannot be read tells nothing
	_ = json.Unmarshal([]byte(a.Header.Get("X-Business-Use-Case-Usage")), &cases)
	all := []usage{app}
	for _, some := range cases {
		all = append(all, some...)
	}
	for _, u := range all {
		full = full || max(u.Calls, u.CPU, u.Time) >= 100
		regain = max(regain, seconds(60*u.Regain))
	}
	if regain == 0 {
		regain = longer
	}
	return full, regain
}
