package post

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"molva/alerts"
	"molva/ingest"
)

// Known says what an error of a call means for the message, for an outlet where one can look whether it arrived. The
// address is taken out of it. What is not known to be unsent may have arrived.
func Known(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var throttled *ingest.Throttled
	var status Status
	switch {
	case errors.As(err, &throttled):
		return throttled
	case errors.Is(err, ErrUnsent):
		return err
	case errors.As(err, &status):
		return meaning(status, err)
	}
	return fmt.Errorf("%w: %w", alerts.ErrUnclear, err)
}

// Blind is Known for an outlet where nobody can look: after an answer of 5xx the message was most likely not posted, which
// must do.
func Blind(err error) error {
	var status Status
	if errors.As(err, &status) && status >= 500 {
		return fmt.Errorf("%w: %w", alerts.ErrDoubtful, status)
	}
	return Known(err)
}

func meaning(status Status, err error) error {
	switch {
	case status >= 500:
		return fmt.Errorf("%w: %w", alerts.ErrUnclear, err)
	case status < 400, status == http.StatusRequestTimeout, status == http.StatusProxyAuthRequired:
		return err
	}
	return fmt.Errorf("%w: %w", alerts.ErrRefused, err)
}
