package mattermost

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/sheet/sheettest"
)

func TestRender(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		phrasetest.Golden(t, "week."+language+".md", Render(sheettest.Week(language))+"\n")
	}
}

// What a reader sees of an escaped text is the text.
func TestEscape(t *testing.T) {
	for _, text := range []string{"1.6 : 1", "**b** _i_ [a](b) `c` # h", `a\*b \\ \w`, "@channel <!here> &lt; &#64;x", "$x$ 5 $", "=== --- ***", "www.evil.example", ":tada:"} {
		got := escape(text)
		if seen := unescape(got); seen != text {
			t.Errorf("%q is seen as %q", text, seen)
		}
		if act := acting(got); act != "" {
			t.Errorf("%q acts in %q", act, got)
		}
	}
}

// unescape reads what both readers of Markdown know: a backslash before punctuation, the entity of the dollar.
func unescape(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "&#36;", "$"), string(joiner), "")
	return regexp.MustCompile("\\\\([`*{}\\[\\]()#+\\-.!_>|~])").ReplaceAllString(text, "$1")
}

// Markup as marked and commonmark.js find it, in text without its escapes.
var (
	escapes = regexp.MustCompile("\\\\[`*{}\\[\\]()#+\\-.!_>|~]")
	markup  = regexp.MustCompile("[`*{}\\[\\]()#+!_>|~$]" + `|\\[^\x{2060}]|<[^\x{2060}]|&[^\x{2060}]|@[^\x{2060}]|:[^ \x{2060}]|=[^\x{2060}]|[-.]`)
)

// acting is what of a text acts, "" when nothing does.
func acting(text string) string {
	return markup.FindString(escapes.ReplaceAllString(strings.ReplaceAll(text, "&#36;", ""), ""))
}

// Whatever strangers write, the post is within its limit, and nothing in it acts but our own frames and links.
func TestAnything(t *testing.T) {
	for name, text := range sheettest.Texts {
		t.Run(name, func(t *testing.T) {
			m := sheettest.Hostile(text)
			checkPost(t, Render(m))
			m.Said = &alerts.Said{Text: text, Mark: text, URL: text, Host: text}
			checkPost(t, Render(m))
		})
	}
}

func FuzzRender(f *testing.F) {
	for _, text := range sheettest.Texts {
		f.Add(text[:min(len(text), 300)])
	}
	f.Fuzz(func(t *testing.T, text string) { checkPost(t, Render(sheettest.Hostile(text))) })
}

var (
	block  = regexp.MustCompile("(?s)\n```\n.*?\n```(\n|$)")
	links  = regexp.MustCompile(`\]\(https://[^() \\*_` + "`" + `\[\]<>]+\)`)
	framed = regexp.MustCompile(`^(#{4,5} |\* |> |\*\*|_)?(.*?)(\*\*|_)?$`)
)

func checkPost(t *testing.T, text string) {
	t.Helper()
	if n := utf8.RuneCountInString(text); n > maxRunes || !utf8.ValidString(text) {
		t.Errorf("%d characters", n)
	}
	for _, code := range block.FindAllString(text, -1) {
		if inside := strings.Trim(code, "`\n"); strings.ContainsAny(inside, "`<") || regexp.MustCompile(`@[^\x{2060}]`).MatchString(inside) {
			t.Errorf("acts in a block of code: %.100q", inside)
		}
	}
	for line := range strings.SplitSeq(block.ReplaceAllString(text, "\n"), "\n") {
		words := framed.FindStringSubmatch(line)[2]
		words = strings.ReplaceAll(links.ReplaceAllString(escapes.ReplaceAllString(words, ""), ""), "[", "")
		if act := acting(words); act != "" {
			t.Errorf("%q acts in %.200q", act, line)
		}
	}
}
