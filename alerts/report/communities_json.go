package report

import (
	"maps"
	"slices"
	"time"
)

type communitiesJSON struct {
	Topic    string        `json:"topic"`
	Name     string        `json:"name"`
	From     time.Time     `json:"from"`
	To       time.Time     `json:"to"`
	Running  bool          `json:"running,omitempty"` // the period is not over
	Networks []networkJSON `json:"networks"`
}

type networkJSON struct {
	Network  string          `json:"network"`
	Accounts []communityJSON `json:"accounts"` // ours first
}

type communityJSON struct {
	Topic   string      `json:"topic"`
	Account string      `json:"account"`
	Ours    bool        `json:"ours"`
	Values  []valueJSON `json:"values"`
	Posts   []postJSON  `json:"posts"` // that parts of values name, by id
}

// postJSON is a stranger's words, as they are.
type postJSON struct {
	ID        string    `json:"id"`
	URL       string    `json:"url,omitempty"`
	Text      string    `json:"text,omitempty"`
	Published time.Time `json:"published_at"`
}

// Data is the report for machines.
func (c Communities) Data() any {
	j := communitiesJSON{c.Topic.ID, c.Topic.Name, c.Period.From, c.Period.To, c.Running, []networkJSON{}}
	for _, n := range c.Networks {
		network := networkJSON{Network: n.Name}
		for _, one := range n.Accounts {
			network.Accounts = append(network.Accounts, one.json())
		}
		j.Networks = append(j.Networks, network)
	}
	return j
}

func (c Community) json() communityJSON {
	j := communityJSON{c.Topic.ID, c.Account, c.Ours, []valueJSON{}, []postJSON{}}
	for _, id := range slices.Concat(sideBySide, ofPeople, byContent, ofPosts) {
		j.Values = append(j.Values, jsonOfAll(c.Values[id])...)
	}
	for _, id := range slices.Sorted(maps.Keys(c.posts)) {
		p := c.posts[id]
		j.Posts = append(j.Posts, postJSON{p.ID, p.URL, p.Text, p.Published})
	}
	return j
}
