package naming

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestLabels prints the labels of the 24 largest complaints of each stream, to be read (-v): each should name one fault
// that support can act on.
func TestLabels(t *testing.T) {
	for _, s := range streams {
		w := s.world(t)
		all := NewBackground(w.texts(), s.muted)
		for i, members := range w.members()[:60] {
			members = latest(members, 200)
			begin := time.Now()
			label := Name(members, all, "")
			took := time.Since(begin)
			quotes := Quotes(members, label, 3)
			if i < 24 {
				t.Logf("%s %d texts, %v: %s%s", s.name, len(members), took.Round(time.Millisecond), label.Text, shares(label))
			}
			checkLabel(t, label, s)
			checkQuotes(t, quotes)
		}
	}
}

func shares(l Label) string {
	var b strings.Builder
	for _, p := range l.Phrases {
		fmt.Fprintf(&b, " | %s %.0f %%", p.Text, 100*p.Share)
	}
	return b.String()
}

// checkLabel wants a word that is neither a function word nor the topic nor a feeling in the label.
func checkLabel(t *testing.T, l Label, s stream) {
	t.Helper()
	if l.Lang != s.lang || l.Text == "" {
		t.Errorf("label is %q in %q", l.Text, l.Lang)
	}
	r := newReader(stems(s.muted))
	for _, p := range l.Phrases {
		tells := false
		for _, w := range r.read(Text{Text: p.Text}) {
			tells = tells || w.telling() && (w.class != feeling || w.not != 0)
			if w.class == muted {
				t.Errorf("phrase %q names the topic", p.Text)
			}
		}
		if !tells {
			t.Errorf("phrase %q tells nothing", p.Text)
		}
	}
}

func checkQuotes(t *testing.T, quotes []Text) {
	t.Helper()
	if len(quotes) != 3 {
		t.Errorf("%d quotes", len(quotes))
	}
	authors := make(map[uint64]bool)
	for _, q := range quotes {
		if authors[q.Author] {
			t.Error("two quotes by one person")
		}
		authors[q.Author] = true
	}
}
