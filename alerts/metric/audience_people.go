package metric

import (
	"context"

	"molva/store"
)

// ofDead computes from the followers at the end and those of them whose page is blocked or deleted.
func ofDead(compute func(f1, dead float64) Value) ofAccount {
	return func(ctx context.Context, a *Account) ([]Value, error) {
		f1, counted := a.Level("followers", true)
		dead, ok, err := a.listed(ctx, "dead")
		switch {
		case err != nil:
			return nil, err
		case !counted:
			return []Value{missing("followers")}, nil
		case !ok:
			return []Value{missing("set.dead")}, nil
		}
		return []Value{compute(f1, float64(dead.Len())).from(a.setList("dead"))}, nil
	}
}

// crowd is who acted at an account, beside who follows it.
type crowd struct {
	active, members store.Set
	caveat          Text
}

// crowd reads both; lack is the value that says which of them is not there.
func (a *Account) crowd(ctx context.Context) (c crowd, lack *Value, err error) {
	var acted, listed bool
	if c.active, c.caveat, acted, err = a.acted(ctx); err != nil {
		return c, nil, err
	}
	if c.members, listed, err = a.listed(ctx, "followers"); err != nil {
		return c, nil, err
	}
	switch {
	case !acted:
		lack = new(missing("set.active"))
	case !listed:
		lack = new(missing("set.followers"))
	}
	return c, lack, nil
}

// ofActive computes from the members who acted and from the followers at the end.
func ofActive(compute func(active, f1 float64) Value) ofAccount {
	return func(ctx context.Context, a *Account) ([]Value, error) {
		c, lack, err := a.crowd(ctx)
		f1, counted := a.Level("followers", true)
		switch {
		case err != nil:
			return nil, err
		case lack != nil:
			return []Value{*lack}, nil
		case !counted:
			return []Value{missing("followers")}, nil
		}
		v := compute(float64(c.active.Intersect(c.members)), f1)
		return []Value{v.but(c.caveat).from(a.setList("active"))}, nil
	}
}

func outsiders(ctx context.Context, a *Account) ([]Value, error) {
	c, lack, err := a.crowd(ctx)
	if err != nil {
		return nil, err
	}
	if lack != nil {
		return []Value{*lack}, nil
	}
	n := c.active.Len() - c.active.Intersect(c.members)
	return []Value{known(float64(n)).but(c.caveat).from(a.setList("active"))}, nil
}

// The active core is who was active in so many of the last weeks.
const (
	coreOf   = 4
	coreMost = 3
)

// core needs all of the last weeks: who was not looked at was not silent.
func core(ctx context.Context, a *Account) ([]Value, error) {
	members, ok, err := a.listed(ctx, "followers")
	if err != nil {
		return nil, err
	}
	if !ok {
		return []Value{missing("set.followers")}, nil
	}
	var lately []store.Set
	for n := range coreOf {
		end := a.Reader.end().AddDate(0, 0, -7*n)
		active, spans, err := a.active(ctx, store.Period{From: end.AddDate(0, 0, -7), To: end})
		if err != nil {
			return nil, err
		}
		if spans > 0 {
			lately = append(lately, active)
		}
	}
	if len(lately) < coreOf {
		return []Value{missing("set.active").but(partly(len(lately), coreOf, Text{"weeks", "недель"}))}, nil
	}
	n := often(coreMost, lately...).Intersect(members)
	return []Value{known(float64(n)).from(a.setList("active"))}, nil
}
