package alerts

import (
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// Case is the complaint that a message is about, for programs that keep a record of it.
type Case struct {
	ID       cluster.ID `json:"id"`
	Kind     string     `json:"kind"`
	Label    string     `json:"label"`
	Theme    string     `json:"theme,omitempty"`
	Before   string     `json:"before,omitempty"` // its state before the change, where the message is of one
	State    string     `json:"state,omitempty"`
	Topics   []string   `json:"topics,omitempty"`
	Mentions int        `json:"mentions"`
	People   int        `json:"people"`
	First    time.Time  `json:"first_seen,omitzero"`
	Last     time.Time  `json:"last_seen,omitzero"`
	Ticket   string     `json:"ticket,omitempty"`
	URL      string     `json:"url,omitempty"`
}

// caseOf is a complaint after it changed its state.
func caseOf(c store.Complaint, t store.Turn, to Links) Case {
	ticket, _ := Link(c.Ticket)
	return Case{ID: c.ID, Kind: string(c.Kind), Label: Inert(c.Label), Theme: c.Theme, Before: string(t.Before), State: string(t.State),
		Topics: c.Topics, Mentions: c.Mentions, People: c.People, First: c.First, Last: c.Last, Ticket: ticket, URL: to.Complaint(c.ID)}
}

// follows is the topic for which a route is told of a complaint: the first of its own that the route covers.
func (r Route) follows(tree []ingest.Topic, c store.Complaint) (topic string, ok bool) {
	i := slices.IndexFunc(c.Topics, func(id string) bool { return r.covers(tree, id) && (len(r.Topics) > 0 || ours(tree, id)) })
	if i < 0 || len(r.Themes) > 0 && !r.wants(c) {
		return "", false
	}
	return c.Topics[i], true
}

// ours reports whether what a topic belongs to is no competitor.
func ours(tree []ingest.Topic, topic string) bool {
	at := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == topic })
	if at < 0 {
		return false
	}
	return !tree[at].Competitor && (tree[at].Parent == "" || ours(tree, tree[at].Parent))
}
