package fetch

import (
	"fmt"
	"time"
)

// OK, which is Odnoklassniki, answers 200 to everything and numbers its errors (apiok.ru/dev/errors). How long a limit lasts it
// does not say.
func OK(a Answer, err error) error {
	var said struct {
		Code int `json:"error_code"`
	}
	if !a.into(&said) || said.Code == 0 {
		return err
	}
	switch code := said.Code; code {
	case 1, 2, 9999: // unknown, service, system
		return a.wait(shortly, fmt.Sprintf("trouble of its own (error %d)", code))
	case 8, 11: // flood, limit of calls of a method
		return a.wait(longer, fmt.Sprintf("too many requests (error %d)", code))
	case 7, 9: // action or address blocked
		return a.wait(time.Hour, fmt.Sprintf("what comes from here is blocked for a while (error %d)", code))
	case 22, 102, 103, 401, 402, 403, 453, 511, 514:
		return a.denied(fmt.Sprintf("the token has expired or is not accepted (error %d)", code))
	case 101, 104, 210, 900, 1300:
		return a.denied(fmt.Sprintf("the application's key or secret is not accepted (error %d)", code))
	case 10, 24, 50, 200, 451:
		return a.denied(fmt.Sprintf("the token lacks a permission, or is not of an administrator (error %d)", code))
	case 106, 110, 121, 140, 141, 160, 300, 700, 702:
		return a.gone(fmt.Sprintf("deleted or unknown (error %d)", code))
	case 455, 456, 457, 458: // by friends, the group, for want of a session, by privacy
		return a.denied(fmt.Sprintf("not shown to us (error %d)", code))
	}
	return a.wrong(fmt.Sprintf("error %d", said.Code))
}
