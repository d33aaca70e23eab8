package vk

import (
	"context"
	"net/url"
	"strconv"

	"molva/ingest"
)

const boardPage = 100 // the most topics that board.getTopics gives at once

// readBoard brings the new comments in the topics that moved last. See board.getTopics.
func (s *Source) readBoard(ctx context.Context, t task, l line, r *reader) error {
	var p ingest.Page
	found, err := s.topics(ctx, t.owner, 0)
	if err != nil {
		return err
	}
	topics := items(&p, found.Items, topic.usable)
	next := l
	next.Talks = map[string]talk{}
	for _, about := range topics {
		number := strconv.FormatInt(about.ID, 10)
		next.Talks[number] = l.before(number, about)
		next.Until = max(next.Until, min(about.Updated, s.env.Now().Unix()))
	}
	if err := r.list(t, p, next); err != nil {
		return err
	}
	var all []conversation
	for _, about := range topics {
		all = append(all, about.talk(t.owner))
	}
	return s.listen(ctx, t, r, all)
}

// topics asks for a hundred topics, those that moved last first, before them the pinned ones.
func (s *Source) topics(ctx context.Context, owner int64, offset int) (list, error) {
	return call[list](ctx, s, "board.getTopics", url.Values{"group_id": {strconv.FormatInt(-owner, 10)}, "order": {"1"},
		"count": {strconv.Itoa(boardPage)}, "offset": {strconv.Itoa(offset)}})
}

// before is how far a topic was read. Of one that was there before us, and that only now moves up among the hundred, the last
// comment is new.
func (l line) before(number string, about topic) talk {
	was, known := l.Talks[number]
	switch {
	case known || l.Until != 0 && about.Created > l.Until:
		return was
	case l.Until == 0 || about.Updated <= l.Until: // or it moved up since others went
		return talk{Count: about.Comments}
	}
	return talk{Count: about.Comments - 1}
}

// talk is what is said in the topic.
func (t topic) talk(owner int64) conversation {
	return conversation{spot: spot{"board", owner, t.ID}, total: t.Comments, title: t.Title}
}
