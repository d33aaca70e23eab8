package email

import (
	"fmt"

	"molva/config/secret"
)

// xoauth2 is the SASL mechanism by which Google, Microsoft and Yandex take an OAuth access token
// (developers.google.com/workspace/gmail/imap/xoauth2-protocol).
type xoauth2 struct {
	user  string
	token secret.String
}

// Start says who we are in the first word.
func (x xoauth2) Start() (mechanism string, first []byte, err error) {
	return "XOAUTH2", fmt.Appendf(nil, "user=%s\x01auth=Bearer %s\x01\x01", x.user, x.token.Reveal()), nil
}

// Next answers what the server has to say against us, which only then refuses.
func (x xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
