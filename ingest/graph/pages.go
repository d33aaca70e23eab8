package graph

import (
	"context"
	"net/url"
)

// Page is one page of a list.
type Page[T any] struct {
	Data  []T
	After string // the cursor that the next page is asked for with; "" after the last one
	Last  string // the cursor of the page's end, also where the network leaves "next" out of every page, as in the lists of tags and mentions
}

// List asks for one page of a list. It goes by the page's cursor and never by its "next" address, which holds the token; a page
// without that address is the last (developers.facebook.com/docs/graph-api/results). Cursors do not last: Meta says not to keep them
// for long.
func List[T any](ctx context.Context, c *Client, path string, q url.Values) (Page[T], error) {
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
