package ingest_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// checkAdmitted holds what is true of every mention that was admitted.
func checkAdmitted(t *testing.T, m ingest.Mention) {
	t.Helper()
	switch {
	case !ingest.ValidNetwork(m.Network):
		t.Errorf("network is %q", m.Network)
	case m.ID == "" || len(m.ID) > ingest.MaxID || !utf8.ValidString(m.ID):
		t.Errorf("id is %q", m.ID)
	case m.Text == "" && !m.Deleted && m.Rating == nil && m.Scores == nil || len(m.Text) > ingest.MaxText || !utf8.ValidString(m.Text):
		t.Errorf("text is %q", m.Text)
	case m.Published.Year() < 2000 || m.Published.After(m.Seen.Add(ingest.MaxSkew)):
		t.Errorf("published is %s", m.Published)
	case m.URL != "" && !strings.HasPrefix(strings.ToLower(m.URL), "http"):
		t.Errorf("url is %q", m.URL)
	}
	again := m
	if err := ingest.Admit(&again, "shop", m.Seen); err != nil {
		t.Fatalf("admitted once, rejected then: %v", err)
	}
	if !reflect.DeepEqual(m, again) {
		t.Errorf("admitting twice changes more: %s", cmp.Diff(m, again))
	}
}

func TestAdmitCleans(t *testing.T) {
	m := ingest.Mention{
		ID: "1", Text: " late\x00 again ", Title: "one\ntwo", Kind: "REVIEW", Lang: "ru<script>",
		Author: ingest.Author{Name: "  Аня\tР. "}, URL: "ftp://files.example/1", Topics: []string{" Kestrel", "", "kestrel"},
		Published: badNow().Add(time.Hour), Thread: "a\nb",
	}
	if err := ingest.Admit(&m, "shop", badNow()); err != nil {
		t.Fatal(err)
	}
	want := ingest.Mention{
		ID: "1", Network: "shop", Text: "late again", Title: "one two", Kind: ingest.Review,
		Author: ingest.Author{ID: "Аня Р.", Name: "Аня Р."}, Topics: []string{"Kestrel"},
		Published: badNow(), Seen: badNow(), Thread: "a b",
		Flags: ingest.BytesReplaced | ingest.TimeClamped | ingest.LinkDropped,
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	checkAdmitted(t, m)
}

func TestAdmitRejects(t *testing.T) {
	for want, m := range map[string]ingest.Mention{
		"text is empty":                       {ID: "1", Text: "\u200b"},
		"id is not valid UTF-8":               {ID: "\xff", Text: "hi"},
		"rating is NaN, want a finite number": {ID: "1", Text: "hi", Rating: ptr(math.NaN())},
		"engagement.views is -1, want 0 or more": {ID: "1", Text: "hi",
			Engagement: ingest.Engagement{Views: ptr[int64](-1)}},
		`kind is "tweet", want one of ["post" "comment" "review" "message" "survey"]`: {ID: "1", Text: "hi", Kind: "tweet"},
		`network is "Shop", want 1 to 64 of a-z, 0-9 and -`:                           {ID: "1", Text: "hi", Network: "Shop"},
		"text has 1048577 bytes, at most 1048576 are taken":                           {ID: "1", Text: strings.Repeat("a", 1<<20+1)},
	} {
		if err := ingest.Admit(&m, "shop", badNow()); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestDerivedID(t *testing.T) {
	base := ingest.Mention{Text: "hi", URL: "https://a.example/", Author: ingest.Author{Name: "bob"}, Published: badNow()}
	id := func(change func(*ingest.Mention)) string {
		m := base
		change(&m)
		if err := ingest.Admit(&m, "shop", badNow()); err != nil {
			t.Fatal(err)
		}
		return m.ID
	}
	// The first 16 bytes of sha256("shop\0https://a.example/\0bob\02026-11-21T12:00:00Z\0hi\0").
	const want = "426ec8e7798a95ba244c90e731c2b549"
	if got := id(func(*ingest.Mention) {}); got != want {
		t.Errorf("the derived id is %s, want %s", got, want)
	}
	for name, change := range map[string]func(*ingest.Mention){
		"network":   func(m *ingest.Mention) { m.Network = "vk" },
		"url":       func(m *ingest.Mention) { m.URL = "" },
		"author":    func(m *ingest.Mention) { m.Author.ID = "7" },
		"published": func(m *ingest.Mention) { m.Published = time.Time{} },
		"text":      func(m *ingest.Mention) { m.Text = "ho" },
	} {
		if id(change) == want {
			t.Errorf("another %s has the same id", name)
		}
	}
	if id(func(m *ingest.Mention) { m.Title, m.Lang = "t", "en" }) != want {
		t.Error("a title changes the id")
	}
}

func BenchmarkAdmit(b *testing.B) {
	m, _, err := ingest.Decode(replay(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := m
		if err := ingest.Admit(&c, "vk", badNow()); err != nil {
			b.Fatal(err)
		}
	}
}
