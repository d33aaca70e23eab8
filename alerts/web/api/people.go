package api

import (
	"cmp"
	"fmt"
	"time"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/store"
)

// User is somebody who may sign in.
type User struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	Topics   []string  `json:"topics,omitempty"` // absent: all
	Service  bool      `json:"service"`          // they sign in with the company's account
	Second   bool      `json:"second_factor"`
	Disabled bool      `json:"disabled"`
	Created  time.Time `json:"created_at"`
	Seen     time.Time `json:"seen_at,omitzero"` // when they last signed in
}

// Token lets a program in.
type Token struct {
	ID      int64     `json:"id"`
	Name    string    `json:"name"`
	Role    string    `json:"role"`
	Topics  []string  `json:"topics,omitempty"` // absent: all
	By      string    `json:"by"`
	Created time.Time `json:"created_at"`
	Until   time.Time `json:"until,omitzero"`   // absent: it does not expire
	Used    time.Time `json:"used_at,omitzero"` // within an hour
	Revoked bool      `json:"revoked"`
}

// Share is a page that whoever has a link to it may read.
type Share struct {
	ID      int64     `json:"id"`
	Path    string    `json:"path"`
	Topics  []string  `json:"topics,omitempty"` // absent: all
	By      string    `json:"by"`
	Created time.Time `json:"created_at"`
	Until   time.Time `json:"until"`
	Revoked bool      `json:"revoked"`
}

// Entry is one of the audit log.
type Entry struct {
	ID     int64             `json:"id"`
	At     time.Time         `json:"at"`
	Who    string            `json:"who"`
	What   string            `json:"what"`
	On     string            `json:"on"`
	From   string            `json:"from,omitempty"`
	Detail map[string]string `json:"detail,omitempty"`
}

// people are the operations on who may do what. What lets somebody in is made by people who have signed in, and not by programs: a
// token that was stolen makes no other that outlives it.
func (a *API) people() []operation {
	return []operation{
		read("/users", "users", "Who may sign in", (*call).users).live(),
		read("/tokens", "tokens", "Which programs come in; the tokens themselves are not kept", (*call).tokens).live(),
		act("DELETE", "/tokens/{token}", "token.revoke", "Let the holder of a token in no more", (*call).revokeToken),
		read("/shares", "shares", "The links to pages: one's own, and of an administrator everybody's", (*call).shares).live(),
		act("DELETE", "/shares/{share}", "share.revoke", "End a link", (*call).revokeShare),
		read("/audit", "audit", "What was done by whom, the latest first", (*call).audit).live().
			with(append([]parameter{text("who", "only theirs"), text("what", "only this, or what begins with it, such as complaint")}, paging()...)...),
	}
}

func (c *call) users() (List[User], error) {
	all, err := c.site.DB.Users(c.Context())
	return listOf(all, func(u store.User) User {
		return User{u.ID, u.Name, u.Role, u.Topics, u.Subject != "", u.TOTP, u.Disabled, u.Created.UTC(), u.Seen}
	}), err
}

func (c *call) tokens() (List[Token], error) {
	all, err := c.site.DB.Tokens(c.Context())
	return listOf(all, func(t store.Token) Token {
		return Token{t.ID, t.Name, t.Role, t.Topics, t.By, t.Created.UTC(), t.Until, t.Used, t.Revoked}
	}), err
}

func (c *call) revokeToken(nothing) (nothing, frame.Done, error) {
	id := int64(c.number("token", 0))
	err := c.site.DB.RevokeToken(c.Context(), id)
	return nothing{}, done(err, fmt.Sprintf("token %d", id), nil), err
}

// whose links somebody sees and ends: of those who administer everybody's, which is "".
func (c *call) whose() string {
	if access.From(c.Context()).May(access.Admin) {
		return ""
	}
	return c.by()
}

func (c *call) shares() (List[Share], error) {
	all, err := c.site.DB.Shares(c.Context(), c.whose())
	return listOf(all, func(s store.Share) Share {
		return Share{s.ID, s.Path, s.Topics, s.By, s.Created.UTC(), s.Until.UTC(), s.Revoked}
	}), err
}

func (c *call) revokeShare(nothing) (nothing, frame.Done, error) {
	id := int64(c.number("share", 0))
	err := c.site.DB.RevokeShare(c.Context(), id, c.whose())
	return nothing{}, done(err, fmt.Sprintf("share %d", id), nil), err
}

func (c *call) audit() (p Page[Entry], err error) {
	before, err := c.after()
	if err != nil {
		return p, err
	}
	all, err := c.site.DB.AuditLog(c.Context(), store.AuditWanted{Before: before.row, Who: c.text("who"), What: c.text("what"), N: c.limit() + 1})
	if len(all) > c.limit() {
		all = all[:c.limit()]
		p.Next = c.cursor(place{row: all[len(all)-1].ID})
	}
	p.Data = listOf(all, func(e store.AuditEntry) Entry {
		return Entry{e.ID, e.At.UTC(), cmp.Or(e.Who, "unknown"), e.What, e.On, e.From, e.Detail}
	}).Data
	return p, err
}
