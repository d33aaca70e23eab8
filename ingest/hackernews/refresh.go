package hackernews

import (
	"context"
	"fmt"
	"strconv"

	"molva/ingest"
)

// item is a post or a comment as the site's own API has it: https://github.com/HackerNews/API#items.
type item struct {
	ID          int64  `json:"id"` // 0: the site knows no such item
	By          string `json:"by"`
	Time        int64  `json:"time"`
	Title       string `json:"title"`
	Text        string `json:"text"` // HTML
	URL         string `json:"url"`
	Parent      int64  `json:"parent"`
	Score       *int64 `json:"score"`
	Descendants *int64 `json:"descendants"`
	Deleted     bool   `json:"deleted"`
	Dead        bool   `json:"dead"`
}

// Refresh asks for each mention, and once for each story whose comments are among them.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	stories := map[string]item{"": {}}
	for _, k := range known {
		it, err := s.item(ctx, k.ID)
		if err != nil {
			return err
		}
		story, asked := stories[k.Thread]
		if !asked {
			if story, err = s.item(ctx, k.Thread); err != nil {
				return err
			}
			stories[k.Thread] = story
		}
		m := it.hit(story).mention()
		switch {
		case it.ID == 0 || k.Thread != "" && story.ID == 0:
			continue
		case it.Deleted || it.Dead:
			m = ingest.Mention{ID: k.ID, Network: Network, Edited: s.env.Now(), Deleted: true}
		}
		p := ingest.Page{Mentions: []ingest.Mention{m}}
		s.explain(ctx, p.Mentions, map[string]string{})
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) item(ctx context.Context, id string) (it item, err error) {
	if err := s.items.Get(ctx, "/v0/item/"+id+".json", nil, &it); err != nil {
		return it, fmt.Errorf("ask for item %s: %w", id, err)
	}
	return it, nil
}

// hit is the item as the search would have it; the story is that of a comment.
func (it item) hit(story item) hit {
	return hit{
		ID: strconv.FormatInt(it.ID, 10), Author: it.By, Created: it.Time, Title: it.Title, Text: it.Text, Comment: it.Text,
		Link: it.URL, Points: it.Score, Comments: it.Descendants, Parent: it.Parent,
		Story: story.ID, StoryTitle: story.Title,
	}
}
