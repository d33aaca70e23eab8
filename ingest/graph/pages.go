package graph

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"molva/ingest/fetch"
)

// Page is one page of a list.
type Page[T any] struct {
	Data  []T
	After string // the cursor that the next page is asked for with; "" after the last one
	Last  string // the cursor of the page's end, also where the network leaves "next" out of every page, as in the lists of tags and mentions
}

// List asks for one page of a list. It goes by the page's cursor and never by its "next" address, which holds the token; a page
// without that address is the last (developers.facebook.com/docs/graph-api/results). Cursors do not last: Meta says not to keep them
// for long. Where the page is too much for Meta, a smaller one is asked for.
func List[T any](ctx context.Context, c *Client, path string, q url.Values) (Page[T], error) {
	p, err := list[T](ctx, c, path, q)
	for limit, _ := strconv.Atoi(q.Get("limit")); limit > 1 && tooMuch(err); {
		limit /= 2
		q = with(q)
		q.Set("limit", strconv.Itoa(limit))
		p, err = list[T](ctx, c, path, q)
	}
	return p, err
}

// tooMuch reports whether Meta asks to reduce the amount of data.
func tooMuch(err error) bool {
	var e *fetch.MetaError
	return errors.As(err, &e) && e.Code == 1
}

func list[T any](ctx context.Context, c *Client, path string, q url.Values) (Page[T], error) {
	var said struct {
		Data   []T `json:"data"`
		Paging struct {
			Cursors struct {
				After string `json:"after"`
			} `json:"cursors"`
			Next string `json:"next"`
		} `json:"paging"`
	}
	err := c.Get(ctx, path, q, &said)
	p := Page[T]{Data: said.Data, Last: said.Paging.Cursors.After}
	if said.Paging.Next != "" {
		p.After = said.Paging.Cursors.After
	}
	return p, err
}

// Pages asks for page after page of a list, the first most of them at the most, until each wants no more. A cursor that does not
// change, as that of a hashtag, is no reason to stop; who meets an item again may.
func Pages[T any](ctx context.Context, c *Client, path string, q url.Values, most int, each func([]T) (more bool, err error)) error {
	q = with(q)
	for range most {
		p, err := List[T](ctx, c, path, q)
		if err != nil {
			return err
		}
		if more, err := each(p.Data); err != nil || !more || p.After == "" {
			return err
		}
		q.Set("after", p.After)
	}
	return nil
}
