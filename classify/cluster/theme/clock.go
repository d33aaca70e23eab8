package theme

import "time"

// HalfLife is how long it takes until what was learned counts half.
const HalfLife = 30 * 24 * time.Hour

type clock struct{}

func (t *Table) tick(time.Time) float64 { return 1 }
