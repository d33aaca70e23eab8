package email

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"molva/ingest"
)

const (
	renewal = 9 * time.Minute // of IDLE; routers forget a silent connection long before the 29 minutes of RFC 2177
	breath  = time.Second     // after looks in close order that find nothing, whatever the server tells
	newest  = 20              // mails that the first read takes
	perPage = 50
)

// Read brings what arrived after the cursor and stays until ctx ends, which is no error, or as [ingest.Stay] has it.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	return ingest.Stay(ctx, s.env, emit, func(emit func(ingest.Page) error) (err error) {
		at, err = s.listen(ctx, at, emit)
		return err
	})
}

// listen reads over one connection to its end. It returns the place that it reached and why the connection ended.
func (s *Source) listen(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	c, err := s.open(ctx)
	if err != nil {
		return at, err
	}
	defer c.end()
	if at, err = c.settle(at, emit); err != nil {
		return at, err
	}
	var last time.Time
	for {
		began, before := s.env.Now(), at
		found, err := c.look(at.Last)
		if err != nil {
			return at, err
		}
		if at, err = s.take(c, at, found, everything, emit); err != nil {
			return at, err
		}
		if at == before && began.Sub(last) < 2*breath { // the server told of mail that is not there
			if err := c.sleep(breath, nil); err != nil {
				return at, err
			}
		}
		if err := c.await(s.options.Every); err != nil {
			return at, err
		}
		last = began
	}
}

func everything(time.Time) bool { return true }

// settle makes sure that the place means this mailbox: a first one stands before the newest mails, and one of another
// validity where the day before the last mail begins, with a gap: the server's day may end before ours.
func (c *session) settle(at place, emit func(ingest.Page) error) (place, error) {
	if at.Validity == c.folder.UIDValidity {
		return at, nil
	}
	from, p := &imap.SearchCriteria{SeqNum: []imap.SeqSet{{{Start: max(c.folder.NumMessages, newest) - newest + 1, Stop: 0}}}}, ingest.Page{}
	if !at.Newest.IsZero() {
		from = &imap.SearchCriteria{Since: widened(at.Newest, -1)}
	}
	if at.Validity != 0 {
		p.Gap, p.GapFrom = c.server+" numbered the mailbox anew, so what arrived and went meanwhile is not known", at.Newest
	}
	var found []imap.UID
	if c.folder.NumMessages > 0 {
		var err error
		if found, err = c.find(from); err != nil {
			return at, err
		}
	}
	next := place{Validity: c.folder.UIDValidity, Newest: at.Newest, Last: uint32(max(c.folder.UIDNext, 1)) - 1}
	if len(found) > 0 {
		next.Last = uint32(found[0]) - 1
	}
	p.Next = next.cursor() // at once: what comes first may come after a restart
	return next, emit(p)
}

// look forgets the news and finds what they were of.
func (c *session) look(after uint32) ([]imap.UID, error) {
	select {
	case <-c.news:
	default:
	}
	return c.find(&imap.SearchCriteria{UID: []imap.UIDSet{{{Start: imap.UID(after) + 1}}}})
}

// find gives the numbers of mails, the oldest first. The number after the last one finds the last one, by RFC 9051.
func (c *session) find(criteria *imap.SearchCriteria) (found []imap.UID, err error) {
	err = c.ask("look for mail", func() error {
		data, err := c.UIDSearch(criteria, nil).Wait()
		if err == nil {
			found, err = numbers(data.All)
		}
		return err
	})
	slices.Sort(found)
	return found, err
}

// maxFound is more mails than a mailbox has.
const maxFound = 20_000_000

// numbers lists a set that a server names, who may name all that there are.
func numbers(set imap.NumSet) (all []imap.UID, err error) {
	uids, _ := set.(imap.UIDSet)
	left := uint64(maxFound)
	for _, r := range uids {
		if r.Start == 0 || r.Stop < r.Start || uint64(r.Stop-r.Start) >= left {
			return nil, errors.New("no list of mails")
		}
		left -= uint64(r.Stop-r.Start) + 1
		for n := range r.Stop - r.Start + 1 {
			all = append(all, r.Start+n)
		}
	}
	return all, nil
}

// take emits the mails that come after the place and arrived when they should, page by page.
func (s *Source) take(c *session, at place, found []imap.UID, wanted func(arrived time.Time) bool, emit func(ingest.Page) error) (place, error) {
	found = slices.DeleteFunc(found, func(uid imap.UID) bool { return uint32(uid) <= at.Last })
	for len(found) > 0 {
		uids := found[:s.stumbles.stride(found)]
		p, next, err := s.page(c, at, uids, wanted)
		if err != nil {
			s.stumbles.at(uids, err)
			return at, err
		}
		if err := emit(p); err != nil {
			return at, err
		}
		at, found = next, found[len(uids):]
	}
	return at, nil
}

// await returns when something may have come: the server says so, or it is time to look. Beginning and ending the wait
// shows that the connection lives. The NOOP lets the server tell what came since we looked; some do not when IDLE begins.
func (c *session) await(every time.Duration) error {
	idle := c.Caps().Has(imap.CapIdle)
	if !idle {
		if err := c.sleep(every, c.news); err != nil {
			return err
		}
	}
	if err := c.ask("ask for news", func() error { return c.Noop().Wait() }); err != nil || !idle || len(c.news) > 0 {
		return err
	}
	return c.idle()
}

func (c *session) idle() error {
	var wait interface {
		Close() error
		Wait() error
	}
	err := c.ask("wait for mail", func() (err error) {
		wait, err = c.Idle()
		return err
	})
	if err != nil {
		return err
	}
	if err := c.sleep(renewal, c.news); err != nil {
		return err
	}
	return c.ask("end the wait for mail", func() error {
		if err := wait.Close(); err != nil {
			return err
		}
		return wait.Wait()
	})
}

// sleep waits for news, but no longer than d.
func (c *session) sleep(d time.Duration, news <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-news:
		return nil
	case <-timer.C:
		return nil
	case <-c.Closed():
		return fmt.Errorf("wait for mail: %w", c.trouble(nil))
	case <-c.ctx.Done():
		return c.ctx.Err()
	}
}
