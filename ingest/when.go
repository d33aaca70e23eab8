package ingest

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// ParseTime reads a moment as networks and files write it: RFC 3339, where a blank may stand for the T, or a number of
// seconds since 1970, or of milliseconds when it is 100,000,000,000 or more. A leap second is the second after it,
// 24:00 the next midnight. A time without a zone is nobody's and is not read. The answer is in UTC.
func ParseTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if n := numberLen(s); n > 0 && n == len(s) {
		return fromUnix(s)
	}
	if len(s) < len("2006-01-02T15:04:05Z") {
		return time.Time{}, false
	}
	clock, extra := s[11:19], time.Duration(0)
	switch {
	case clock == "24:00:00":
		clock, extra = "00:00:00", 24*time.Hour
	case strings.HasSuffix(clock, ":60"):
		clock, extra = clock[:6]+"59", time.Second
	}
	date, zone := s[:10], strings.ToUpper(s[19:])
	if !strings.Contains("Tt ", s[10:11]) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, date+"T"+clock+zone)
	if err != nil {
		return time.Time{}, false
	}
	t = writable(t.Add(extra))
	return t, !t.IsZero()
}

// fromUnix reads seconds or milliseconds. From the year 5138 on a number means something else.
func fromUnix(s string) (time.Time, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if math.Abs(n) < 1e11 {
		n *= 1000
	}
	if err != nil || math.Abs(n) >= 1e14 {
		return time.Time{}, false
	}
	t := writable(time.UnixMilli(int64(math.Round(n))))
	return t, !t.IsZero()
}

// writable is t in UTC, or zero when RFC 3339 has no form for its year.
func writable(t time.Time) time.Time {
	t = t.UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}
