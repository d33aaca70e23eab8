package sentiment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"molva/classify"
)

// drillsFor makes statements that a word gives away.
func drillsFor(words map[string]classify.Category) []Statement {
	var list []Statement
	for _, c := range categories {
		for word, category := range words {
			if category != c {
				continue
			}
			for i := range 20 {
				text := fmt.Sprintf("number %d of the kestrel %s", i, word)
				list = append(list, Statement{Text: text, Lang: "en", Category: c, Weight: 1})
			}
		}
	}
	return list
}

func TestTrainCategories(t *testing.T) {
	m := loaded(t)
	list := drillsFor(map[string]classify.Category{"grumble": classify.ComplaintCategory, "bulletin": classify.News})
	list = append(list, Statement{Text: "grumble", Lang: "en", Category: classify.Praise, Weight: 100, Test: true})
	b, err := m.TrainCategories(t.Context(), list, 7)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := m.TrainCategories(t.Context(), list, 7); err != nil || !bytes.Equal(b, again) {
		t.Errorf("a second training gives other bytes (%v)", err)
	}
	s, err := readSorter(b)
	if err != nil {
		t.Fatal(err)
	}
	if s.head.Seed != 7 || s.head.Texts != 40 || s.head.On != m.basis() {
		t.Errorf("the head says %+v", s.head)
	}
	c := *m.cues
	c.sorter = s
	taught := *m
	taught.cues = &c
	for text, want := range map[string]classify.Category{
		"the 99th kestrel grumble": classify.ComplaintCategory, "the 99th kestrel bulletin": classify.News,
	} {
		if _, got := taught.sorted(&Statement{Text: text, Lang: "en"}); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestTrainCategoriesSaysWhatIsWrong(t *testing.T) {
	m := loaded(t)
	if _, err := m.TrainCategories(t.Context(), []Statement{{Text: "a", Lang: "en", Test: true}}, 1); err == nil {
		t.Error("nothing to learn from is no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	list := drillsFor(map[string]classify.Category{"grumble": classify.ComplaintCategory})
	if _, err := m.TrainCategories(ctx, list, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want that of the context", err)
	}
}
