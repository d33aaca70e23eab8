package fetch

import (
	"net/url"

	"molva/ingest"
)

// Base reads an option with the address that an API stands under, which may end with a path; "" is the usual one.
func Base(option, address, usual string) (*url.URL, error) {
	if address == "" {
		address = usual
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, ingest.Complain("%s is no address, want one such as %s", option, usual)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, ingest.Complain("%s has more than scheme, host and path, want one such as %s", option, usual)
	}
	return u, nil
}

// Own is [Base] for an API that everybody runs themselves: the address must be set, to one such as the example.
func Own(option, address, example string) (*url.URL, error) {
	if address == "" {
		return nil, ingest.Complain("%s is missing, want one such as %s", option, example)
	}
	return Base(option, address, example)
}
