package report

import (
	"context"
	"fmt"
	"slices"

	"molva/alerts/metric"
	"molva/ingest"
	"molva/store"
)

// Communities are a topic's communities and those of its competitors, network by network.
type Communities struct {
	Topic    ingest.Topic
	Period   store.Period
	Running  bool      // the period is not over
	Networks []Network // as the configuration first names them
	Supplies map[string][]string
}

// Network is what stands side by side: the accounts of one network, ours first.
type Network struct {
	Name     string
	Accounts []Community
}

// Community is one account with its values.
type Community struct {
	metric.Owned
	Topic  ingest.Topic
	Ours   bool                      // of the topic or below it
	Values map[string][]metric.Value // by metric
	posts  map[string]metric.Post    // that values name, by id
}

// What stands side by side, what is told of sets of people, by what posts are compared, and which posts are named.
var (
	sideBySide = []string{"followers", "net_growth", "growth_rate", "compound_weekly_growth", "churn", "dead_share", "active_members_share",
		"followers_share", "reach_rate", "err_telegram", "posts", "reactions_per_post", "engagement_rate_posts", "interactions_per_1000",
		"engagement_rate_view", "engagement_rate_reach", "forward_rate", "talk_rate", "negative_feedback_rate", "user_posts_share",
		"post_half_life", "benchmark_percentile"}
	ofPeople  = []string{"audience_intersection", "exclusive_audience"}
	byContent = []string{"result_by_form", "result_by_length", "result_by_time", "result_by_hashtag", "result_by_word"}
	ofPosts   = []string{"top_and_bottom_posts", "unusual_reactions"}
)

// BuildCommunities computes the communities of a reader's topic, and of each competitor by the same formulas.
func BuildCommunities(ctx context.Context, r *metric.Reader) (Communities, error) {
	c := Communities{Topic: r.Topic, Period: r.Period, Running: r.Now.Before(r.Period.To), Supplies: r.Business.Supplies}
	readers := []*metric.Reader{r}
	for _, rival := range r.Rivals() {
		readers = append(readers, r.Of(rival))
	}
	for i, reader := range readers {
		if err := c.read(ctx, reader, i == 0); err != nil {
			return c, fmt.Errorf("build communities: %w", err)
		}
	}
	return c, nil
}

// read adds the accounts of one topic.
func (c *Communities) read(ctx context.Context, r *metric.Reader, ours bool) error {
	accounts, err := r.Accounts(ctx)
	if err != nil || len(accounts) == 0 {
		return err
	}
	values := map[string][]metric.Value{}
	for _, id := range slices.Concat(sideBySide, ofPeople, byContent, ofPosts) {
		m, _ := metric.ByID(id)
		if values[id], err = r.Compute(ctx, m); err != nil {
			return err
		}
	}
	for _, a := range accounts {
		one := Community{Owned: a.Owned, Topic: r.Topic, Ours: ours, Values: map[string][]metric.Value{}, posts: map[string]metric.Post{}}
		for id, all := range values {
			one.Values[id] = slices.DeleteFunc(slices.Clone(all), func(v metric.Value) bool { return v.Network != a.Network || v.Account != a.Account })
		}
		one.remember(a.Posts)
		n := c.network(a.Network)
		n.Accounts = append(n.Accounts, one)
	}
	return nil
}

// network finds the accounts of a network, or begins them.
func (c *Communities) network(name string) *Network {
	for i := range c.Networks {
		if c.Networks[i].Name == name {
			return &c.Networks[i]
		}
	}
	c.Networks = append(c.Networks, Network{Name: name})
	return &c.Networks[len(c.Networks)-1]
}

// names are the names of the networks.
func (c Communities) names() (all []string) {
	for _, n := range c.Networks {
		all = append(all, n.Name)
	}
	return all
}

// remember keeps the posts that values name.
func (c *Community) remember(posts []metric.Post) {
	for _, id := range ofPosts {
		for _, v := range c.Values[id] {
			if i := slices.IndexFunc(posts, func(p metric.Post) bool { return p.ID == v.Part }); i >= 0 {
				c.posts[v.Part] = posts[i]
			}
		}
	}
}

// of is the first known value of a metric, or the first one that says why there is none.
func (c Community) of(id string) metric.Value {
	values := c.Values[id]
	if i := slices.IndexFunc(values, func(v metric.Value) bool { return v.Known }); i >= 0 {
		return values[i]
	}
	if len(values) > 0 {
		return values[0]
	}
	return metric.Value{Metric: id, Network: c.Network, Account: c.Account}
}

// name is the public name of an account.
func (c Community) name() string { return c.Network + ":" + c.Account }

// Values are those of each account in turn.
func (c Communities) Values() (all []metric.Value) {
	for _, n := range c.Networks {
		for _, one := range n.Accounts {
			for _, id := range slices.Concat(sideBySide, ofPeople, byContent, ofPosts) {
				all = append(all, one.Values[id]...)
			}
		}
	}
	return all
}
