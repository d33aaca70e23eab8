package mail

import (
	"errors"
	"fmt"
	"net/textproto"
	"regexp"
	"time"

	"molva/alerts"
	"molva/ingest"
)

// greylisted is how long to wait when a server wants to see whether we come back.
const greylisted = time.Minute

// enhanced is a status of RFC 3463. Nothing else that a server says is repeated, since it may quote us.
var enhanced = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}\b`)

// understood says what a server's answer means for the mail, RFC 5321 4.2.1: 4yz is for now, 5yz for good. Errors of the
// network are returned as they are.
func understood(err error, now time.Time) error {
	var answer *textproto.Error
	var nonsense textproto.ProtocolError
	switch {
	case errors.As(err, &nonsense):
		return errors.New("answer is not understood") // the error repeats it
	case !errors.As(err, &answer):
		return err
	}
	said := fmt.Sprintf("answer is %d", answer.Code)
	if status := enhanced.FindString(answer.Msg); status != "" {
		said += " " + status
	}
	switch {
	case answer.Code == 421 || answer.Code == 450 || answer.Code == 451 || answer.Code == 452:
		return &ingest.Throttled{Until: now.Add(greylisted), Why: "the mail server's " + said}
	case answer.Code >= 500 && answer.Code < 600:
		return fmt.Errorf("%w: %s", alerts.ErrRefused, said)
	}
	return errors.New(said)
}

// settled is what is known when the last line of a mail was not answered with a yes.
func settled(err error, now time.Time) error {
	var answer *textproto.Error
	if errors.As(err, &answer) && answer.Code >= 400 {
		return understood(err, now)
	}
	return fmt.Errorf("%w: %w", alerts.ErrUnclear, understood(err, now))
}
