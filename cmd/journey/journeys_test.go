package journey

import (
	"flag"
	"testing"
)

// errand is something that people come for.
type errand struct {
	name string
	run  func(*tab)
}

// errands are done in this order, in all forms. Each leaves the world fit for the next round.
var errands = []errand{
	{"a number opens its mentions", countsItsMentions},
	{"rename a complaint and take it back", renames},
	{"mark one as fixed and reopen it", fixes},
	{"merge two and take it back", merges},
	{"two act on a complaint at once", collides},
	{"find a mention, work on it and close it", works},
	{"close many mentions at once", closesMany},
	{"correct a label and take it back", corrects},
	{"two act on a mention at once", collidesOnMention},
	{"a mention arrives on the open page", arrives},
	{"try a query", tries},
	{"a number in the answers opens its mentions", countsInAnswers},
	{"ask the ledger what would be", supposes},
	{"mute an alert and end it", mutes},
	{"settle dead letters", settles},
	{"label five of a sample", labels},
}

// every has each errand done and each page looked at in all forms; without it every two of language, screen and hand still meet.
var every = flag.Bool("every", false, "all forms of all journeys, for the night")

// TestJourneys runs every errand by pointer and by keyboard only, on both screens, in both languages.
func TestJourneys(t *testing.T) {
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			w := demoIn(t, language)
			for _, s := range screens {
				for _, keys := range []bool{false, true} {
					if meet := (language == "en") == ((s.name == "wide") != keys); *every || meet {
						t.Run(s.name+map[bool]string{false: " by pointer", true: " by keyboard"}[keys], func(t *testing.T) { w.allErrands(t, s, keys) })
					}
				}
			}
		})
	}
}

func (w *world) allErrands(t *testing.T, s screen, keys bool) {
	x := w.open(t, s, keys)
	for _, e := range errands {
		x.run(e.name, e.run)
	}
}

// in is a text in the language of the world.
func (w *world) in(english, russian string) string {
	if w.language == "ru" {
		return russian
	}
	return english
}

// countsItsMentions: the number of mentions on the overview leads to a list that is as long.
func countsItsMentions(x *tab) {
	x.to("/")
	const number = `main a[href^="/mentions"][data-count]`
	x.find(number, "")
	want := eval[int](x, "Number(wanted.dataset.count)")
	x.follow(number, "")
	if got := x.rows(); got != want || want == 0 {
		x.Errorf("%s: the list has %d rows, the overview counts %d", x.where(), got, want)
	}
}
