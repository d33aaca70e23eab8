package vk

import (
	"context"
	"net/url"
	"strings"

	"molva/ingest"
)

// Grants are what a token of VK may be granted, and what molva reads with it. Two of them are kinds of token.
var Grants = []ingest.Grant{
	{Name: "service", Brings: "the stream, the search, walls and discussions"},
	{Name: "user", Brings: "mentions of accounts, and statistics of own communities"},
	{Name: "stats", Brings: "statistics of own communities: reach, visitors, audience, joins and leaves"},
	{Name: "offline", Brings: "reading for longer than a day"},
	{Name: "manage", Brings: "events of the community by long poll"},
}

// The bits of permissions that matter (dev.vk.com/reference/access-rights).
const (
	mayOffline = 1 << 16
	mayManage  = 1 << 18 // of a community's token
	mayStats   = 1 << 20
)

// bearer is whose token it is. One that is neither a person's nor a community's is the service's.
type bearer struct {
	user, community bool
	name            string
	mask            int64 // of permissions
}

func (b bearer) service() bool { return !b.user && !b.community }

// String says it to people.
func (b bearer) String() string {
	switch {
	case b.user:
		return "token of the user " + b.name
	case b.community:
		return "token of the community " + b.name
	}
	return "service token"
}

// Examine asks whose the token is, and what it may. See users.get, account.getAppPermissions, groups.getTokenPermissions.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	if _, err := call[int64](ctx, s, "utils.getServerTime", url.Values{}); err != nil { // which every token may ask
		return "", err
	}
	who, err := s.bearer(ctx)
	if err != nil {
		return "", err
	}
	return who.String(), ingest.Lack(who.lacks(s.options))
}

// lacks are the grants that the options need and the token has not.
func (b bearer) lacks(o Options) (all []ingest.Grant) {
	reads := o.Search == nil || len(o.Search)+len(o.Walls)+len(o.Boards) > 0
	need := map[string]bool{
		"service": o.Streaming && !b.service() || o.LongPoll == 0 && reads && b.community,
		"user":    len(o.Mentions)+len(o.Accounts) > 0 && !b.user,
		"stats":   len(o.Accounts) > 0 && b.user && b.mask&mayStats == 0,
		"offline": b.user && b.mask&mayOffline == 0,
		"manage":  o.LongPoll != 0 && (b.service() || b.community && b.mask&mayManage == 0),
	}
	for _, g := range Grants {
		if need[g.Name] {
			all = append(all, g)
		}
	}
	return all
}

// bearer asks as a person would, and then as a community; the service is refused both.
func (s *Source) bearer(ctx context.Context) (bearer, error) {
	who, err := s.person(ctx)
	if err != nil || who.user {
		return who, err
	}
	return s.group(ctx)
}

func (s *Source) person(ctx context.Context) (bearer, error) {
	people, err := call[[]profile](ctx, s, "users.get", url.Values{})
	if err != nil || len(people) == 0 {
		return bearer{}, kept(err)
	}
	mask, err := call[int64](ctx, s, "account.getAppPermissions", url.Values{})
	return bearer{user: true, name: strings.TrimSpace(people[0].First + " " + people[0].Last), mask: mask}, kept(err)
}

func (s *Source) group(ctx context.Context) (bearer, error) {
	may, err := call[struct {
		Mask int64 `json:"mask"`
	}](ctx, s, "groups.getTokenPermissions", url.Values{})
	if err != nil {
		return bearer{}, kept(err)
	}
	found, err := call[struct {
		Groups []group `json:"groups"`
	}](ctx, s, "groups.getById", url.Values{})
	who := bearer{community: true, mask: may.Mask}
	if len(found.Groups) > 0 {
		who.name = found.Groups[0].Name
	}
	return who, kept(err)
}

// kept is an error that says nothing of the kind of token: VK has not answered, or asks to wait.
func kept(err error) error {
	if refused(err) {
		return nil
	}
	return err
}
