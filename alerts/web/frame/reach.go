package frame

import (
	"context"
	"net/http"
	"net/url"

	"molva/alerts/web/access"
	"molva/store"
)

// Opens reports whether whoever asks gets to an address, a pattern of http.ServeMux. A caller that has not said who does lets
// everybody.
func (s *Site) Opens(ctx context.Context, pattern string) bool {
	return s.Reaches == nil || s.Reaches(access.From(ctx), pattern)
}

// May reports whether whoever asks may do here what is done at an address: where not, no page offers it.
func (s *Site) May(ctx context.Context, pattern string) bool {
	return s.Writes && s.Opens(ctx, pattern)
}

// shares reports whether whoever asks may share the page that they ask for.
func (s *Site) shares(r *http.Request) bool {
	return s.Shareable != nil && s.Shareable(r.Pattern) && s.May(r.Context(), "POST /shares/add")
}

// Within is a context in which somebody sees no more than they may.
func (s *Site) Within(ctx context.Context, who access.Who) (context.Context, error) {
	if who.Everything() {
		return ctx, nil
	}
	tree, err := s.DB.Topics(store.Within(ctx, who.Topics))
	var accounts []store.Account
	for _, t := range tree {
		for _, a := range s.Business.Accounts {
			if a.Topic == t.ID {
				accounts = append(accounts, store.Account{Account: a.Account, Network: a.Network})
			}
		}
	}
	return store.Within(ctx, who.Topics, accounts...), err
}

// likeMe is whoever else is shown the same: of the same role, who sees the same topics.
func likeMe(who access.Who) access.Who {
	who.Name = ""
	return who
}

// carried is the context of a view that is made for whoever asks and for all who are like them.
func (s *Site) carried(ctx context.Context, r *http.Request) (context.Context, error) {
	who := likeMe(access.From(r.Context()))
	return s.Within(access.With(ctx, who), who)
}

// shelved is the key of a page as somebody sees it.
func shelved(r *http.Request) string {
	who := access.From(r.Context())
	key := who.Role.String() + " " + url.QueryEscape(who.Link)
	if !who.Everything() {
		key += " " + url.Values{"topic": who.Topics}.Encode()
	}
	return key + " " + r.URL.Path + "?" + r.URL.Query().Encode()
}

// pattern is that of a page at a place in the menu.
func (at Section) pattern() string {
	if at == Overview {
		return "GET /{$}"
	}
	return "GET " + string(at)
}

// reached leaves of the menu what whoever asks gets to, with its halves apart where something is left of both.
func (s *Site) reached(ctx context.Context, all []entry) (some []entry) {
	apart := false
	for _, e := range all {
		apart = apart || e.Apart
		if !s.Opens(ctx, Section(e.Path).pattern()) {
			continue
		}
		e.Apart, apart = apart && len(some) > 0, false
		some = append(some, e)
	}
	return some
}
