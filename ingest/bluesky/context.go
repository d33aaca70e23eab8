package bluesky

import (
	"context"
	"slices"
	"time"

	"molva/ingest"
)

// contextWait is how long a page waits for what its posts answer.
const contextWait = 5 * time.Second

// answered gives mentions the text of what they answer, by one question for all. answers has the addresses, "" for none.
// It is a help to understanding and no more: a page is not held for it.
func (s *Source) answered(ctx context.Context, mentions []ingest.Mention, answers []string) {
	var uris []string
	for _, uri := range answers {
		if uri != "" && len(uris) < perCall && !slices.Contains(uris, uri) {
			uris = append(uris, uri)
		}
	}
	if len(uris) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, contextWait)
	defer cancel()
	views, _, err := s.posts(ctx, uris)
	if err != nil {
		s.env.Log.Debug("read what posts answer", "err", err)
		return
	}
	texts := map[string]string{}
	for _, v := range views {
		texts[v.URI] = v.read.Text
	}
	for i, uri := range answers {
		mentions[i].Context = texts[uri]
	}
}
