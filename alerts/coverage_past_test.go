package alerts

import (
	"slices"
	"testing"
	"time"

	"molva/alerts/phrase"
	"molva/store"
)

// What is lost, what is still to come and whose credentials end stand beside the numbers.
func TestCoverageOfTime(t *testing.T) {
	d := sample(t, tone(1, 1, 1), tone(1, 1, 1))
	at := func(day, hour int) time.Time { return time.Date(2026, 9, day, hour, 0, 0, 0, d.Topic.Zone) }
	d.Coverage = Coverage{
		Up:     2,
		Gaps:   []store.Gap{{Source: "telegram", From: at(22, 3), At: at(23, 9), Why: "nobody read it for 1d6h, the network looks back 24h"}},
		Past:   []Past{{"forum", at(1, 0)}},
		Ending: []Ending{{"shop", at(30, 12)}},
	}
	for language, want := range map[string][]string{
		"en": {"Lost from 22 Sep, 03:00 to 23 Sep, 09:00 from telegram: nobody read it for 1d6h, the network looks back 24h.",
			"forum is still reading the past since 1 Sep: the numbers of those days will grow.", "The credentials of shop end on 30 Sep."},
		"ru": {"Потеряно с 22 сентября, 03:00 до 23 сентября, 09:00 из telegram: nobody read it for 1d6h, the network looks back 24h.",
			"forum ещё читает прошлое с 1 сентября: числа тех дней вырастут.", "Ключи источника shop истекают 30 сентября."},
	} {
		p, err := phrase.New(language, Texts)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range Tell(d, p, Links{}).Coverage.Lines {
			got = append(got, l.String())
		}
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: %q lacks %q", language, got, line)
			}
		}
	}
}
