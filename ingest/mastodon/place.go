package mastodon

import (
	"maps"

	"molva/ingest"
)

const memory = 200 // posts that are remembered for the deletions that may follow them

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that
// the pipe refuses moves nothing.
type place struct {
	Last map[string]string `json:"last,omitempty"` // by line: the number of its newest post
	Kept []post            `json:"kept,omitempty"` // oldest first

	Figures  int64 `json:"figures,omitempty"`  // when the last round of figures was made, in seconds since 1970
	Measured int   `json:"measured,omitempty"` // of the accounts, in the round that is being made
}

// post is what a deletion needs to be understood.
type post struct {
	Number string `json:"n"` // the instance's own id
	ID     string `json:"id"`
}

// reached is p with a line moved to number, or p itself when the line is there or further.
func (p place) reached(line, number string) place {
	if !newer(number, p.Last[line]) {
		return p
	}
	last := maps.Clone(p.Last)
	if last == nil {
		last = map[string]string{}
	}
	last[line] = number
	p.Last = last
	return p
}

// keeping is p that remembers one post more, unless no mention can have its id.
func (p place) keeping(n post) place {
	if len(n.ID) > ingest.MaxID || p.find(n.Number) != "" {
		return p
	}
	kept := append([]post(nil), p.Kept[max(0, len(p.Kept)-memory+1):]...)
	p.Kept = append(kept, n)
	return p
}

// find gives a post's id by its number, "" when it is not remembered.
func (p place) find(number string) string {
	for _, n := range p.Kept {
		if n.Number == number {
			return n.ID
		}
	}
	return ""
}

// newer compares two numbers of one instance: decimal, or letters and digits of one length that sort by time.
func newer(a, b string) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}
