package metric

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/ingest"
)

var contentSigns = []Metric{
	{Row: 67, ID: "user_posts_share", Name: Text{"Share of users' posts", "Доля постов пользователей"},
		Formula:     Text{"posts by users / all posts of the account's wall", "посты пользователей / все посты на стене"},
		Denominator: Text{"posts of the account and of users in the period", "посты аккаунта и пользователей за период"},
		Inputs:      inputs("author"), Unit: ingest.UnitShare, Class: KPI, Questions: []Question{Awareness}, Better: Higher, OfAccount: usersPosts},
	{Row: 68, ID: "post_half_life", Name: Text{"Half-life of a post", "Период полужизни поста"},
		Formula: Text{"hours from publishing to half of the reactions that a post had after 7 days, by straight lines between looks; the median of the posts",
			"часы от публикации до половины реакций, набранных за 7 дней, по прямым между замерами; медиана по постам"},
		Inputs: inputs(acts + " published"), Unit: ingest.UnitHours, Class: Diagnostic, OfAccount: halfLives},
	{Row: 69, ID: "unusual_reactions", Name: Text{"Unusual likes and growth (worth a look)", "Необычные лайки и прирост (стоит посмотреть)"},
		Formula: Text{"share of posts with z > 3.5, where z = 0.6745 (x − median) / MAD and x = ln((L + 1) / (V + 1)); where MAD is 0, the mean distance × 1.2533 stands for MAD / 0.6745; the same of days with x = ln(F today / F the day before)",
			"доля постов с z > 3,5, где z = 0,6745 (x − медиана) / MAD и x = ln((L + 1) / (V + 1)); где MAD равно 0, вместо MAD / 0,6745 берётся среднее отклонение × 1,2533; так же по дням с x = ln(F сегодня / F накануне)"},
		Denominator: Text{"posts that tell likes and views; days with followers on both ends", "посты с лайками и просмотрами; дни, на концах которых известны подписчики"},
		Inputs:      inputs("post.reactions post.views followers"), Unit: ingest.UnitShare, Class: Diagnostic, OfAccount: unusual,
		Notes: map[string]Text{"": {"Nobody is accused of anything: an advert, a lucky post and bought likes look alike here. Iglewicz and Hoaglin (1993).",
			"Это не обвинение: реклама, удачный пост и купленные лайки выглядят здесь одинаково. Iglewicz, Hoaglin (1993)."},
			"youtube": {"Followers are told to three digits: the spread of days is taken as one step of the last digit at least.",
				"Подписчики сообщаются с точностью до трёх знаков: разброс по дням считается не меньше шага последнего знака."}},
		Parts: map[string]Text{"posts": {"posts", "посты"}, "days": {"days", "дни"}}},
	{Row: 70, ID: "benchmark_percentile", Name: Text{"Benchmark percentile", "Перцентиль среди сравниваемых"},
		Formula: Text{"(accounts of the network with a lower engagement per view + half of those with the same, this one included) / all of them",
			"(аккаунты сети с меньшей вовлечённостью на просмотр + половина равных, считая этот) / все"},
		Denominator: Text{"accounts of the network in the configuration that tell it", "аккаунты этой сети из настроек, у которых это известно"},
		Inputs:      inputs(result), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher, OfAccount: percentile},
}

// usersPosts is unknown where no post of a user is there and the network may just not tell who wrote one.
func usersPosts(_ context.Context, a *Account) ([]Value, error) {
	all, own := len(a.Posts), len(a.own())
	if all == own && !slices.Contains(a.Reader.Business.Supplies[a.Network], "author") {
		return []Value{missing("author")}, nil
	}
	q := a.ownQuery()
	q.Users = new(true)
	return []Value{share(all-own, all).from(alerts.OfPosts(q))}, nil
}

// percentile is the mid-rank of row 38 among all accounts of the network.
func percentile(_ context.Context, a *Account) ([]Value, error) {
	own := a.perView()
	if !own.Known {
		return a.tell(own), nil
	}
	below, all := 0.5, 1.0
	for _, rival := range a.Rivals {
		switch v := rival.perView(); {
		case !v.Known:
			continue
		case v.Value < own.Value:
			below++
		case v.Value == own.Value:
			below += 0.5
		}
		all++
	}
	if all == 1 {
		return a.tell(none(Text{"no other account of the network tells it: name competitors' accounts in the configuration",
			"больше ни у одного аккаунта сети это не известно: назовите аккаунты конкурентов в настройках"})), nil
	}
	v := ratio(below, all)
	v.N = int(all)
	return a.tell(v.but(textf("accounts in the percentile: %d", "аккаунтов в перцентиле: %d", v.N))), nil
}

// perView is row 38.
func (a *Account) perView() Value {
	key := a.Reader.toldKey(a.Owned)
	v, known := a.Reader.known.rates[key]
	if !known {
		v = over(a.own(), reacted, viewed).ratio(1)
		a.Reader.known.rates[key] = v
	}
	return v
}
