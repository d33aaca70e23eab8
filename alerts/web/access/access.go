package access

import (
	"context"
	"fmt"
	"slices"
)

// Role is what somebody may do. Each may do all that those before it may.
type Role int8

// The roles, the weakest first.
const (
	Nobody  Role = iota // may only knock
	Viewer              // sees what is shown, with its evidence
	Agent               // also works on mentions and complaints
	Analyst             // also labels, corrects, and sees how molva itself is doing
	Admin               // also lets others in, erases, and reads the audit log
)

// Roles are those that somebody can be given.
var Roles = [...]Role{Viewer, Agent, Analyst, Admin}

var roleNames = [...]string{Nobody: "nobody", Viewer: "viewer", Agent: "agent", Analyst: "analyst", Admin: "admin"}

func (r Role) String() string { return roleNames[r] }

// MarshalText writes the name of a role.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name of a role that somebody can be given.
func (r *Role) UnmarshalText(text []byte) error {
	i := slices.Index(roleNames[:], string(text))
	if i < int(Viewer) {
		return fmt.Errorf("role is %.40q, want viewer, agent, analyst or admin", text)
	}
	*r = Role(i)
	return nil
}

// Who is somebody who asks: a person, a program with a token, or whoever holds a link that was shared.
type Who struct {
	Name   string // for the logs and the audit log, such as "marina" or "token:grafana"; "": a person who has not said
	Role   Role
	Topics []string // that may be seen, with all below them; nil: all, and what is about no topic
	Link   string   // the only page that may be seen, of those who hold a link to it; "": any
	From   string   // the address that they ask from, for the audit log; "": not known
	Signed bool     // they have signed in on a page, and may leave
}

// May reports whether somebody has at least a role.
func (w Who) May(least Role) bool { return least > Nobody && w.Role >= least }

// Everything reports whether somebody sees all topics.
func (w Who) Everything() bool { return w.Topics == nil }

type key struct{}

// With is a context in which somebody asks.
func With(ctx context.Context, w Who) context.Context { return context.WithValue(ctx, key{}, w) }

// From is who asks; of a context without anybody, Nobody.
func From(ctx context.Context) Who {
	w, _ := ctx.Value(key{}).(Who)
	return w
}
