package ingest

// Level adds a level of an account or its post, as far as the network tells it; see [Count].
func (p *Page) Level(f Figure, n *int64) {
	if n = Count(n); n != nil {
		f.Value = float64(*n)
		p.Figures = append(p.Figures, f)
	}
}

// Count is a number of things as a network tells it, nil when it does not. Some say -1 where their users hide it.
func Count(n *int64) *int64 {
	if n == nil || *n < 0 {
		return nil
	}
	return n
}

// CountSum is how many there are of all that are told; nil when none is. Of what is more than an int64 holds, nobody knows.
func CountSum(all ...*int64) *int64 {
	var sum *int64
	for _, n := range all {
		if n = Count(n); n == nil {
			continue
		}
		if sum == nil {
			sum = new(int64)
		}
		*sum += *n
	}
	return Count(sum)
}
