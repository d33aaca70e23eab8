package sentiment

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
)

// half is a labelled text about a brand, with the place where it names it.
type half struct {
	text, brand string
	label       classify.Sentiment
	at          query.Span
}

// halves reads short texts that are held out and name their brand once, by the label.
func halves(t *testing.T, name string) (by [3][]half) {
	t.Helper()
	var words tokens
	eachRecord(t, name, func(x record) {
		q, err := query.Parse(x.Query)
		if err != nil || len(x.Text) > 200 || part(&words, x.Text, 10) != 0 {
			return
		}
		if spans, ok := q.Match(&ingest.Mention{Text: x.Text}); ok && len(spans) == 1 {
			by[int(x.Label)+1] = append(by[int(x.Label)+1], half{x.Text, x.Brand, x.Label, spans[0]})
		}
	})
	return by
}

// record is a labelled text with a query for its brand.
type record struct {
	Text, Brand string
	Label       classify.Sentiment
	Query       string `json:"-"`
}

func eachRecord(t *testing.T, name string, do func(record)) {
	t.Helper()
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set; the labelled texts lie in its train folder")
	}
	f, err := os.Open(filepath.Join(data, "train", name+".jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	queries := brandQueries(t)
	for lines := bufio.NewScanner(z); lines.Scan(); {
		var x record
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		if x.Query = queries[x.Brand]; x.Query == "" {
			x.Query = `"` + strings.NewReplacer(`"`, " ", "@", "", "#", "").Replace(x.Brand) + `"`
		}
		do(x)
	}
}

// brandQueries are the queries of the banks and operators, by id.
func brandQueries(t *testing.T) map[string]string {
	t.Helper()
	file, err := os.ReadFile("../../ingest/query/testdata/ru_banks_telecoms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	queries := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 4 {
			queries[f[0]] = f[3]
		}
	}
	return queries
}

// joined is a text made of two, each about a brand of its own.
type joined struct {
	mention ingest.Mention
	about   []classify.Subject
	want    [2]classify.Sentiment
}

// join draws two texts about two brands, each label as likely as any other.
func join(random *rand.Rand, by [3][]half, links []string) (joined, bool) {
	draw := func() half { list := by[random.IntN(3)]; return list[random.IntN(len(list))] }
	a, b, link := draw(), draw(), links[random.IntN(len(links))]
	first := strings.TrimRight(a.text, ".!? ")
	if a.brand == b.brand || a.at.End > len(first) {
		return joined{}, false
	}
	shift := len(first) + len(link)
	return joined{
		mention: ingest.Mention{Text: first + link + b.text},
		about: []classify.Subject{
			{Topic: "a", In: []classify.Place{{Start: a.at.Start, End: a.at.End}}},
			{Topic: "b", In: []classify.Place{{Start: b.at.Start + shift, End: b.at.End + shift}}},
		},
		want: [2]classify.Sentiment{a.label, b.label},
	}, true
}

// TestJoinedTexts: real conflicts are rare in what people have labelled, so they are made: pairs of held-out texts about
// different brands, joined into one. Where the two disagree the opinions must be far better than the text's verdict; where
// they agree, which is the rule among real texts that name two, not much worse. The sure ones must be better than all.
func TestJoinedTexts(t *testing.T) {
	m := loaded(t)
	for name, x := range map[string]struct {
		links      []string
		gain, loss float64 // of accuracy: at least where the two disagree, at most where they agree
	}{
		"en_semeval_topics.train":             {[]string{", but ", ". ", ", while ", "! "}, 0.10, 0.12},
		"ru_sentirueval_banks_telecoms.train": {[]string{", а ", ", но ", ". ", ", зато "}, 0.15, 0.12},
	} {
		by := halves(t, name)
		random := rand.New(rand.NewPCG(1, 2))
		var text, topic, sure [2]hits // where the two disagree, and where they agree
		for range 4000 {
			j, ok := join(random, by, x.links)
			if !ok {
				continue
			}
			v, err := m.Classify(t.Context(), j.mention, j.about)
			if err != nil {
				t.Fatal(err)
			}
			same := 0
			if j.want[0] == j.want[1] {
				same = 1
			}
			for i, want := range j.want {
				o := v.Opinions[i]
				text[same].add(want, v.Sentiment)
				topic[same].add(want, o.Sentiment)
				if !o.Unsure {
					sure[same].add(want, o.Sentiment)
				}
			}
		}
		for same, how := range []string{"disagree", "agree"} {
			t.Logf("%s, where the two %s: right by the text's verdict %v, by topic %v, of the sure %v",
				name, how, &text[same], &topic[same], &sure[same])
		}
		if gain := topic[0].share() - text[0].share(); gain < x.gain {
			t.Errorf("%s: %.3f gained where the two disagree, want %.2f", name, gain, x.gain)
		}
		if loss := text[1].share() - topic[1].share(); loss > x.loss {
			t.Errorf("%s: %.3f lost where the two agree, want %.2f at most", name, loss, x.loss)
		}
		if sure[0].share() < topic[0].share()+0.02 {
			t.Errorf("%s: %.3f right of the sure, %.3f of all", name, sure[0].share(), topic[0].share())
		}
	}
}
