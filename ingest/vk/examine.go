package vk

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
)

// Grants are what a token of VK may be granted, and what molva reads with it. Two of them are kinds of token, and the last one is
// called "manage" by VK.
var Grants = []ingest.Grant{
	{Name: "service token", Brings: "the stream, the search, walls and discussions"},
	{Name: "user token", Brings: "mentions of accounts"},
	{Name: "stats", Brings: "statistics of own communities: reach, visitors, audience, joins and leaves"},
	{Name: "offline", Brings: "reading for longer than a day"},
	{Name: "community management", Brings: "events of the community by long poll"},
}

// The bits of permissions that matter (dev.vk.com/reference/access-rights).
const (
	mayOffline = 1 << 16
	mayManage  = 1 << 18 // of a community's token
	mayStats   = 1 << 20
	everything = -1
)

const groupIDs = 500 // the most communities that groups.getById takes

// bearer is whose token it is. One that is neither a person's nor a community's is the service's.
type bearer struct {
	user, community bool
	name            string
	mask            int64 // of permissions; all of them where it is not told
	runs            bool  // the user runs one of the accounts
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
	found = who.String()
	if len(s.options.Accounts) > 0 && !who.user {
		found += ", which is told of accounts what everybody sees"
	}
	return found, ingest.Lack(who.lacks(s.options))
}

// lacks are the grants that the options need and the token has not. Statistics are told of communities that the user runs; who
// names only others needs no permission for them.
func (b bearer) lacks(o Options) (all []ingest.Grant) {
	reads := o.Search == nil || len(o.Search)+len(o.Walls)+len(o.Boards)+len(o.Accounts) > 0
	need := map[string]bool{
		"service token":        o.Streaming && !b.service() || o.LongPoll == 0 && reads && b.community,
		"user token":           len(o.Mentions) > 0 && !b.user,
		"stats":                b.runs && b.mask&mayStats == 0,
		"offline":              b.user && b.mask&mayOffline == 0,
		"community management": o.LongPoll != 0 && (b.service() || b.community && b.mask&mayManage == 0),
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
	who := bearer{user: true, name: strings.TrimSpace(people[0].First + " " + people[0].Last)}
	id := strconv.FormatInt(people[0].ID, 10)
	if who.mask, err = call[int64](ctx, s, "account.getAppPermissions", url.Values{"user_id": {id}}); err != nil {
		who.mask = everything
	}
	if err = kept(err); err == nil {
		who.runs, err = s.runs(ctx)
	}
	return who, err
}

// runs reports whether the user runs one of the accounts. See groups.getById.
func (s *Source) runs(ctx context.Context) (bool, error) {
	var ids []string
	for _, name := range s.options.Accounts {
		id, err := s.owner(ctx, name)
		if kept(err) != nil {
			return false, err
		}
		if id < 0 {
			ids = append(ids, strconv.FormatInt(-id, 10))
		}
	}
	for some := range slices.Chunk(ids, groupIDs) {
		found, err := call[communities](ctx, s, "groups.getById", url.Values{"group_ids": {strings.Join(some, ",")}, "fields": {"is_admin"}})
		if kept(err) != nil {
			return false, err
		}
		if slices.ContainsFunc(found.Groups, func(g group) bool { return g.Admin == 1 }) {
			return true, nil
		}
	}
	return false, nil
}

func (s *Source) group(ctx context.Context) (bearer, error) {
	may, err := call[struct {
		Mask int64 `json:"mask"`
	}](ctx, s, "groups.getTokenPermissions", url.Values{})
	if err != nil {
		return bearer{}, kept(err)
	}
	found, err := call[communities](ctx, s, "groups.getById", url.Values{})
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
