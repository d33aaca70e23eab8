package metric

import (
	"context"

	"molva/ingest"
	"molva/store"
)

// What stands behind an account's name in the parts of row 28.
const (
	partShare   = "share"
	partJaccard = "jaccard"
)

var noOthers = Text{"no other account of this network is watched", "других аккаунтов этой сети под наблюдением нет"}

// name is the account as parts and the configuration write it: vk:zarya.
func (o Owned) name() string { return o.Network + ":" + o.Account }

// intersection compares the list of members with that of each other account.
func intersection(ctx context.Context, a *Account) ([]Value, error) {
	own, lack, err := a.compared(ctx)
	if err != nil || lack != nil {
		return lack, err
	}
	var values []Value
	for _, rival := range a.Rivals {
		theirs, ok, err := rival.listed(ctx, "followers")
		if err != nil {
			return nil, err
		}
		values = append(values, a.meet(rival, own, theirs, ok)...)
	}
	return values, nil
}

// compared is the account's own list of members, or the values that say why there is nothing to compare.
func (a *Account) compared(ctx context.Context) (own store.Set, lack []Value, err error) {
	if len(a.Rivals) == 0 {
		return own, []Value{missing(InputAccounts).but(noOthers)}, nil
	}
	own, ok, err := a.listed(ctx, "followers")
	if err == nil && !ok {
		lack = []Value{missing("set.followers")}
	}
	return own, lack, err
}

// meet are the three values of two lists.
func (a *Account) meet(rival *Account, own, theirs store.Set, ok bool) []Value {
	both, share, jaccard := missing("set.followers"), missing("set.followers"), missing("set.followers")
	if ok {
		n := float64(own.Intersect(theirs))
		both, share = known(n), ratio(n, float64(own.Len()))
		jaccard = ratio(n, float64(own.Len()+theirs.Len())-n)
	}
	list, part := rival.setList("followers"), rival.name()
	return []Value{
		both.as(part).from(list),
		share.as(part + "/" + partShare).in(ingest.UnitShare).from(list),
		jaccard.as(part + "/" + partJaccard).in(ingest.UnitShare).from(list),
	}
}

func exclusive(ctx context.Context, a *Account) ([]Value, error) {
	own, lack, err := a.compared(ctx)
	if err != nil || lack != nil {
		return lack, err
	}
	rest, lists := own, 0
	for _, rival := range a.Rivals {
		theirs, ok, err := rival.listed(ctx, "followers")
		if err != nil {
			return nil, err
		}
		if ok {
			rest, lists = rest.Minus(theirs), lists+1
		}
	}
	if lists == 0 {
		return []Value{missing("set.followers").but(Text{"no other account's list of members is known", "список участников не известен ни для одного другого аккаунта"})}, nil
	}
	v := ratio(float64(rest.Len()), float64(own.Len())).but(partly(lists, len(a.Rivals), Text{"other accounts", "других аккаунтов"}))
	return []Value{v.from(a.setList("followers"))}, nil
}

func followersShare(_ context.Context, a *Account) ([]Value, error) {
	if len(a.Rivals) == 0 {
		return []Value{missing(InputAccounts).but(noOthers)}, nil
	}
	own, ok := a.Level("followers", true)
	if !ok {
		return []Value{missing("followers")}, nil
	}
	all, counted := own, 0
	for _, rival := range a.Rivals {
		if theirs, ok := rival.Level("followers", true); ok {
			all, counted = all+theirs, counted+1
		}
	}
	if counted == 0 {
		return []Value{missing("followers").but(Text{"nobody counted the followers of the other accounts", "подписчиков других аккаунтов никто не считал"})}, nil
	}
	v := ratio(own, all).but(partly(counted, len(a.Rivals), Text{"other accounts", "других аккаунтов"}))
	return []Value{v.from(a.levelList("followers"))}, nil
}
