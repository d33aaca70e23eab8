package stackexchange

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strconv"

	"molva/ingest"
)

const (
	perPage = 100     // the most that the API gives
	overlap = 10 * 60 // seconds by which the search may run behind
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
	at := place{}
	if err := after.Into(&at); err != nil {
		return err
	}
	if len(s.lines) == 0 {
		return errNothing
	}
	for _, l := range s.lines {
		since := max(0, at[l.key].Until-overlap)
		if err := s.walk(ctx, l, task{sort: "activity", since: since}, since, at, emit); err != nil {
			return fmt.Errorf("search %s: %w", l.key, err)
		}
	}
	return nil
}

// Backfill brings the questions of the span, and their answers in it, site by site.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	at := place{}
	if err := after.Into(&at); err != nil {
		return err
	}
	t := task{"creation", span.From.Unix(), span.To.Unix()}
	for _, l := range s.lines {
		if err := s.walk(ctx, l, t, max(t.since, at[l.key].Until), at, emit); err != nil {
			return fmt.Errorf("search %s: %w", l.key, err)
		}
	}
	return nil
}

// walk takes a line's pages and moves its place in at.
func (s *Source) walk(ctx context.Context, l line, t task, from int64, at place, emit func(ingest.Page) error) error {
	for more := true; more; {
		q := t.query(from)
		maps.Copy(q, l.query)
		items, rest, err := s.ask(ctx, l.site, "/search/advanced", q)
		if err != nil {
			return err
		}
		var p ingest.Page
		asked, seen := s.questions(items, l, t, at[l.key], &p)
		if err := s.answers(ctx, l, t, asked, at[l.key], seen, &p); err != nil {
			return err
		}
		more = rest && t.since > 0
		for _, item := range items {
			from = max(from, t.date(item))
		}
		if len(seen) == 0 {
			from++ // a whole page of one second
			continue
		}
		before := at[l.key]
		at[l.key] = before.Passed(seen, s.env.Now().Unix(), overlap)
		p.Next = ingest.CursorOf(at)
		if err := emit(p); err != nil {
			at[l.key] = before
			return err
		}
	}
	return nil
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

// questions puts the new ones that name a topic into the page. asked are those whose answers are wanted.
func (s *Source) questions(items []post, l line, t task, at ingest.Trail, p *ingest.Page) (asked map[int64]post, seen map[string]int64) {
	asked, seen = map[int64]post{}, map[string]int64{}
	for _, q := range items {
		if at.Has(q.id(), t.date(q)) {
			continue
		}
		seen[q.id()] = t.date(q)
		if q.bad != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: q.id(), Reason: q.bad.Error()})
			continue
		}
		m := q.mention(l.site, q)
		if !l.all && !s.env.Matches(m) {
			continue
		}
		if max(q.Created, q.Edited) >= t.since {
			p.Mentions = append(p.Mentions, m)
		}
		if t.since > 0 && q.Answers != nil && *q.Answers > 0 {
			asked[q.Question] = q
		}
	}
	return asked, seen
}

// answers puts the new answers to some questions into the page, if they name a topic.
func (s *Source) answers(ctx context.Context, l line, t task, asked map[int64]post, at ingest.Trail, seen map[string]int64, p *ingest.Page) error {
	if len(asked) == 0 {
		return nil
	}
	for number, more := 1, true; more; number++ {
		q := t.query(t.since)
		q.Set("page", strconv.Itoa(number))
		items, rest, err := s.ask(ctx, l.site, "/questions/"+join(maps.Keys(asked))+"/answers", q)
		if err != nil {
			return err
		}
		for _, a := range items {
			if at.Has(a.id(), t.date(a)) {
				continue
			}
			seen[a.id()] = t.date(a)
			if a.bad != nil {
				p.Rejected = append(p.Rejected, ingest.Rejection{Item: a.id(), Reason: a.bad.Error()})
			} else if m := a.mention(l.site, asked[a.Question]); l.all || s.env.Matches(m) {
				p.Mentions = append(p.Mentions, m)
			}
		}
		more = rest
	}
	return nil
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
	for _, data := range answer.Items {
		items = append(items, parsePost(data))
	}
	return items, answer.More, nil
}
