package appstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"

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
	if err := s.api.Get(ctx, "/v1/apps/"+app+"/customerReviews", q, &got); err != nil {
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
	return s.Look(ctx, known, s.again, emit)
}

// again is what a review is now. That it is not there says nothing where its app is not shown to us either.
func (s *Source) again(ctx context.Context, app, id string) (d ingest.Dated, err error) {
	var got struct {
		Data     json.RawMessage   `json:"data"`
		Included []json.RawMessage `json:"included"`
	}
	err = s.api.Get(ctx, "/v1/customerReviews/"+id, fields(), &got)
	if errors.Is(err, ingest.ErrGone) && !errors.As(err, new(*fetch.StatusError)) { // a bare 404 may be anybody's
		d.Mention = ingest.Mention{ID: idOf(app, id), Network: Network, Deleted: true, Edited: s.Now().UTC()}
		_, err = s.name(ctx, app)
	}
	if err != nil || d.Mention.Deleted {
		return d, err
	}
	return parse(got.Data, app, responses(got.Included)), nil
}
