package listen

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts"
)

// person is somebody in Slack.
type person struct {
	id   string
	name string // as it is shown, inert; the id where it is not known
}

const maxName = 40 // characters

func someone(id, name string) person {
	p := person{id, alerts.Cut(alerts.Inert(name), maxName, utf8.RuneCountInString)}
	if p.name == "" {
		p.name = id
	}
	return p
}

// personOf is who somebody is in the books.
func personOf(id string) string { return "slack:" + id }

// signature is how a person signs what they do: anna (slack:U123).
func (p person) signature() string {
	if p.name == p.id || strings.Contains(p.name, ":") { // a colon would pass for a machine's name
		return personOf(p.id)
	}
	return p.name + " (" + personOf(p.id) + ")"
}

// bots remembers who is one. Only one goroutine asks.
type bots map[string]bool

const (
	mostBots = 1_000
	lookUp   = 3 * time.Second
)

// has reports whether somebody is a program. Where Slack does not say, for want of the scope users:read, it is a person.
func (b bots) has(ctx context.Context, e *Ear, id string) bool {
	if is, known := b[id]; known {
		return is
	}
	ctx, cancel := context.WithTimeout(ctx, lookUp)
	defer cancel()
	u, err := e.api.GetUserInfoContext(ctx, id)
	if len(b) >= mostBots {
		clear(b)
	}
	b[id] = err == nil && (u.IsBot || u.ID == "USLACKBOT")
	return b[id]
}
