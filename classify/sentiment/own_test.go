package sentiment

import (
	"testing"

	"molva/classify"
	"molva/classify/lang"
)

// The texts that we wrote ourselves teach what the public sets lack only while they stay varied and even.
func TestOwnTexts(t *testing.T) {
	for name, want := range map[string]struct{ lang, source string }{
		"own/en":         {lang.English, "own"},
		"own/ru":         {lang.Russian, "own"},
		"own/en_reviews": {lang.English, "own-reviews"},
		"own/ru_social":  {lang.Russian, "own-social"},
	} {
		list := load(t, name+".jsonl")
		seen := make(map[string]bool)
		counts := make(map[classify.Sentiment]float64)
		for _, x := range list {
			if x.Lang != want.lang || x.Source != want.source {
				t.Errorf("%s: %q is in %s from %q", name, x.Text, x.Lang, x.Source)
			}
			if seen[x.Text] {
				t.Errorf("%s: %q stands there twice", name, x.Text)
			}
			seen[x.Text] = true
			counts[x.Label]++
		}
		if len(list) < 450 {
			t.Errorf("%s has %d texts, want 450 or more", name, len(list))
		}
		for _, s := range classify.Sentiments {
			if part := counts[s] / float64(len(list)); part < 0.2 || part > 0.5 {
				t.Errorf("%s: %.2f of the texts are %v, want 0.2 to 0.5", name, part, s)
			}
		}
	}
}
