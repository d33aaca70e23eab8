package sentiment

import (
	"fmt"
	"strings"
	"testing"
)

func TestLexiconMistakes(t *testing.T) {
	for file, want := range map[string]string{
		"good":                  `line 1: the value of "good" is ""`,
		"# words\n\nfine\t0":    `line 3: the value of "fine" is "0"`,
		"fine\t0.7":             `want -3 to 3 in steps of 0.5`,
		"fine\t4":               `the value of "fine" is "4"`,
		"one two three four\t1": "has 4 words, want 1 to 3",
		"\t1":                   `the value of "1" is ""`,
	} {
		if _, err := readLexicon(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %q in it", file, err, want)
		}
	}
	list, err := readLexicon("not.word\t1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newVocabulary(nil, list); err == nil || !strings.Contains(err.Error(), "is not one word") {
		t.Errorf("error is %v", err)
	}
}

// In our own files a form that stands twice is a mistake: the second value would do nothing.
func TestOwnLexiconSaysThingsOnce(t *testing.T) {
	list, err := loadedLexicon()
	if err != nil {
		t.Fatal(err)
	}
	ours, err := readLexicon(lexiconEnglish + "\n" + lexiconRussian)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, e := range ours {
		form := strings.Join(e.form, " ")
		if seen[form] {
			t.Errorf("%q stands there twice", form)
		}
		seen[form] = true
	}
	if len(list) <= len(ours) {
		t.Errorf("%d entries with the general list, %d without it", len(list), len(ours))
	}
}

// More stems than there is room for would never find an end.
func TestVocabularyHasRoom(t *testing.T) {
	c, err := loadedCues()
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	for _, s := range c.words.slots {
		if s.flags&taken != 0 {
			used++
		}
	}
	if room := len(c.words.slots); used < 10_000 || used > room/2 {
		t.Errorf("%d of %d slots are used, want 10,000 to half of them", used, room)
	}
}

const small = `
рад*	2
рад	1
радиоактивн*	-3
не жалею	1.5
не жал*	0.5
долг* ждать	-2
5 звезд	3
👍	2
good	2
good grief	-1
great	3
`

func TestWhatTheLexiconSays(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"радость", "радость:16"},
		{"рад!", "рад:8"},
		{"радостнейшему", ""}, // more than five letters after the stem
		{"Радиоактивный", "Радиоактивный:-24"},
		{"радиоактивнейшими", ""}, // the longer stem is the one that counts, and its ending is too long
		{"не жалею", "не жалею:12"},
		{"не жалел", "не жалел:4"},
		{"не, жалею", ""}, // a pause breaks a phrase
		{"жалею", ""},
		{"Долго ждать", "Долго ждать:-16"},
		{"5 звёзд", "5 звёзд:24"},
		{"👍👍", "👍👍:16"},
		{"Good grief, good", "Good grief:-8 good:16"},
		{"not great", "great:-18"}, // turned about, less a quarter
		{"#great", "great:24"},
	} {
		if got := said(t, x.text); got != x.want {
			t.Errorf("%q: %q, want %q", x.text, got, x.want)
		}
	}
}

// said writes what the small lexicon says of a text as words:eighths.
func said(t *testing.T, text string) string {
	t.Helper()
	lexicon, err := readLexicon(small)
	if err != nil {
		t.Fatal(err)
	}
	roles := map[uint64]role{onlyToken(t, "not").hash: negator}
	v, err := newVocabulary(roles, lexicon)
	if err != nil {
		t.Fatal(err)
	}
	s := scratch{tokens: tokens{words: v}}
	s.read("", text)
	var parts []string
	for i, x := range s.tokens.list {
		if x.says != 0 {
			last := s.tokens.list[i+int(x.covers)-1]
			parts = append(parts, fmt.Sprintf("%s:%d", text[x.start:last.end], x.says))
		}
	}
	return strings.Join(parts, " ")
}

func TestMood(t *testing.T) {
	list := []token{{says: 16}, {}, {says: -24}, {says: 24}, {says: 4}}
	want := mood{good: 44, bad: 24, goods: 3, bads: 1, strongest: 2, latest: 4}
	if got := moodOf(list); got != want {
		t.Errorf("mood is %+v, want %+v", got, want)
	}
	for eighths, want := range map[int]int{0: 0, 1: 1, 5: 1, 6: 2, -12: -3, 51: 6, 52: 7, -400: -7} {
		if got := grade(eighths); got != want {
			t.Errorf("%d is in bin %d, want %d", eighths, got, want)
		}
	}
}
