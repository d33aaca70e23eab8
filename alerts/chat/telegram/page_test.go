package telegram

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/sheet/sheettest"
)

func TestLay(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		for _, p := range lay(sheettest.Week(language)) {
			if err := e.Encode((&bot{options: Options{Chat: "-1001"}}).message(p)); err != nil {
				t.Fatal(err)
			}
		}
		phrasetest.Golden(t, "week."+language+".json", b.String())
	}
}

// Whatever strangers write, the Bot API takes the parts and nothing in them acts but our own entities.
func TestAnything(t *testing.T) {
	for name, text := range sheettest.Texts {
		t.Run(name, func(t *testing.T) {
			m := sheettest.Hostile(text)
			checkParts(t, lay(m), maxParts)
			m.Over = alerts.Place{ID: "7"}
			checkParts(t, lay(m), 1)
			m.Said, m.Over = &alerts.Said{Text: text, Mark: text, URL: text, Host: text}, alerts.Place{}
			checkParts(t, lay(m), 1)
		})
	}
}

func FuzzLay(f *testing.F) {
	for _, text := range sheettest.Texts {
		f.Add(text[:min(len(text), 300)])
	}
	f.Fuzz(func(t *testing.T, text string) { checkParts(t, lay(sheettest.Hostile(text)), maxParts) })
}

// found is what the Bot API makes a link or a mention of.
var found = regexp.MustCompile(`[@#$][\p{L}\p{N}_]|/[\p{L}_/]|\.\p{L}|:/`)

func checkParts(t *testing.T, parts []part, most int) {
	t.Helper()
	if len(parts) == 0 || len(parts) > most {
		t.Errorf("%d parts, want 1 to %d", len(parts), most)
	}
	for _, p := range parts {
		units := utf16.Encode([]rune(p.text))
		if len(units) > maxUnits || len(p.entities) > maxEntities || len(units) == 0 {
			t.Errorf("%d units, %d entities", len(units), len(p.entities))
		}
		if strings.TrimSpace(p.text) != p.text {
			t.Errorf("white space around %.40q", p.text)
		}
		if act := found.FindString(p.text); act != "" {
			t.Errorf("%q acts", act)
		}
		for _, e := range p.entities {
			checkEntity(t, e, units)
		}
	}
}

func checkEntity(t *testing.T, e entity, units []uint16) {
	t.Helper()
	if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(units) {
		t.Fatalf("entity %+v of %d units", e, len(units))
	}
	if low := units[e.Offset]; low >= 0xdc00 && low <= 0xdfff {
		t.Errorf("entity %+v begins inside a character", e)
	}
	switch e.Type {
	case "bold", "italic", "blockquote", "pre":
	case "text_link":
		if !strings.HasPrefix(e.URL, "https://") {
			t.Errorf("leads to %.80q", e.URL)
		}
	default:
		t.Errorf("entity of type %q", e.Type)
	}
}
