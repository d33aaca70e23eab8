package theme

import (
	"strings"
	"testing"
)

func TestMistakesAreReportedByLine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"too few fields of a theme", "theme\tbikes\tBicycles", "themes own:1: a theme has 3 fields, want 4: theme, id, English name, Russian name"},
		{"a name is empty", "theme\tbikes\t\tВелосипеды", "themes own:1: a theme has an empty field, want theme, id, English name, Russian name"},
		{"an id with a space", "theme\tmy bikes\tBicycles\tВелосипеды", `themes own:1: theme id is "my bikes", want small letters, digits and -, such as waiting`},
		{"spaces for tabs", "waiting en late", "themes own:1: found 1 fields, want 3 or 4: theme, language, phrases, weight (tabs between them)"},
		{"a theme nobody named", "# bikes\n\nbikes\ten\tchain", `themes own:3: theme is "bikes", want one of waiting, cancelled, lost, quality, price, support, staff, app, booking, account, choice, ads, or a line before that names it`},
		{"another language", "waiting\tde\tspät", `themes own:1: language is "de", want en or ru`},
		{"a weight that is none", "waiting\ten\tsluggish\theavy", `themes own:1: weight is "heavy", want a number above 0 and up to 10`},
		{"a weight too large", "waiting\ten\tsluggish\t11", `themes own:1: weight is "11", want a number above 0 and up to 10`},
		{"a weight that is no number", "waiting\ten\tsluggish\tNaN", `themes own:1: weight is "NaN", want a number above 0 and up to 10`},
		{"only stop words", "waiting\ten\tsluggish, the", `themes own:1: phrase "the" has only words that are passed over, want one that tells something`},
		{"a phrase that shrinks", "waiting\ten\tevery train", `themes own:1: phrase "every train" would be read as "train" alone, want that word or others`},
		{"a long phrase", "waiting\ten\tsluggish lift doors", `themes own:1: phrase "sluggish lift doors" is too long, want a word, two neighbouring words, or a negation and a word`},
		{"one word in two themes", "waiting\ten\tsluggish\nstaff\ten\tsluggishly", `themes own:2: "sluggish" is a phrase of theme waiting in line 1, want it in one theme`},
	} {
		_, err := Load(File{"own", c.text})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestAllMistakesAreReportedAndTheRestIsRead(t *testing.T) {
	p, err := Load(File{"own", "bikes\ten\tchain\ntheme\tbikes\tBicycles\tВелосипеды\nbikes\ten\tsaddle\tmuch\nbikes\ten\tpedal"})
	if err == nil || strings.Count(err.Error(), "themes own:") != 2 {
		t.Errorf("got %v, want two mistakes", err)
	}
	if got := themeOfPhrase(p, "pedal"); got != "bikes" {
		t.Errorf("pedal is of theme %q, want bikes", got)
	}
	if got := themeOfPhrase(p, "saddl"); got != "" {
		t.Errorf("saddle is of theme %q, want none", got)
	}
}

func TestTooManyThemes(t *testing.T) {
	var b strings.Builder
	for i := range maxThemes {
		b.WriteString("theme\tt" + strings.Repeat("x", i) + "\tEnglish\tРусский\n")
	}
	p, err := Load(File{"own", b.String()})
	if err == nil || !strings.Contains(err.Error(), "is one too many, at most 32 are possible") {
		t.Errorf("got %v", err)
	}
	if n := len(p.Themes()); n != maxThemes {
		t.Errorf("%d themes, want %d", n, maxThemes)
	}
}

func TestFormsOfPhrases(t *testing.T) {
	p, err := Load(File{"own", "\ufefftheme\tbikes\tBicycles\tВелосипеды\r\nbikes\ten\tPedals, flat tyre, does not brake\t2.5\r\nbikes\tru\tцепь слетает, не тормозит\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	for term, weight := range map[string]float32{"pedal": 2.5, "flat tyre": 2.5, "not_brake": 2.5, "цеп слета": pairWeight, "not_тормоз": wordWeight} {
		if k := p.phrases[term]; p.themes[k.theme].ID != "bikes" || k.weight != weight {
			t.Errorf("%s: theme %s weight %g, want bikes %g", term, p.themes[k.theme].ID, k.weight, weight)
		}
	}
}

// themeOfPhrase is the theme that a term is a phrase of, empty when it is none.
func themeOfPhrase(p *Pack, term string) string {
	if k := p.phrases[term]; k.weight > 0 {
		return p.themes[k.theme].ID
	}
	return ""
}

// FuzzRead: whatever a user's file says, it is read or reported, and every phrase that was read has a theme.
func FuzzRead(f *testing.F) {
	f.Add("theme\tbikes\tBicycles\tВелосипеды\nbikes\ten\tpedal, flat tyre\t2\nbikes\tru\tне тормозит")
	f.Add("\ufeff# nothing\r\n\t\t\t\ntheme\t\t\t")
	f.Fuzz(func(t *testing.T, text string) {
		r := newReader()
		r.read(File{"own", text})
		for term, p := range r.pack.phrases {
			if p.theme < 0 || p.theme >= len(r.pack.themes) || !(p.weight > 0 && p.weight <= maxWeight) || term == "" {
				t.Errorf("%q: %+v", term, p)
			}
		}
	})
}
