package vk

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strconv"

	"molva/ingest"
)

const (
	memberPage  = 1000 // the most members that groups.getMembers gives at once
	memberCalls = 30   // in one read; the next one goes on
	defaultMost = 500_000
)

// census keeps, once a week, who the members of communities are and which of them are dead: blocked or deleted. It takes a call
// for each thousand, some of them a read. Who joins or leaves meanwhile may be missed.
func (s *Source) census(ctx context.Context, r *reader) error {
	to := r.at.Figures
	w, ahead := to.Members.ahead(s.options.Members, s.env.Now(), week)
	for calls := 0; len(ahead) > 0 && calls < memberCalls; calls++ {
		p, next, err := s.members(ctx, w, ahead)
		if err != nil {
			if !gone(err) && s.ends(ctx, err, r) {
				return err
			}
			p.Rejected = []ingest.Rejection{{Item: ahead[0], Reason: err.Error()}}
		}
		if next.On != w.On {
			ahead = ahead[1:]
		}
		w, to.Members = next, next
		if err := r.measured(p, to); err != nil {
			return err
		}
	}
	return nil
}

// members reads the next thousand of the community that the walk has come to. A community that does not show them, or has too
// many, is left out.
func (s *Source) members(ctx context.Context, w walk, ahead []string) (p ingest.Page, next walk, err error) {
	account, most := ahead[0], int64(cmp.Or(s.options.Most, defaultMost))
	found, err := s.thousand(ctx, account, w.Offset)
	switch {
	case err != nil:
		return p, w.past(ahead), err
	case found.Count > most:
		why := fmt.Sprintf("it has %d members, more than most (%d)", found.Count, most)
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: why})
		return p, w.past(ahead), nil
	}
	next = walk{At: w.At, Before: w.Before, On: account, Offset: w.Offset + int64(len(found.Items))}
	last := len(found.Items) == 0 || next.Offset >= found.Count
	if last {
		next = w.past(ahead)
	}
	p.Members = found.sets(ingest.Members{Account: account, Network: Network, At: w.At, Last: last})
	return p, next, nil
}

// membership is a page of a community's members.
type membership struct {
	Count int64 `json:"count"`
	Items []struct {
		ID   int64  `json:"id"`
		Dead string `json:"deactivated"` // banned or deleted; empty of who is neither
	} `json:"items"`
}

// thousand asks for a page of members. See groups.getMembers, which tells who is dead where it is asked for any field.
func (s *Source) thousand(ctx context.Context, account string, offset int64) (membership, error) {
	id, err := s.owner(ctx, account)
	if err == nil && id > 0 {
		err = fmt.Errorf("it is a person, who has no members: %w", ingest.ErrGone)
	}
	if err != nil {
		return membership{}, err
	}
	return call[membership](ctx, s, "groups.getMembers", url.Values{
		"group_id": {strconv.FormatInt(-id, 10)}, "sort": {"id_asc"}, "fields": {"domain"},
		"count": {strconv.Itoa(memberPage)}, "offset": {strconv.FormatInt(offset, 10)},
	})
}

// sets are the pieces of both sets that a page makes.
func (m membership) sets(of ingest.Members) []ingest.Members {
	of.IDs = []string{}
	followers, dead := of, of
	followers.Set, dead.Set = "followers", "dead"
	for _, member := range m.Items {
		if member.ID <= 0 {
			continue
		}
		id := strconv.FormatInt(member.ID, 10)
		followers.IDs = append(followers.IDs, id)
		if member.Dead != "" {
			dead.IDs = append(dead.IDs, id)
		}
	}
	return []ingest.Members{followers, dead}
}
