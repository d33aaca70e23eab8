package api

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// Working is what should be done about some mentions: about all of them or none.
type Working struct {
	Mentions []Seen     `json:"mentions" least:"1" most:"1000" about:"each with the revision of its work that was seen"`
	State    store.Work `json:"state,omitempty"`
	Assignee *string    `json:"assignee,omitempty" most:"100" about:"who takes care; empty: nobody in particular"`
	Note     string     `json:"note,omitempty" most:"1000"`
}

// Seen is a mention with the revision of its work that was seen.
type Seen struct {
	Mention  string `json:"mention" pattern:"^[a-z0-9-]+:[\\s\\S]+$" most:"1000" about:"id of a mention, network:external_id"`
	Revision int64  `json:"revision" least:"0"`
}

// Worked is what is done about a mention now.
type Worked struct {
	Mention string   `json:"mention"`
	Work    Handling `json:"work"`
}

// Judging is a person's word on a mention: what it feels towards a topic that it names, or what sort of statement it is, or both.
type Judging struct {
	Topic     string              `json:"topic" most:"200" about:"id of a topic that it names; empty: the whole text"`
	Sentiment *classify.Sentiment `json:"sentiment,omitempty"`
	Category  classify.Category   `json:"category,omitempty"`
}

// Labelled is a label that was given.
type Labelled struct {
	ID      int64         `json:"id"`
	Purpose store.Purpose `json:"purpose"`
	Changed bool          `json:"changed"` // the mention now reads otherwise
}

// Counting takes a mention out of the figures of a topic, or puts it back.
type Counting struct {
	Topic  string `json:"topic" most:"200"`
	Counts bool   `json:"counts"`
}

// work are the acts on mentions.
func (a *API) work() []operation {
	return []operation{
		act("POST", "/mentions/work", "mention.work", "Change what is done about some mentions", (*call).handle),
		act("POST", "/mentions/{mention}/labels", "mention.judge", "Correct what a mention is judged to be", (*call).judge).answers(http.StatusCreated),
		act("DELETE", "/labels/{label}", "mention.unjudge", "Take a label back", (*call).unjudge),
		act("PUT", "/mentions/{mention}/counted", "mention.count", "Take a mention out of the figures of a topic, or put it back", (*call).exclude),
	}
}

func (c *call) handle(w Working) (l List[Worked], done frame.Done, err error) {
	req := store.HandleRequest{Work: w.State, Assignee: w.Assignee, By: c.by(), Note: strings.TrimSpace(w.Note)}
	if req.Work == "" && req.Assignee == nil && req.Note == "" {
		return l, done, wrong(inBody, "state", "nothing is asked for, want a state, an assignee or a note")
	}
	var keys []string
	for _, m := range w.Mentions {
		req.Mentions, keys = append(req.Mentions, store.SeenHandling{Mention: m.Mention, Revision: m.Revision}), append(keys, m.Mention)
	}
	if err := c.site.DB.Handle(c.Context(), req); err != nil {
		return l, done, err
	}
	done = frame.Done{On: strings.Join(keys, " "), Detail: map[string]string{"mentions": strconv.Itoa(len(keys)), "state": string(w.State)}}
	now, err := c.site.DB.Handled(c.Context(), keys...)
	return listOf(keys, func(key string) Worked { return Worked{key, handlingOf(now[key])} }), done, err
}

func (c *call) judge(j Judging) (made Labelled, done frame.Done, err error) {
	if j.Sentiment == nil && j.Category == "" {
		return made, done, wrong(inBody, "sentiment", "nothing is said, want a sentiment or a category")
	}
	key := c.PathValue("mention")
	return c.label(store.Label{Mention: key, Topic: j.Topic, Sentiment: j.Sentiment, Category: j.Category, Purpose: store.Corrected})
}

// label gives one label.
func (c *call) label(l store.Label) (made Labelled, done frame.Done, err error) {
	if err := c.stored(l.Mention); err != nil {
		return made, done, err
	}
	l.Labeller = c.by()
	applied, err := c.site.DB.Label(c.Context(), []store.Label{l})
	if err != nil {
		return made, done, err
	}
	if why := applied[0].Refused; why != "" {
		return made, done, problem(http.StatusConflict, "%s", why)
	}
	as := string(l.Category)
	if l.Sentiment != nil {
		as = cmp.Or(l.Sentiment.String(), as)
	}
	done = frame.Done{On: l.Mention, Detail: map[string]string{"topic": l.Topic, "as": as}}
	return Labelled{applied[0].ID, applied[0].Purpose, applied[0].Changed}, done, nil
}

func (c *call) unjudge(nothing) (nothing, frame.Done, error) {
	id := int64(c.number("label", 0))
	err := c.site.DB.Unlabel(c.Context(), id, c.by())
	return nothing{}, done(err, fmt.Sprintf("label %d", id), nil), err
}

func (c *call) exclude(b Counting) (n nothing, d frame.Done, err error) {
	key := c.PathValue("mention")
	if err := c.stored(key); err != nil {
		return n, d, err
	}
	err = c.site.DB.Exclude(c.Context(), key, b.Topic, c.by(), !b.Counts)
	return n, done(err, key, map[string]string{"topic": b.Topic, "counts": strconv.FormatBool(b.Counts)}), err
}

// done is what was done to something, unless it failed.
func done(err error, on string, detail map[string]string) frame.Done {
	if err != nil {
		return frame.Done{}
	}
	return frame.Done{On: on, Detail: detail}
}
