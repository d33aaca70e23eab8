package metric

import (
	"context"
	"slices"

	"molva/ingest"
)

// The rows of content and engagement. Posts are those that the account itself published in the period and that are not deleted;
// a post's figures are the latest that were told.
var content = slices.Concat(contentVolume, contentRates, contentEach, contentSlots, contentSigns)

// What people do with a post, in the words of several rows.
var (
	atEnd       = Text{"followers at the end of the period", "подписчики на конец периода"}
	byPosts     = Text{"posts of the period that tell it", "посты периода, у которых это известно"}
	noDislikes  = Text{"Dislikes are left out; Popsters counts them as engagement.", "Дизлайки не входят; Popsters считает их вовлечённостью."}
	noDiscussed = Text{"A channel whose comments nobody counts has no value: closed to us is not none.",
		"У канала, комментарии которого никто не считает, значения нет: неизвестно — не ноль."}
	actNotes = map[string]Text{"youtube": noDislikes, "telegram": noDiscussed}
)

var contentVolume = []Metric{
	{Row: 31, ID: "posts", Name: Text{"Posts, and posts per day", "Посты и постов в день"},
		Formula:     Text{"P; P / D", "P; P / D"},
		Denominator: Text{"days of the period that are over", "прошедшие дни периода"},
		Inputs:      inputs("published"), Unit: ingest.UnitCount, Class: Vanity, OfAccount: postsOf,
		Parts: map[string]Text{"posts": {"posts", "посты"}, "per_day": {"per day", "в день"}}},
	{Row: 32, ID: "reactions_total", Name: Text{"Reactions, all together", "Реакции, всего"},
		Formula: Text{"ΣL + ΣC + ΣS, and votes and saves where the network tells them", "ΣL + ΣC + ΣS, а также голоса и сохранения там, где сеть их сообщает"},
		Inputs:  inputs(acts + " post.votes? post.saves?"), Notes: actNotes,
		Unit: ingest.UnitCount, Class: Vanity, OfAccount: reactionsTotal},
	{Row: 33, ID: "reactions_per_post", Name: Text{"Reactions per post", "Реакций на пост"},
		Formula: Text{"(ΣL + ΣC + ΣS) / P", "(ΣL + ΣC + ΣS) / P"}, Denominator: byPosts,
		Inputs: inputs(acts + " published"), Notes: actNotes, Unit: ingest.UnitRate, Class: Diagnostic, Better: Higher, OfAccount: ofPosts(reacted, nil)},
	{Row: 34, ID: "reactions_per_day", Name: Text{"Reactions per day", "Реакций в день"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / D, to posts published in the period", "(ΣL + ΣC + ΣS) / D, на посты, вышедшие за период"},
		Denominator: Text{"days of the period that are over", "прошедшие дни периода"},
		Inputs:      inputs(acts + " published"), Notes: actNotes, Unit: ingest.UnitRate, Class: Diagnostic, Better: Higher, OfAccount: reactionsPerDay},
}

// postsOf counts the posts. Where none is kept it takes the network's own count, and zero only of a network whose posts are read
// and of an account that was looked at.
func postsOf(_ context.Context, a *Account) ([]Value, error) {
	n, evidence := float64(len(a.own())), a.ofOwn()
	if n == 0 {
		f, ok := a.flow("published")
		switch {
		case ok:
			n, evidence = f.sum, a.flowList("published", f)
		case !a.watched():
			return []Value{missing("published").as("posts"), missing("published").as("per_day")}, nil
		}
	}
	return []Value{known(n).as("posts").from(evidence), ratio(n, a.Reader.days()).as("per_day").in(ingest.UnitRate).from(evidence)}, nil
}

// reactionsTotal adds votes post by post: no post but a poll has any.
func reactionsTotal(_ context.Context, a *Account) ([]Value, error) {
	own := a.own()
	v := over(own, sum(inputs(acts+" post.saves?")), nil).sum(1)
	votes, _ := figureOf(own, "votes")
	for _, n := range votes {
		if v.Known && n.known {
			v.Value += n.value
		}
	}
	return a.tell(v), nil
}

func reactionsPerDay(_ context.Context, a *Account) ([]Value, error) {
	return a.tell(over(a.own(), reacted, nil).sum(a.Reader.days())), nil
}
