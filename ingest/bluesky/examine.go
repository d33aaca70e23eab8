package bluesky

import (
	"context"
	"errors"
)

// Examine logs in where there is a password, by com.atproto.server.getSession, and else opens the stream for a moment.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	if s.login == nil {
		conn, _, err := s.dial(ctx, place{})
		if err != nil {
			return "", err
		}
		return "the stream, without a login", conn.CloseNow()
	}
	var who struct {
		Handle string `json:"handle"`
	}
	if err := s.login.get(ctx, "com.atproto.server.getSession", nil, &who); err != nil {
		return "", err
	}
	if who.Handle == "" {
		return "", errors.New(s.login.api.Base.Host + " does not say whose session it is")
	}
	return who.Handle, nil
}
