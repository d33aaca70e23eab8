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

// TestERRSaysWhich: the letters mean reactions over reach to some, and views over followers to others.
func TestERRSaysWhich(t *testing.T) {
	err, shown := regexp.MustCompile(`\bERR?(24)?\b`), map[string]bool{}
	for _, m := range All() {
		for _, text := range []string{m.Name.EN, m.Name.RU} {
			switch rest := strings.TrimSpace(err.ReplaceAllString(text, "")); {
			case shown[rest]:
				t.Errorf("row %d: without the letters %q is the name of another row", m.Row, text)
			default:
				shown[rest] = true
			}
			if err.MatchString(text) && len([]rune(err.ReplaceAllString(text, ""))) < 10 {
				t.Errorf("row %d: %q says only ER", m.Row, text)
			}
		}
	}
	for id, want := range map[string]string{"err_telegram": "V of a post / F1"} {
		if m, ok := ByID(id); !ok || !strings.Contains(m.Formula.EN, want) {
			t.Errorf("%s is told by %q, want %q in it", id, m.Formula.EN, want)
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
