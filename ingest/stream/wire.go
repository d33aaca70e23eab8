package stream

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What travels beside a body. Only Nats-Msg-Id is part of the contract with foreign publishers; the rest is ours.
const (
	headerSource  = "Molva-Source"
	headerRun     = "Molva-Run"
	headerSeen    = "Molva-Seen" // RFC 3339 with nanoseconds, UTC
	headerKind    = "Molva-Kind" // in the tagged log, whose subject does not say it
	headerNetwork = "Molva-Network"
	headerOrigin  = "Molva-Origin"
	headerVerdict = "Molva-Verdict"
)

const (
	subjectMention = "molva.mention."
	subjectNote    = "molva.note."
	subjectTagged  = "molva.tagged"
	kindNote       = "note"
)

// nameMost bounds the names that become parts of subjects, keys and headers.
const nameMost = 64

// isToken reports whether s may stand in a subject: a-z, 0-9 and -.
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return s != "" && len(s) <= nameMost
}

// isRun reports whether s may name an import: "" or ASCII letters, digits and . _ : -.
func isRun(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20 // lower case, for letters
		if (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > ':') && s[i] != '.' && s[i] != '_' && s[i] != '-' {
			return false
		}
	}
	return len(s) <= nameMost
}

// checkNames refuses what could forge a subject or a header.
func (it *Item) checkNames() error {
	switch {
	case !isToken(it.Source):
		return fmt.Errorf("source is %q, want a-z, 0-9 and -, up to %d", it.Source, nameMost)
	case it.Kind == Mention && !isToken(it.Network):
		return fmt.Errorf("network is %q, want a-z, 0-9 and -, up to %d", it.Network, nameMost)
	case !isRun(it.Run):
		return fmt.Errorf("run is %q, want letters, digits and . _ : -, up to %d", it.Run, nameMost)
	}
	return nil
}

// size is roughly what the item costs in memory and on the wire.
func (it *Item) size() int { return len(it.Body) + len(it.Verdict) }

// write puts the item into a message of the raw log, over whatever stood there.
func (it *Item) write(msg *nats.Msg, id string) {
	clear(msg.Header)
	h := msg.Header
	h[jetstream.MsgIDHeader] = []string{id}
	h[headerSource] = []string{it.Source}
	if !it.Seen.IsZero() {
		h[headerSeen] = []string{it.Seen.UTC().Format(time.RFC3339Nano)}
	}
	if it.Run != "" {
		h[headerRun] = []string{it.Run}
	}
	msg.Subject, msg.Reply, msg.Data = subjectMention+it.Network, "", it.Body
	if it.Kind == Note {
		msg.Subject = subjectNote + it.Source
	}
}

// writeTagged puts the item into a message of the tagged log.
func (it *Item) writeTagged(msg *nats.Msg, id string) {
	it.write(msg, id)
	msg.Subject = subjectTagged
	msg.Header[headerOrigin] = []string{strconv.FormatUint(it.Origin, 10)}
	msg.Header[headerVerdict] = []string{string(it.Verdict)}
	if it.Kind == Note {
		msg.Header[headerKind] = []string{kindNote}
	} else {
		msg.Header[headerNetwork] = []string{it.Network}
	}
}

// parse reads a message of either log. It never fails: anyone may publish a mention, with any headers or none, and what
// cannot be trusted is replaced by what the stream itself knows.
func parse(subject string, h nats.Header, body []byte, seq uint64, stored time.Time) Item {
	it := Item{Seq: seq, Origin: seq, Body: body, Source: first(h, headerSource), Run: first(h, headerRun), Seen: stored.UTC()}
	switch {
	case subject == subjectTagged:
		it.Network, it.Verdict = first(h, headerNetwork), []byte(first(h, headerVerdict))
		it.Origin, _ = strconv.ParseUint(first(h, headerOrigin), 10, 64)
		if first(h, headerKind) == kindNote {
			it.Kind = Note
		}
	case strings.HasPrefix(subject, subjectNote):
		it.Kind, it.Source = Note, subject[len(subjectNote):]
	default:
		it.Network = strings.TrimPrefix(subject, subjectMention)
	}
	if !isToken(it.Source) {
		it.Source = it.Network
	}
	if !isRun(it.Run) {
		it.Run = ""
	}
	if seen, err := time.Parse(time.RFC3339Nano, first(h, headerSeen)); err == nil && !seen.IsZero() {
		it.Seen = seen.UTC()
	}
	return it
}

func first(h nats.Header, key string) string {
	if v := h[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}
