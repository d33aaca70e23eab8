package metric

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/store"
)

// alive is the living audience of one network. Nobody is the same person on two networks, as far as anybody can tell.
type alive struct {
	network  string
	all      store.Set // who acted at one of the accounts, or wrote of the topic
	inside   store.Set // of them, who acted at one of the accounts
	follow   store.Set // who is in the list of one of the accounts
	authors  int       // who wrote of the topic
	accounts int
	acted    int // accounts of which is told who acted,
	listed   int // and who follows
	spans    int // of the accounts, mostly weeks, of which is told who acted
}

// living counts who gave a sign of life: in the topic's communities, whether they follow or not, and in what is said elsewhere.
func living(ctx context.Context, r *Reader) ([]Value, error) {
	all, err := once(r, "living", func() ([]Value, error) { return r.living(ctx) })
	return slices.Clone(all), err
}

func (r *Reader) living(ctx context.Context) ([]Value, error) {
	accounts, err := r.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	networks, err := r.networks(ctx, accounts)
	if err != nil {
		return nil, err
	}
	var all []alive
	for _, network := range networks {
		n, err := r.alive(ctx, network, accounts)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return r.tellLiving(all), nil
}

// networks are those of the accounts and those on which the topic is spoken of, sorted.
func (r *Reader) networks(ctx context.Context, accounts []*Account) ([]string, error) {
	spoken, err := r.DB.ByNetwork(ctx, r.Topic.ID, r.Period)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, a := range spoken {
		names = append(names, a.Network)
	}
	for _, a := range accounts {
		names = append(names, a.Network)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func (r *Reader) alive(ctx context.Context, network string, accounts []*Account) (n alive, err error) {
	n.network = network
	for _, a := range accounts {
		if a.Network != network {
			continue
		}
		if err := n.add(ctx, a); err != nil {
			return n, err
		}
	}
	authors, err := r.DB.People(ctx, r.Topic.ID, network, r.Period)
	n.all, n.authors = n.all.Union(authors), authors.Len()
	return n, err
}

// add joins an account. Who follows is known where the list of members is; without it everybody who acted is somebody, and no
// more is said of them.
func (n *alive) add(ctx context.Context, a *Account) error {
	n.accounts++
	active, spans, err := a.active(ctx, a.Reader.Period)
	if err != nil || spans == 0 {
		return err
	}
	n.acted, n.spans = n.acted+1, n.spans+spans
	n.all, n.inside = n.all.Union(active), n.inside.Union(active)
	members, listed, err := a.listed(ctx, "followers")
	if err != nil || !listed {
		return err
	}
	n.listed++
	n.follow = n.follow.Union(members)
	return nil
}

// tellLiving is the sum of the networks, its parts, and each network. Where we have accounts and know no list, nobody can say who
// of the people follows; where we have none, nobody does.
func (r *Reader) tellLiving(all []alive) []Value {
	var sum alive
	var people, inside, members, outside, inactive int
	networks := make([]Value, len(all))
	for i, n := range all {
		people, inside, sum.spans = people+n.all.Len(), inside+n.inside.Len(), sum.spans+n.spans
		if n.listed > 0 || n.accounts == 0 {
			both := n.all.Intersect(n.follow)
			members, outside, inactive = members+both, outside+n.all.Len()-both, inactive+n.follow.Len()-both
		}
		sum.accounts, sum.acted, sum.listed, sum.authors = sum.accounts+n.accounts, sum.acted+n.acted, sum.listed+n.listed, sum.authors+n.authors
		networks[i] = known(float64(n.all.Len())).but(n.seen()).from(r.livingList(n))
		networks[i].Network = n.network
	}
	list := r.livingList(sum)
	return append([]Value{
		sum.over(known(float64(people)).but(sum.seen())).from(list),
		sum.ifActed(inside).as(partInside).from(list),
		sum.ifListed(members).as(partMembers).from(list),
		sum.ifListed(outside).as(partOutside).from(list),
		known(float64(sum.authors)).as(partAuthors).from(r.livingList(alive{})),
		sum.ifListed(inactive).as(partInactive).from(list),
	}, networks...)
}

// livingList leads to the sets of who acted or, where there are none, to what the authors wrote.
func (r *Reader) livingList(n alive) alerts.Evidence {
	if n.acted > 0 {
		return alerts.OfSets("", n.network, "", r.setsPeriod())
	}
	return alerts.OfMentions(store.Filter{Topic: r.Topic.ID, Network: n.network, Period: r.Period, Voices: new(true)})
}

var ofAccounts = Text{"accounts", "аккаунтов"}

// seen is the caveat of accounts of which nobody tells who acts there: their people are not among the living.
func (n alive) seen() Text {
	return n.blind(n.acted, Text{"who acts there is", "кто там действует,"})
}

// blind says what is known of only some of the accounts.
func (n alive) blind(of int, what Text) Text {
	t := partly(of, n.accounts, ofAccounts)
	if t == (Text{}) {
		return t
	}
	return Text{what.EN + " " + t.EN, what.RU + " " + t.RU}
}

// over says of how many weeks of accounts a count of who acted is made: a period of more weeks has more people.
func (n alive) over(v Value) Value {
	v.N = n.spans
	return v
}

// ifActed are people who acted at the accounts.
func (n alive) ifActed(people int) Value {
	switch {
	case n.accounts == 0:
		return missing(InputAccounts)
	case n.acted == 0:
		return missing("set.active")
	}
	return n.over(known(float64(people)).but(n.seen()))
}

// ifListed are people of whom is known whether they follow.
func (n alive) ifListed(people int) Value {
	acted := n.ifActed(people)
	switch {
	case !acted.Known:
		return acted
	case n.listed == 0:
		return missing("set.followers")
	}
	return n.over(known(float64(people)).but(n.blind(n.listed, Text{"who follows is", "кто подписан,"})))
}
