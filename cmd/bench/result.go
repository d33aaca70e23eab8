package bench

import (
	"runtime"
	"slices"
	"strings"
	"time"
)

// Result is everything that was measured.
type Result struct {
	Machine  Machine  `json:"machine"`
	Mentions int      `json:"mentions"` // in each phase
	Rounds   int      `json:"rounds"`
	Seed     uint64   `json:"seed"`
	Stored   int      `json:"stored"` // before the first phase
	Corpus   Corpus   `json:"corpus"`
	Stages   []Figure `json:"stages"`
	Bare     []Figure `json:"bare"`
	Ceiling  Ceiling  `json:"ceiling"` // of our stages
	Strict   Ceiling  `json:"strict_ceiling"`
	Whole    []Figure `json:"whole"`
	Reads    []Read   `json:"reads"`
	Process  *Process `json:"process,omitempty"` // nil when molva was not measured as a process of its own
}

// Machine is where.
type Machine struct {
	OS    string `json:"os"`
	Cores int    `json:"cores"` // that this process may use
	Go    string `json:"go"`
	// PeakSinceStart: the kernel could not be made to forget, so each peak is the highest memory of all phases up to it.
	PeakSinceStart bool `json:"peak_since_start,omitempty"`
}

// Figure is the median of a phase's rounds, each figure by itself.
type Figure struct {
	Name      string  `json:"name"`
	PerSecond float64 `json:"mentions_per_second"`
	CPU       float64 `json:"cpu_us"`          // of one mention, all threads
	Allocated float64 `json:"allocated_bytes"` // for one mention, by Go
	Peak      float64 `json:"peak_bytes"`      // resident in the whole process, the mentions of the phase included
	Resting   float64 `json:"resting_bytes"`   // resident before the phase
	InSum     bool    `json:"in_sum,omitempty"`

	// Others is the share of the processors that other programs took meanwhile, nil where nobody tells. Where it is
	// large, the rate says little and the processor time all.
	Others *float64 `json:"others,omitempty"`

	OfBare    *float64 `json:"of_bare,omitempty"`    // rate ÷ that of the bare library; for stages that have one
	OfCeiling *float64 `json:"of_ceiling,omitempty"` // rate ÷ the ceiling; for wholes
	OfStrict  *float64 `json:"of_strict_ceiling,omitempty"`
	// Of wholes: the share of the mentions that were indexed meanwhile, whenever the writer had nothing to do; and what
	// the stages, with that share of the index, cost alone ÷ what the whole costs. It hardly depends on other programs.
	Indexed *float64 `json:"indexed,omitempty"`
	OfCost  *float64 `json:"of_cost,omitempty"`
}

// conclude fills in what follows from the samples.
func (r *Result) conclude(o Options, meters map[string]*meter) {
	r.Machine = Machine{OS: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.GOMAXPROCS(0), Go: runtime.Version(), PeakSinceStart: !resetPeak()}
	r.Mentions, r.Rounds, r.Seed, r.Stored = o.Mentions, o.Rounds, o.Seed, o.Stored
	for _, p := range phases {
		f := meters[p.name].figure(p.name)
		switch p.kind {
		case part, inside:
			f.InSum = p.kind == part
			r.Stages = append(r.Stages, f)
		case bare:
			f.Name = strings.TrimPrefix(f.Name, "bare ")
			r.Bare = append(r.Bare, f)
		case whole:
			indexed := meters[p.name].indexed(r.Corpus)
			f.Indexed = &indexed
			r.Whole = append(r.Whole, f)
		}
	}
	r.compare()
}

// compare sets the figures against each other.
func (r *Result) compare() {
	r.Ceiling, r.Strict = ceilings(r.Machine.Cores, r.Stages, r.Bare)
	for i := range r.Stages {
		if b := find(r.Bare, r.Stages[i].Name); b != nil {
			r.Stages[i].OfBare = ratio(r.Stages[i].PerSecond, b.PerSecond)
		}
	}
	for i := range r.Whole {
		r.Whole[i].OfCeiling = ratio(r.Whole[i].PerSecond, r.Ceiling.PerSecond)
		r.Whole[i].OfStrict = ratio(r.Whole[i].PerSecond, r.Strict.PerSecond)
		r.Whole[i].OfCost = ratio(r.Ceiling.CPU+*r.Whole[i].Indexed*find(r.Stages, "index").CPU, r.Whole[i].CPU)
	}
}

// Others is the mean share of the processors that other programs took while something was measured; 0 where nobody tells.
func (r Result) Others() (share float64) {
	all := slices.Concat(r.Stages, r.Bare, r.Whole)
	for _, f := range all {
		if f.Others != nil {
			share += *f.Others / float64(len(all))
		}
	}
	return share
}

func find(figures []Figure, name string) *Figure {
	for i := range figures {
		if figures[i].Name == name {
			return &figures[i]
		}
	}
	return nil
}

// ratio is nil when there is nothing to divide by.
func ratio(a, b float64) *float64 {
	if b == 0 {
		return nil
	}
	a /= b
	return &a
}

// figure takes the medians.
func (m *meter) figure(name string) Figure {
	of := func(value func(sample) float64) float64 {
		all := make([]float64, len(m.samples))
		for i, s := range m.samples {
			all[i] = value(s)
		}
		return median(all)
	}
	f := Figure{
		Name:      name,
		PerSecond: of(func(s sample) float64 { return float64(s.mentions) / s.took.Seconds() }),
		CPU:       of(func(s sample) float64 { return float64(s.cpu) / float64(time.Microsecond) / float64(s.mentions) }),
		Allocated: of(func(s sample) float64 { return float64(s.allocated) / float64(s.mentions) }),
		Peak:      of(func(s sample) float64 { return float64(s.peak) }),
		Resting:   of(func(s sample) float64 { return float64(s.resting) }),
	}
	if !slices.ContainsFunc(m.samples, func(s sample) bool { return !s.told }) {
		others := of(sample.others)
		f.Others = &others
	}
	return f
}

// indexed is the share of a whole's mentions that were indexed while it was measured. Only those that match are stored.
func (m *meter) indexed(c Corpus) float64 {
	all := make([]float64, len(m.samples))
	for i, s := range m.samples {
		all[i] = max(0, 1-c.Unmatched-float64(s.unindexed)/float64(s.mentions))
	}
	return median(all)
}

// median is 0 of nothing.
func median(all []float64) float64 {
	slices.Sort(all)
	switch n := len(all); {
	case n == 0:
		return 0
	case n%2 == 1:
		return all[n/2]
	default:
		return (all[n/2-1] + all[n/2]) / 2
	}
}
