package config

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
)

// TestShownHidesSecrets puts a canary wherever a secret may stand, of every network and outlet, and into addresses.
func TestShownHidesSecrets(t *testing.T) {
	c := Default()
	c.Stream.URL = "nats://user:" + canary + "@nats.example:4222"
	for id, n := range networks {
		if n.opener.Options == nil {
			continue
		}
		c.Sources = append(c.Sources, Source{ID: id, Network: id, Options: n.opener.Options()})
	}
	plant(reflect.ValueOf(&c).Elem())
	secrets := 0
	for _, s := range Shown(&c) {
		if strings.Contains(s.Value, canary) || strings.Contains(s.Path, canary) {
			t.Errorf("%s shows %q", s.Path, s.Value)
		}
		if s.Secret {
			secrets++
			if s.Value != secret.Mask {
				t.Errorf("%s is set and shown as %q", s.Path, s.Value)
			}
		}
	}
	if secrets < 20 {
		t.Errorf("only %d secrets were found", secrets)
	}
}

// plant sets every secret, and every text that is an address by its name, to one with the canary in it.
func plant(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		if !v.IsNil() {
			plant(v.Elem())
		}
	case v.Type() == reflect.TypeFor[secret.String]():
		v.Set(reflect.ValueOf(secret.New(canary)))
	case v.Type() == reflect.TypeFor[[]secret.String]():
		v.Set(reflect.ValueOf([]secret.String{secret.New(canary)}))
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			plant(v.Index(i))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			if key := keyOf(f); f.Type.Kind() == reflect.String && strings.Contains(key, "url") && v.Field(i).CanSet() {
				v.Field(i).SetString("https://user:" + canary + "@host.example/path?token=" + canary)
				continue
			}
			if key := keyOf(f); f.Type == reflect.TypeFor[[]string]() && strings.Contains(key, "url") && v.Field(i).CanSet() {
				v.Field(i).Set(reflect.ValueOf([]string{"https://user:" + canary + "@host.example/" + canary + "?token=" + canary, "https://host.example/?" + canary}))
				continue
			}
			if v.Field(i).CanSet() {
				plant(v.Field(i))
			}
		}
	}
}

// TestShownReads: values stand as a file would have them, lists under their ids, and what nobody set is marked.
func TestShownReads(t *testing.T) {
	c, err := Parse("test", []byte(`language: ru
topics:
  - {id: kestrel, name: Кестрел, query: 'kestrel OR кестрел', accounts: ['vk:zarya']}
sources:
  - {id: blog, network: feed, url: 'https://user:pass@blog.example/rss?key=1', expires: 2026-12-01}
retention: {raw: 45d}
`), func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]Setting{}
	for _, s := range Shown(c) {
		shown[s.Path] = s
	}
	for path, want := range map[string]Setting{
		"language":                {Value: "ru"},
		"timezone":                {Value: "UTC", Default: true},
		"topics.kestrel.name":     {Value: "Кестрел"},
		"topics.kestrel.query":    {Value: "kestrel OR кестрел"},
		"sources.blog.url":        {Value: "https://***@blog.example/***"},
		"sources.blog.expires":    {Value: "2026-12-01"},
		"retention.raw":           {Value: "45d"},
		"retention.mentions":      {Value: "730d", Default: true},
		"stream.max_bytes":        {Value: "4GiB", Default: true},
		"http.token":              {Secret: true, Default: true},
		"topics.kestrel.accounts": {Value: "vk:zarya"},
	} {
		want.Path = path
		if got := shown[path]; got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// TestHarmless: of an address its place is left, in whatever shape it is written.
func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"nats://nats.example:4222":             "nats://nats.example:4222",
		"nats://u:pw@a.example":                "nats://***@a.example",
		"nats://token@a.example":               "nats://***@a.example",
		"nats://u:pw@a.example,nats://v:pw@b.": "nats://***@a.example, nats://***@b.",
		"nats://u:pw@a.example,v:pw@b.example": "nats://***@b.example",
		"u:pw@a.example:4222":                  "***@a.example:4222",
		"https://h.example/rss?token=pw#pw":    "https://h.example/rss?***",
		"https://h.example:x/rss?token=pw":     "***",
		"http://%zz:pw@h":                      "***",
	} {
		if got := harmless("stream.url", text); got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"kestrel OR кестрел", "mastodon:zarya@mastodon.example", "Заря, Kestrel", "=mon 09:00"} {
		if got := harmless("topics.zarya.query", text); got != text {
			t.Errorf("%s is shown as %s", text, got)
		}
	}
}

// TestShownExamples: everything that the examples set is there as it was written, once, and what they leave alone is by default.
func TestShownExamples(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		c, err := Parse("example.yaml", Example(language), func(string) (string, bool) { return "", false })
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		set := 0
		for _, s := range Shown(c) {
			if seen[s.Path] {
				t.Errorf("%s is there twice", s.Path)
			}
			seen[s.Path] = true
			for _, raw := range []string{"0001-01-01", "map[", "0h0m0s", "0xc0", "<nil>"} {
				if strings.Contains(s.Value, raw) {
					t.Errorf("%s is shown as %q", s.Path, s.Value)
				}
			}
			if !s.Default {
				set++
			}
		}
		if set < 5 || !seen["http.listen"] || !seen["retention.mentions"] {
			t.Errorf("%s: %d of %d settings are set", language, set, len(seen))
		}
	}
}

func TestSpell(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "", time.Hour: "1h", 90 * time.Minute: "1h30m", 48 * time.Hour: "2d", 1500 * time.Millisecond: "1.5s"} {
		if got := spell(d); got != want {
			t.Errorf("%v is spelt %q, want %q", d, got, want)
		}
	}
}
