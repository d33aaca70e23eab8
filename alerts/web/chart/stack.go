package chart

// Bars is a stack as it is drawn.
type Bars struct {
	Grid  []Mark
	Axis  []Mark
	Bars  []Bar
	Names []Name
}

// Bar is one part of one step.
type Bar struct {
	Point
	Class, Name string
	X, Width    string
	Y, Height   string
}

// Name is what a part is called, beside the last bar.
type Name struct {
	Part
	Y string
}

// Drawn is nil where nothing is known.
func (s Stack) Drawn() *Bars {
	most, last := 0, -1
	for i, step := range s.Steps {
		if step.Known {
			most, last = max(most, step.sum()), i
		}
	}
	if last < 0 {
		return nil
	}
	to := whole(most)
	b := &Bars{Grid: grid(to, plain), Axis: axis(len(s.Steps), func(i int) string { return s.Steps[i].tick() })}
	for i, step := range s.Steps {
		if step.Known {
			b.Bars = append(b.Bars, s.bars(i, to)...)
		}
	}
	b.Names = s.names(s.Steps[last], to)
	return b
}

func (s Step) tick() string {
	if s.Tick == "" {
		return s.Label
	}
	return s.Tick
}

func (s Step) sum() (n int) {
	for _, c := range s.Counts {
		n += c.Count
	}
	return n
}

// share is how much of a step its bar takes, the rest is the gap to the next one; widest is how much of the chart it takes at most.
const (
	share  = 0.74
	widest = 0.1
)

// bars stacks the parts of a step. What is there is seen: it is at least a pixel high.
func (s Stack) bars(i int, to scale) (all []Bar) {
	wide, floor := min(share/float64(len(s.Steps)), widest), float64(bottom)
	for k, c := range s.Steps[i].Counts {
		if c.Count <= 0 || k >= len(s.Parts) {
			continue
		}
		high := max(bottom-y(to, float64(c.Count)), 1)
		floor -= high
		c.Label = s.Steps[i].Label
		all = append(all, Bar{Point: c, Class: s.Parts[k].Class, Name: s.Parts[k].Name,
			X: percent(middle(i, len(s.Steps)) - wide/2), Width: percent(wide), Y: plain(floor), Height: plain(high)})
	}
	return all
}

// apart is how far the names of two parts stand from each other at least.
const apart = 16

// names stand beside the middles of the parts of the last bar, as far as they have room there.
func (s Stack) names(last Step, to scale) []Name {
	at, below, lowest := make([]float64, len(s.Parts)), 0, float64(bottom+apart)
	for k := range s.Parts {
		if k < len(last.Counts) {
			at[k] = y(to, float64(below)+float64(last.Counts[k].Count)/2)
			below += last.Counts[k].Count
		}
		at[k] = min(at[k], lowest-apart)
		lowest = at[k]
	}
	for k, highest := len(at)-1, float64(top); k >= 0; k-- {
		at[k] = max(at[k], highest)
		highest = at[k] + apart
	}
	all := make([]Name, len(at))
	for k, p := range s.Parts {
		all[k] = Name{p, plain(at[k])}
	}
	return all
}

// Sums are the counts of all known steps, part by part.
func (s Stack) Sums() []int {
	sums := make([]int, len(s.Parts))
	for _, step := range s.Steps {
		for k, c := range step.Counts {
			if step.Known && k < len(sums) {
				sums[k] += c.Count
			}
		}
	}
	return sums
}
