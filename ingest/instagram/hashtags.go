package instagram

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const (
	maxHashtags = 30 // that may be asked for in seven days (guides/hashtag-search)
	week        = 7 * 24 * time.Hour
)

// hashtag is one that was asked for.
type hashtag struct {
	ID    string `json:"id"`
	Asked int64  `json:"asked"` // Unix time of the question that counts for seven days
}

// spent says that a hashtag must wait for its turn.
type spent struct{}

func (spent) Error() string {
	return fmt.Sprintf("%d other hashtags were asked for in the last seven days, which is all that Instagram allows", maxHashtags)
}

// tagged asks for a page of the posts with a hashtag, which have no author and are told for a day. The cursor of the pages does not
// change; their end is a page that was there before.
func (r *reading) tagged(ctx context.Context, name, token string) (items []ingest.Dated, next string, err error) {
	tag, err := r.turn(ctx, name)
	if err != nil {
		return nil, "", err
	}
	number, after, _ := strings.Cut(token, " ")
	if token == "" {
		r.seen = map[string]bool{}
	}
	q := url.Values{"user_id": {r.options.Account}, "fields": {mediaFields}}
	items, after, err = r.list(ctx, "/"+tag.ID+"/recent_media", q, after)
	more := false
	for _, d := range items {
		more = more || !r.seen[d.Mention.ID]
		r.seen[d.Mention.ID] = true
		r.noise[d.Mention.ID] = d.Bad == nil && !r.env.Matches(d.Mention)
	}
	if !more || after == "" {
		return items, "", err
	}
	n, _ := strconv.Atoi(number) // none is the first
	return items, fmt.Sprintf("%d %s", n+1, after), err
}

// turn is a hashtag that may be asked for now.
func (r *reading) turn(ctx context.Context, name string) (hashtag, error) {
	tag, now := r.at.Hashtags[name], r.env.Now()
	counts := func(t hashtag) bool {
		passed := now.Sub(time.Unix(t.Asked, 0))
		return passed >= 0 && passed <= week
	}
	if !counts(tag) {
		maps.DeleteFunc(r.at.Hashtags, func(name string, t hashtag) bool { return !counts(t) && !slices.Contains(r.options.Hashtags, name) })
		n := 0
		for _, t := range r.at.Hashtags {
			if counts(t) {
				n++
			}
		}
		if n >= maxHashtags {
			return tag, spent{}
		}
		tag.Asked = now.Unix()
		r.at.Hashtags[name] = tag
	}
	if tag.ID != "" {
		return tag, nil
	}
	id, err := r.find(ctx, name)
	if tag.ID = id; err == nil {
		r.at.Hashtags[name] = tag
	}
	return tag, err
}

// find asks for the number of a hashtag, which does not change (reference/ig-hashtag-search).
func (s *Source) find(ctx context.Context, name string) (string, error) {
	q := url.Values{"user_id": {s.options.Account}, "q": {name}}
	found, err := graph.List[profile](ctx, s.graph, "/ig_hashtag_search", q)
	if err != nil {
		return "", err
	}
	if len(found.Data) == 0 || !graph.IsNumber(found.Data[0].ID) {
		return "", ingest.ErrGone
	}
	return found.Data[0].ID, nil
}
