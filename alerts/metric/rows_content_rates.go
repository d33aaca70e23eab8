package metric

import (
	"context"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

const withFollowers = acts + " followers"

var contentRates = []Metric{
	{Row: 35, ID: "engagement_rate_post", Name: Text{"Engagement of one post per follower (ERpost)", "Вовлечённость одного поста на подписчика (ERpost)"},
		Formula:     Text{"(l + c + s) / F of each of the latest 20 posts of the period", "(l + c + s) / F каждого из последних 20 постов периода"},
		Denominator: atEnd, Inputs: inputs(withFollowers), Notes: actNotes, Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: eachPost},
	{Row: 36, ID: "engagement_rate_posts", Name: Text{"Engagement per follower and post (average ERpost)", "Вовлечённость на подписчика и пост (средний ERpost)"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / F / P", "(ΣL + ΣC + ΣS) / F / P"},
		Denominator: Text{"followers at the end of the period times the posts that tell it", "подписчики на конец периода, умноженные на посты с данными"},
		Inputs:      inputs(withFollowers), Notes: actNotes, Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: perFollowers(reacted, 1)},
	{Row: 37, ID: "engagement_rate_day", Name: Text{"Engagement per follower and day (average ERday)", "Вовлечённость на подписчика и день (средний ERday)"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / F / D; a reaction belongs to the day of its post", "(ΣL + ΣC + ΣS) / F / D; реакция относится ко дню своего поста"},
		Denominator: Text{"followers at the end of the period times its days that are over", "подписчики на конец периода, умноженные на прошедшие дни"},
		Inputs:      inputs(withFollowers + " published"), Notes: actNotes, Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: dayRate},
	{Row: 38, ID: "engagement_rate_view", Name: Text{"Engagement per view (ERview)", "Вовлечённость на просмотр (ERview)"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / ΣV, a ratio of sums over the posts that tell both", "(ΣL + ΣC + ΣS) / ΣV, отношение сумм по постам, у которых известно и то и другое"},
		Denominator: Text{"views of those posts so far", "просмотры этих постов на сегодня"},
		Inputs:      inputs(result), Notes: actNotes, Unit: ingest.UnitShare, Class: KPI, Better: Higher, OfAccount: ofPosts(reacted, viewed)},
	{Row: 39, ID: "engagement_rate_reach", Name: Text{"Engagement per person reached (ERreach)", "Вовлечённость на охваченного (ERreach)"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / ΣR, a ratio of sums over the posts that tell both", "(ΣL + ΣC + ΣS) / ΣR, отношение сумм по постам, у которых известно и то и другое"},
		Denominator: Text{"people reached by those posts, post by post", "охват этих постов, пост за постом"},
		Inputs:      inputs(acts + " post.reach"), Unit: ingest.UnitShare, Class: KPI, Better: Higher, OfAccount: ofPosts(reacted, reached),
		Notes: map[string]Text{"vk": {"In Russian writing on VK this is often called ERR; in Telegram that name means views per follower.",
			"В русских текстах о VK это часто называют ERR; в Telegram так называют просмотры на подписчика."}}},
	{Row: 40, ID: "engagement_rate_dynamic", Name: Text{"Dynamic engagement per follower", "Динамическая вовлечённость на подписчика"},
		Formula: Text{"median of (l + c + s) / F over the last 20 posts, as of the end of the period",
			"медиана (l + c + s) / F по последним 20 постам, на конец периода"},
		Denominator: atEnd, Inputs: inputs(withFollowers), Notes: actNotes, Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: dynamic},
	{Row: 41, ID: "er_telegram", Name: Text{"Reactions per view (ER in the Telegram sense)", "Реакций на просмотр (ER, как в Telegram)"},
		Formula:     Text{"(ΣS + ΣL + ΣC) / ΣV; forwards must be told", "(ΣS + ΣL + ΣC) / ΣV; пересылки должны быть известны"},
		Denominator: Text{"views of the posts that tell all", "просмотры постов, у которых известно всё"},
		Inputs:      inputs("post.shares post.reactions post.comments post.views"), Notes: map[string]Text{"telegram": noDiscussed},
		Unit: ingest.UnitShare, Class: KPI, Better: Higher, OfAccount: ofPosts(sum{"post.shares", "post.reactions", "post.comments"}, viewed)},
	{Row: 42, ID: "interactions_per_1000", Name: Text{"Interactions per 1,000 followers at posting", "Взаимодействий на 1000 подписчиков в момент публикации"},
		Formula:     Text{"Σ((l + c + s) / F at posting) / P × 1000, a mean of ratios", "Σ((l + c + s) / F в момент публикации) / P × 1000, среднее отношений"},
		Denominator: Text{"followers at the moment of each post", "подписчики в момент каждого поста"},
		Inputs:      inputs(withFollowers + " published"), Notes: actNotes, Unit: ingest.UnitRate, Class: Diagnostic, Better: Higher, OfAccount: atPosting},
	{Row: 43, ID: "love_rate", Name: Text{"Love rate", "Лайков на подписчика"}, Formula: Text{"ΣL / F over the posts of the period", "ΣL / F по постам периода"},
		Denominator: atEnd, Inputs: inputs("post.reactions followers"), Unit: ingest.UnitShare, Class: Vanity, Better: Higher,
		OfAccount: sumPerFollower(sum{"post.reactions"})},
	{Row: 44, ID: "talk_rate", Name: Text{"Talk rate", "Комментариев на подписчика"}, Formula: Text{"ΣC / F over the posts of the period", "ΣC / F по постам периода"},
		Denominator: atEnd, Inputs: inputs("post.comments followers"), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfAccount: sumPerFollower(sum{"post.comments"})},
	{Row: 45, ID: "share_rate", Name: Text{"Share rate", "Репостов на подписчика"}, Formula: Text{"ΣS / F over the posts of the period", "ΣS / F по постам периода"},
		Denominator: atEnd, Inputs: inputs("post.shares followers"), Unit: ingest.UnitShare, Class: Diagnostic, Questions: []Question{Awareness}, Better: Higher,
		OfAccount: sumPerFollower(sum{"post.shares"})},
}

// window is how many of the latest posts stand for how an account does now.
const window = 20

// eachPost is the rate of the latest posts, oldest first.
func eachPost(_ context.Context, a *Account) ([]Value, error) {
	f, ok := a.Level("followers", true)
	posts := a.own()
	posts = posts[max(len(posts)-window, 0):]
	switch {
	case !ok:
		return a.tell(missing("followers")), nil
	case len(posts) == 0:
		return a.tell(over(posts, reacted, nil).none()), nil
	}
	each, lacks := reacted.of(posts)
	all := make([]Value, len(posts))
	for i, p := range posts {
		all[i] = ratio(each[i].value, f)
		if !each[i].known {
			all[i] = missing(firstOf(lacks, reacted.unknown(p)))
		}
		all[i] = all[i].as(p.ID).from(a.ofPost(p))
	}
	return all, nil
}

// ofPost leads to the figures of one post.
func (a *Account) ofPost(p Post) alerts.Evidence {
	return alerts.OfFigures(store.FigureQuery{Account: a.Account, Network: a.Network, Post: p.ID})
}

func dayRate(_ context.Context, a *Account) ([]Value, error) {
	f, ok := a.Level("followers", true)
	if !ok {
		return a.tell(missing("followers")), nil
	}
	return a.tell(over(a.own(), reacted, nil).sum(f * a.Reader.days())), nil
}

// dynamic looks back beyond the period where it holds too few posts.
func dynamic(ctx context.Context, a *Account) ([]Value, error) {
	f, ok := a.Level("followers", true)
	if !ok {
		return a.tell(missing("followers")), nil
	}
	posts, err := a.lastPosts(ctx)
	if err != nil {
		return nil, err
	}
	p := over(posts, reacted, nil)
	if p.lacks != "" {
		return a.tell(p.none()), nil
	}
	median, interval := middle(p.y)
	v := ratio(median, f)
	if interval != nil && f > 0 {
		v.Interval = &Interval{Low: interval.Low / f, High: interval.High / f}
	}
	q := a.ownQuery()
	q.Period.From = posts[0].Published
	return []Value{v.but(p.caveat()).from(alerts.OfPosts(q))}, nil
}

// lastPosts are the account's latest posts as of the end of the period, at most a window and from at most a year before it.
func (a *Account) lastPosts(ctx context.Context) ([]Post, error) {
	posts := a.own()
	if len(posts) < window {
		q := a.ownQuery()
		q.Period = store.Period{From: q.Period.From.AddDate(-1, 0, 0), To: q.Period.From}
		earlier, err := a.Reader.DB.MeasuredPosts(ctx, q)
		if err != nil {
			return nil, err
		}
		before := make([]Post, len(earlier))
		for i, p := range earlier {
			before[i] = Post{MeasuredPost: p}
		}
		posts = append(before, posts...)
	}
	return posts[max(len(posts)-window, 0):], nil
}

// atPosting divides each post by the followers of its own moment.
func atPosting(_ context.Context, a *Account) ([]Value, error) {
	posts := a.own()
	each, lacks := reacted.of(posts)
	p := pairs{of: len(posts)}
	for i, post := range posts {
		if each[i].known && post.Followers != nil && *post.Followers > 0 {
			p.y, p.x = append(p.y, 1000*each[i].value / *post.Followers), append(p.x, 1)
		}
	}
	if len(p.y) == 0 {
		p.lacks = firstOf(lacks, "followers")
	}
	return a.tell(p.ratio(1)), nil
}
