package vk

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{
	"audience", "author", "comments", "followers", "form", "hides", "joins", "leaves", "post.clicks", "post.comments", "post.hides",
	"post.joins", "post.leaves", "post.reach", "post.reach_followers", "post.reach_paid", "post.reach_viral", "post.reactions",
	"post.reports", "post.shares", "post.views", "post.votes", "posts", "published", "reach", "reach_followers", "reach_mobile",
	"reactions", "set.active", "set.dead", "set.followers", "shares", "text", "views", "visitors",
}

const (
	day  = 24 * time.Hour
	week = 7 * day

	defaultFigures = time.Hour
	minFigures     = 10 * time.Minute
)

// FigureOptions says whose figures are kept, and who follows them and acts there.
type FigureOptions struct {
	Accounts []string      `yaml:"accounts"` // communities and people, ours and competitors', as in their address: zarya, club123, id1
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: an hour, more for over forty accounts
	Active   bool          `yaml:"active"`   // keep, once a day, who reacts to what the accounts post: some three calls a post
	Members  []string      `yaml:"members"`  // communities whose members are kept, once a week: a call for each thousand
	Most     int           `yaml:"most"`     // members that such a community may have; a larger one is left out. 0: 500,000
}

func (o FigureOptions) validate() error {
	err := errors.Join(checkNames("accounts", o.Accounts), checkNames("members", o.Members))
	if o.Figures != 0 && o.Figures < minFigures {
		err = errors.Join(err, ingest.Complain("figures is %s, want %s or more", o.Figures, minFigures))
	}
	if o.Active && len(o.Accounts) == 0 {
		err = errors.Join(err, ingest.Complain("active is set, and accounts names none"))
	}
	if o.Most < 0 {
		err = errors.Join(err, ingest.Complain("most is %d, want 0 or more", o.Most))
	}
	return err
}

// checkNames says what is wrong with names of communities and people.
func checkNames(option string, names []string) error {
	var all []error
	written := regexp.MustCompile(`^-?[A-Za-z0-9_.]{1,64}$`)
	for i, name := range names {
		switch {
		case !written.MatchString(name):
			all = append(all, ingest.Complain("%s has %q, want what stands behind vk.com/ in the address", option, name))
		case slices.Contains(names[:i], name):
			all = append(all, ingest.Complain("%s has %q twice", option, name))
		}
	}
	return errors.Join(all...)
}

// rounds is how far the figures have come.
type rounds struct {
	Accounts walk      `json:"accounts,omitzero"`
	Active   walk      `json:"active,omitzero"`
	Members  walk      `json:"members,omitzero"`
	Rest     time.Time `json:"rest,omitzero"` // until then nothing is asked
}

// walk is a way through a list of accounts, which may take several reads.
type walk struct {
	At     time.Time `json:"at,omitzero"`      // when the last one began, or the one under way
	Before time.Time `json:"before,omitzero"`  // when the one before that began
	On     string    `json:"on,omitempty"`     // the account that it has come to; "" when it is through
	Offset int64     `json:"offset,omitempty"` // how far within that account
}

// ahead is what is still to be walked, with the walk that it belongs to: the one under way, or a new one when it is due.
func (w walk) ahead(accounts []string, now time.Time, pause time.Duration) (walk, []string) {
	if i := slices.Index(accounts, w.On); i >= 0 {
		return w, accounts[i:]
	}
	if since := now.Sub(w.At); len(accounts) == 0 || since >= 0 && since < pause { // before the last one: the clock was ahead
		return w, nil
	}
	return walk{At: now.UTC(), Before: w.At, On: accounts[0]}, accounts
}

// past is the walk behind the first of those that are ahead.
func (w walk) past(ahead []string) walk {
	w.On, w.Offset = "", 0
	if len(ahead) > 1 {
		w.On = ahead[1]
	}
	return w
}

