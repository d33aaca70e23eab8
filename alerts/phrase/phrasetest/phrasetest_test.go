package phrasetest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"molva/alerts/phrase"
)

const source = `package p

func f(p printer) {
	p.Sprintf("known %d", 1)
	fmt.Sprintf("none of ours")
	p.Sprintf(variable)
	s.printer.Sprintf("unknown")
}
`

func TestSaid(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.go"), source)
	write(t, filepath.Join(dir, "page.html"), `<p>{{say "in a template %s" .Name}} {{if (say "nested")}}</p>`)
	var keys []string
	for _, s := range append(said(t, dir), written(t, dir)...) {
		keys = append(keys, s.key)
	}
	want := []string{"known %d", "a key that is no literal", "unknown", "in a template %s", "nested"}
	if !slices.Equal(keys, want) {
		t.Errorf("found %q, want %q", keys, want)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheck(t *testing.T) {
	known := map[string]phrase.Form{
		"%s has %d":   phrase.Say("у %[1]s есть %[2]d"),
		"lost %d":     phrase.Say("потерян"),
		"reversed %s": phrase.Say("100%% %s"),
	}
	for key, good := range map[string]bool{"%s has %d": true, "lost %d": false, "reversed %s": true, "absent": false} {
		if err := check(key, known); (err == nil) != good {
			t.Errorf("%q: %v", key, err)
		}
	}
}
