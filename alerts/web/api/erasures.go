package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/store"
)

// Erasing is what somebody wants forgotten: all that an author said, or one mention.
type Erasing struct {
	Author  string `json:"author,omitempty" pattern:"^[a-z0-9-]+:[\\s\\S]+$" most:"1000" about:"network:id of an author, such as vk:42"`
	Mention string `json:"mention,omitempty" pattern:"^[a-z0-9-]+:[\\s\\S]+$" most:"1000" about:"id of a mention, network:external_id"`
}

// Erasure is how far it is. Of whom it is, is not told.
type Erasure struct {
	ID    int64        `json:"id"`
	Stage store.Stage  `json:"stage"`
	By    string       `json:"by"`
	Began time.Time    `json:"began_at"`
	Gone  store.Erased `json:"gone"`
}

func erasureOf(e store.Erasure) Erasure {
	return Erasure{e.ID, e.Stage, e.By, e.Began.UTC(), e.Erased}
}

// erasures are the operations on what is known of a person.
func (a *API) erasures() []operation {
	return []operation{
		read("/held", "held", "All that the database holds on an author", (*call).held).costs(50).live().with(id("author", "network:id of an author, such as vk:42", ids["mention"].Schema.Pattern).must()),
		act("POST", "/erasures", "erasure", "Begin to forget all that an author said, or one mention", (*call).erase).answers(http.StatusAccepted),
		read("/erasures/{erasure}", "erasure.status", "How far an erasure is", (*call).erasure).live(),
	}
}

func (c *call) held() (l List[json.RawMessage], err error) {
	network, author, _ := strings.Cut(c.text("author"), ":")
	l.Data = []json.RawMessage{}
	err = c.site.DB.Person(c.Context(), network, author, func(one json.RawMessage) error {
		l.Data = append(l.Data, one)
		return nil
	})
	return l, err
}

// erase begins an erasure. That stands in the audit log, not of whom, by whoever begins it.
func (c *call) erase(b Erasing) (made Erasure, d frame.Done, err error) {
	if (b.Author == "") == (b.Mention == "") {
		return made, d, wrong(inBody, "author", "want either an author or a mention")
	}
	if c.Erase == nil {
		return made, d, problem(http.StatusServiceUnavailable, "this process cannot erase: ask where the database is written")
	}
	wanted := store.Erasure{By: c.by(), From: access.From(c.Context()).From}
	wanted.Network, wanted.Author, _ = strings.Cut(b.Author, ":")
	if b.Mention != "" {
		wanted.Network, wanted.Mention, _ = strings.Cut(b.Mention, ":")
	}
	e, err := c.Erase(c.Context(), wanted)
	return erasureOf(e), d, err
}

func (c *call) erasure() (Erasure, error) {
	e, err := c.site.DB.Erasure(c.Context(), int64(c.number("erasure", 0)))
	return erasureOf(e), err
}
