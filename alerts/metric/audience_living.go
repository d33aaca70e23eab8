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
	n.all = n.all.Union(authors)
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
	var people, members int
	values := make([]Value, 0, len(all)+4)
	for _, n := range all {
		people, members = people+n.all.Len(), members+n.members.Len()
		sum.accounts, sum.acted, sum.listed = sum.accounts+n.accounts, sum.acted+n.acted, sum.listed+n.listed
		sum.counted, sum.followers = sum.counted+n.counted, sum.followers+n.followers
		v := known(float64(n.all.Len())).but(n.seen()).from(r.spoken(n.network))
		v.Network = n.network
		values = append(values, v)
	}
	parts := []Value{
		known(float64(people)).but(sum.seen()),
		sum.ifListed(float64(members)).as(partMembers),
		sum.ifListed(float64(people - members)).as(partOutside),
		sum.ifCounted(sum.followers - float64(members)).as(partInactive),
	}
	for i := range parts {
		parts[i] = parts[i].from(r.spoken(""))
	}
	return append(parts, values...)
}

func (r *Reader) spoken(network string) alerts.Evidence {
	return alerts.OfMentions(store.Filter{Topic: r.Topic.ID, Network: network, Period: r.Period, Counted: new(true)})
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
