package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts/phrase/phrasetest"
)

// locales are the languages of the help.
var locales = map[string]string{"en": "C.UTF-8", "ru": "ru_RU.UTF-8"}

// saying runs molva under a locale and returns what it printed and its exit code.
func saying(t *testing.T, locale string, args ...string) (out, complaint string, code int) {
	t.Helper()
	p, stdout, stderr := quiet(locale)
	code = p.main(t.Context(), args)
	return stdout.String(), stderr.String(), code
}

func quiet(locale string) (p *program, out, err *bytes.Buffer) {
	out, err = &bytes.Buffer{}, &bytes.Buffer{}
	env := func(name string) (string, bool) { return locale, name == "LANG" }
	return &program{in: strings.NewReader(""), out: out, err: err, env: env, now: time.Now}, out, err
}

// TestHelpInRussian: every text of the help has Russian, and no Russian is left of a text that is gone.
func TestHelpInRussian(t *testing.T) {
	p, _, _ := quiet(locales["en"])
	root := p.root()
	used := map[string]bool{
		usageWord: true, examplesWord: true, commandsWord: true, flagsWord: true, globalWord: true,
		someFlags: true, someCommand: true, defaultWord: true, moreWord: true,
		"string": true, "strings": true, "int": true, "ints": true, "uint": true,
	}
	for _, text := range helpTexts(root) {
		used[*text] = used[*text] || needsRussian(*text)
	}
	for text, needed := range used {
		if needed && helpRussian[text] == "" {
			t.Errorf("no Russian: %q", text)
		}
	}
	for text := range helpRussian {
		if !used[text] {
			t.Errorf("nobody says: %q", text)
		}
	}
}

// needsRussian leaves out a command's bare name and examples without a comment.
func needsRussian(text string) bool {
	if strings.HasPrefix(text, "  ") {
		return strings.Contains(text, "# ")
	}
	return strings.Contains(text, " ") || strings.ToLower(text) != text
}

// TestHelpGolden shows the help as people see it.
func TestHelpGolden(t *testing.T) {
	for language, locale := range locales {
		for name, args := range map[string][]string{"molva": {"--help"}, "import": {"import", "--help"}} {
			out, complaint, code := saying(t, locale, args...)
			if code != exitDone || complaint != "" {
				t.Errorf("%s %q: code %d, %s", language, args, code, complaint)
			}
			phrasetest.Golden(t, "help."+name+"."+language+".txt", out)
		}
	}
}

// TestHelpFollowsConfiguration: its language goes before the locale's, even when the file has mistakes.
func TestHelpFollowsConfiguration(t *testing.T) {
	file := filepath.Join(t.TempDir(), "molva.yaml")
	if err := os.WriteFile(file, []byte("language: ru\ntopic: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, out, _ := quiet(locales["en"])
	p.env = func(name string) (string, bool) { return file, name == "MOLVA_CONFIG" }
	if code := p.main(t.Context(), []string{"--help"}); code != exitDone || !strings.Contains(out.String(), "Команды:") {
		t.Errorf("help: code %d\n%s", code, out)
	}
	_, complaint, _ := saying(t, locales["en"], "mentions", "--config", file, "-o", "xml")
	if !strings.Contains(complaint, "возможны: text, json") {
		t.Errorf("complaint: %s", complaint)
	}
}
