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
	topics, err := s.topics(ctx, &p, t.owner, 0)
	if err != nil {
		return err
	}
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
	for _, about := range topics {
		if err := s.hear(ctx, t, r, about.talk(t.owner)); err != nil {
			return err
		}
	}
	return nil
}

// topics asks for a hundred topics, those that moved last first, before them the pinned ones.
func (s *Source) topics(ctx context.Context, p *ingest.Page, owner int64, offset int) ([]topic, error) {
	found, err := call[list](ctx, s, "board.getTopics", url.Values{"group_id": {strconv.FormatInt(-owner, 10)}, "order": {"1"},
		"count": {strconv.Itoa(boardPage)}, "offset": {strconv.Itoa(offset)}})
	return items(p, found.Items, topic.usable), err
}

// before is how far a topic was read. Of one that was there before us, and that only now moves up among the hundred, the last
// comment is new.
func (l line) before(number string, about topic) talk {
	was, known := l.Talks[number]
	switch {
	case known || l.Until != 0 && about.Created > l.Until:
		return was
	case l.Until == 0:
		return talk{Count: about.Comments}
	}
	return talk{Count: about.Comments - 1}
}

// talk is what is said in the topic.
func (t topic) talk(owner int64) conversation {
	return conversation{spot: spot{"board", owner, t.ID}, total: t.Comments, title: t.Title}
}
