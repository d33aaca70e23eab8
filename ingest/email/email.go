// Package email reads a mailbox, such as that of a support team, over IMAP.
//
// The mailbox is opened read-only and nothing in it changes: no mail is marked as read, moved or answered. Where the
// server can, it tells of new mail at once (IDLE); otherwise it is asked every so often over the same connection.
//
// Choices:
//
//   - A mention's id is the mail's Message-ID, so the same mail in two folders is one mention; one without gets the
//     mailbox's validity and its number there. The thread is the first of References, the parent In-Reply-To.
//   - The text is what the author wrote: quotations, signatures, footers and disclaimers are gone. What was quoted is
//     kept as the context that the mail answers. A mail with nothing but quotations is rejected.
//   - Everything in the folder is brought, but for our own mails, which are answers, and automatic ones: bounces,
//     auto-replies, bulk mail and invitations, which are counted as rejected. A mailing list is not automatic, because
//     many a support address is one.
//   - Attachments are not fetched, and of the text only the first MiB.
//   - Mails that go from the mailbox stay with us: whoever files a letter away did not take it back.
//   - When the server numbers the mailbox anew, nobody can tell what is missing. That is said as a gap, and reading goes
//     on with what arrived since the day before the last mail; what comes twice is dropped downstream.
//   - A mail about which the server has no readable answer is rejected, and hides no other.
package email

import (
	"cmp"
	"crypto/x509"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
)

// Network is the network of every mention from here.
const Network = "email"

const (
	defaultEvery = time.Minute
	minEvery     = 10 * time.Second
)

// Options says which mailbox to read.
type Options struct {
	Server   string        `yaml:"server"`   // host or host:port; 993, or 143 with starttls or none
	TLS      string        `yaml:"tls"`      // implicit (the default), starttls, or none on this machine
	User     string        `yaml:"user"`     // often the address
	Password secret.String `yaml:"password"` // better one for molva alone, an app password
	Token    secret.String `yaml:"token"`    // instead of a password: an OAuth access token (XOAUTH2)
	Folder   string        `yaml:"folder"`   // "": INBOX
	Own      []string      `yaml:"own"`      // our own addresses, or @domains; none: the user, if it is an address
	Every    time.Duration `yaml:"every"`    // pause between two looks where the server cannot tell by itself; 0: a minute
	Quiet    time.Duration `yaml:"quiet"`    // no mail for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	var all []error
	host, port, err := net.SplitHostPort(o.address())
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	switch {
	case o.Server == "":
		all = append(all, ingest.Complain("server is missing, want one such as imap.example.com:993"))
	case err != nil || host == "" || strings.Contains(host, "/"):
		all = append(all, ingest.Complain("server is %q, want one such as imap.example.com:993", o.Server))
	case o.TLS == "none" && !loopback(host):
		all = append(all, ingest.Complain("tls is none, which is possible only for a server on this machine; want implicit or starttls"))
	}
	if o.TLS != "" && o.TLS != "implicit" && o.TLS != "starttls" && o.TLS != "none" {
		all = append(all, ingest.Complain("tls is %q, want implicit, starttls or none", o.TLS))
	}
	if o.User == "" {
		all = append(all, ingest.Complain("user is missing"))
	}
	if o.Password.Empty() == o.Token.Empty() {
		all = append(all, ingest.Complain("want a password or a token, one of the two"))
	}
	for _, own := range o.Own {
		if _, domain, ok := strings.Cut(own, "@"); !ok || domain == "" {
			all = append(all, ingest.Complain("own has %q, want an address or @domain", own))
		}
	}
	return errors.Join(append(all, ingest.CheckPace(o.Every, minEvery, o.Quiet))...)
}

// address is the server with its port.
func (o Options) address() string {
	if _, _, err := net.SplitHostPort(o.Server); err == nil {
		return o.Server
	}
	port := "993"
	if o.TLS == "starttls" || o.TLS == "none" {
		port = "143"
	}
	return net.JoinHostPort(strings.Trim(o.Server, "[]"), port)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Source reads one mailbox.
type Source struct {
	options Options
	server  string // host:port
	env     ingest.Env
	roots   *x509.CertPool // whom we trust; nil: whom this machine trusts

	stumbles stumbles
}

// New checks the options. The source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	o.Folder, o.Every = cmp.Or(o.Folder, "INBOX"), cmp.Or(o.Every, defaultEvery)
	if len(o.Own) == 0 && strings.Contains(o.User, "@") {
		o.Own = []string{o.User}
	}
	return &Source{options: o, server: o.address(), env: env}, ingest.Rhythm{Quiet: o.Quiet}, nil
}

// own reports whether an address, in lower case, is ours.
func (s *Source) own(address string) bool {
	for _, own := range s.options.Own {
		own = strings.ToLower(own)
		if address == own || strings.HasPrefix(own, "@") && strings.HasSuffix(address, own) {
			return true
		}
	}
	return false
}
