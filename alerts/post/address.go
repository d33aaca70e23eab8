package post

import (
	"errors"
	"net/url"
	"strings"
)

// CheckURL says what is wrong with an address that calls go to, without repeating it: a webhook's address is its password.
// An empty one is good.
func CheckURL(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return errors.New("is no address")
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return errors.New("want an address that starts with https://")
	}
	return nil
}

// CheckToken says what is wrong with a token that stands in a header or an address, without repeating it.
func CheckToken(token string) error {
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("has spaces or control characters in it")
	}
	return nil
}
