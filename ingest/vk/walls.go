package vk

import (
	"context"
	"net/url"
	"strconv"

	"molva/ingest"
)

const wallPages = 10 // of a hundred new posts in one read of a wall

// readWall brings the new posts of a wall, and the new comments on its newest posts. See wall.get.
func (s *Source) readWall(ctx context.Context, t task, l line, r *reader) error {
	f := sift(l, nil)
	pages := 0
	for {
		found, err := s.posts(ctx, t.owner, pages*wallPage)
		if err != nil {
			return err
		}
		pages++
		if fresh := f.take(found); !fresh || l.Until == 0 || len(found.Items) < wallPage {
			break
		}
		if pages == wallPages {
			f.lost("the wall has more new posts than are looked through")
			break
		}
	}
	newest := f.posts[:min(len(f.posts), wallPage)]
	next := l.passed(f.seen, s.env.Now()).after(pages)
	next.Talks = f.talks(newest)
	if err := r.list(t, f.page, next); err != nil {
		return err
	}
	var all []conversation
	for _, p := range newest {
		all = append(all, p.talk())
	}
	return s.listen(ctx, t, r, all)
}

// posts asks for a hundred posts of a wall, the newest first, before them a pinned one.
func (s *Source) posts(ctx context.Context, owner int64, offset int) (list, error) {
	return call[list](ctx, s, walling, url.Values{"owner_id": {strconv.FormatInt(owner, 10)}, "count": {strconv.Itoa(wallPage)},
		"offset": {strconv.Itoa(offset)}, "extended": {"1"}, "fields": {fields}})
}

// talks are how far the comments on posts were read. On those that were there before us nobody has listened so far.
func (f *sifting) talks(posts []post) map[string]talk {
	talks := map[string]talk{}
	for _, p := range posts {
		number := strconv.FormatInt(p.ID, 10)
		was, known := f.line.Talks[number]
		if !known && (f.line.Until == 0 || p.Date < f.since) {
			was.Count = max(p.talk().total, 0)
		}
		talks[number] = was
	}
	return talks
}

// talk is what is said under the post.
func (p post) talk() conversation {
	c := conversation{spot: spot{owner: p.owner(), item: p.ID}, context: plain(p.Text), total: untold}
	if n := ingest.Count(p.Comments.Count); n != nil {
		c.total = *n
	}
	return c
}
