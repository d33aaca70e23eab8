package metric

// pairs are two numbers of each post that tells both.
type pairs struct {
	y, x  []float64
	of    int    // posts there are
	lacks string // the input for lack of which there are none
}

// over pairs what stands above a line with what stands below it; no den is one for each post.
func over(posts []Post, num, den sum) pairs { return fraction(posts, num, den).all() }

// fractions are what stands above the line and below it, post by post.
type fractions struct {
	above, below []number
	lacks        string // the input that no post tells, or else the first
}

func fraction(posts []Post, num, den sum) fractions {
	above, lacks := num.of(posts)
	below, lacking := den.of(posts)
	if len(den) == 0 {
		below, lacking = ones(len(posts)), ""
	}
	return fractions{above, below, firstOf(lacks, lacking, num[0])}
}

// all are those of every post.
func (f fractions) all() pairs {
	p := pairs{of: len(f.above)}
	for i := range f.above {
		p = f.add(p, i)
	}
	return f.made(p)
}

// some are those of the posts at some places.
func (f fractions) some(places []int) pairs {
	p := pairs{of: len(places)}
	for _, i := range places {
		p = f.add(p, i)
	}
	return f.made(p)
}

// told is how many of the posts at some places tell both.
func (f fractions) told(places []int) (n int) {
	for _, i := range places {
		if f.both(i) {
			n++
		}
	}
	return n
}

func (f fractions) both(i int) bool { return f.above[i].known && f.below[i].known }

func (f fractions) add(p pairs, i int) pairs {
	if f.both(i) {
		p.y, p.x = append(p.y, f.above[i].value), append(p.x, f.below[i].value)
	}
	return p
}

func (f fractions) made(p pairs) pairs {
	if len(p.y) == 0 {
		p.lacks = f.lacks
	}
	return p
}

// ratio is the sum above over the sum below, which counts scale times: a ratio of sums, in which a post weighs as much as what it
// is divided by.
func (p pairs) ratio(scale float64) Value {
	if p.lacks != "" {
		return p.none()
	}
	v := ratio(total(p.y), scale*total(p.x))
	v.Interval, v.N = p.interval(scale), len(p.y)
	return v.but(p.caveat())
}

// sum is what stands above the line, divided by a number of the account; 1 leaves it a sum. It is too small where posts do not tell
// theirs, and the caveat says so.
func (p pairs) sum(by float64) Value {
	switch {
	case p.lacks != "":
		return p.none()
	case by == 1:
		return known(total(p.y)).but(p.atLeast())
	}
	return ratio(total(p.y), by).but(p.atLeast())
}

// none says why there is no number.
func (p pairs) none() Value {
	if p.of == 0 {
		return missing(p.lacks).but(noPosts)
	}
	return missing(p.lacks)
}

var (
	noPosts   = Text{"no post of its own is known of this time", "своих постов за это время не известно"}
	manyPosts = Text{"posts", "постов"}
)

// caveat says of how many posts a number is, where it is not of all.
func (p pairs) caveat() Text { return partly(len(p.y), p.of, manyPosts) }

// atLeast says so of a sum.
func (p pairs) atLeast() Text {
	if len(p.y) == p.of {
		return Text{}
	}
	return Value{}.but(p.caveat()).but(Text{"the true number is at least as large", "истинное число не меньше"}).Caveat
}
