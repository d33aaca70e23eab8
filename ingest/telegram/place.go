package telegram

import (
	"slices"
	"time"
)

const (
	maxRoots = 200                // posts that comments may still be made on; one has two short ids
	restarts = 6 * 24 * time.Hour // after a week without updates their numbers start anew, anywhere
)

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that the
// pipe refuses moves nothing.
type place struct {
	Next    int64     `json:"next,omitempty"`   // the update to ask for: the last one that came, and one
	Came    time.Time `json:"came,omitzero"`    // when it did
	Counted time.Time `json:"counted,omitzero"` // the last round of figures
	Roots   []root    `json:"roots,omitempty"`  // oldest first
	Day     day       `json:"day,omitzero"`
}

// root is a channel's post as it stands in the discussion group.
type root struct {
	Group    string `json:"g"`           // id of the forwarded message
	Post     string `json:"p"`           // id of the channel's
	Account  string `json:"a,omitempty"` // the channel as the config writes it; "" if its figures are not kept
	Comments int64  `json:"n,omitempty"` // that were made under it; Telegram does not tell which of them were deleted
}

// offset is the number of the next update; 0 asks for the oldest that Telegram has.
func (p place) offset(now time.Time) int64 {
	if now.Sub(p.Came) > restarts {
		return 0
	}
	return p.Next
}

// rooted is p that knows under which post comments on a forwarded message stand.
func (p place) rooted(r root) place {
	if p.root(r.Group) == "" {
		p.Roots = append(slices.Clone(p.Roots[max(0, len(p.Roots)-maxRoots+1):]), r)
	}
	return p
}

// commented is p with one comment more under a post.
func (p place) commented(post string) place {
	p.Roots = slices.Clone(p.Roots)
	for i := range p.Roots {
		if p.Roots[i].Post == post {
			p.Roots[i].Comments++
		}
	}
	return p
}

// root gives the channel's post by the message that forwarded it, "" when it is not remembered.
func (p place) root(group string) string {
	for _, r := range p.Roots {
		if r.Group == group {
			return r.Post
		}
	}
	return ""
}
