package frame

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	scheme = regexp.MustCompile(`(?s):root \{(.*?)\n\s*\}`)
	colour = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{3,6})`)
)

// schemes are the colours of the style sheet by light and by dark.
func schemes(t *testing.T) (all []map[string]string) {
	t.Helper()
	sheet, err := files.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range scheme.FindAllStringSubmatch(string(sheet), 2) {
		names := map[string]string{}
		for _, c := range colour.FindAllStringSubmatch(block[1], -1) {
			names[c[1]] = c[2]
		}
		all = append(all, names)
	}
	return all
}

// luminance of a colour, as WCAG 2.2 defines it.
func luminance(t *testing.T, hex string) (sum float64) {
	t.Helper()
	if len(hex) == 3 {
		hex = strings.Join([]string{hex[:1], hex[:1], hex[1:2], hex[1:2], hex[2:], hex[2:]}, "")
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
			continue
		}
		sum += weight * math.Pow((c+0.055)/1.055, 2.4)
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Every text can be read on what it stands on, and every drawn part is seen, in both schemes.
func TestContrast(t *testing.T) {
	both := schemes(t)
	if len(both) != 2 {
		t.Fatalf("%d schemes", len(both))
	}
	for i, c := range both {
		want := func(a, b string, least float64) {
			t.Helper()
			if c[a] == "" || c[b] == "" {
				t.Fatalf("scheme %d lacks %s or %s", i, a, b)
			}
			if got := contrast(t, c[a], c[b]); got < least {
				t.Errorf("scheme %d: %s on %s has %.2f, want %.1f", i, a, b, got, least)
			}
		}
		for _, text := range []string{"ink", "quiet", "accent", "positive-text", "neutral-text", "negative-text"} {
			for _, ground := range []string{"paper", "card", "sunken"} {
				want(text, ground, 4.5)
			}
		}
		for _, kind := range []string{"good", "bad", "new", "warn", "plain"} {
			want(kind+"-ink", kind+"-soft", 4.5)
		}
		want("accent-ink", "accent", 4.5)
		for _, text := range []string{"accent", "quiet", "ink"} {
			want(text, "accent-soft", 4.5)
		}
		for _, part := range []string{"positive", "neutral", "negative", "first", "second", "third", "fourth", "edge", "accent"} {
			want(part, "card", 3)
		}
		want("positive", "negative", 1.5) // they differ for those who see no hues
	}
}

func TestSheetIsLight(t *testing.T) {
	sheet, err := files.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	if len(sheet) > 25_000 {
		t.Errorf("the style sheet has %d bytes", len(sheet))
	}
	if text := string(sheet); strings.Contains(text, "url(") || strings.Contains(text, "@import") {
		t.Error("the style sheet loads something")
	}
}
