package metric

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"molva/alerts"
	"molva/store"
)

// cut is how posts are cut into parts, to see which of them do well.
type cut struct {
	of     func(*Account, Post) []string         // the parts that a post belongs to, each once; none where that is not known
	narrow func(q *store.PostQuery, part string) // narrows a list of posts down to those of a part
	lacks  string                                // the input that lacks when no post belongs to any part; "": there just are none
	fewest int                                   // posts of a part that must tell what its number is made of
	order  []string                              // of the parts; nil: those of the most posts first, and only so many
}

// compute is row 38 of each part.
func (c cut) compute(_ context.Context, a *Account) ([]Value, error) {
	own := a.own()
	rates := fraction(own, reacted, viewed)
	if p := rates.all(); p.lacks != "" {
		return a.tell(p.none()), nil
	}
	groups := grouped(a, own, c.of)
	if len(groups) == 0 && c.lacks != "" {
		return a.tell(missing(c.lacks)), nil
	}
	var all []Value
	enough := func(g group) bool { return rates.told(g.at) >= c.fewest }
	for _, g := range shown(groups, enough, c.order) {
		all = append(all, rates.some(g.at).ratio(1).as(g.name).from(a.partOf(c.narrow, g.name)))
	}
	if len(all) == 0 {
		return a.tell(none(textf("too few posts: to compare, %d of a kind are needed with reactions and views known",
			"постов слишком мало: для сравнения нужно хотя бы %d одного вида с известными реакциями и просмотрами", c.fewest))), nil
	}
	return all, nil
}

// partOf leads to the posts of a part.
func (a *Account) partOf(narrow func(q *store.PostQuery, part string), part string) alerts.Evidence {
	q := a.ownQuery()
	narrow(&q, part)
	return alerts.OfPosts(q)
}

func ofForm(q *store.PostQuery, form string)     { q.Form = form }
func ofTag(q *store.PostQuery, tag string)       { q.Tag = tag }
func ofLength(q *store.PostQuery, length string) { q.Part.Length = length }
func ofWord(q *store.PostQuery, word string)     { q.Part.Word = word }

func ofSlot(q *store.PostQuery, slot string) {
	q.Part.Slot, q.Part.Zone = slot, q.Period.From.Location().String()
}

// group is the posts of a part, by their places.
type group struct {
	name string
	at   []int
}

// grouped puts posts into their parts, sorted by name.
func grouped(a *Account, posts []Post, of func(*Account, Post) []string) []group {
	byName := make(map[string][]int)
	for i, p := range posts {
		for _, name := range of(a, p) {
			byName[name] = append(byName[name], i)
		}
	}
	all := make([]group, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, group{name, byName[name]})
	}
	return all
}

// shown are the groups that are enough: in the order of their names where there is one, and otherwise the largest.
func shown(groups []group, enough func(group) bool, order []string) []group {
	groups = slices.DeleteFunc(groups, func(g group) bool { return !enough(g) })
	slices.SortStableFunc(groups, func(a, b group) int {
		if order != nil {
			return cmp.Compare(slices.Index(order, a.name), slices.Index(order, b.name))
		}
		return cmp.Compare(len(b.at), len(a.at))
	})
	if order == nil {
		groups = groups[:min(len(groups), mostParts)]
	}
	return groups
}

// relative is the share of all reactions that the posts of each hour and of each weekday have.
func relative(_ context.Context, a *Account) ([]Value, error) {
	own := a.own()
	done := fraction(own, reacted, nil)
	p := done.all()
	if p.lacks != "" {
		return a.tell(p.none()), nil
	}
	var all []Value
	told := func(g group) bool { return done.told(g.at) > 0 }
	for _, g := range shown(grouped(a, own, timeOf), told, slotOrder) {
		v := ratio(total(done.some(g.at).y), total(p.y)).but(p.caveat())
		all = append(all, v.as(g.name).from(a.partOf(ofSlot, g.name)))
	}
	return all, nil
}

// extremes is how many of the best posts, and of the worst, are named.
const extremes = 3

// bestAndWorst ranks the posts that were seen enough to say anything. The best stand first; where they are few, all do.
func bestAndWorst(_ context.Context, a *Account) ([]Value, error) {
	ranked, of, lacks := a.ranked()
	if lacks != "" {
		return a.tell(pairs{of: of, lacks: lacks}.none()), nil
	}
	var all []Value
	for i, r := range ranked {
		if i >= extremes && i < len(ranked)-extremes {
			continue
		}
		all = append(all, ratio(r.num, r.den).as(r.post.ID).from(a.ofPost(r.post)))
	}
	if len(all) == 0 {
		return a.tell(none(Text{"no post was seen", "ни одного поста не видели"})), nil
	}
	return all, nil
}

// rated is a post with its reactions and views.
type rated struct {
	post     Post
	num, den float64
}

// ranked are the account's own posts with at least a quarter of the median views, by reactions per view, the best first, the
// earlier of equals first. of is how many posts there are; lacks is the input for lack of which there is no order.
func (a *Account) ranked() (all []rated, of int, lacks string) {
	own := a.own()
	rates := fraction(own, reacted, viewed)
	p := rates.all()
	if p.lacks != "" {
		return nil, p.of, p.lacks
	}
	median, _ := middle(p.x)
	for i, post := range own {
		done, seen := rates.above[i], rates.below[i]
		if done.known && seen.known && seen.value > 0 && seen.value >= median/4 {
			all = append(all, rated{post, done.value, seen.value})
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int { return cmp.Compare(b.num*a.den, a.num*b.den) })
	return all, p.of, ""
}
