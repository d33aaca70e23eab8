package bluesky

import (
	"context"
	"slices"
	"strings"

	"molva/ingest"
)

// Refresh asks the AppView for the posts as they are now. What it leaves out is gone: deleted by its author, or with the
// account.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	for batch := range slices.Chunk(addresses(known), perCall) {
		page, err := s.again(ctx, batch)
		if err != nil {
			return err
		}
		if err := emit(page); err != nil {
			return err
		}
	}
	return nil
}

// addresses are those of known that are posts of this network.
func addresses(known []ingest.Known) (uris []string) {
	for _, k := range known {
		if _, _, ok := parts(k.ID); ok {
			uris = append(uris, k.ID)
		}
	}
	return uris
}

func (s *Source) again(ctx context.Context, uris []string) (ingest.Page, error) {
	views, rejected, err := s.posts(ctx, uris)
	if err != nil {
		return ingest.Page{}, err
	}
	page := s.page(ctx, views)
	page.Rejected = rejected
	for _, uri := range uris {
		if !told(uri, views, rejected) {
			page.Mentions = append(page.Mentions, s.gone(uri))
		}
	}
	return page, nil
}

// told reports whether the answer has the post, readable or not. One that is so broken that it lacks its address may be any.
func told(uri string, views []view, rejected []ingest.Rejection) bool {
	same := func(other string) bool { return strings.EqualFold(other, uri) }
	return slices.ContainsFunc(views, func(v view) bool { return same(v.URI) }) ||
		slices.ContainsFunc(rejected, func(r ingest.Rejection) bool { return r.Item == "" || same(r.Item) })
}

// gone is a deletion. The network does not say when it was: now.
func (s *Source) gone(uri string) ingest.Mention {
	did, key, _ := parts(uri)
	m := mentionOf(did, key)
	m.Deleted, m.Edited = true, s.env.Now().UTC()
	return m
}

// page has the posts of views, with what they answer.
func (s *Source) page(ctx context.Context, views []view) ingest.Page {
	var p ingest.Page
	var answers []string
	for _, v := range views {
		p.Mentions, answers = append(p.Mentions, v.mention()), append(answers, v.read.answers())
	}
	s.answered(ctx, p.Mentions, answers)
	return p
}