// measure does what is due of the figures: the round of the accounts, and some steps of the way through who acted there and
// through who are members. A method's limit of a day ends it for a while, and holds up nothing else that is read.
func (s *Source) measure(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	r := &reader{at: at, emit: emit}
	if rest := at.Figures.Rest.Sub(s.env.Now()); rest > 0 && rest <= day { // a longer one is the word of a wrong clock
		return at, nil
	}
	err := s.round(ctx, r)
	if err == nil {
		err = s.crowd(ctx, r)
	}
	if err == nil {
		err = s.census(ctx, r)
	}
	var slow *ingest.Throttled
	if s.waitsLong(err) && errors.As(err, &slow) {
		s.env.Log.Warn("figures wait", "err", err)
		next := r.at.Figures
		next.Rest = slow.Until
		err = r.measured(ingest.Page{}, next)
	}
	return r.at, err
}

// measured emits a page and moves on.
func (r *reader) measured(p ingest.Page, to rounds) error {
	next := r.at
	next.Figures = to
	p.Next = ingest.CursorOf(next)
	if r.refused = r.emit(p); r.refused == nil {
		r.at = next
	}
	return r.refused
}

// round keeps the figures of each account, a page for each. Where a wait ends it, the next read goes on with it.
func (s *Source) round(ctx context.Context, r *reader) error {
	to := r.at.Figures
	w, ahead := to.Accounts.ahead(s.options.Accounts, s.env.Now(), s.betweenRounds())
	for i, account := range ahead {
		var p ingest.Page
		if err := s.account(ctx, &p, account, w.Before); err != nil {
			if !amiss(err) && s.ends(ctx, err, r) {
				return err
			}
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
		}
		to.Accounts = w.past(ahead[i:])
		if err := r.measured(p, to); err != nil {
			return err
		}
	}
	return nil
}

// betweenRounds is the pause between two rounds, each of which asks for every wall. A fifth of the calls of a day is for that.
func (s *Source) betweenRounds() time.Duration {
	return max(cmp.Or(s.options.Figures, defaultFigures), day*time.Duration(len(s.options.Accounts))/(wallsADay/5))
}

// trials are how many reads trouble may end at the same place.
const trials = 5

// obstacle is where the figures came no further, and how often in a row.
type obstacle struct {
	where ingest.Cursor
	times int
}

// ends reports whether trouble with one account ends the figures of this read, to be met again by the next one. That of all
// accounts does, unless it has done so many times at this very place, and so seems to be this one's own.
func (s *Source) ends(ctx context.Context, err error, r *reader) bool {
	switch {
	case ctx.Err() != nil, r.refused != nil, s.waitsLong(err):
		return true
	case errors.Is(err, ingest.ErrDenied):
		return len(s.tasks()) == 0 // else more is read than figures, which is not to wait for them
	}
	return !s.hopeless(r)
}

// hopeless counts trouble where the figures are, and reports whether it was met there often enough.
func (s *Source) hopeless(r *reader) bool {
	if here := ingest.CursorOf(r.at.Figures); here != s.obstacle.where {
		s.obstacle = obstacle{where: here}
	}
	s.obstacle.times++
	return s.obstacle.times >= trials
}

// amiss reports whether VK itself has something against one question, which others may not share.
func amiss(err error) bool { return gone(err) || errors.As(err, new(*fetch.WrongError)) }

// refused reports whether VK itself says no, to this question or to all of its kind from this token.
func refused(err error) bool { return amiss(err) || errors.Is(err, ingest.ErrDenied) }

// account adds what is known of an account: to everybody, and to who runs it. before is when that was asked the last time.
func (s *Source) account(ctx context.Context, p *ingest.Page, name string, before time.Time) error {
	id, err := s.owner(ctx, name)
	if err != nil {
		return err
	}
	of := ingest.Figure{Account: name, Network: Network, At: s.env.Now().UTC().Truncate(time.Second)}
	if err := s.followers(ctx, p, of, id); err != nil {
		return err
	}
	posts, err := s.wall(ctx, p, of, id)
	if refused(err) { // the wall is closed, or not for this kind of token; the rest is told
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: err.Error()})
		err = nil
	}
	if err != nil || id > 0 {
		return err
	}
	return s.insights(ctx, p, of, -id, posts, before)
}
