package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

// Refresh asks for posts and comments by their ids. One that Facebook no longer shows is deleted. Reviews cannot be asked for.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	known = slices.DeleteFunc(slices.Clone(known), func(k ingest.Known) bool { return strings.HasPrefix(k.ID, reviewMark) })
	var tops, answers []string
	for _, k := range known {
		if k.Thread == "" {
			tops = append(tops, k.ID)
			continue
		}
		tops, answers = append(tops, k.Thread), append(answers, k.ID)
	}
	have := map[string]json.RawMessage{}
	if err := errors.Join(s.recall(ctx, postFields, tops, have), s.recall(ctx, commentFields, answers, have)); err != nil {
		return err
	}
	p := s.again(known, have)
	if slices.ContainsFunc(p.Mentions, func(m ingest.Mention) bool { return m.Deleted }) {
		// To a token that may not see what visitors write, all of it looks gone.
		if err := s.api.Get(ctx, s.page()+"/feed", url.Values{"fields": {"id,message"}, "limit": {"1"}}, new(struct{})); err != nil {
			return err
		}
	}
	return emit(p)
}

// again is what is known now, without what cannot be read or has no words any more.
func (s *Source) again(known []ingest.Known, have map[string]json.RawMessage) (p ingest.Page) {
	for _, k := range known {
		data, shown := have[k.ID]
		m, err := ingest.Mention{ID: k.ID, Network: Network, Deleted: true, Edited: s.env.Now().UTC()}, error(nil)
		switch {
		case shown && k.Thread == "":
			_, m, err = item[post](data)
		case shown:
			top, _, _ := item[post](have[k.Thread]) // empty where it is gone
			top.ID = k.Thread
			m, err = under(top)(data)
		}
		if err == nil && (m.Deleted || said(m)) {
			p.Mentions = append(p.Mentions, m)
		}
	}
	return p
}

// perCall is how many objects Meta gives by their ids at once (developers.facebook.com/docs/graph-api/batch-requests).
const perCall = 50

// recall asks for objects by their ids; those that are gone are left out.
func (s *Source) recall(ctx context.Context, fields string, ids []string, have map[string]json.RawMessage) error {
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), perCall) {
		if err := s.objects(ctx, fields, some, have); err != nil {
			return err
		}
	}
	return nil
}

// objects asks for some at once. Where one of them is gone Meta refuses them all, and the halves are asked for.
func (s *Source) objects(ctx context.Context, fields string, ids []string, have map[string]json.RawMessage) error {
	err := s.api.Get(ctx, "/", url.Values{"ids": {strings.Join(ids, ",")}, "fields": {fields}}, &have)
	switch {
	case !errors.Is(err, ingest.ErrGone):
		return err
	case len(ids) == 1:
		return nil
	}
	half := len(ids) / 2
	if err := s.objects(ctx, fields, ids[:half], have); err != nil {
		return err
	}
	return s.objects(ctx, fields, ids[half:], have)
}
