package fetch

import (
	"fmt"
	"net/http"
)

// Refused says what it means that a websocket did not open, as [Get] does of an answer. The reply is nil when there was none.
func Refused(c *http.Client, reply *http.Response, err error) error {
	if reply == nil {
		return fmt.Errorf("connect: %w", Scrub(err))
	}
	if err = verdict(reply, nil, clock(c)()); err == nil {
		err = &StatusError{reply.Request.URL.Host, reply.StatusCode}
	}
	return fmt.Errorf("connect: %w", err)
}
