package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Bytes is an amount of storage, written as 512MiB, 4GiB or a plain number of bytes.
type Bytes int64

// UnmarshalText reads an amount; the units are powers of 1024, with or without the i.
func (b *Bytes) UnmarshalText(text []byte) error {
	s, unit := strings.TrimSpace(string(text)), int64(1)
	for i, prefix := range "KMGT" {
		for _, suffix := range []string{"iB", "B", ""} {
			if head, ok := strings.CutSuffix(s, string(prefix)+suffix); ok && unit == 1 {
				s, unit = strings.TrimSpace(head), 1<<(10*(i+1))
			}
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > (1<<62)/unit {
		return fmt.Errorf("found %q, want an amount such as 512MiB or 4GiB", text)
	}
	*b = Bytes(n * unit)
	return nil
}
