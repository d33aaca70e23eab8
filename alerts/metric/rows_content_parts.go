package metric

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"molva/alerts"
	"molva/store"
)

// byPart is row 38 of the posts of each part that has enough of them. Parts of a fixed order stand in it, others by their posts.
// lacking is the input that lacks when no post belongs to any part; "" where there just are none.
func byPart(of partsOf, narrow narrowing, lacking string, fewest int, order []string) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		own := a.own()
		if p := over(own, reacted, viewed); p.lacks != "" {
			return a.tell(p.none()), nil
		}
		groups := grouped(a, own, of)
		if len(groups) == 0 && lacking != "" {
			return a.tell(missing(lacking)), nil
		}
		var all []Value
		for _, g := range enough(groups, fewest, order) {
			if v := over(g.posts, reacted, viewed).ratio(1); v.Known {
				all = append(all, v.as(g.name).from(a.ofPart(narrow, g.name)))
			}
		}
		if len(all) == 0 {
			return a.tell(none(textf("nothing stands in %d posts or more", "ничто не встретилось хотя бы в %d постах", fewest))), nil
		}
		return all, nil
	}
}

// group is the posts of a part.
type group struct {
	name  string
	posts []Post
}

// grouped puts posts into their parts, sorted by name.
func grouped(a *Account, posts []Post, of partsOf) []group {
	byName := make(map[string][]Post)
	for _, p := range posts {
		for _, name := range of(a, p) {
			byName[name] = append(byName[name], p)
		}
	}
	all := make([]group, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, group{name, byName[name]})
	}
	return all
}

// enough are the groups of at least so many posts: in the order of their names where there is one, and otherwise the largest.
func enough(groups []group, fewest int, order []string) []group {
	groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.posts) < fewest })
	slices.SortStableFunc(groups, func(a, b group) int {
		if order != nil {
			return cmp.Compare(slices.Index(order, a.name), slices.Index(order, b.name))
		}
		return cmp.Compare(len(b.posts), len(a.posts))
	})
	if order == nil {
		groups = groups[:min(len(groups), mostParts)]
	}
	return groups
}

// relative is the share of all reactions that the posts of each hour and of each weekday have.
func relative(_ context.Context, a *Account) ([]Value, error) {
	own := a.own()
	p := over(own, reacted, nil)
	if p.lacks != "" {
		return a.tell(p.none()), nil
	}
	var all []Value
	for _, g := range enough(grouped(a, own, timeOf), 1, slotOrder) {
		v := ratio(total(over(g.posts, reacted, nil).y), total(p.y))
		all = append(all, v.but(p.caveat()).as(g.name).from(a.ofOwn()))
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
	p := over(own, reacted, viewed)
	if p.lacks != "" {
		return nil, p.of, p.lacks
	}
	median, _ := middle(p.x)
	above, _ := reacted.of(own)
	for i, post := range own {
		seen, ok := post.Last("views")
		if ok && above[i].known && seen > 0 && seen >= median/4 {
			all = append(all, rated{post, above[i].value, seen})
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int { return cmp.Compare(b.num*a.den, a.num*b.den) })
	return all, p.of, ""
}

// narrowing narrows a list of posts down to a part's.
type narrowing func(q *store.PostQuery, part string)

func ofForm(q *store.PostQuery, part string) { q.Form = part }
func ofTag(q *store.PostQuery, part string)  { q.Tag = part }
func ofAny(*store.PostQuery, string)         {} // the list cannot: it is of all posts

// ofPart leads to the posts of a part.
func (a *Account) ofPart(narrow narrowing, part string) alerts.Evidence {
	q := a.ownQuery()
	narrow(&q, part)
	return alerts.OfPosts(q)
}
