package naming

import "testing"

func TestShareIsWhatTheLabelCounted(t *testing.T) {
	for name, texts := range faults(t) {
		for _, p := range Name(texts, nil, "").Phrases {
			if got := Share(texts, p.Text); got != p.Share {
				t.Errorf("%s: %.2f say %q, the label has %.2f", name, got, p.Text, p.Share)
			}
		}
	}
	if got := Share(nil, "lost parcel"); got != 0 {
		t.Errorf("%g of no texts", got)
	}
	if got := Share(by("en", "it is what it is"), "it is"); got != 0 {
		t.Errorf("%g say a phrase that tells nothing", got)
	}
}
