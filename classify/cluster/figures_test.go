package cluster

import (
	"testing"
	"time"
)

// figure is a stream and what is asked of it, a bit under what was reached when this was written.
type figure struct {
	name  string
	play  *play
	least score // purity and nmi
	most  score // rest and listed
}

// TestFigures measures the method on labelled streams; -v prints the table of FIGURES.md. The themes' warm start has
// learned from these very sets, so the figures flatter it: TestStrangers in package theme has honest ones.
func TestFigures(t *testing.T) {
	every := func(string) bool { return true }
	t.Logf("%-22s %6s %5s %5s %4s %5s %5s %5s %6s %6s %6s %5s %5s %7s %6s", "stream", "posts", "all", "≥2", "≥5", "rest", "NMI",
		"homog", "ARI", "purity", "all", "B³P", "B³R", "theme", "µs")
	for _, f := range []figure{
		{name: "airline", play: airline(t, func(example) bool { return true }), least: score{purity: .6}, most: score{rest: .3}},
		{name: "airline United, US", play: airline(t, of("United", "US Airways")), least: score{purity: .6}, most: score{rest: .3}},
		{name: "airline SW, American", play: airline(t, of("Southwest", "American")), least: score{purity: .6}, most: score{rest: .3}},
		{name: "airline Southwest", play: airline(t, of("Southwest")), least: score{purity: .6}, most: score{rest: .3}},
		{name: "airline American", play: airline(t, of("American")), least: score{purity: .6}, most: score{rest: .3}},
		{name: "Bitext, 27 intents", play: intents(t, "en_intents_bitext.train", every), least: score{nmi: .6}, most: score{listed: 250}},
		{name: "CLINC, 77 intents", play: intents(t, "en_intents_clinc150.train", half), least: score{nmi: .6}, most: score{listed: 350}},
	} {
		f.measure(t)
	}
}

func (f figure) measure(t *testing.T) {
	began := time.Now()
	ids, book := f.play.run(Settings{}, f.play.inOrder())
	took := time.Since(began)
	s := judge(ids, f.play.labels)
	t.Logf("%-22s %6d %5d %5d %4d %5.3f %5.3f %5.3f %6.3f %6.3f %6.3f %5.3f %5.3f %7.3f %6.0f", f.name, s.posts, s.clusters, s.listed,
		s.fat, s.rest, s.nmi, s.pure, s.ari, s.purity, s.all, s.precise, s.recall, f.play.themes(ids, book).nmi,
		float64(took.Microseconds())/float64(s.posts))
	if s.purity < f.least.purity || s.nmi < f.least.nmi {
		t.Errorf("%s: purity %.3f and NMI %.3f, want %.2f and %.2f", f.name, s.purity, s.nmi, f.least.purity, f.least.nmi)
	}
	if f.most.rest > 0 && s.rest > f.most.rest || f.most.listed > 0 && s.listed > f.most.listed {
		t.Errorf("%s: %.2f outside of clusters of five, %d clusters", f.name, s.rest, s.listed)
	}
}

// themes judges the themes of the posts' clusters.
func (p *play) themes(ids []ID, book *Book) score {
	number := map[string]ID{}
	themes := make([]ID, len(ids))
	for i, id := range ids {
		c, _ := book.Cluster(id)
		if number[c.Theme] == 0 {
			number[c.Theme] = ID(len(number) + 1)
		}
		themes[i] = number[c.Theme]
	}
	return judge(themes, p.labels)
}

// TestJitter: posts that come a little earlier or later do not change what recurs.
func TestJitter(t *testing.T) {
	p := airline(t, func(example) bool { return true })
	before, _ := p.run(Settings{}, p.inOrder())
	after, _ := p.run(Settings{}, p.jittered(50))
	if got := survived(before, after); got < .9 {
		t.Errorf("%.3f of the clusters survive", got)
	} else {
		t.Logf("%.3f of the clusters survive", got)
	}
}
