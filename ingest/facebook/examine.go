package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/graph"
)

// Grants are the permissions that a page's token can have, and what each brings
// (developers.facebook.com/docs/permissions).
var Grants = []ingest.Grant{
	{Name: "pages_read_engagement", Brings: "posts of the page and its followers"},
	{Name: "pages_read_user_content", Brings: "comments, reviews, and posts of visitors"},
	{Name: "read_insights", Brings: "reach, views, clicks, who joined and who left"},
	{Name: "pages_manage_metadata", Brings: "news by the webhook"},
}

// Examine asks whose page the token is of and whether it may do what the options ask.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	own, err := s.own(ctx)
	if err != nil {
		return "", err
	}
	scopes, err := s.api.Scopes(ctx)
	if err != nil {
		return own.Name, err
	}
	return own.Name, ingest.Lack(graph.Missing(s.needs(own), scopes))
}

// needs are the grants without which something is missing that the options ask for.
func (s *Source) needs(own page) []ingest.Grant {
	return slices.DeleteFunc(slices.Clone(Grants), func(g ingest.Grant) bool {
		switch g.Name {
		case "read_insights":
			return !slices.ContainsFunc(s.options.Accounts, own.is)
		case "pages_manage_metadata":
			return s.options.Webhook == nil
		}
		return false
	})
}

// page is one of Facebook's (developers.facebook.com/docs/graph-api/reference/page).
type page struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Username  string `json:"username"` // in its address
	Followers *int64 `json:"followers_count"`
}

const pageFields = "id,name,username,followers_count"

// is reports whether an account of the options is this page.
func (p page) is(account string) bool {
	return account == p.ID || strings.EqualFold(account, p.Username)
}

// own asks for the page that is read. People have no such fields.
func (s *Source) own(ctx context.Context) (p page, err error) {
	err = s.api.Get(ctx, s.page(), url.Values{"fields": {"id,name,username"}}, &p)
	if odd := new(fetch.MetaError); errors.As(err, &odd) && odd.Code == 100 {
		return p, fmt.Errorf("%w: the token is of a person, want one of a page: %w", err, ingest.ErrDenied)
	}
	return p, err
}
