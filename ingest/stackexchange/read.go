package stackexchange

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

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	perPage  = 100     // the most that the API gives
	maxPages = 25      // the last one that it gives without a key
	overlap  = 10 * 60 // seconds by which the search may run behind
)

var errNothing = errors.New("nothing to search for: no topic has a word that a search could take; set search or tagged")

// place is where the reading stands, by line.
type place map[string]ingest.Trail

// task is what is wanted of each line: what has a date of this sort in a span of seconds.
type task struct {
	sort      string // activity or creation
	since, to int64  // 0: the newest; no end
}

// Read brings what was written, edited or answered since the cursor, site by site.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return s.each(after, func(l line, at place) error {
		since := max(0, at[l.key].Until-overlap)
		return s.walk(ctx, l, task{sort: "activity", since: since}, since, at, emit)
	})
}

// Backfill brings the questions of the span, and their answers in it, site by site.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	t := task{"creation", span.From.Unix(), span.To.Unix()}
	return s.each(after, func(l line, at place) error {
		return s.walk(ctx, l, t, max(t.since, at[l.key].Until), at, emit)
	})
}

// each goes through the lines from a cursor on. What a site refuses, such as one that is no more, holds up no other.
func (s *Source) each(after ingest.Cursor, do func(line, place) error) error {
	at := place{}
	if err := after.Into(&at); err != nil {
		return err
	}
	if len(s.lines) == 0 {
		return errNothing
	}
	var all []error
	for _, l := range s.lines {
		if err := do(l, at); err != nil {
			all = append(all, fmt.Errorf("search %s: %w", l.key, err))
			if refused := new(fetch.StatusError); !errors.As(err, &refused) || refused.Status >= 500 {
				break
			}
		}
	}
	return errors.Join(all...)
}

// walk takes a line's pages, each from the newest date of the one before, and moves the line's place in at.
func (s *Source) walk(ctx context.Context, l line, t task, from int64, at place, emit func(ingest.Page) error) error {
	for more := true; more; {
		q := t.query(from)
		maps.Copy(q, l.query)
		questions, rest, err := s.ask(ctx, l.site, "/search/advanced", q)
		if err != nil {
			return err
		}
		answers, err := s.answers(ctx, l, t, questions, at[l.key])
		if err != nil {
			return err
		}
		if t.since == 0 {
			slices.Reverse(questions)
		}
		p, seen := s.page(l, t, slices.Concat(questions, answers), at[l.key])
		if err := s.deliver(p, seen, l, at, emit); err != nil {
			return err
		}
		if more = rest && t.since > 0; more {
			if from, err = t.after(questions, from); err != nil {
				return err
			}
		}
	}
	return nil
}

// deliver emits a page, if there is anything new, and moves the line's place once it is taken.
func (s *Source) deliver(p ingest.Page, seen map[string]int64, l line, at place, emit func(ingest.Page) error) error {
	if len(seen) == 0 {
		return nil
	}
	next := maps.Clone(at)
	next[l.key] = at[l.key].Passed(seen, s.env.Now().Unix(), overlap)
	p.Next = ingest.CursorOf(next)
	if err := emit(p); err != nil {
		return err
	}
	at[l.key] = next[l.key]
	return nil
}

// after is where the page after these begins, which were asked for from then on. More than a page of one second is left
// alone.
func (t task) after(questions []post, from int64) (int64, error) {
	var newest int64
	for _, q := range questions {
		newest = max(newest, t.date(q))
	}
	if newest < from {
		return 0, errors.New("the pages do not move on, though there are more")
	}
	return max(newest, from+1), nil
}

// query asks for the oldest first, and for the newest if that is all that is wanted.
func (t task) query(from int64) url.Values {
	q := url.Values{"sort": {t.sort}, "order": {"asc"}, "min": {strconv.FormatInt(from, 10)}}
	if from == 0 {
		q.Set("order", "desc")
		q.Del("min")
	}
	if t.to > 0 {
		q.Set("max", strconv.FormatInt(t.to-1, 10))
	}
	return q
}

// date is the one that the task goes by. What does not tell its own passes for old.
func (t task) date(p post) int64 {
	if t.sort == "creation" {
		return cmp.Or(p.Created, t.since)
	}
	return cmp.Or(p.Active, p.Created, t.since)
}

// page is made of the posts that were not seen and name a topic, those that something happened to themselves.
func (s *Source) page(l line, t task, posts []post, at ingest.Trail) (p ingest.Page, seen map[string]int64) {
	seen = map[string]int64{}
	var asked int64 // the newest date of the questions, which come first
	for _, one := range posts {
		date := t.date(one)
		if one.Answer == 0 {
			asked = max(asked, date)
		}
		if at.Has(one.id(), date) {
			continue
		}
		if date <= asked { // else the place would move beyond questions that are still to come
			seen[one.id()] = date
		}
		if one.bad != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: one.id(), Reason: one.bad.Error()})
		} else if max(one.Created, one.Edited) >= t.since && s.wants(l, one) {
			p.Mentions = append(p.Mentions, one.mention(l.site))
		}
	}
	return p, seen
}

func (s *Source) wants(l line, p post) bool { return l.all || s.env.Matches(p.mention(l.site)) }

// answers asks for those to the questions that were not seen and are wanted.
func (s *Source) answers(ctx context.Context, l line, t task, questions []post, at ingest.Trail) (all []post, err error) {
	asked := map[int64]post{}
	for _, q := range questions {
		if q.bad == nil && q.Answers != nil && *q.Answers > 0 && !at.Has(q.id(), t.date(q)) && s.wants(l, q) {
			asked[q.Question] = q
		}
	}
	for page, more := 1, t.since > 0 && len(asked) > 0; more && page <= maxPages; page++ {
		q := t.query(t.since)
		q.Set("page", strconv.Itoa(page))
		var some []post
		if some, more, err = s.ask(ctx, l.site, "/questions/"+join(maps.Keys(asked))+"/answers", q); err != nil {
			return nil, err
		}
		for _, a := range some {
			all = append(all, a.to(asked[a.Question]))
		}
	}
	return all, nil
}

// ask asks one site; rest: there is more.
func (s *Source) ask(ctx context.Context, site, path string, q url.Values) (items []post, rest bool, err error) {
	q.Set("site", site)
	q.Set("filter", "withbody")
	if !q.Has("pagesize") {
		q.Set("pagesize", strconv.Itoa(perPage))
	}
	if !s.key.Empty() {
		q.Set("key", s.key.Reveal())
	}
	var answer struct { // https://api.stackexchange.com/docs/wrapper
		Items []json.RawMessage `json:"items"`
		More  bool              `json:"has_more"`
	}
	if err := s.api.Get(ctx, path, q, &answer); err != nil {
		return nil, false, err
	}
	if answer.Items == nil { // which is not to be taken for: there are none
		return nil, false, errors.New("the answer lacks its items")
	}
	for _, data := range answer.Items {
		items = append(items, parsePost(data))
	}
	return items, answer.More, nil
}
