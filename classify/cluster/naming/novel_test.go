package naming

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// faults are our own faults by "name language", each in the words of twenty people.
func faults(t testing.TB) map[string][]Text {
	t.Helper()
	file, err := os.ReadFile("testdata/faults.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]Text)
	for line := range strings.Lines(string(file)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			continue
		}
		name := fields[0] + " " + fields[1]
		out[name] = append(out[name], Text{
			Mention: int64(len(out[name]) + 1), Text: fields[2], Lang: fields[1],
			Author: hash(name + strconv.Itoa(len(out[name]))), Counted: true,
		})
	}
	return out
}

// TestNewFaultInsideAnOldComplaint: what people said before of barcodes and double charges is the old complaint; then a
// fault of an update comes in.
func TestNewFaultInsideAnOldComplaint(t *testing.T) {
	all := faults(t)
	for lang, old := range map[string][]string{"en": {"barcode en", "double en"}, "ru": {"history ru", "double ru"}} {
		before := append(all[old[0]][:20:20], all[old[1]][:14]...)
		recent := all[old[1]][14:17:17]
		fault := all["update "+lang]
		for i := range fault {
			news := Novel(append(recent, fault[:i]...), before, nil)
			if len(news) > 0 {
				t.Logf("%s: seen with post %d: %q in %.0f %%", lang, i, news[0].Text, 100*news[0].Share)
				if i > 6 {
					t.Errorf("%s: seen with post %d, want 6 or sooner", lang, i)
				}
				break
			}
			if i == len(fault)-1 {
				t.Errorf("%s: not seen", lang)
			}
		}
	}
}

func TestNoNews(t *testing.T) {
	all := faults(t)
	same := make([]Text, 12)
	for i := range same {
		same[i] = Text{Mention: int64(i + 1), Text: "The app crashes since the update", Author: uint64(i + 1)}
	}
	onePerson := all["update en"][:12:12]
	for i := range onePerson {
		onePerson[i].Author = 7
	}
	for name, x := range map[string]struct{ recent, before []Text }{
		"nothing":             {},
		"nothing recent":      {nil, all["double en"]},
		"nothing before":      {all["barcode en"], nil},
		"young":               {all["barcode en"], all["double en"][:7]},
		"the same as before":  {all["double en"][:10], all["double en"][10:]},
		"copies":              {same, all["double en"]},
		"one person":          {onePerson, all["double en"]},
		"few people":          {all["barcode en"][:3], all["double en"]},
		"days and quantities": {weekdays(), all["double en"]},
	} {
		if news := Novel(x.recent, x.before, nil); len(news) > 0 {
			t.Errorf("%s: news %+v", name, news)
		}
	}
}

func weekdays() []Text {
	out := make([]Text, 10)
	for i := range out {
		out[i] = Text{Mention: int64(i + 1), Author: uint64(i + 1), Text: strings.Repeat("so ", i) + "monday morning, two hours, 40 minutes"}
	}
	return out
}

func TestNewsHasItsMentions(t *testing.T) {
	recent, before := faults(t)["barcode en"], faults(t)["double en"]
	news := Novel(recent, before, nil)
	if len(news) == 0 || len(news) > 3 {
		t.Fatalf("%d news", len(news))
	}
	if n := news[0]; !strings.Contains(n.Text, "barcode") || len(n.Mentions) < 12 || n.Share != float64(len(n.Mentions))/20 {
		t.Errorf("news is %+v", n)
	}
}
