package ingest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Step is one step of somebody on the way from a mention to a customer, as a CRM tells it. Nobody is named in it: who it was
// are salted hashes, made before the step goes anywhere.
type Step struct {
	Key      string    `json:"key"`              // hash of the CRM's own id of the person
	Handle   string    `json:"handle,omitempty"` // hash of the author on a network, the same as in sets of members; "" is unknown
	Stage    string    `json:"stage"`            // one of Stages
	Topic    string    `json:"topic"`            // id
	At       time.Time `json:"at"`
	Consent  bool      `json:"consent"`           // the person agreed to be known by us at this step; without it nothing links the step to others
	Refused  bool      `json:"refused,omitempty"` // the person said no, which takes back what they agreed to before
	Value    *float64  `json:"value,omitempty"`
	Currency string    `json:"currency,omitempty"`
}

// Stages are the steps after a mention, in their order.
var Stages = []string{"contact", "lead", "customer", "repeat"}

// Check returns why a step cannot be kept. It quotes nothing: where columns are mixed up, anybody may stand anywhere.
func (s Step) Check() error {
	switch {
	case blank(s.Key):
		return errors.New("nobody's key stands there")
	case !slices.Contains(Stages, s.Stage):
		return fmt.Errorf("the stage is unknown, want one of %q", Stages)
	case s.Topic == "":
		return errors.New("the topic is missing")
	case s.At.Before(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)):
		return errors.New("the time is missing or before the year 2000")
	case s.Value != nil && (math.IsNaN(*s.Value) || math.IsInf(*s.Value, 0) || *s.Value < 0):
		return errors.New("the value is wrong, want a finite number from 0")
	case (s.Value != nil) != (s.Currency != ""):
		return errors.New("want a value and its currency, such as RUB, or neither")
	case s.Currency != "" && !currencyForm.MatchString(s.Currency):
		return errors.New("the currency is wrong, want three capital letters such as RUB")
	case s.Consent && s.Refused:
		return errors.New("the person both agreed and refused")
	case s.Handle != "" && !s.Consent:
		return errors.New("a handle stands there without consent")
	}
	return nil
}

// PlainContact is how a CRM's id of somebody is written before it is hashed, so that it is one person however it was typed:
// in small letters, and of a telephone number the digits alone, a Russian one with 7 in front.
func PlainContact(id string) string {
	id = strings.ToLower(strings.TrimSpace(id))
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, id)
	if strings.Trim(id, "+-(). \u00a00123456789") != "" || len(digits) < 10 || digits == id && len(digits) != 11 {
		return id
	}
	if len(digits) == 11 && digits[0] == '8' {
		return "7" + digits[1:]
	}
	return digits
}
