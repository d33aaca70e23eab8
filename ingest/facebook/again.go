package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"molva/ingest"
)

// Refresh asks for posts and comments one by one: since v26.0 Facebook gives no more at once
// (restfb/restfb issue 1692). One that it no longer shows is deleted; one that is denied us is left as it is. Reviews cannot be
// asked for.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var p ingest.Page
	var gone []ingest.Known
	var troubled error
	doubt := false
	tops := map[string]post{} // that comments stand under, by id
	for _, k := range known {
		if strings.HasPrefix(k.ID, reviewMark) {
			continue
		}
		m, err := s.again(ctx, k, tops)
		switch {
		case errors.Is(err, ingest.ErrGone):
			gone = append(gone, k)
		case errors.Is(err, ingest.ErrDenied):
			doubt = true
		case trouble(err):
			troubled = err
		case err != nil && !alone(err) && !errors.Is(err, errUnread):
			return err
		case err == nil && said(m):
			p.Mentions = append(p.Mentions, m)
		}
	}
	if len(p.Mentions) == 0 && troubled != nil {
		return troubled // it has trouble with everything
	}
	if doubt || len(gone) > 0 {
		own, err := s.sees(ctx)
		if err != nil {
			return err
		}
		p.Mentions = append(p.Mentions, s.deleted(own, gone)...)
	}
	return emit(p)
}

// again is what a post or comment is now.
func (s *Source) again(ctx context.Context, k ingest.Known, tops map[string]post) (ingest.Mention, error) {
	var data json.RawMessage
	if k.Thread == "" {
		err := s.object(ctx, k.ID, postFields, &data)
		if err != nil {
			return ingest.Mention{}, err
		}
		return parse[post](data)
	}
	if err := s.object(ctx, k.ID, commentFields, &data); err != nil {
		return ingest.Mention{}, err
	}
	top, asked := tops[k.Thread]
	if !asked {
		err := s.object(ctx, k.Thread, postFields, &top)
		if err != nil && !alone(err) {
			return ingest.Mention{}, err
		}
		top.ID = k.Thread
		tops[k.Thread] = top
	}
	return under(top)(data)
}

// sees makes sure that the token still sees what visitors write: to one that may not, all of it looks gone.
func (s *Source) sees(ctx context.Context) (own page, err error) {
	if own, err = s.own(ctx); err != nil {
		return own, err
	}
	return own, s.api.Get(ctx, "/"+own.ID+"/feed", url.Values{"fields": {postFields}, "limit": {"1"}}, new(struct{}))
}

// deleted are those that are gone. What was heard of other pages, whose token is another one, looks gone to this one always.
func (s *Source) deleted(own page, gone []ingest.Known) (all []ingest.Mention) {
	others := s.options.Webhook != nil && s.options.Page == ""
	for _, k := range gone {
		if !others || strings.HasPrefix(cmp.Or(k.Thread, k.ID), own.ID+"_") {
			all = append(all, ingest.Mention{ID: k.ID, Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
		}
	}
	return all
}
