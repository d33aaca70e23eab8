package metric

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"molva/ingest"
)

// TestCatalogue holds that the registry has the rows of the catalogue, each once and in order.
func TestCatalogue(t *testing.T) {
	const rows = 119
	for i, m := range All() {
		if m.Row != i+1 {
			t.Fatalf("row %d stands at place %d", m.Row, i+1)
		}
	}
	if len(All()) != rows {
		t.Errorf("there are %d rows, want %d", len(All()), rows)
	}
}

// TestRowsAreWhole holds that each row says in both languages what it is, and that one function computes it.
func TestRowsAreWhole(t *testing.T) {
	id, names := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`), map[string]int{}
	for _, m := range All() {
		if !id.MatchString(m.ID) {
			t.Errorf("row %d: id is %q, want small letters and underscores", m.Row, m.ID)
		}
		for _, name := range []string{m.ID, m.Name.EN, m.Name.RU} {
			if names[name]++; names[name] > 1 || name == "" {
				t.Errorf("row %d: %q is empty or the name of another row", m.Row, name)
			}
		}
		checkText(t, m, "formula", m.Formula)
		if m.Denominator != (Text{}) {
			checkText(t, m, "denominator", m.Denominator)
		}
		for network, note := range m.Notes {
			checkText(t, m, "note on "+network, note)
		}
		for part, name := range m.Parts {
			checkText(t, m, "part "+part, name)
		}
		if (m.OfAccount == nil) == (m.OfTopic == nil) {
			t.Errorf("row %d: want one function", m.Row)
		}
		if m.Class != Vanity && m.Class != Diagnostic && m.Class != KPI {
			t.Errorf("row %d: class is %q", m.Row, m.Class)
		}
		if m.Unit == "" {
			t.Errorf("row %d has no unit", m.Row)
		}
	}
}

func checkText(t *testing.T, m Metric, what string, text Text) {
	t.Helper()
	if strings.TrimSpace(text.EN) == "" || strings.TrimSpace(text.RU) == "" || cyrillic(text.EN) {
		t.Errorf("row %d: %s is %q and %q", m.Row, what, text.EN, text.RU)
	}
}

func cyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'А' && r <= 'я' })
}

// TestERRSaysWhich: the letters mean reactions over reach to some, and views over followers to others, and ER too has two senses.
// No name says only the letters, and what they stand for is in the formula.
func TestERRSaysWhich(t *testing.T) {
	letters, plain := regexp.MustCompile(`ERR?(24)?\b`), map[string]bool{}
	for _, m := range All() {
		for _, name := range []string{m.Name.EN, m.Name.RU} {
			rest := letters.ReplaceAllString(name, "")
			if plain[rest] || letters.MatchString(name) && len([]rune(rest)) < 20 {
				t.Errorf("row %d: %q says no more than the letters, or what another row says", m.Row, name)
			}
			plain[rest] = true
		}
	}
	for id, below := range map[string]string{"err_telegram": "/ F1", "err24_telegram": "/ F1", "engagement_rate_reach": "/ ΣR", "er_telegram": "/ ΣV"} {
		if m, ok := ByID(id); !ok || !strings.Contains(m.Formula.EN, below) || !strings.Contains(m.Formula.RU, below) {
			t.Errorf("%s is told by %q, want %q in it", id, m.Formula, below)
		}
	}
	if _, ok := ByID("err"); ok {
		t.Error("there is a metric called err alone")
	}
}

// TestVanityIsNoGoal: and whoever wants it as one is told why, and a KPI to take.
func TestVanityIsNoGoal(t *testing.T) {
	for _, m := range All() {
		err := m.Goalable()
		if (err != nil) != (m.Class == Vanity) {
			t.Errorf("row %d of class %s as a goal: %v", m.Row, m.Class, err)
		}
		var said *ingest.Complaint
		if err == nil || !errors.As(err, &said) {
			continue
		}
		if k, ok := ByID(said.Args[1].(string)); !ok || k.Class != KPI {
			t.Errorf("row %d: instead of it %q is named, which is no KPI", m.Row, said.Args[1])
		}
	}
	m, _ := ByID("followers")
	want := `"followers" is vanity: it can rise while the business gains nothing, so it is no goal; take "churn" or another metric of class K`
	if err := m.Goalable(); err == nil || err.Error() != want {
		t.Errorf("followers as a goal: %v, want %s", err, want)
	}
}

func TestPartName(t *testing.T) {
	m, _ := ByID("audience_intersection")
	for _, c := range []struct{ part, language, want string }{
		{"vk:boreal", "en", "vk:boreal"},
		{"vk:boreal/jaccard", "ru", "vk:boreal, Жаккар"},
		{"share", "en", "share of the own audience"},
		{"a/b", "en", "a/b"},
	} {
		if got := m.PartName(c.part, c.language); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.part, c.language, got, c.want)
		}
	}
}

func TestPersonName(t *testing.T) {
	m, _ := ByID("audience_mix")
	for _, c := range []struct{ part, language, want string }{
		{"f-25-30", "ru", "женщины 25–30"},
		{"m-65+", "en", "men 65+"},
		{"u", "en", "sex not told"},
		{"age-18-24", "en", "age 18–24"},
		{"country-ru", "en", "country RU"},
		{"city-ростов-на-дону", "ru", "город ростов-на-дону"},
		{"anything", "en", "anything"},
	} {
		if got := m.PartName(c.part, c.language); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.part, c.language, got, c.want)
		}
	}
}

// The classes of the catalogue, row by row; of the two of row 24 it has the stricter one.
const classes = "VVDDDDKKDDKDKKKDDKDDDDDVDDKDDVVVDDDDDKKDKDVDDVDDDDKDKKKKDDDDDDDDDDKDDDVKDDVDDKDDVKKKKKKKKKDDKDKKKKDKDDDKKKKKDKKKDKKKKKK"

func TestClasses(t *testing.T) {
	var got strings.Builder
	for _, m := range All() {
		got.WriteString(string(m.Class))
	}
	if got.String() != classes {
		t.Errorf("the classes are\n%s, want\n%s", got.String(), classes)
	}
}
