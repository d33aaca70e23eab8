package youtube

import (
	"context"

	"molva/ingest"
)

// Refresh asks for comments and videos by their ids, fifty a unit. What YouTube no longer has is deleted.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	have, err := s.recall(ctx, known)
	if err != nil {
		return err
	}
	var p ingest.Page
	for _, k := range known {
		m, ok := have.mention(k)
		if !ok {
			m = ingest.Mention{ID: k.ID, Network: Network, Deleted: true, Edited: s.env.Now().UTC()}
		}
		p.Mentions = append(p.Mentions, m)
	}
	return emit(p)
}

// recalled is what YouTube still has, by id.
type recalled struct {
	videos  map[string]video
	threads map[string]thread // by the comment that starts it
	replies map[string]comment
}

// recall asks for all that a refresh needs: the mentions themselves, the videos that they are about and what they answer.
func (s *Source) recall(ctx context.Context, known []ingest.Known) (recalled, error) {
	have := recalled{map[string]video{}, map[string]thread{}, map[string]comment{}}
	var films, tops, answers []string
	for _, k := range known {
		switch {
		case isVideo(k.ID):
			films = append(films, k.ID)
		case isTop(k):
			tops = append(tops, k.ID)
		default:
			tops, answers = append(tops, k.Parent), append(answers, k.ID)
		}
		if isVideo(k.Thread) {
			films = append(films, k.Thread)
		}
	}
	videos, err := s.videos(ctx, distinct(films))
	if err != nil {
		return have, err
	}
	threads, err := byID[thread](ctx, s, "commentThreads", "snippet", distinct(tops))
	if err != nil {
		return have, err
	}
	replies, err := byID[comment](ctx, s, "comments", "snippet", distinct(answers))
	for _, v := range videos {
		have.videos[v.ID] = v
	}
	for _, t := range threads {
		have.threads[t.Snippet.Top.ID] = t
	}
	for _, c := range replies {
		have.replies[c.ID] = c
	}
	return have, err
}

// mention is what is known of k now; ok is false when it is gone.
func (have recalled) mention(k ingest.Known) (m ingest.Mention, ok bool) {
	if isVideo(k.ID) {
		v, ok := have.videos[k.ID]
		return v.mention(), ok
	}
	film := ""
	if isVideo(k.Thread) {
		film = k.Thread
	}
	title := have.videos[film].Snippet.Title
	if isTop(k) {
		t, ok := have.threads[k.ID]
		m = t.Snippet.Top.mention(film, title, nil)
		m.Engagement.Replies = ingest.Count(t.Snippet.Replies)
		return m, ok
	}
	c, ok := have.replies[k.ID]
	top := have.threads[k.Parent].Snippet.Top
	top.ID = k.Parent // also of one that is gone
	return c.mention(film, title, &top), ok
}

// isVideo tells a video's id from that of a comment, which is longer.
func isVideo(id string) bool { return videoForm.MatchString(id) }

// isTop reports whether a comment answers a video, or nothing.
func isTop(k ingest.Known) bool { return k.Parent == "" || isVideo(k.Parent) }
