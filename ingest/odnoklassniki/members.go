package odnoklassniki

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

const maxMembers = 30 // pieces in one read, so that what people say does not wait

// walk is where the sets of people stand: of each group its members, and then who was active in the week before. A week
// after it began it begins anew.
type walk struct {
	At     time.Time `json:"at"`               // when it began
	Group  string    `json:"group,omitempty"`  // whose sets are next; "": all are done
	Anchor string    `json:"anchor,omitempty"` // of the members
	Listed bool      `json:"listed,omitempty"` // they are; now the active ones
	Topics int       `json:"topics,omitempty"` // whose active people are
}

// memberPage is a page of a group's members. See group.getMembers.
type memberPage struct {
	Members []struct {
		ID string `json:"userId"`
	} `json:"members"`
	paging
}

// members brings the sets of people, piece by piece and once a week. A set that is refused is told and left out.
func (s *Source) members(ctx context.Context, at *place, emit func(ingest.Page) error) error {
	w, ok := at.Members.due(s.options.Members, s.env.Now().UTC())
	for n := 0; ok && w.Group != "" && n < maxMembers; n++ {
		next := s.joined
		if w.Listed {
			next = s.active
		}
		var p ingest.Page
		m, further, err := next(ctx, w)
		if w = further; m.Last || err != nil {
			w = w.after(s.options.Members)
		}
		if err == nil {
			p.Members = []ingest.Members{m}
		} else if err := s.refused(ctx, m.Account, err, &p); err != nil {
			return err
		}
		at.Members = w
		p.Next = ingest.CursorOf(*at)
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// joined gives a page of a group's members, and the walk behind it.
func (s *Source) joined(ctx context.Context, w walk) (m ingest.Members, further walk, err error) {
	var page memberPage
	err = s.list(ctx, "group.getMembers", url.Values{"uid": {w.Group}}, w.Anchor, &page, &page.paging)
	m = ingest.Members{Account: w.Group, Network: Network, Set: "followers", At: w.At, Last: !page.More || len(page.Members) == 0}
	for _, one := range page.Members {
		m.IDs = add(m.IDs, one.ID)
	}
	w.Anchor = page.Anchor
	return m, w, err
}

// active gives who liked one of the topics of the week before, or commented on it then, and the walk behind it.
func (s *Source) active(ctx context.Context, w walk) (m ingest.Members, further walk, err error) {
	span := ingest.Span{From: w.At.Add(-week), To: w.At}
	m = ingest.Members{Account: w.Group, Network: Network, Set: "active", At: span.From, Span: week}
	page, err := s.stats(ctx, w.Group, span, "")
	if err != nil {
		return m, w, err
	}
	n := w.Topics
	w.Topics++
	m.Last = w.Topics >= len(page.Topics)
	if n >= len(page.Topics) {
		return m, w, nil
	}
	t := thread{Type: topicType, ID: page.Topics[n].ID}
	if m.IDs, err = s.likers(ctx, t); err != nil && !errors.Is(err, ingest.ErrGone) {
		return m, w, err
	}
	said, err := s.comments(ctx, t, ingest.Trail{})
	if errors.Is(err, ingest.ErrGone) { // comments are switched off, or the topic went
		err = nil
	}
	for _, c := range said.all {
		if span.Has(c.at()) && !strings.HasPrefix(c.Ref, "group:") {
			m.IDs = add(m.IDs, c.Author)
		}
	}
	return m, w, err
}

// likers are those who liked a thread, the latest nine hundred at most. See discussions.getDiscussionLikes.
func (s *Source) likers(ctx context.Context, t thread) (ids []string, err error) {
	anchor := ""
	for range maxTalk {
		var page struct {
			Users []group `json:"users"`
			paging
		}
		q := url.Values{"discussionId": {t.ID}, "discussionType": {t.Type}, "fields": {"user.uid"}}
		if err := s.list(ctx, "discussions.getDiscussionLikes", q, anchor, &page, &page.paging); err != nil {
			return nil, err
		}
		for _, u := range page.Users {
			ids = add(ids, u.ID)
		}
		if len(page.Users) == 0 || page.Anchor == "" || page.Anchor == anchor {
			break
		}
		anchor = page.Anchor
	}
	return ids, nil
}

// add adds a person's number that is not there yet.
func add(ids []string, id string) []string {
	if !numberForm.MatchString(id) || slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// due is the walk that goes on or begins, if it is time.
func (w walk) due(groups []string, now time.Time) (walk, bool) {
	switch passed := now.Sub(w.At); {
	case len(groups) == 0:
		return w, false
	case slices.Contains(groups, w.Group):
		return w, true
	case passed >= 0 && passed < week:
		return w, false
	}
	return walk{At: now, Group: groups[0]}, true
}

// after is the walk behind a set: at the other set of the same group, at the next group, or done.
func (w walk) after(groups []string) walk {
	if !w.Listed {
		return walk{At: w.At, Group: w.Group, Listed: true}
	}
	if i := slices.Index(groups, w.Group) + 1; i < len(groups) {
		return walk{At: w.At, Group: groups[i]}
	}
	return walk{At: w.At}
}
