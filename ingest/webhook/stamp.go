package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits of the signature headers.
const (
	tolerance  = 300 // seconds that a timestamp may be off
	maxID      = 256
	maxHeader  = 4096
	maxSigners = 16
)

// stamp is what the three headers of Standard Webhooks say.
type stamp struct {
	id, timestamp string
	at            int64 // timestamp in seconds since 1970
	signatures    [][]byte
}

// readStamp reads the headers. Signatures of other versions than v1 are passed over, as the standard wants it.
func readStamp(h http.Header) (stamp, error) {
	var s stamp
	var err error
	if s.id, err = single(h, "Webhook-Id", maxID); err != nil {
		return s, err
	}
	if s.timestamp, err = single(h, "Webhook-Timestamp", maxID); err != nil {
		return s, err
	}
	if s.at, err = strconv.ParseInt(s.timestamp, 10, 64); err != nil || s.at < 0 {
		return s, errors.New("webhook-timestamp is not a number of seconds since 1970")
	}
	signed, err := single(h, "Webhook-Signature", maxHeader)
	if err != nil {
		return s, err
	}
	if s.signatures = signatures(signed); len(s.signatures) == 0 {
		return s, errors.New("webhook-signature has no v1 signature: v1, a comma, and base64 of 32 bytes")
	}
	return s, nil
}

// single is the one value that a header must have.
func single(h http.Header, name string, most int) (string, error) {
	switch values := h.Values(name); {
	case len(values) == 0 || values[0] == "":
		return "", fmt.Errorf("%s is missing", strings.ToLower(name))
	case len(values) > 1:
		return "", fmt.Errorf("%s stands twice", strings.ToLower(name))
	case len(values[0]) > most:
		return "", fmt.Errorf("%s is longer than %d bytes", strings.ToLower(name), most)
	default:
		return values[0], nil
	}
}

// signatures reads the v1 entries of a list with blanks between them; at most maxSigners, since each costs a comparison
// with every key.
func signatures(list string) [][]byte {
	var all [][]byte
	for entry := range strings.FieldsSeq(list) {
		encoded, ok := strings.CutPrefix(entry, "v1,")
		if !ok || len(all) == maxSigners {
			continue
		}
		if mac, err := base64.StdEncoding.Strict().DecodeString(encoded); err == nil && len(mac) == sha256.Size {
			all = append(all, mac)
		}
	}
	return all
}

// fresh refuses a timestamp that is too far from now, in either direction.
func (s stamp) fresh(now time.Time) error {
	if off := now.Unix() - s.at; off > tolerance || off < -tolerance {
		return fmt.Errorf("webhook-timestamp is %d s away from our clock, at most %d are allowed", max(off, -off), tolerance)
	}
	return nil
}

// signedBy reports whether one of the keys gives one of the signatures. How long it takes tells nothing about which,
// nor about how much of a wrong one was right.
func (s stamp) signedBy(keys [][]byte, body []byte) bool {
	found := 0
	for _, key := range keys {
		want := sign(key, s.id, s.timestamp, body)
		for _, got := range s.signatures {
			found |= subtle.ConstantTimeCompare(want, got)
		}
	}
	return found == 1
}

func sign(key []byte, id, timestamp string, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	return mac.Sum(nil)
}
