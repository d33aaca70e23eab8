package quantify

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// stream is posts of many days by topic, as a team would see them; its figures were measured without it.
type stream struct {
	name    string
	texts   []judged
	figures figures
	days    int64 // in a cell
	least   int   // mentions in a cell
	most    int
}

// TestEvidence prints the table of doc.go and holds its bounds.
func TestEvidence(t *testing.T) {
	all := loadStrangers(t)
	var table strings.Builder
	for _, name := range []string{"airline", "banks"} {
		f := measure(all, name)
		for _, s := range []stream{
			{name + ", days", all[name], f, 1, 50, math.MaxInt},
			{name + ", weeks", all[name], f, 7, 50, math.MaxInt},
			{name + ", days of 3 to 49", all[name], f, 1, 3, 49},
		} {
			s.check(t, &table)
			if s.days == 1 && s.most > s.least+100 {
				s.changes(t, &table)
			}
		}
		pool := stream{name: name, texts: all[name], figures: f, days: 1}
		pool.drawn(t, &table)
	}
	alone(t, all, &table)
	t.Log("\n" + table.String())
}

// bounds are the most error of net that the estimates may have, a point or two above what was measured.
var bounds = map[string]map[int]float64{
	"airline, days": {0: 0.14, 100: 0.08, 1000: 0.05},
	"banks, days":   {0: 0.13, 100: 0.11, 1000: 0.09},
}

func (s *stream) check(t *testing.T, table *strings.Builder) {
	cells := s.cells()
	if len(cells) == 0 {
		return
	}
	fmt.Fprintf(table, "%s: %d cells\n", s.name, len(cells))
	for _, n := range counts {
		scores := s.try(cells, n)
		for _, name := range slices.Sorted(maps.Keys(scores)) {
			fmt.Fprintf(table, "  %4d labels  %-6s %s\n", n, name, scores[name])
		}
		ours := scores["ours"]
		if most, ok := bounds[s.name][n]; ok && ours.net/ours.n > most {
			t.Errorf("%s: %d labels miss net by %.3f, want at most %.3f", s.name, n, ours.net/ours.n, most)
		}
		if ours.covered/ours.n < 0.82 {
			t.Errorf("%s: %d labels cover %.2f", s.name, n, ours.covered/ours.n)
		}
	}
}

var counts = []int{0, 100, 300, 1000}

// drawn estimates random handfuls of a topic's texts: does the interval cover what all of the topic's texts say?
func (s *stream) drawn(t *testing.T, table *strings.Builder) {
	const handfuls = 40
	topics := make(map[string][]judged)
	for _, x := range s.texts {
		topics[x.Topic] = append(topics[x.Topic], x)
	}
	for _, labels := range counts {
		fmt.Fprintf(table, "%s, drawn: %4d labels", s.name, labels)
		for _, size := range []int{3, 5, 10, 20, 50, 200} {
			var all tally
			for _, topic := range slices.Sorted(maps.Keys(topics)) {
				texts := topics[topic]
				if len(texts) < 400 {
					continue
				}
				random := rand.New(rand.NewPCG(uint64(size), uint64(labels)))
				c := s.figures.calibrate(s.sample(random.Perm(len(s.texts)), -1, labels), topic)
				truth, _ := sum(texts)
				for range handfuls {
					_, cell := sum(handful(random, texts, size))
					e := c.Estimate(cell)
					all.add(e.shares(), truth, &e)
				}
			}
			fmt.Fprintf(table, "  %d: %.0f %%", size, 100*all.covered/all.n)
			if all.covered/all.n < 0.85 {
				t.Errorf("%s: handfuls of %d with %d labels cover %.2f", s.name, size, labels, all.covered/all.n)
			}
		}
		fmt.Fprintln(table)
	}
}

func handful(random *rand.Rand, texts []judged, size int) []judged {
	list := make([]judged, size)
	for i := range list {
		list[i] = texts[random.IntN(len(texts))]
	}
	return list
}

// cells are the texts of a topic in a period.
func (s *stream) cells() [][]judged {
	type key struct {
		topic string
		time  int64
	}
	byKey := make(map[key][]judged)
	for _, x := range s.texts {
		k := key{x.Topic, x.day / s.days}
		byKey[k] = append(byKey[k], x)
	}
	keys := slices.SortedFunc(maps.Keys(byKey), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.time, b.time))
	})
	var list [][]judged
	for _, k := range keys {
		if n := len(byKey[k]); n >= s.least && n <= s.most {
			list = append(list, byKey[k])
		}
	}
	return list
}

// try estimates each cell by labels of other periods, drawn from the whole stream.
func (s *stream) try(cells [][]judged, labels int) map[string]*tally {
	scores := map[string]*tally{"ours": {}}
	seeds := uint64(3)
	if labels == 0 {
		seeds = 1
	}
	for seed := range seeds {
		order := rand.New(rand.NewPCG(seed, 7)).Perm(len(s.texts))
		for _, texts := range cells {
			sample := s.sample(order, texts[0].day/s.days, labels)
			c := s.figures.calibrate(sample, texts[0].Topic)
			truth, cell := sum(texts)
			e := c.Estimate(cell)
			of(scores, "ours").add(e.shares(), truth, &e)
			if seed > 0 || s.days > 1 || s.most < 50 {
				continue
			}
			for name, shares := range c.classics(sample, &cell) {
				of(scores, name).add(shares, truth, nil)
			}
		}
	}
	return scores
}

func of(scores map[string]*tally, name string) *tally {
	if scores[name] == nil {
		scores[name] = &tally{}
	}
	return scores[name]
}

func (s *stream) sample(order []int, but int64, n int) []Labelled {
	list := make([]Labelled, 0, n)
	for _, i := range order {
		if len(list) == n {
			break
		}
		if x := s.texts[i]; x.day/s.days != but {
			list = append(list, x.Labelled)
		}
	}
	return list
}

func sum(texts []judged) (truth [3]float64, cell Cell) {
	for _, x := range texts {
		truth[index(x.Truth)] += 1 / float64(len(texts))
		cell.Tones[x.Tone]++
	}
	return truth, cell
}

func (e *Estimates) shares() [3]float64 {
	return [3]float64{e.Negative.Value, e.Neutral.Value, e.Positive.Value}
}

// tally adds up errors.
type tally struct {
	n, net, bias, neg, pos, covered, width float64
	opinions, favour                       float64
}

func (s *tally) add(shares, truth [3]float64, e *Estimates) {
	s.n++
	s.net += math.Abs(net(shares) - net(truth))
	s.bias += net(shares) - net(truth)
	s.neg += math.Abs(shares[0] - truth[0])
	s.pos += math.Abs(shares[2] - truth[2])
	if truth[0]+truth[2] > 0 && shares[0]+shares[2] > 0 {
		s.opinions++
		s.favour += math.Abs(shares[2]/(shares[0]+shares[2]) - truth[2]/(truth[0]+truth[2]))
	}
	if e == nil {
		return
	}
	s.width += e.Net.High - e.Net.Low
	if e.Net.Low <= net(truth)+1e-9 && net(truth)-1e-9 <= e.Net.High {
		s.covered++
	}
}

func (s *tally) String() string {
	k := 100 / s.n
	line := fmt.Sprintf("net %5.1f (bias %+5.1f)  neg %5.1f  pos %5.1f  favour %5.1f", s.net*k, s.bias*k, s.neg*k, s.pos*k, s.favour/s.opinions*100)
	if s.width > 0 {
		line += fmt.Sprintf("  covered %3.0f %%, width %3.0f", s.covered*k, s.width*k)
	}
	return line
}
