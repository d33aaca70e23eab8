package bench

// Ceiling is what no pipeline of its parts can exceed: the smaller of the slowest bare rate and the shared rate.
type Ceiling struct {
	PerSecond float64 `json:"mentions_per_second"`

	Slowest     string  `json:"slowest_bare"`
	SlowestRate float64 `json:"slowest_bare_per_second"`

	Parts  []Part  `json:"parts"`
	CPU    float64 `json:"cpu_us"` // the sum of the parts'
	Cores  int     `json:"cores"`
	Shared float64 `json:"shared_per_second"` // cores ÷ the sum
}

// Part is what one step of a mention costs alone.
type Part struct {
	Name string  `json:"name"`
	CPU  float64 `json:"cpu_us"`
	Bare bool    `json:"bare,omitempty"` // the library's cost, not our stage's
}

// ceilings are that of our own stages and the strict one, in which the bare libraries stand for those that use them.
func ceilings(cores int, stages, bare []Figure) (own, strict Ceiling) {
	var ours, theirs []Part
	for _, s := range stages {
		if !s.InSum {
			continue
		}
		ours = append(ours, Part{Name: s.Name, CPU: s.CPU})
		if b := find(bare, s.Name); b != nil {
			theirs = append(theirs, Part{Name: s.Name, CPU: b.CPU, Bare: true})
		} else {
			theirs = append(theirs, Part{Name: s.Name, CPU: s.CPU})
		}
	}
	return ceiling(cores, bare, ours), ceiling(cores, bare, theirs)
}

func ceiling(cores int, bare []Figure, parts []Part) Ceiling {
	c := Ceiling{Parts: parts, Cores: cores}
	for _, b := range bare {
		if c.Slowest == "" || b.PerSecond < c.SlowestRate {
			c.Slowest, c.SlowestRate = b.Name, b.PerSecond
		}
	}
	for _, p := range parts {
		c.CPU += p.CPU
	}
	if c.CPU > 0 {
		c.Shared = float64(cores) * 1e6 / c.CPU
	}
	c.PerSecond = min(c.SlowestRate, c.Shared)
	return c
}
