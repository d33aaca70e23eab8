package x

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

// line is a list of posts that X orders by their ids: those of a query, or those that mention a user.
type line struct {
	key    string // in the cursor
	path   string
	query  url.Values
	least  int  // posts that X lets one ask for
	recent bool // it reaches back seven days only
}

// searches are the lines of the queries. See GET /2/tweets/search/recent.
func (s *Source) searches() (all []line) {
	for _, q := range s.queries {
		all = append(all, line{key: q, path: "/2/tweets/search/recent", query: url.Values{"query": {q}}, least: fewPosts, recent: true})
	}
	return all
}

// mentions are the lines of users whose ids are known. See GET /2/users/:id/mentions.
func (s *Source) mentions(at place) (all []line) {
	for _, name := range s.options.Mentions {
		if id := at.IDs[name]; id != "" {
			all = append(all, line{key: mentionsOf(name), path: "/2/users/" + id + "/mentions", query: url.Values{}, least: 5})
		}
	}
	return all
}

// keys are those of all lines.
func (s *Source) keys() []string {
	all := slices.Clone(s.queries)
	for _, name := range s.options.Mentions {
		all = append(all, mentionsOf(name))
	}
	return all
}

func mentionsOf(name string) string { return "mentions of " + name }

// Read brings what is newer than the cursor. With Stream it stays until ctx ends, which is no error, or as [ingest.Stay] has it.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	err := after.Into(&at)
	if err != nil {
		return err
	}
	at = at.only(s.keys())
	if s.options.Stream {
		return ingest.Stay(ctx, s.env, emit, func(emit func(ingest.Page) error) (err error) {
			at, err = s.live(ctx, at, emit)
			return err
		})
	}
	at, unasked := s.catchUp(ctx, at, emit)
	if unasked != nil && !unfit(unasked) {
		return unasked
	}
	_, err = s.aside(ctx, at, emit)
	return errors.Join(unasked, err)
}

// catchUp brings what the search finds that is new.
func (s *Source) catchUp(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	return s.through(ctx, s.searches(), at, emit)
}

// aside brings what no stream does: posts that mention users and, when it is time, figures.
func (s *Source) aside(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	at, err := s.know(ctx, at, emit)
	if err != nil {
		return at, err
	}
	at, unasked := s.through(ctx, s.mentions(at), at, emit)
	if unasked != nil && !unfit(unasked) {
		return at, unasked
	}
	at, err = s.measure(ctx, at, emit)
	return at, errors.Join(unasked, err)
}

// through goes through lines, each to its end. A line that X does not answer is told of, and keeps nobody from the others.
func (s *Source) through(ctx context.Context, lines []line, at place, emit func(ingest.Page) error) (place, error) {
	var unasked error
	for _, l := range lines {
		var err error
		for end := false; !end && err == nil; {
			at, end, err = s.step(ctx, l, at, emit)
		}
		if err != nil && !unfit(err) {
			return at, err
		}
		unasked = cmp.Or(unasked, err)
	}
	return at, unasked
}

// step buys one answer of a line and makes it durable with the place behind it.
func (s *Source) step(ctx context.Context, l line, at place, emit func(ingest.Page) error) (next place, end bool, err error) {
	now := s.env.Now()
	w := at.Lines[l.key].until(now)
	var p ingest.Page
	if l.recent {
		if w, p.GapFrom = w.within(now.Add(-reach)); !p.GapFrom.IsZero() {
			p.Gap = "the search of X reaches back seven days only"
		}
	}
	most := mostPosts
	if w.Since == 0 { // who begins is content with a little
		most = l.least
	}
	a, err := s.posts(ctx, l.path, w.question(l.query), l.least, most)
	if err != nil {
		return at, false, fmt.Errorf("%s: %w", l.what(), err)
	}
	s.fill(&p, a)
	w, end = w.after(a, now)
	next = at.with(l.key, w)
	if p.Next = ingest.CursorOf(next); p.Next == ingest.CursorOf(at) && p.Gap == "" && len(a.Data) == 0 {
		return at, end, nil
	}
	if err := emit(p); err != nil {
		return at, false, err
	}
	return next, end, nil
}

// question is what a line is asked for next.
func (w walk) question(of url.Values) url.Values {
	q := maps.Clone(of)
	for name, id := range map[string]int64{"since_id": w.Since, "until_id": w.Until} {
		if id != 0 {
			q.Set(name, strconv.FormatInt(id, 10))
		}
	}
	return q
}

// what names a line where somebody reads of an error.
func (l line) what() string {
	if l.recent {
		return "search"
	}
	return l.key
}

// fill adds the posts of an answer, oldest first.
func (s *Source) fill(p *ingest.Page, a answer) {
	authors := authorsOf(a)
	for _, data := range slices.Backward(a.Data) {
		s.add(p, data, authors)
	}
	slices.SortStableFunc(p.Mentions, func(a, b ingest.Mention) int { return a.Published.Compare(b.Published) })
}

// add adds a post. What cannot be read is rejected.
func (s *Source) add(p *ingest.Page, data json.RawMessage, authors map[string]user) {
	item, err := parsePost(data)
	switch {
	case err != nil:
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: item.ID, Reason: err.Error()})
	case !item.repost():
		p.Mentions = append(p.Mentions, item.mention(authors))
	}
}

// authorsOf are the users that came with an answer, by id.
func authorsOf(a answer) map[string]user {
	all := map[string]user{}
	for _, data := range a.Includes.Users {
		var u user
		if json.Unmarshal(data, &u) == nil {
			all[u.ID] = u
		}
	}
	return all
}

// know finds the ids of those whose mentions are read. Each is bought once, and kept though the next one cannot be; whom X does not
// know is told of, and asked for again after a day.
func (s *Source) know(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	var p ingest.Page
	var failed error
	next, now := at, s.env.Now()
	recently := now.Sub(time.Unix(at.Asked, 0)).Abs() < day
	for _, name := range s.options.Mentions {
		if id, asked := at.IDs[name]; id != "" || asked && recently {
			continue
		}
		id, err := s.idOf(ctx, name)
		if err != nil && !errors.Is(err, ingest.ErrGone) && !unfit(err) {
			failed = fmt.Errorf("ask for %s: %w", name, err)
			break
		}
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: err.Error()})
			next.Asked = now.Unix()
		}
		next.IDs = put(next.IDs, name, id)
	}
	if p.Next = ingest.CursorOf(next); p.Next == ingest.CursorOf(at) {
		return at, failed
	}
	if err := emit(p); err != nil {
		return at, err
	}
	return next, failed
}

// idOf is the number of a user.
func (s *Source) idOf(ctx context.Context, name string) (string, error) {
	if number(name) != 0 {
		return name, nil
	}
	u, err := s.user(ctx, name)
	return u.ID, err
}
