package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/mail"
	"strings"
	"time"

	"molva/alerts"
)

// mailer sends through one server to one list of people.
type mailer struct {
	options Options
	from    *mail.Address
	to      []*mail.Address
	log     *slog.Logger
	now     func() time.Time
	roots   *x509.CertPool // nil: the system's
}

// New makes a notifier from checked options; it dials nothing. A person whom the server refuses while it takes the others
// is named in the log by place in the list.
func New(o Options, log *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
	return open(o, log, now)
}

func open(o Options, log *slog.Logger, now func() time.Time) (*mailer, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("mail options: %w", err)
	}
	m := &mailer{options: o, log: log, now: now}
	var err error
	if m.from, err = address("from", o.From); err != nil {
		return nil, fmt.Errorf("mail options: %w", err)
	}
	for _, to := range o.To {
		a, err := address("to", to)
		if err != nil {
			return nil, fmt.Errorf("mail options: %w", err)
		}
		m.to = append(m.to, a)
	}
	return m, nil
}

// domain is that of the sender.
func (m *mailer) domain() string {
	_, domain, _ := strings.Cut(m.from.Address, "@")
	return domain
}

// Able says that a mail is all there is: it has everything on one page, and nobody takes it back.
func (*mailer) Able() alerts.Abilities { return alerts.Abilities{} }

// Find cannot look.
func (*mailer) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Notify sends the message. Its place is its Message-ID.
func (m *mailer) Notify(ctx context.Context, msg alerts.Message) (alerts.Place, error) {
	letter, err := m.letter(msg)
	if err != nil {
		return alerts.Place{}, err
	}
	if err := m.send(ctx, letter); err != nil {
		return alerts.Place{}, fmt.Errorf("send mail: %w", err)
	}
	return alerts.Place{ID: m.id(msg.Key)}, nil
}

// send hands the letter to the server. Until the last line is out, the server may not deliver (RFC 5321 4.1.1.4); from then
// on it may have.
func (m *mailer) send(ctx context.Context, letter []byte) error {
	ctx, done := context.WithCancel(ctx)
	defer done() // closes the connection
	s, err := m.open(ctx)
	if err != nil {
		return err
	}
	w, err := m.envelope(s)
	if err != nil {
		return understood(err, m.now())
	}
	if _, err := w.Write(letter); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return settled(err, m.now())
	}
	_ = s.Quit() // it is sent, whatever comes of the goodbye
	return nil
}

// envelope names sender and receivers. Who is refused for good is left out as long as anybody is left; who is refused for
// now, mostly to see whether we come back, holds the mail up for all, since nobody has it yet.
func (m *mailer) envelope(s *session) (io.WriteCloser, error) {
	if err := s.Mail(m.from.Address); err != nil {
		return nil, err
	}
	var refused []error
	for i, to := range m.to {
		err := s.Rcpt(to.Address)
		if known := understood(err, m.now()); err != nil && !errors.Is(known, alerts.ErrRefused) {
			return nil, err
		}
		if err != nil {
			refused = append(refused, fmt.Errorf("receiver %d of %d: %w", i+1, len(m.to), understood(err, m.now())))
		}
	}
	if len(refused) == len(m.to) {
		return nil, errors.Join(refused...)
	}
	w, err := s.Data()
	if err == nil && len(refused) > 0 {
		m.log.Warn("mail goes to some only", "err", errors.Join(refused...))
	}
	return w, err
}
