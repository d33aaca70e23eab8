package odnoklassniki

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// call asks a method and decodes its answer. OK takes the token as a parameter alone; no error shows more than the host.
func (s *Source) call(ctx context.Context, method string, q url.Values, into any) error {
	all := maps.Clone(q)
	all.Set("method", method)
	all.Set("application_key", s.options.ApplicationKey)
	all.Set("format", "json")
	all.Set("sig", signature(all, s.signing()))
	all.Set("access_token", s.options.Token.Reveal())
	if err := s.api.Get(ctx, "/fb.do", all, into); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// signing is the secret that a session's calls are signed with.
func (s *Source) signing() string {
	if o := s.options; o.SessionSecret.Empty() {
		return sum(o.Token.Reveal() + o.ApplicationSecret.Reveal())
	}
	return s.options.SessionSecret.Reveal()
}

// signature is the sum of the parameters, in the order of their names, and the secret. The token is not among them.
// See https://apiok.ru/en/dev/methods.
func signature(q url.Values, secret string) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(q)) {
		text.WriteString(name + "=" + q.Get(name))
	}
	return sum(text.String() + secret)
}

// sum is MD5, which OK asks for.
func sum(text string) string {
	s := md5.Sum([]byte(text))
	return hex.EncodeToString(s[:])
}

// group is one as group.getInfo tells it.
type group struct {
	ID      string `json:"uid"`
	Name    string `json:"name"`
	Members *int64 `json:"members_count"`
}

// groups asks for groups by their numbers. The list comes alone, or by the newest description within an object.
// See https://apiok.ru/dev/methods/rest/group/group.getInfo.
func (s *Source) groups(ctx context.Context, ids []string) ([]group, error) {
	var all []group
	for some := range slices.Chunk(ids, perCall) {
		var answer json.RawMessage
		if err := s.call(ctx, "group.getInfo", url.Values{"uids": {strings.Join(some, ",")}, "fields": {"uid,name,members_count"}}, &answer); err != nil {
			return nil, err
		}
		var object struct {
			Groups []group `json:"groups"`
		}
		if json.Unmarshal(answer, &object.Groups) != nil && json.Unmarshal(answer, &object) != nil {
			return nil, fmt.Errorf("group.getInfo: the answer has no list of groups")
		}
		all = append(all, object.Groups...)
	}
	return all, nil
}
