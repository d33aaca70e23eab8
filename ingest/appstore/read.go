package appstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
)

const perCall = 200 // reviews, the most that Apple gives

// fields asks for what is read, and not for more.
func fields() url.Values {
	return url.Values{
		"include":                         {"response"},
		"fields[customerReviews]":         {"rating,title,body,reviewerNickname,createdDate,territory,response"},
		"fields[customerReviewResponses]": {"responseBody,lastModifiedDate"},
	}
}

// page is a part of an app's reviews. Of the address of the next one only the cursor is taken: what else stands there does not
// send us anywhere.
func (s *Source) page(ctx context.Context, app, token string) (items []ingest.Dated, next string, err error) {
	q := fields()
	q.Set("sort", "-createdDate")
	q.Set("limit", strconv.Itoa(perCall))
	if token != "" {
		q.Set("cursor", token)
	}
	var got struct {
		Data     []json.RawMessage `json:"data"`
		Included []json.RawMessage `json:"included"`
		Links    struct {
			Next string `json:"next"`
		} `json:"links"`
	}
	if err := s.get(ctx, "/v1/apps/"+app+"/customerReviews", q, &got); err != nil {
		return nil, "", fmt.Errorf("read the reviews of app %s: %w", app, err)
	}
	if got.Data == nil {
		return nil, "", fmt.Errorf("read the reviews of app %s: the answer lacks them", app)
	}
	answers := responses(got.Included)
	for _, data := range got.Data {
		items = append(items, parse(data, app, answers))
	}
	if link, err := url.Parse(got.Links.Next); err == nil {
		next = link.Query().Get("cursor")
	}
	return items, next, nil
}

// Refresh asks for each review by its id. One that Apple no longer has is deleted; those of an app that is not read are left.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	for _, k := range known {
		app, id, _ := strings.Cut(k.ID, "/")
		if !slices.Contains(s.Names, app) {
			continue
		}
		d, err := s.again(ctx, app, id)
		if err != nil {
			return fmt.Errorf("look again at review %s: %w", k.ID, err)
		}
		if d.Mention.Published.After(k.Seen) { // when we saw it first
			d.Mention.Edited = d.Mention.Published
		}
		var p ingest.Page
		p.Take(d)
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// again is what a review is now.
func (s *Source) again(ctx context.Context, app, id string) (d ingest.Dated, err error) {
	var got struct {
		Data     json.RawMessage   `json:"data"`
		Included []json.RawMessage `json:"included"`
	}
	err = s.get(ctx, "/v1/customerReviews/"+id, fields(), &got)
	switch {
	case errors.Is(err, ingest.ErrGone) && !errors.As(err, new(*fetch.StatusError)): // a bare 404 may be anybody's
		d.Mention = ingest.Mention{ID: idOf(app, id), Network: Network, Deleted: true, Edited: s.Now().UTC()}
		return d, nil
	case err != nil:
		return d, err
	}
	return parse(got.Data, app, responses(got.Included)), nil
}
