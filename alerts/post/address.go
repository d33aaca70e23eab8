package post

import (
	"net/url"
	"strings"

	"molva/ingest"
)

// CheckURL says what is wrong with an option that is an address which calls go to, without repeating it: a webhook's address is
// its password. An empty one is good.
func CheckURL(option, raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ingest.Complain("%s: is no address", option)
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return ingest.Complain("%s: want an address that starts with https://", option)
	}
	return nil
}

// CheckToken says what is wrong with the option token, which stands in a header or an address, without repeating it.
func CheckToken(token string) error {
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ingest.Complain("token has spaces or control characters in it")
	}
	return nil
}
