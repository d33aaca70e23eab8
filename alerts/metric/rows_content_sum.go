package metric

import "strings"

// sum names what is added up of a post, as inputs. What a question mark follows is added where a post of the account tells it, and
// left aside where none does: the network has no such thing.
type sum []string

// What several rows are made of. Dislikes are no part of it, though Popsters counts them.
var (
	reacted = sum(inputs(acts))
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

// ones stand below the line where a mean of posts is taken.
func ones(n int) []number {
	all := make([]number, n)
	for i := range all {
		all[i] = number{1, true}
	}
	return all
}

// firstOf is the first input that is named, without its question mark.
func firstOf(inputs ...string) string {
	for _, in := range inputs {
		if in != "" {
			return strings.TrimSuffix(in, "?")
		}
	}
	return ""
}

func total(list []float64) (sum float64) {
	for _, x := range list {
		sum += x
	}
	return sum
}
