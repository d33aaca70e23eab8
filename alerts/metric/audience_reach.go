package metric

import (
	"context"
	"slices"
	"time"

	"molva/ingest"
)

// repeated is the caveat of people who were counted span by span.
func repeated(spans int) Text {
	if spans < 2 {
		return Text{}
	}
	return textf("a sum of %d spans: who came in several of them counts in each", "сумма за %d отрезков: пришедший в нескольких из них учтён в каждом", spans)
}

// peopleOf is a flow of people. Networks count each of them once within a span.
func peopleOf(metric string) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f, ok := a.flow(metric)
		if !ok {
			return []Value{a.untold(metric)}, nil
		}
		return []Value{known(f.sum).but(repeated(f.spans)).from(a.flowList(metric, f))}, nil
	}
}

// shareOfReach is a part of the account's reach in all of it or, where the account's is not told, in that of its posts.
func shareOfReach(part string) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		num, some := a.flow(part)
		den, all := a.flow("reach")
		if some && all && num.spans == den.spans {
			return []Value{ratio(num.sum, den.sum).but(repeated(den.spans)).from(a.flowList(part, num))}, nil
		}
		if v := over(a.own(), sum{"post." + part}, sum{"post.reach"}).ratio(1); v.Known {
			return a.tell(v), nil
		}
		if !all {
			return []Value{a.untold("reach")}, nil
		}
		return []Value{a.untold(part)}, nil
	}
}

func reachRate(_ context.Context, a *Account) ([]Value, error) {
	f0, f1, lack := a.ends()
	if lack != nil {
		return []Value{*lack}, nil
	}
	return a.tell(over(a.own(), sum{"post.reach"}, nil).ratio((f0.Value + f1.Value) / 2)), nil
}

// The views of the first day are those that were seen about a day after publishing.
const (
	oneDay      = 24 * time.Hour
	aboutOneDay = 4 * time.Hour
)

// firstDay leaves out posts that nobody looked at when they were a day old, and says so.
func firstDay(_ context.Context, a *Account) ([]Value, error) {
	f1, ok := a.Level("followers", true)
	if !ok {
		return []Value{missing("followers")}, nil
	}
	own := a.own()
	old := slices.DeleteFunc(slices.Clone(own), func(p Post) bool { return a.Reader.Now.Sub(p.Published) < oneDay })
	seen := pairs{of: len(old)}
	for _, p := range old {
		if v, ok := p.Near("views", oneDay, aboutOneDay); ok {
			seen.y, seen.x = append(seen.y, v), append(seen.x, 1)
		}
	}
	switch {
	case len(seen.y) > 0:
		return a.tell(seen.ratio(f1)), nil
	case len(old) > 0:
		return a.tell(missing("post.views").but(Text{"nobody looked when a post was a day old", "ни один пост не смотрели через сутки после выхода"})), nil
	case len(own) > 0:
		return a.tell(none(Text{"no post is a day old yet", "ни одному посту ещё нет суток"})), nil
	}
	return a.tell(missing("post.views").but(noPosts)), nil
}

func notified(_ context.Context, a *Account) ([]Value, error) {
	on, told := a.Level("notified", true)
	f1, counted := a.Level("followers", true)
	switch {
	case !told:
		return []Value{missing("notified")}, nil
	case !counted:
		return []Value{missing("followers")}, nil
	}
	return []Value{ratio(on, f1).from(a.levelList("notified"))}, nil
}

func visitors(_ context.Context, a *Account) ([]Value, error) {
	came, ok := a.flow("visitors")
	if !ok {
		return []Value{a.untold("visitors").as(partVisitors), a.untold("visitors").as(partPerVisitor)}, nil
	}
	each := missing("views")
	for _, metric := range []string{"visits", "views"} {
		if times, ok := a.flow(metric); ok && times.spans == came.spans {
			each = ratio(times.sum, came.sum).but(repeated(came.spans)).from(a.flowList(metric, times))
			break
		}
	}
	people := known(came.sum).but(repeated(came.spans)).from(a.flowList("visitors", came))
	return []Value{people.as(partVisitors), each.as(partPerVisitor).in(ingest.UnitRate)}, nil
}
