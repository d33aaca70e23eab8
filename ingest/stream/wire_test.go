package stream

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
)

func TestNames(t *testing.T) {
	tests := []struct {
		s          string
		token, run bool
	}{
		{"vk", true, true},
		{"my-feed-2", true, true},
		{"", false, true},
		{"Shop", false, true},
		{"a.b", false, true},
		{"2026-11-05T10:00:00_x", false, true},
		{"a b", false, false},
		{"*", false, false},
		{">", false, false},
		{"a\r\nb", false, false},
		{"кафе", false, false},
		{"a/b", false, false},
		{"a;b", false, false},
		{"[", false, false},
		{strings.Repeat("a", 64), true, true},
		{strings.Repeat("a", 65), false, false},
	}
	for _, tt := range tests {
		if got := isToken(tt.s); got != tt.token {
			t.Errorf("isToken(%q) = %t", tt.s, got)
		}
		if got := isRun(tt.s); got != tt.run {
			t.Errorf("isRun(%q) = %t", tt.s, got)
		}
	}
}

func TestTaggedKeepsWhatWasRaw(t *testing.T) {
	seen := time.Date(2026, 11, 5, 10, 0, 0, 123, time.UTC)
	for _, it := range []Item{
		{Network: "vk", Source: "shop", Run: "r", Origin: 1 << 60, Seen: seen, Body: []byte("{}"), Verdict: []byte(`{"a":"ё"}`)},
		{Kind: Note, Source: "shop", Seen: seen, Body: []byte("{}"), Verdict: []byte(`{}`)},
		{Network: "UPPER", Source: "UPPER", Seen: seen, Body: []byte("{}"), Verdict: []byte(`{"rejected":"network"}`)},
	} {
		msg := &nats.Msg{Header: nats.Header{"Left": {"over"}}}
		it.writeTagged(msg, "id")
		got := parse(msg.Subject, msg.Header, msg.Data, 0, time.Time{})
		if diff := cmp.Diff(it, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// Whatever a foreign publisher sends is read, and nothing of it can stand where it could do harm.
func FuzzParse(f *testing.F) {
	f.Add("molva.mention.vk", "shop", "run", "2026-11-05T10:00:00Z", "", "")
	f.Add("molva.mention.UPPER", "a b", "a\nb", "yesterday", "note", "{}")
	f.Add("molva.note.shop", "other", "", "", "", "")
	f.Add("molva.tagged", "shop", "", "0001-01-01T00:00:00Z", "note", `{"verdict":1}`)
	f.Add("", "", "", "", "", "")
	f.Fuzz(func(t *testing.T, subject, source, run, seen, kind, verdict string) {
		h := nats.Header{headerSource: {source}, headerRun: {run}, headerSeen: {seen}, headerKind: {kind}, headerVerdict: {verdict}, headerNetwork: nil}
		stored := time.Date(2026, 11, 5, 10, 0, 0, 0, time.UTC)
		it := parse(subject, h, []byte("{}"), 7, stored)
		if !isRun(it.Run) || it.Seen.Location() != time.UTC || it.Seq != 7 {
			t.Errorf("parsed %+v", it)
		}
		if it.Kind == Mention && !isToken(it.Source) && it.Source != it.Network {
			t.Errorf("source %q of network %q", it.Source, it.Network)
		}
	})
}
