package email

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestQuotes takes written mails apart; testdata/quotes.txtar says what their authors wrote.
func TestQuotes(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/quotes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	mails, exact := 0, 0
	for i := 0; i+2 < len(archive.Files); i += 3 {
		name, kind, _ := strings.Cut(archive.Files[i].Name, ".")
		text := string(archive.Files[i].Data)
		if archive.Files[i+1].Name != name+".own" || archive.Files[i+2].Name != name+".context" {
			t.Fatalf("%s is not followed by what is expected of it", name)
		}
		if kind == "html" {
			text = plain(text)
		}
		own, quoted := split(text)
		good := same(t, name+".own", own, archive.Files[i+1].Data)
		good = same(t, name+".context", answered(quoted), archive.Files[i+2].Data) && good
		if mails++; good {
			exact++
		}
	}
	t.Logf("%d of %d mails are taken apart exactly", exact, mails)
	if mails < 40 || len(archive.Files)%3 != 0 {
		t.Errorf("%d sections, %d mails", len(archive.Files), mails)
	}
}

func same(t *testing.T, name, got string, want []byte) bool {
	t.Helper()
	if got == strings.TrimSpace(string(want)) {
		return true
	}
	t.Errorf("%s: %q, want %q", name, got, strings.TrimSpace(string(want)))
	return false
}
