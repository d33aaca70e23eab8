package metric

import (
	"cmp"
	"context"
	"slices"

	"molva/alerts"
	"molva/store"
)

// alive is the living audience of one network. Nobody is the same person on two networks, as far as anybody can tell.
type alive struct {
	network   string
	members   store.Set // who follow one of the accounts and acted
	all       store.Set // with who acted and does not follow, and with who wrote of the topic
	authors   int       // who wrote of the topic
	followers float64   // of the counted accounts; one who follows two of them counts twice
	accounts  int
	acted     int // accounts of which is told who acted,
	listed    int // and who follows,
	counted   int // and how many follow
}

// living counts who gave a sign of life: in the topic's communities, whether they follow or not, and in what is said elsewhere.
func living(ctx context.Context, r *Reader) ([]Value, error) {
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
	active, _, acted, err := a.acted(ctx)
	if err != nil || !acted {
		return err
	}
	n.acted++
	n.all = n.all.Union(active)
	members, listed, err := a.listed(ctx, "followers")
	if err != nil || !listed {
		return err
	}
	n.listed++
	n.members = n.members.Union(common(active, members))
	if f1, ok := a.Level("followers", true); ok {
		n.followers, n.counted = n.followers+f1, n.counted+1
	}
	return nil
}

// tellLiving is the sum of the networks, its parts, and each network.
func (r *Reader) tellLiving(all []alive) []Value {
	var sum alive
	var people, members float64
	networks := make([]Value, len(all))
	for i, n := range all {
		people, members = people+float64(n.all.Len()), members+float64(n.members.Len())
		sum.accounts, sum.acted, sum.listed, sum.counted = sum.accounts+n.accounts, sum.acted+n.acted, sum.listed+n.listed, sum.counted+n.counted
		sum.followers, sum.authors = sum.followers+n.followers, sum.authors+n.authors
		networks[i] = known(float64(n.all.Len())).but(n.seen()).from(r.livingList(n))
		networks[i].Network = n.network
	}
	list := r.livingList(sum)
	return append([]Value{
		known(people).but(sum.seen()).from(list),
		sum.ifListed(members).as(partMembers).from(list),
		sum.ifListed(people - members).as(partOutside).from(list),
		known(float64(sum.authors)).as(partAuthors).from(r.livingList(alive{})),
		sum.ifCounted(sum.followers - members).as(partInactive).from(list),
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

func (n alive) ifListed(v float64) Value {
	if n.listed == 0 {
		return missing(cmp.Or(n.lacks(), "set.followers"))
	}
	return known(v).but(n.blind(n.listed, Text{"who follows is", "кто подписан,"}))
}

func (n alive) ifCounted(inactive float64) Value {
	if v := n.ifListed(0); !v.Known || n.counted == 0 {
		return missing(cmp.Or(v.Missing, "followers"))
	}
	return n.ifListed(max(inactive, 0)).but(n.blind(n.counted, Text{"the number of followers is", "число подписчиков"}))
}

func (n alive) lacks() string {
	switch {
	case n.accounts == 0:
		return InputAccounts
	case n.acted == 0:
		return "set.active"
	}
	return ""
}
