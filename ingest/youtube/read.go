package youtube

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// Read brings what is new: in the channels and videos, by the search when its turn is, and figures when theirs is.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	err := after.Into(&at)
	if err != nil {
		return err
	}
	for _, line := range s.lines(at) {
		if at, err = s.follow(ctx, line, at, emit); err != nil {
			return err
		}
	}
	if at, err = s.search(ctx, at, emit); err != nil {
		return err
	}
	_, err = s.figures(ctx, at, emit)
	return err
}

// follow brings what is new in a line. That one cannot be read is told once, and it is tried again the next time.
func (s *Source) follow(ctx context.Context, line string, at place, emit func(ingest.Page) error) (place, error) {
	n := news{mark: at.Lines[line]}
	err := s.collect(ctx, line, &n)
	if unreadable(err) {
		if n = (news{mark: at.Lines[line]}); n.mark.Shut != err.Error() {
			n.mark.Shut = err.Error()
			n.page.Rejected = []ingest.Rejection{{Item: line, Reason: err.Error()}}
		}
		err = nil
	}
	if err != nil {
		return at, err
	}
	next := at.with(line, n.mark)
	if n.page.Next = ingest.CursorOf(next); n.page.Next == ingest.CursorOf(at) {
		return at, nil
	}
	return next, inParts(n.page, emit)
}

// maxPage is the most mentions that one page may hold.
const maxPage = 1000

// inParts emits a page, a long one in several; the last has the cursor.
func inParts(p ingest.Page, emit func(ingest.Page) error) error {
	for len(p.Mentions) > maxPage {
		if err := emit(ingest.Page{Mentions: p.Mentions[:maxPage]}); err != nil {
			return err
		}
		p.Mentions = p.Mentions[maxPage:]
	}
	return emit(p)
}

// news is what a line has that is new, and how far it is read with that.
type news struct {
	page  ingest.Page
	mark  mark
	since time.Time        // replies from before this came before
	seen  map[string]int64 // when the comments were published, by id
	taken []taken
}

// taken is a comment on its way into a page.
type taken struct {
	comment
	video string
	top   *comment
	count *int64 // of replies
	at    time.Time
}

// collect reads a line until it meets what came before, and at times goes on through the threads of a week: people answer
// those too.
func (s *Source) collect(ctx context.Context, line string, n *news) error {
	now, old := s.env.Now().UTC(), n.mark
	old.Until = min(old.Until, now.Unix()) // our clock may have been ahead
	whole := s.due(old.Week, s.options.Figures)
	through := whole && !old.Week.IsZero()
	n.begin(old, whole, now)
	met, token := false, ""
	for pages := 1; ; pages++ {
		page, err := s.threads(ctx, line, token)
		if err != nil {
			return err
		}
		oldest, err := s.sift(ctx, page.Items, old, n)
		if err != nil {
			return err
		}
		token, met = page.Next, met || oldest.Before(old.since())
		if token == "" || old.Until == 0 || pages == maxPages || met && (!through || oldest.Before(now.Add(-week))) {
			break
		}
		if through { // of the further pages nobody has looked at the replies since then
			n.since = earlier(old.since(), old.Week.Add(-overlap))
		}
	}
	if token != "" && !met && old.Until != 0 {
		n.page.Gap, n.page.GapFrom = fmt.Sprintf("%s has more than %d new threads; the older of them are left out", line, maxPages*100), time.Unix(old.Until, 0).UTC()
	}
	return s.settle(ctx, n)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// begin starts a mark that goes on from an old one. Looking through the week counts all of its replies anew.
func (n *news) begin(old mark, whole bool, now time.Time) {
	n.since, n.seen = old.since(), map[string]int64{}
	n.mark = mark{Trail: old.Trail, Week: old.Week, Grown: map[string]int64{}}
	if whole {
		n.mark.Week = now
	} else {
		maps.Copy(n.mark.Grown, old.Grown)
	}
}

// sift takes what is new of one page of threads and returns when the last of them was begun.
func (s *Source) sift(ctx context.Context, items []json.RawMessage, old mark, n *news) (oldest time.Time, err error) {
	for _, data := range items {
		t, err := parseThread(data)
		if err != nil {
			n.reject(old, t.ID, err)
			continue
		}
		replies, err := s.repliesOf(ctx, t, old, n)
		if err != nil {
			return oldest, err
		}
		if at := n.add(old, old.since(), taken{comment: t.Snippet.Top, video: t.Snippet.Video, count: t.Snippet.Replies}); !at.IsZero() {
			oldest = at
		}
		for _, r := range replies {
			n.add(old, n.since, taken{comment: r, video: t.Snippet.Video, top: &t.Snippet.Top})
		}
	}
	return oldest, nil
}

// repliesOf gives a thread's replies: those that came with it, or all when there are others and more than the last time.
func (s *Source) repliesOf(ctx context.Context, t thread, old mark, n *news) ([]comment, error) {
	some, total := t.Replies.Comments, t.Snippet.Replies
	if total == nil || *total <= int64(len(some)) {
		return some, nil
	}
	n.mark.Grown[t.ID] = *total
	if old.Until == 0 || *total <= old.Grown[t.ID] {
		return some, nil
	}
	all, err := s.replies(ctx, t.Snippet.Top.ID)
	if unreadable(err) {
		return some, nil
	}
	return all, err
}

// add takes a comment unless it came before, and returns when it was published.
func (n *news) add(old mark, since time.Time, t taken) time.Time {
	at, ok := ingest.ParseTime(t.Snippet.Published)
	if t.ID == "" || !ok {
		n.reject(old, t.ID, errors.New("comment lacks its id or its time"))
		return time.Time{}
	}
	t.at = at
	_, twice := n.seen[t.ID]
	if !twice && !old.Has(t.ID, at.Unix()) && !at.Before(since) {
		n.taken = append(n.taken, t)
	}
	n.seen[t.ID] = at.Unix()
	return at
}

// reject tells of an item that cannot be read, once.
func (n *news) reject(old mark, item string, why error) {
	if !slices.Contains(slices.Concat(old.Bad, n.mark.Bad), item) {
		n.page.Rejected = append(n.page.Rejected, ingest.Rejection{Item: item, Reason: why.Error()})
	}
	if !slices.Contains(n.mark.Bad, item) {
		n.mark.Bad = append(n.mark.Bad, item)
	}
}

// settle makes the page of what was taken, oldest first, and moves the mark.
func (s *Source) settle(ctx context.Context, n *news) error {
	slices.SortStableFunc(n.taken, func(a, b taken) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.ID, b.ID)) })
	if err := s.fill(ctx, &n.page, n.taken); err != nil {
		return err
	}
	now := s.env.Now()
	n.mark.Trail = n.mark.Passed(n.seen, now.Unix(), int64(overlap/time.Second))
	if n.mark.Until == 0 {
		n.mark.Until = now.Add(-lookOut).Unix() // nothing stood there
	}
	return nil
}

// fill makes mentions of comments. Their videos' titles come by one call for fifty of them.
func (s *Source) fill(ctx context.Context, p *ingest.Page, all []taken) error {
	var ids []string
	for _, t := range all {
		ids = append(ids, t.video)
	}
	videos, err := s.videos(ctx, distinct(ids))
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, v := range videos {
		titles[v.ID] = v.Snippet.Title
	}
	for _, t := range all {
		m := t.mention(t.video, titles[t.video], t.top)
		m.Engagement.Replies = ingest.Count(t.count)
		p.Mentions = append(p.Mentions, m)
	}
	return nil
}
