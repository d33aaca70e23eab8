package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"molva/ingest"
)

// API is a network's JSON API.
type API struct {
	Client   *http.Client
	Base     *url.URL
	Header   func(http.Header) // adds what every request needs, such as a token; nil: nothing
	Says     Dialect           // what an answer means beyond what HTTP says; nil: nothing
	Governor *ingest.Governor  // each request takes one of the quota "calls"
}

// Get asks for a path with a query and decodes the answer's JSON.
func (a *API) Get(ctx context.Context, path string, q url.Values, into any) error {
	req, err := a.request(ctx, path, q)
	if err != nil {
		return err
	}
	return a.Do(ctx, req, into)
}

// request asks for a path with a query.
func (a *API) request(ctx context.Context, path string, q url.Values) (*http.Request, error) {
	u := *a.Base
	u.Path, u.RawQuery = strings.TrimSuffix(u.Path, "/")+path, q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, Scrub(err)
	}
	return req, nil
}

// Do sends a request and decodes the answer's JSON.
func (a *API) Do(ctx context.Context, req *http.Request, into any) error {
	if err := a.Governor.Take(ctx, "calls", 1); err != nil {
		return err
	}
	if a.Header != nil {
		a.Header(req.Header)
	}
	req.Header.Set("Accept", "application/json")
	body, header, status, err := Get(ctx, a.Client, req)
	if a.Says != nil && status != 0 {
		err = a.Says(Answer{a.Base.Host, status, header, body, clock(a.Client)(), a.Governor}, err)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s answers something else than the JSON that was expected", a.Base.Host)
	}
	return nil
}
