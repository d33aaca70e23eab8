package mail

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Examination is what can be known of the options without sending.
type Examination struct {
	Encrypted bool
	SignedIn  bool // false: the options name nobody
}

// Examine connects to the server, turns to TLS and signs in, as for a mail, and says goodbye.
func Examine(ctx context.Context, o Options) (Examination, error) {
	m, err := open(o, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		return Examination{}, err
	}
	return m.examine(ctx)
}

func (m *mailer) examine(ctx context.Context) (Examination, error) {
	ctx, done := context.WithCancel(ctx)
	defer done() // closes the connection
	s, err := m.open(ctx)
	if err != nil {
		return Examination{}, fmt.Errorf("ask the mail server: %w", err)
	}
	_ = s.Quit() // all is known
	return Examination{Encrypted: s.encrypted, SignedIn: m.options.Username != ""}, nil
}
