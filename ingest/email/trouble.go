package email

import (
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"molva/ingest"
)

// busy is how long a server is left alone that says that we ask too much; none says how long it wants.
const busy = 15 * time.Minute

// What a server's refusal means (RFC 5530, RFC 9051; THROTTLED is Gmail's).
var (
	slower  = []imap.ResponseCode{imap.ResponseCodeLimit, imap.ResponseCodeOverQuota, "THROTTLED"}
	passing = []imap.ResponseCode{imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeServerBug, imap.ResponseCodeContactAdmin}
)

// trouble says what an error means for the worker.
func (c *session) trouble(err error) error {
	var refusal *imap.Error
	var untrusted *tls.CertificateVerificationError
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case c.guard.flooded.Load():
		return fmt.Errorf("%s: %w", c.server, errUnreadable)
	case c.late.Load():
		return fmt.Errorf("%s takes too long to answer", c.server)
	case errors.As(err, &refusal):
		return c.refusal(refusal)
	case errors.As(err, &untrusted):
		return fmt.Errorf("%s shows a certificate that this machine does not trust", c.server)
	case err != nil && !c.conn.broken.Load():
		return fmt.Errorf("%s: %w", c.server, errUnreadable)
	}
	return fmt.Errorf("%s broke the connection off", c.server)
}

// refusal makes an error of a NO, BAD or BYE. A NO without an excuse stays one however often it is asked.
func (c *session) refusal(e *imap.Error) error {
	why := fmt.Sprintf("%s answers %s", c.server, e.Type)
	if e.Code != "" && len(e.Code) <= 32 {
		why += " " + string(e.Code)
	}
	switch {
	case slices.Contains(slower, e.Code):
		return &ingest.Throttled{Until: c.now().Add(busy), Why: why}
	case e.Type != imap.StatusResponseTypeNo || slices.Contains(passing, e.Code):
		return errors.New(why)
	}
	return fmt.Errorf("%s: %w", why, ingest.ErrDenied)
}
