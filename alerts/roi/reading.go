package roi

import "slices"

// reader gives formulas their inputs, and remembers which they asked for and which lack.
type reader struct {
	of      Inputs
	instead map[string]float64 // values to try in place of the given ones
	used    []string
	lacks   []string
	nothing string
	terms   Terms // of the money that was asked for; a formula asks for one price
	refused error
}

// has reports whether an input is given, without asking for it.
func (r *reader) has(name string) bool { _, ok := r.of.Given[name]; return ok }

// value is an input; 0 where it lacks, and then the result is not known.
func (r *reader) value(name string) float64 {
	in, ok := r.of.Given[name]
	if !ok {
		if !slices.Contains(r.lacks, name) {
			r.lacks = append(r.lacks, name)
		}
		return 0
	}
	if !slices.Contains(r.used, name) {
		r.used = append(r.used, name)
	}
	if v, ok := r.instead[name]; ok {
		return v
	}
	return in.Value
}

func number[T any](r *reader, key count[T]) Count[T] { return Count[T](r.value(string(key))) }

func part(r *reader, key share) Share { return Share(r.value(string(key))) }

// partOr is a share that may be left out, and is all then.
func partOr(r *reader, key share, otherwise Share) Share {
	if !r.has(string(key)) {
		return otherwise
	}
	return part(r, key)
}

// divisor is a rate that something is divided by.
func divisor[T, Each any](r *reader, key rate[T, Each]) Rate[T, Each] {
	v := Rate[T, Each](r.value(string(key)))
	if v == 0 && r.has(string(key)) {
		r.nothing = string(key)
	}
	return v
}

func cost[T any](r *reader, key price[T]) Price[T] {
	m := Money{r.value(string(key)), r.of.Given[string(key)].Terms}
	return Price[T]{m}
}
