package metric

import (
	"context"
	"slices"
	"strings"

	"molva/ingest"
)

// What the denominators of single posts are.
var (
	byReach  = Text{"people reached by the posts that tell both, post by post", "охват постов, у которых известно и то и другое, пост за постом"}
	byViews  = Text{"views of the posts that tell both, so far", "просмотры постов, у которых известно и то и другое, на сегодня"}
	fromTool = Text{"Per post, as Kaushik and TrueSocialMetrics count it: neither per cent nor per follower. The share rate is per follower.",
		"На пост, как у Кошика и TrueSocialMetrics: это не проценты и не на подписчика. На подписчика — доля репостов."}
)

var contentEach = []Metric{
	{Row: 46, ID: "applause", Name: Text{"Applause per post", "Лайков на пост"}, Formula: Text{"ΣL / P", "ΣL / P"}, Denominator: byPosts,
		Inputs: inputs("post.reactions"), Unit: ingest.UnitRate, Class: Vanity, Better: Higher, OfAccount: ofPosts(sum{"post.reactions"}, nil)},
	{Row: 47, ID: "conversation", Name: Text{"Conversation per post", "Комментариев на пост"}, Formula: Text{"ΣC / P", "ΣC / P"}, Denominator: byPosts,
		Inputs: inputs("post.comments"), Unit: ingest.UnitRate, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfAccount: ofPosts(sum{"post.comments"}, nil)},
	{Row: 48, ID: "amplification", Name: Text{"Amplification per post", "Репостов на пост"}, Formula: Text{"ΣS / P", "ΣS / P"}, Denominator: byPosts,
		Inputs: inputs("post.shares"), Notes: map[string]Text{"": fromTool}, Unit: ingest.UnitRate, Class: Diagnostic, Questions: []Question{Awareness},
		Better: Higher, OfAccount: ofPosts(sum{"post.shares"}, nil)},
	{Row: 49, ID: "per_1000_followers", Name: Text{"Applause, conversation and amplification per 1,000 followers", "Лайков, комментариев и репостов на пост и 1000 подписчиков"},
		Formula:     Text{"(ΣL / P) × 1000 / F; (ΣC / P) × 1000 / F; (ΣS / P) × 1000 / F", "(ΣL / P) × 1000 / F; (ΣC / P) × 1000 / F; (ΣS / P) × 1000 / F"},
		Denominator: Text{"posts that tell it times thousands of followers at the end of the period", "посты с данными, умноженные на тысячи подписчиков на конец периода"},
		Inputs:      inputs("post.reactions post.comments post.shares followers"), Unit: ingest.UnitRate, Class: Diagnostic, Better: Higher, OfAccount: threePer1000,
		Parts: map[string]Text{"applause": {"applause", "лайки"}, "conversation": {"conversation", "комментарии"}, "amplification": {"amplification", "репосты"}}},
	{Row: 50, ID: "view_rate", Name: Text{"View rate", "Просмотров на подписчика"}, Formula: Text{"ΣV / F over the posts of the period", "ΣV / F по постам периода"},
		Denominator: atEnd, Inputs: inputs("post.views followers"), Unit: ingest.UnitRatio, Class: Diagnostic, Questions: []Question{Audience}, Better: Higher,
		OfAccount: sumPerFollower(viewed)},
	{Row: 51, ID: "forward_rate", Name: Text{"Forward rate", "Репостов на просмотр"}, Formula: Text{"ΣS / ΣV", "ΣS / ΣV"}, Denominator: byViews,
		Inputs: inputs("post.shares post.views"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		OfAccount: ofPosts(sum{"post.shares"}, viewed)},
	{Row: 52, ID: "comment_to_like", Name: Text{"Comments per like", "Комментариев на лайк"}, Formula: Text{"ΣC / ΣL", "ΣC / ΣL"},
		Denominator: Text{"likes of the posts that tell both", "лайки постов, у которых известно и то и другое"},
		Inputs:      inputs("post.comments post.reactions"), Unit: ingest.UnitRatio, Class: Diagnostic, Questions: []Question{Opinion}, Better: Higher,
		OfAccount: ofPosts(sum{"post.comments"}, sum{"post.reactions"})},
	{Row: 53, ID: "save_rate", Name: Text{"Save rate", "Доля сохранений"}, Formula: Text{"Σ saves / ΣR", "Σ сохранений / ΣR"}, Denominator: byReach,
		Inputs: inputs("post.saves post.reach"), Unit: ingest.UnitShare, Class: KPI, Better: Higher, OfAccount: ofPosts(sum{"post.saves"}, reached)},
	{Row: 54, ID: "negative_feedback_rate", Name: Text{"Negative feedback rate", "Доля негативных действий"},
		Formula: Text{"Σ(hides + reports + unsubscribing from the post) / ΣR", "Σ(скрытий + жалоб + отписок с поста) / ΣR"}, Denominator: byReach,
		Inputs: inputs("post.hides post.reports? post.leaves? post.reach"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Opinion}, Better: Lower,
		OfAccount: ofPosts(sum{"post.hides", "post.reports?", "post.leaves?"}, reached)},
	{Row: 55, ID: "post_click_rate", Name: Text{"Post click-through", "Переходов с поста"}, Formula: Text{"Σ link clicks / ΣR", "Σ переходов по ссылке / ΣR"}, Denominator: byReach,
		Inputs: inputs("post.clicks post.reach"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Worth}, Better: Higher,
		OfAccount: ofPosts(sum{"post.clicks"}, reached)},
	{Row: 56, ID: "post_join_rate", Name: Text{"Join rate from posts", "Вступлений с поста"}, Formula: Text{"Σ joins / ΣR", "Σ вступлений / ΣR"}, Denominator: byReach,
		Inputs: inputs("post.joins post.reach"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Audience}, Better: Higher,
		OfAccount: ofPosts(sum{"post.joins"}, reached)},
	{Row: 57, ID: "poll_participation", Name: Text{"Poll participation", "Участие в опросах"},
		Formula: Text{"Σ votes / ΣR over the posts that tell votes", "Σ голосов / ΣR по постам, у которых известны голоса"}, Denominator: byReach,
		Inputs: inputs("post.votes post.reach"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: ofThose("post.votes", reached)},
	{Row: 58, ID: "story_exits", Name: Text{"Story exits and completion", "Выходы из историй и досмотры"},
		Formula:     Text{"Σ exits / ΣV; Σ completions / ΣV, over stories", "Σ выходов / ΣV; Σ досмотров / ΣV, по историям"},
		Denominator: byViews, Inputs: inputs("post.exits post.views post.completions?"), Unit: ingest.UnitShare, Class: Diagnostic, OfAccount: stories,
		Parts: map[string]Text{"exits": {"exits", "выходы"}, "completion": {"completion", "досмотры"}}},
	{Row: 59, ID: "video_retention", Name: Text{"Video retention", "Удержание видео"},
		Formula: Text{"Σ time watched / Σ(length × V), the share of a video that a view sees on average",
			"Σ времени просмотра / Σ(длина × V), какую часть видео в среднем видит один просмотр"},
		Denominator: Text{"length times views of the videos that tell all three", "длина, умноженная на просмотры, у видео с тремя известными"},
		Inputs:      inputs("post.watched post.length post.views"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: videoRetention},
}

// threePer1000 are three means of the posts per thousand followers.
func threePer1000(ctx context.Context, a *Account) (all []Value, err error) {
	for _, part := range []struct{ name, input string }{
		{"applause", "post.reactions"}, {"conversation", "post.comments"}, {"amplification", "post.shares"},
	} {
		v, err := perFollowers(sum{part.input}, 1000)(ctx, a)
		if err != nil {
			return nil, err
		}
		all = append(all, v[0].as(part.name))
	}
	return all, nil
}

// ofThose is a ratio of sums over those of the account's own posts that tell what stands above: what no post but a poll has lacks
// nowhere else.
func ofThose(input string, den sum) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		return a.tell(a.those(input, sum{input}, den).ratio(1)), nil
	}
}

// those pairs numbers of the posts that tell an input.
func (a *Account) those(input string, num, den sum) pairs {
	posts := slices.DeleteFunc(a.own(), func(p Post) bool { return !p.tells(input) })
	p := over(posts, num, den)
	if len(posts) == 0 {
		p.of, p.lacks = len(a.own()), input
	}
	return p
}

func (p Post) tells(input string) bool {
	_, ok := p.Last(strings.TrimPrefix(input, "post."))
	return ok
}

func stories(_ context.Context, a *Account) ([]Value, error) {
	exits := a.those("post.exits", sum{"post.exits"}, viewed).ratio(1)
	whole := a.those("post.completions", sum{"post.completions"}, viewed).ratio(1)
	return []Value{a.tell(exits)[0].as("exits"), a.tell(whole)[0].as("completion")}, nil
}

// videoRetention weighs a video by how often it was seen and how long it is.
func videoRetention(_ context.Context, a *Account) ([]Value, error) {
	p := a.those("post.watched", sum{"post.watched"}, sum{"post.length", "post.views"})
	if p.lacks != "" {
		return a.tell(p.none()), nil
	}
	p.y, p.x = nil, nil
	for _, post := range a.own() {
		watched, _ := post.Last("watched")
		length, timed := post.Last("length")
		views, seen := post.Last("views")
		if post.tells("post.watched") && timed && seen {
			p.y, p.x = append(p.y, watched), append(p.x, length*views)
		}
	}
	return a.tell(p.ratio(1)), nil
}
