package mail

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"

	"molva/config/secret"
	"molva/ingest"
)

// Security is how the connection is protected.
type Security string

// The kinds of protection. Unset means implicit at port 465 and starttls at any other.
const (
	StartTLS Security = "starttls" // the connection turns to TLS before anything is said; a server here may do without
	Implicit Security = "implicit" // TLS from the first byte
	None     Security = "none"     // for a server on this machine or behind a tunnel; nobody signs in
)

const (
	submission = 587
	secured    = 465
)

// Options say through which server mail goes, and from whom to whom.
type Options struct {
	Host     string        `yaml:"host"`
	Port     int           `yaml:"port"`     // 0: 587
	TLS      Security      `yaml:"tls"`      // starttls, implicit or none; unset: by the port
	Username string        `yaml:"username"` // "": nobody signs in
	Password secret.String `yaml:"password"`
	From     string        `yaml:"from"` // molva <digest@zarya.example>
	To       []string      `yaml:"to"`
}

// Enabled reports whether anything can be sent.
func (o Options) Enabled() bool { return o.Host != "" }

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	all := []error{o.validServer(), o.validLogin()}
	_, err := address("from", o.From)
	all = append(all, err)
	if len(o.To) == 0 {
		all = append(all, ingest.Complain("to is empty: nobody would get the mail"))
	}
	for i, to := range o.To {
		_, err := address(fmt.Sprintf("to[%d]", i), to)
		all = append(all, err)
	}
	return errors.Join(all...)
}

func (o Options) validServer() error {
	var all []error
	if o.Host == "" || strings.ContainsAny(o.Host, "/ \r\n") {
		all = append(all, ingest.Complain("host is %q, want the name of a server such as smtp.zarya.example", o.Host))
	}
	if o.Port < 0 || o.Port > 65535 {
		all = append(all, ingest.Complain("port is %s, want 1 to 65535, or 0 for 587", strconv.Itoa(o.Port)))
	}
	switch o.TLS {
	case "", StartTLS, Implicit, None:
	default:
		all = append(all, ingest.Complain("tls is %q, want starttls, implicit or none", string(o.TLS)))
	}
	return errors.Join(all...)
}

func (o Options) validLogin() error {
	switch {
	case (o.Username == "") != o.Password.Empty():
		return ingest.Complain("username and password go together: one is missing")
	case o.Username != "" && o.TLS == None && !o.local():
		return ingest.Complain("tls is none, which would send the password in the clear: want starttls or implicit")
	case strings.ContainsAny(o.Username+o.Password.Reveal(), "\x00\r\n"):
		return ingest.Complain("username or password has control characters in it")
	}
	return nil
}

// address reads the one of an option, with or without a name before it.
func address(option, text string) (*mail.Address, error) {
	a, err := mail.ParseAddress(text)
	if err != nil || strings.ContainsFunc(a.Address, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, ingest.Complain("%s is %q, want an address such as digest@zarya.example", option, text)
	}
	return a, nil
}

// local reports whether the server is on this machine.
func (o Options) local() bool {
	ip := net.ParseIP(o.Host)
	return o.Host == "localhost" || (ip != nil && ip.IsLoopback())
}

func (o Options) port() int {
	if o.Port == 0 {
		return submission
	}
	return o.Port
}

func (o Options) security() Security {
	switch {
	case o.TLS != "":
		return o.TLS
	case o.port() == secured:
		return Implicit
	}
	return StartTLS
}

func (o Options) server() string { return net.JoinHostPort(o.Host, strconv.Itoa(o.port())) }
