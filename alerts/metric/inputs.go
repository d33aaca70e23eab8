package metric

import (
	"slices"
	"strings"
)

// Catalogued is how many metrics of communities the catalogue has: its first rows.
const Catalogued = 70

// What several rows are made of: all that people did with a post, which row 32 sums up, and how that compares with who saw it,
// which is row 38.
const (
	acts   = "post.reactions post.comments post.shares?"
	result = acts + " post.views"
)

// inputs lists what a row is made of. What a question mark follows is added where a network has it; what stands behind a bar
// does as well as what stands before it: "reach reach_paid | post.reach post.reach_paid".
func inputs(spec string) []string { return strings.Fields(spec) }

// Needs are the inputs of a metric by name, each once, with those that are optional and those of all ways.
func (m Metric) Needs() []string {
	var names []string
	for _, input := range m.Inputs {
		if name := strings.TrimSuffix(input, "?"); name != "|" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Fed are the rows of community metrics, by number, that a network fills when it supplies so much. What people must say in
// the configuration, and our own mentions, no network supplies; they are taken as there.
func Fed(supplies []string) (rows []int) {
	for _, m := range All() {
		if m.Row <= Catalogued && m.fed(supplies) {
			rows = append(rows, m.Row)
		}
	}
	return rows
}

func (m Metric) fed(supplies []string) bool {
	enough := func(way string) bool { return !slices.ContainsFunc(strings.Fields(way), lacking(supplies)) }
	return slices.ContainsFunc(strings.Split(strings.Join(m.Inputs, " "), " | "), enough)
}

// lacking reports whether an input must be supplied by a network and is not.
func lacking(supplies []string) func(input string) bool {
	return func(input string) bool {
		base, _, _ := strings.Cut(input, "/")
		ours := base == InputMentions || strings.HasPrefix(base, "config:")
		return !ours && !strings.HasSuffix(input, "?") && !slices.Contains(supplies, base)
	}
}
