package theme

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestBuiltInPacks(t *testing.T) {
	if _, err := Load(); err != nil {
		t.Fatalf("neutral: %v", err)
	}
	if want := []string{"apps", "banks", "retail", "telecom", "travel"}; !slices.Equal(Domains(), want) {
		t.Errorf("domains are %v, want %v", Domains(), want)
	}
	for _, name := range Domains() {
		if _, err := Open(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := Open(Domains()...)
	if err != nil {
		t.Fatal(err)
	}
	phrases := make(map[string][tongues]int)
	for term, k := range p.phrases {
		if k.weight > 0 {
			n := phrases[p.themes[k.theme].ID]
			n[tongueOf(term)]++
			phrases[p.themes[k.theme].ID] = n
		}
	}
	for _, theme := range p.Themes() {
		if n := phrases[theme.ID]; n[latin] < 10 || n[cyrillic] < 10 {
			t.Errorf("theme %s has %d English and %d Russian phrases, want at least 10 each", theme.ID, n[latin], n[cyrillic])
		}
	}
}

// TestNeutralIsNeutral: what only one trade says is for that trade's pack.
func TestNeutralIsNeutral(t *testing.T) {
	p := Neutral()
	for _, text := range strings.Split("flight,plane,bag,luggage,airport,hotel,sim card,mortgage,рейс,самолет,багаж,отель,ипотека,симка", ",") {
		for _, term := range read(text) {
			if got := themeOfPhrase(p, term.Text); got != "" {
				t.Errorf("%s is a phrase of %s in the neutral pack", text, got)
			}
		}
	}
}

func TestNames(t *testing.T) {
	p := Neutral()
	for _, c := range []struct{ id, lang, want string }{
		{"waiting", "en", "Waiting and delays"},
		{"waiting", "ru", "Ожидание и задержки"},
		{"waiting", "", "Waiting and delays"},
		{"gone", "ru", "gone"},
	} {
		if got := p.Name(c.id, c.lang); got != c.want {
			t.Errorf("Name(%q, %q) is %q, want %q", c.id, c.lang, got, c.want)
		}
	}
}

func TestOpenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bikes.tsv")
	text := "theme\tbikes\tBicycles\tВелосипеды\nbikes\ten\tpedal\nwaiting\ten\tsluggish\ntheme\tstaff\tCrew\tКоманда\nbikes\ten\trude\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Open("travel", path)
	if err != nil {
		t.Fatal(err)
	}
	for term, want := range map[string]string{"pedal": "bikes", "sluggish": "waiting", "rude": "bikes", "luggag": "lost", "queue": "waiting"} {
		if got := themeOfPhrase(p, term); got != want {
			t.Errorf("%s is of theme %q, want %q", term, got, want)
		}
	}
	if got := p.Name("staff", "en"); got != "Crew" {
		t.Errorf("the renamed theme is called %q", got)
	}
	if got := len(p.Themes()) - len(Neutral().Themes()); got != 1 {
		t.Errorf("%d themes more than the neutral ones, want 1", got)
	}
}

func TestOpenNothing(t *testing.T) {
	_, err := Open("travels")
	if err == nil || !strings.HasPrefix(err.Error(), `theme pack "travels" is no file and none of apps, banks, retail, telecom, travel: `) {
		t.Errorf("got %v", err)
	}
}

func TestFingerprint(t *testing.T) {
	a, b := Neutral().Fingerprint(), mustLoad(t, "").Fingerprint()
	if a != b {
		t.Errorf("the same pack has the fingerprints %s and %s", a, b)
	}
	for _, text := range []string{"waiting\ten\tsluggish", "waiting\ten\tqueue\t1.1", "staff\ten\tqueue", "theme\tbikes\tBicycles\tВелосипеды"} {
		if mustLoad(t, text).Fingerprint() == a {
			t.Errorf("%q changes the pack but not its fingerprint", text)
		}
	}
	if mustLoad(t, "theme\twaiting\tQueues\tОчереди").Fingerprint() != a {
		t.Error("another name changes the fingerprint")
	}
}

func mustLoad(t testing.TB, text string) *Pack {
	p, err := Load(File{"own", text})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
