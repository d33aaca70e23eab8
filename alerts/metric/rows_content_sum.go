package metric

import (
	"strings"
)

// sum names what is added up of a post, as inputs. What a question mark follows is added where a post of the account tells it, and
// left aside where none does: the network has no such thing.
type sum []string

// What several rows are made of. Dislikes are no part of it, though Popsters counts them.
var (
	reacted = sum(inputs(acts))
	allDone = sum(inputs(acts + " post.votes? post.saves?"))
	viewed  = sum{"post.views"}
	reached = sum{"post.reach"}
)

// number is a number of a post, or that nobody tells it.
type number struct {
	value float64
	known bool
}

// of adds up each post. A post that lacks a part which others of the account tell is not known: hidden likes are not zero. lacks is
// the first input that no post tells.
func (s sum) of(posts []Post) (each []number, lacks string) {
	each = make([]number, len(posts))
	for i := range each {
		each[i].known = true
	}
	for _, input := range s {
		name, optional := strings.CutSuffix(input, "?")
		part, told := figureOf(posts, strings.TrimPrefix(name, "post."))
		if !told && optional {
			continue
		}
		if !told && lacks == "" {
			lacks = name
		}
		for i, n := range part {
			each[i] = number{each[i].value + n.value, each[i].known && n.known}
		}
	}
	return each, lacks
}

// unknown is the first part of the sum that a post does not tell.
func (s sum) unknown(p Post) string {
	for _, input := range s {
		if name := firstOf(input); !p.tells(name) {
			return name
		}
	}
	return ""
}

// figureOf is a figure of each post; told is whether any of them has it.
func figureOf(posts []Post, metric string) (all []number, told bool) {
	all = make([]number, len(posts))
	for i, p := range posts {
		all[i].value, all[i].known = p.Last(metric)
		told = told || all[i].known
	}
	return all, told
}

// pairs are two numbers of each post that tells both.
type pairs struct {
	y, x  []float64
	of    int    // posts there are
	lacks string // the input for lack of which there are none
}

// over pairs what stands above a line with what stands below it; no den is one for each post.
func over(posts []Post, num, den sum) pairs {
	above, lacks := num.of(posts)
	below, lacking := den.of(posts)
	if len(den) == 0 {
		below, lacking = ones(len(posts)), ""
	}
	p := pairs{of: len(posts)}
	for i := range posts {
		if above[i].known && below[i].known {
			p.y, p.x = append(p.y, above[i].value), append(p.x, below[i].value)
		}
	}
	if len(p.y) == 0 {
		p.lacks = firstOf(lacks, lacking, num[0])
	}
	return p
}

func ones(n int) []number {
	all := make([]number, n)
	for i := range all {
		all[i] = number{1, true}
	}
	return all
}

func firstOf(inputs ...string) string {
	for _, in := range inputs {
		if in != "" {
			return strings.TrimSuffix(in, "?")
		}
	}
	return ""
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

func total(list []float64) (sum float64) {
	for _, x := range list {
		sum += x
	}
	return sum
}
