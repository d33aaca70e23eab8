package fetch

import (
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
	case 43: // section temporarily unavailable. Internal errors (10) and timeouts (36) may be of one question alone.
		return a.wait(shortly, fmt.Sprintf("trouble of its own (error %d)", code))
	case 14:
		return a.wait(time.Hour, "wants a captcha solved, which only a person can")
	case 29: // it does not say when; calls come back as those of the day before lapse (egorprnn/VK2Discord issue 114)
		return a.wait(time.Hour, "the day's limit of this method is reached")
	case 2, 4, 5, 16, 17, 25, 27, 28, 37, 38, 42:
		return a.denied(fmt.Sprintf("the token is not accepted (error %d)", code))
	case 7, 20, 21, 23:
		return a.denied(fmt.Sprintf("the token may not use this method (error %d)", code))
	case 18, 19, 39, 40, 104, 113, 125:
		return a.gone(fmt.Sprintf("deleted or unknown (error %d)", code))
	case 15, 30, 200, 203, 210, 211, 212:
		return a.gone(fmt.Sprintf("not shown to us (error %d)", code))
	default:
		return a.wrong(fmt.Sprintf("error %d", code))
	}
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
