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
	at, err := parsePlace(after)
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
	if errors.Is(err, ingest.ErrGone) {
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
	if n.page.Next = next.cursor(); n.page.Next == at.cursor() {
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

// collect reads a line until it meets what came before.
func (s *Source) collect(ctx context.Context, line string, n *news) error {
	old := n.mark
	n.mark = mark{Last: old.Last, Seen: map[string]int64{}, Grown: map[string]int64{}}
	maps.Copy(n.mark.Seen, old.Seen)
	if len(old.Grown) <= maxGrown {
		maps.Copy(n.mark.Grown, old.Grown)
	}
	token := ""
	for pages := 1; ; pages++ {
		page, err := s.threads(ctx, line, token)
		if err != nil {
			return err
		}
		oldest, err := s.sift(ctx, page.Items, old, n)
		if err != nil {
			return err
		}
		token = page.Next
		if token == "" || old.Last.IsZero() || oldest.Before(old.Last.Add(-overlap)) {
			break
		}
		if pages == maxPages {
			n.page.Gap, n.page.GapFrom = fmt.Sprintf("%s has more than %d new threads; the older of them are left out", line, pages*100), old.Last
			break
		}
	}
	return s.settle(ctx, n)
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
		if at := n.add(old, taken{comment: t.Snippet.Top, video: t.Snippet.Video, count: t.Snippet.Replies}); !at.IsZero() {
			oldest = at
		}
		for _, r := range replies {
			n.add(old, taken{comment: r, video: t.Snippet.Video, top: &t.Snippet.Top})
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
	if old.Last.IsZero() || *total <= old.Grown[t.ID] {
		return some, nil
	}
	all, err := s.replies(ctx, t.Snippet.Top.ID)
	if errors.Is(err, ingest.ErrGone) {
		return some, nil
	}
	return all, err
}

// add takes a comment unless it came before, and returns when it was published.
func (n *news) add(old mark, t taken) time.Time {
	t.at, _ = ingest.ParseTime(t.Snippet.Published)
	if t.ID == "" {
		return t.at
	}
	_, came := n.mark.Seen[t.ID]
	if !came && !t.at.Before(old.Last.Add(-overlap)) {
		n.taken = append(n.taken, t)
	}
	n.mark.Seen[t.ID] = t.at.Unix()
	return t.at
}

// reject tells of a thread that cannot be read, once.
func (n *news) reject(old mark, thread string, why error) {
	if !slices.Contains(slices.Concat(old.Bad, n.mark.Bad), thread) {
		n.page.Rejected = append(n.page.Rejected, ingest.Rejection{Item: thread, Reason: why.Error()})
	}
	if !slices.Contains(n.mark.Bad, thread) {
		n.mark.Bad = append(n.mark.Bad, thread)
	}
}

// settle makes the page of what was taken, oldest first, and moves the mark.
func (s *Source) settle(ctx context.Context, n *news) error {
	slices.SortStableFunc(n.taken, func(a, b taken) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.ID, b.ID)) })
	if err := s.fill(ctx, &n.page, n.taken); err != nil {
		return err
	}
	for _, t := range n.taken {
		if t.at.After(n.mark.Last) && !t.at.After(s.env.Now()) { // a clock that is ahead would shut out all that follows
			n.mark.Last = t.at
		}
	}
	if n.mark.Last.IsZero() {
		n.mark.Last = s.env.Now().UTC().Add(-lookOut) // nothing stood there
	}
	from := n.mark.Last.Add(-overlap).Unix()
	maps.DeleteFunc(n.mark.Seen, func(_ string, at int64) bool { return at < from })
	return nil
}

// fill makes mentions of comments. Their videos' titles come by one call for fifty of them.
func (s *Source) fill(ctx context.Context, p *ingest.Page, all []taken) error {
	var ids []string
	for _, t := range all {
		if t.video != "" && !slices.Contains(ids, t.video) {
			ids = append(ids, t.video)
		}
	}
	titles, err := s.titles(ctx, ids)
	if err != nil {
		return err
	}
	for _, t := range all {
		m := t.mention(t.video, titles[t.video], t.top)
		m.Engagement.Replies = t.count
		p.Mentions = append(p.Mentions, m)
	}
	return nil
}
