package query

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for expr, want := range map[string]string{
		`kestrel OR кестрел`:                   "kestrel кестрел",
		`"zarya bank" OR #zarya`:               "zarya bank zarya",
		`kestrel AND (battery OR sound)`:       "kestrel",
		`(lumen OR люмен) AND (lamp OR light)`: "lumen люмен",
		`kestrel AND headphones AND NOT bird`:  "kestrel headphones",
		`boreal NEAR/3 airlines`:               "boreal airlines",
		`kestr* AND lang:ru`:                   "kestr",
		`kestrel-x`:                            "kestrel x",
	} {
		q, err := Parse(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := strings.Join(q.Names(), " "); got != want {
			t.Errorf("names of %s are %q, want %q", expr, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	for expr, want := range map[string]string{
		`kestrel OR кестрел`:                      "kestrel|кестрел",
		`"zarya bank" OR #zarya`:                  "zarya bank|zarya",
		`kestrel AND (battery OR sound)`:          "kestrel",
		`(lumen OR люмен) AND (lamp OR light)`:    "lumen|люмен",
		`NOT bird AND (kestrel OR "zarya k1")`:    "kestrel|zarya k1",
		`boreal NEAR/3 airlines`:                  "boreal",
		`kestr* AND lang:ru`:                      "kestr",
		`kestrel-x`:                               "kestrel x",
		`{Zarya} OR "zarya electronics" NOT bird`: "Zarya|zarya electronics",
	} {
		q, err := Parse(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := strings.Join(q.Terms(), "|"); got != want {
			t.Errorf("terms of %s are %q, want %q", expr, got, want)
		}
	}
}
