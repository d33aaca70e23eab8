package ingest

import (
	"slices"
	"strings"
)

// Catalogued is how many metrics of communities the catalogue has.
const Catalogued = 70

// What several rows are made of: all that people did with a post, which row 32 sums up, and how that compares with who saw it, which
// is row 38.
const (
	acts   = "post.reactions post.comments post.shares?"
	result = acts + " post.views"
)

// inputs are what each of the first seventy rows of the catalogue of metrics is made of, beside mentions: metrics of an account, of
// a post ("post." before the name), sets of members ("set."), and what a post says of itself ("form", "text", "published",
// "author"). What a question mark follows is added where a network has it; what stands behind a bar does as well.
var inputs = []string{
	1: "followers", 2: "followers", 3: "followers", 4: "followers", 5: "joins", 6: "leaves", 7: "leaves followers",
	8: "joins followers", 9: "followers set.dead", 10: "followers set.dead", 11: "set.active set.followers followers",
	12: "set.active set.followers followers", 13: "set.active set.followers", 14: "set.active set.followers", 15: "set.active",
	16: "reach", 17: "reach reach_followers | post.reach post.reach_followers",
	18: "reach reach_viral | post.reach post.reach_viral", 19: "reach reach_paid | post.reach post.reach_paid", 20: "post.reach followers",
	21: "post.views followers", 22: "post.views followers published", 23: "notified followers", 24: "visitors views visits?",
	25: "reach_mobile reach", 26: "audience/f-25-30 audience/country-ru", 27: "audience/f-25-30", 28: "set.followers",
	29: "set.followers", 30: "followers", 31: "published", 32: acts + " post.votes? post.saves?", 33: acts + " published",
	34: acts + " published", 35: acts + " followers", 36: acts + " followers", 37: acts + " followers published", 38: result,
	39: acts + " post.reach", 40: acts + " followers", 41: "post.shares post.reactions post.comments post.views",
	42: acts + " followers published", 43: "post.reactions followers", 44: "post.comments followers", 45: "post.shares followers",
	46: "post.reactions", 47: "post.comments", 48: "post.shares", 49: "post.reactions post.comments post.shares followers",
	50: "post.views followers", 51: "post.shares post.views", 52: "post.comments post.reactions", 53: "post.saves post.reach",
	54: "post.hides post.reports? post.leaves? post.reach", 55: "post.clicks post.reach", 56: "post.joins post.reach",
	57: "post.votes post.reach", 58: "post.exits post.views post.completions?", 59: "post.watched post.length", 60: result + " form",
	61: result + " text", 62: result + " published", 63: acts + " published", 64: result + " text", 65: result + " text", 66: result,
	67: "author", 68: acts + " published", 69: "post.reactions post.views followers", 70: result,
}

// Fed are the rows of the catalogue of community metrics, by number, whose inputs are among those that are supplied.
func Fed(supplies []string) (rows []int) {
	for row := 1; row <= Catalogued; row++ {
		enough := func(way string) bool { return !slices.ContainsFunc(strings.Fields(way), lacking(supplies)) }
		if slices.ContainsFunc(strings.Split(inputs[row], " | "), enough) {
			rows = append(rows, row)
		}
	}
	return rows
}

// lacking reports whether an input must be supplied and is not.
func lacking(supplies []string) func(input string) bool {
	return func(input string) bool {
		base, _, _ := strings.Cut(input, "/")
		return !strings.HasSuffix(input, "?") && !slices.Contains(supplies, base)
	}
}
