package odnoklassniki

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
)

// call asks a method and decodes its answer. OK takes the token as a parameter alone; sent as a form it stands in no address.
func (s *Source) call(ctx context.Context, method string, q url.Values, into any) error {
	all := maps.Clone(q)
	all.Set("method", method)
	all.Set("application_key", s.options.ApplicationKey)
	all.Set("format", "json")
	all.Set("sig", signature(all, s.signing()))
	u := s.api.Base.JoinPath("/fb.do")
	u.RawQuery = all.Encode()
	form := url.Values{"access_token": {s.options.Token.Reveal()}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return fetch.Scrub(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var answer json.RawMessage
	err = s.api.Do(ctx, req, &answer)
	if err == nil && json.Unmarshal(answer, into) != nil {
		err = &fetch.WrongError{Host: u.Host, Why: "the answer is not as the API describes it"}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

const perCall = 100 // of whatever is listed

// paging is where a list goes on.
type paging struct {
	Anchor string `json:"anchor"`
	More   bool   `json:"has_more"`
}

// list asks for a page of a list, the first or the one at an anchor. A list whose anchor stays where it is has no more.
func (s *Source) list(ctx context.Context, method string, q url.Values, anchor string, into any, next *paging) error {
	q.Set("count", strconv.Itoa(perCall))
	if anchor != "" {
		q.Set("anchor", anchor)
	}
	err := s.call(ctx, method, q, into)
	next.More = next.More && next.Anchor != "" && next.Anchor != anchor
	return err
}

// alone reports whether an error is of one question, while others may go well.
func alone(err error) bool {
	return errors.Is(err, ingest.ErrDenied) || errors.Is(err, ingest.ErrGone) || errors.As(err, new(*fetch.WrongError))
}

// refused tells of an error that concerns one item, and returns any other. Whether it is the item that is denied or the token
// OK does not say clearly; what any good token may ask shows it.
func (s *Source) refused(ctx context.Context, item string, err error, p *ingest.Page) error {
	if err == nil || !alone(err) {
		return err
	}
	if errors.Is(err, ingest.ErrDenied) {
		if _, err := s.me(ctx); err != nil {
			return err
		}
	}
	p.Rejected = append(p.Rejected, ingest.Rejection{Item: item, Reason: err.Error()})
	return nil
}

// me is the name of whoever gave the token. See users.getCurrentUser.
func (s *Source) me(ctx context.Context) (name string, err error) {
	var me group
	err = s.call(ctx, "users.getCurrentUser", url.Values{"fields": {"uid,name"}}, &me)
	return me.Name, err
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

// info asks for a group. The list comes alone, or by the newest description within an object.
// See https://apiok.ru/dev/methods/rest/group/group.getInfo.
func (s *Source) info(ctx context.Context, id string) (group, error) {
	var answer json.RawMessage
	if err := s.call(ctx, "group.getInfo", url.Values{"uids": {id}, "fields": {"uid,name,members_count"}}, &answer); err != nil {
		return group{}, err
	}
	var object struct {
		Groups []group `json:"groups"`
	}
	if json.Unmarshal(answer, &object.Groups) != nil && json.Unmarshal(answer, &object) != nil {
		return group{}, fmt.Errorf("group.getInfo: %w", &fetch.WrongError{Host: s.api.Base.Host, Why: "the answer has no list of groups"})
	}
	if i := slices.IndexFunc(object.Groups, func(g group) bool { return g.ID == id }); i >= 0 {
		return object.Groups[i], nil
	}
	return group{}, fmt.Errorf("group.getInfo: group %s: %w", id, ingest.ErrGone)
}
