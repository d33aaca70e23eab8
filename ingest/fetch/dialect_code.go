package fetch

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// These networks number what is wrong.

// VK answers 200 to everything and numbers its errors
// (VKCOM/vk-api-schema errors.json at 08576fa2fab4d76478070fd7c083f01fe60b74dc). Error 29 is a method's limit of a day, such
// as 5000 of wall.get (python273/vk_api issue 411).
func VK(a Answer, err error) error {
	var said struct {
		Error *struct {
			Code int `json:"error_code"`
		} `json:"error"`
	}
	if !a.into(&said) || said.Error == nil {
		return err
	}
	switch code := said.Error.Code; code {
	case 6: // too many requests per second
		return a.wait(time.Second, "too many requests a second")
	case 9, 32, 601: // flood control, need wait, too many actions this day
		return a.wait(longer, "flood control")
	case 10, 36, 43: // internal error, timeout, section temporarily unavailable
		return a.wait(shortly, fmt.Sprintf("trouble of its own (error %d)", code))
	case 14:
		return a.wait(time.Hour, "wants a captcha solved, which only a person can")
	case 29: // it does not say when the day ends; asked too early it says this again
		return a.until(later(a.tomorrow(zone("Europe/Moscow", 3)), a.At.Add(time.Hour)), "the day's limit of this method is reached")
	case 2, 4, 5, 16, 17, 25, 27, 28, 37, 38, 42:
		return a.denied(fmt.Sprintf("the token is not accepted (error %d)", code))
	case 7, 20, 21, 23:
		return a.denied(fmt.Sprintf("the token may not use this method (error %d)", code))
	case 18, 19, 39, 40, 104:
		return a.gone(fmt.Sprintf("deleted or unknown (error %d)", code))
	case 15, 30, 200, 203, 210, 211, 212:
		return a.gone(fmt.Sprintf("not shown to us (error %d)", code))
	default:
		return a.wrong(fmt.Sprintf("error %d", code))
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Meta answers 400, or 403, with a number, and tells in headers how many percent are used and for how long that is too much
// (developers.facebook.com/docs/graph-api/overview/rate-limiting, /guides/error-handling; 4 with 403 is in
// python-social-auth/social-core issue 859).
func Meta(a Answer, err error) error {
	full, regain := metaUsage(a)
	var said struct {
		Error *struct {
			Code    int `json:"code"`
			Subcode int `json:"error_subcode"`
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
	case code == 3 || code == 10 || code >= 200 && code <= 299:
		return a.denied(fmt.Sprintf("the token lacks a permission (error %d)", code))
	case code == 803 || code == 100 && said.Error.Subcode == 33:
		return a.gone("no such object, or not shown to us")
	case code == 1 || code == 2:
		return a.wait(shortly, "trouble of its own")
	}
	return err
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

// Telegram gives the wait in the body, and refuses a bot that somebody else reads (core.telegram.org/bots/api#making-requests,
// #responseparameters; tdlib/telegram-bot-api Query.cpp and ClientManager.cpp at 04825c4 and 018b4fc).
func Telegram(a Answer, err error) error {
	var said struct {
		Code        int    `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			Wait float64 `json:"retry_after"`
		} `json:"parameters"`
	}
	if !a.into(&said) {
		return err
	}
	switch said.Code {
	case 429:
		return a.wait(seconds(max(said.Parameters.Wait, 1)), "too many requests")
	case 401, 404: // a token of a wrong form makes a path that is not there
		if strings.Contains(said.Description, "method") { // a server of one's own may be older than a method
			return a.wrong("the server does not know this method")
		}
		return a.denied("the bot's token is not accepted")
	case 409:
		if strings.Contains(said.Description, "webhook") {
			return a.wrong("a webhook takes this bot's updates; delete it, or use a bot of its own")
		}
		return a.wrong("another program reads this bot's updates; stop it, or use a bot of its own")
	}
	return err
}
