package naming

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster"
)

func TestInject(t *testing.T) {
	if os.Getenv("INJ") == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile("testdata/faults.tsv")
	sets := map[string][]labRow{}
	var names []string
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 3 {
			k := f[0] + "-" + f[1]
			if sets[k] == nil {
				names = append(names, k)
			}
			sets[k] = append(sets[k], labRow{Lang: f[1], Text: f[2], Author: k + strconv.Itoa(len(sets[k]))})
		}
	}
	window := .05
	if w, err := strconv.ParseFloat(os.Getenv("WIN"), 64); err == nil {
		window = w
	}
	for _, p := range strings.Split(os.Getenv("INJ"), ",") {
		si, _ := strconv.Atoi(p)
		s := labStreams[si]
		rows := labRead(t, s.name)
		texts, cs, _ := labLead(rows, s.mute)
		if os.Getenv("SHUF") != "" {
			rng := rand.New(rand.NewPCG(1, 2))
			p := rng.Perm(len(texts))
			for _, id := range slices.Sorted(maps.Keys(cs)) {
				c := cs[id]
				for i := range c {
					c[i].Mention = int64(p[c[i].Mention-1])
				}
				slices.SortFunc(c, func(a, b Text) int { return cmp.Compare(a.Mention, b.Mention) })
			}
		}
		bg := NewBackground(texts, s.mute)
		split := func(c []Text, cut int64) (rec, bef []Text) {
			for _, x := range c {
				if x.Mention >= cut {
					rec = append(rec, x)
				} else {
					bef = append(bef, x)
				}
			}
			return
		}
		for _, win := range []float64{.01, .03, .1, .25} {
			cut := int64(float64(len(texts)) * (1 - win))
			nc, nov := 0, 0
			for _, id := range slices.Sorted(maps.Keys(cs)) {
				c := cs[id]
				if len(c) < 5 {
					continue
				}
				rec, bef := split(c, cut)
				nc++
				if ph := Novel(rec, bef, bg); len(ph) > 0 {
					nov++
					if os.Getenv("SHOW") != "" {
						fmt.Println("      false?", len(rec), len(bef), ph)
					}
				}
			}
			rec, bef := split(texts, cut)
			begin := time.Now()
			fmt.Printf("%s window %.2f: clusters %d with news %d; whole: %v", s.name, win, nc, nov, Novel(rec, bef, bg))
			fmt.Println(time.Since(begin))
		}
		if os.Getenv("NOINJ") != "" {
			continue
		}
		for _, name := range names {
			if !strings.HasSuffix(name, s.lang) {
				continue
			}
			var ks, all, both []int
			spread := 0.0
			var sample []News
			for seed := range 5 {
				_, _, l := labLead(rows, s.mute)
				rng := rand.New(rand.NewPCG(uint64(seed), 7))
				extra := slices.Clone(sets[name])
				rng.Shuffle(len(extra), func(i, j int) { extra[i], extra[j] = extra[j], extra[i] })
				got := map[cluster.ID][]Text{}
				var fresh []Text
				seen, seenAll := 99, 99
				cut := int64(float64(len(texts)) * (1 - window))
				last := texts[len(texts)-1].At
				for k, x := range extra {
					p := labPost(len(rows)+k, x)
					p.At = last.Add(time.Duration(k) * time.Minute)
					id := l.root(l.put(p))
					tx := Text{Mention: p.Mention, Text: x.Text, Lang: x.Lang, Author: p.Author, Counted: true, At: p.At}
					got[id] = append(got[id], tx)
					fresh = append(fresh, tx)
					rec, bef := split(cs[id], cut)
					old := Novel(rec, bef, bg)
					ph := Novel(append(rec, got[id]...), bef, bg)
					if len(ph) > 0 && seen == 99 && fmt.Sprint(old) != fmt.Sprint(ph) {
						seen = k + 1
						sample = ph
					}
					if seenAll == 99 {
						rec, bef = split(texts, cut)
						if ph := Novel(append(rec, fresh...), bef, bg); len(ph) > 0 && fmt.Sprint(ph) != fmt.Sprint(Novel(rec, bef, bg)) {
							seenAll = k + 1
						}
					}
				}
				ks, all, both = append(ks, seen), append(all, seenAll), append(both, min(seen, seenAll))
				top := 0
				for _, n := range got {
					top = max(top, len(n))
				}
				spread += float64(top) / 20 / 5
			}
			slices.Sort(ks)
			slices.Sort(all)
			slices.Sort(both)
			fmt.Printf("    %-12s seen at %v, in the whole %v, either %v; largest cluster holds %.2f  %v\n", name, ks, all, both, spread, sample)
		}
	}
}
