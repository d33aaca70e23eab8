package mail

import (
	"errors"
	"net/smtp"
	"strings"

	"molva/config/secret"
)

// plain signs in as RFC 4616 has it. That the connection is encrypted, or stays on this machine, is seen to before.
type plain struct {
	name     string
	password secret.String
}

// Start says all there is to say.
func (p plain) Start(*smtp.ServerInfo) (string, []byte, error) {
	return "PLAIN", []byte("\x00" + p.name + "\x00" + p.password.Reveal()), nil
}

// Next is never asked by an honest server.
func (p plain) Next(_ []byte, more bool) ([]byte, error) {
	if more {
		return nil, errors.New("the server asks more than PLAIN does")
	}
	return nil, nil
}

// login signs in with the older two questions that some servers know instead of PLAIN
// (draft-murchison-sasl-login).
type login struct {
	name     string
	password secret.String
}

// Start names the way.
func (l login) Start(*smtp.ServerInfo) (string, []byte, error) { return "LOGIN", nil, nil }

// Next answers a question.
func (l login) Next(question []byte, more bool) ([]byte, error) {
	asked := strings.ToLower(string(question))
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(asked, "user"):
		return []byte(l.name), nil
	case strings.HasPrefix(asked, "pass"):
		return []byte(l.password.Reveal()), nil
	}
	return nil, errors.New("the server asks what LOGIN does not")
}
