package alerts

import (
	"testing"

	"molva/alerts/phrase"
	"molva/store"
)

func TestCorrections(t *testing.T) {
	for _, c := range []struct {
		shift  store.Shift
		en, ru string
	}{
		{store.Shift{}, "", ""},
		{store.Shift{Labels: 1, People: 1}, "Corrections on 21–27 Sep by 1 person: 1 label; no figure moved.",
			"Исправления 21–27 сентября от 1 человека: 1 метка; числа не изменились."},
		{store.Shift{Labels: 12, Excluded: 1, People: 2, Changed: 5, Positive: 3, Negative: -4},
			"Corrections on 21–27 Sep by 2 people: 12 labels, taken out: 1; 5 mentions count otherwise now: positive +3, negative −4.",
			"Исправления 21–27 сентября от 2 человек: 12 меток, исключено: 1; 5 упоминаний теперь учтено иначе: положительных +3, отрицательных −4."},
		{store.Shift{Excluded: 1, People: 1, Changed: 1, Neutral: -1}, "Corrections on 21–27 Sep by 1 person: taken out: 1; 1 mention counts otherwise now: neutral −1.",
			"Исправления 21–27 сентября от 1 человека: исключено: 1; 1 упоминание теперь учтено иначе: нейтральных −1."},
	} {
		d := sample(t, tone(1, 1, 1), tone(1, 1, 1))
		d.Corrected = c.shift
		for language, want := range map[string]string{"en": c.en, "ru": c.ru} {
			p, err := phrase.New(language, Texts)
			if err != nil {
				t.Fatal(err)
			}
			if got := (teller{d, p, Links{}}).corrections(); got != want {
				t.Errorf("%+v is told as %q, want %q", c.shift, got, want)
			}
		}
	}
}

// TestOnlySomeThemes: a digest that tells of some themes only does not give the numbers of all as theirs.
func TestOnlySomeThemes(t *testing.T) {
	d := full(t)
	d = Route{Themes: []string{"quality", "delivery"}}.narrow(d)
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	s := TellComplaints(d, p, Links{"/"})
	if want := "Troubles that several people tell of, only about Quality and faults and delivery: 2 (returned: 1, new: 1)."; s.Headline != want {
		t.Errorf("headline %q, want %q", s.Headline, want)
	}
	if lines := s.Recurs[0].Lines; len(lines) != 1 || lines[0].String() != "Only complaints about Quality and faults and delivery are told here." {
		t.Errorf("rest %q", lines)
	}
}

// What a person labelled is not what the model is sure of.
func TestSurety(t *testing.T) {
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	for by, want := range map[string]string{"": "2% sure", "model:x": "2% sure", "second:x": "by a second opinion", "olga": "labelled by a person"} {
		if got := Surety(by, 0.02, p); got != want {
			t.Errorf("%q is told as %q, want %q", by, got, want)
		}
	}
}
