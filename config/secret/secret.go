// Package secret holds a string that never prints itself, so that a token cannot reach a log, an error or a dump of the
// config by accident. It imports nothing of ours; every room may import it.
package secret

import "log/slog"

// Mask stands wherever a secret that is set would have been printed.
const Mask = "***"

// String is a token, password or key. Every way to print or encode it gives [Mask], or nothing when it is empty, so that
// "not set" can be told from "set". Only [String.Reveal] gives the value.
//
// It cannot be read back from what it writes; that is the purpose.
type String struct {
	value string
}

// New makes a secret of a plain value.
func New(value string) String { return String{value: value} }

// Reveal gives the value itself. Call it only where it goes onto the wire.
func (s String) Reveal() string { return s.value }

// Empty reports whether no secret is set.
func (s String) Empty() bool { return s.value == "" }

// String gives the mask, never the value.
func (s String) String() string {
	if s.Empty() {
		return ""
	}
	return Mask
}

// GoString keeps %#v from looking inside.
func (s String) GoString() string { return s.String() }

// LogValue keeps slog from looking inside.
func (s String) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText writes the mask; JSON and XML use it too.
func (s String) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalYAML writes the mask.
func (s String) MarshalYAML() (any, error) { return s.String(), nil }

// UnmarshalText takes the value as it stands in the config.
func (s *String) UnmarshalText(text []byte) error {
	s.value = string(text)
	return nil
}
