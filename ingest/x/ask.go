package x

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const (
	mostPosts = 100 // of one answer
	fewPosts  = 10  // that it is worth while to ask for, and the least of a search
	day       = 24 * time.Hour
	reach     = 7*day - 10*time.Minute // of the search; the margin is for clocks, and for the way
)

// fields are what X is asked to tell of a post, in the dialect whose parameter is tweet.fields.
const fields = "attachments,author_id,conversation_id,edit_history_tweet_ids,entities,lang,note_tweet,public_metrics,referenced_tweets"

// answer is what X answers with posts or users. Items are read one by one, lest a bad one spoil what was paid for.
type answer struct {
	Data     []json.RawMessage `json:"data"`
	Includes struct {
		Users []json.RawMessage `json:"users"`
	} `json:"includes"`
	Errors []problem `json:"errors"`
	Meta   struct {
		Newest string `json:"newest_id"`
		Oldest string `json:"oldest_id"`
		Next   string `json:"next_token"`
	} `json:"meta"`
}

// problem says why an item is not in an answer.
type problem struct {
	Type string `json:"type"` // an address; its last part names the kind
	ID   string `json:"resource_id"`
}

func (p problem) kind() string { return p.Type[strings.LastIndexByte(p.Type, '/')+1:] }

// gone reports whether nobody may see the item, or it is not there.
func (p problem) gone() bool {
	return p.kind() == "resource-not-found" || p.kind() == "not-authorized-for-resource"
}

// bill is what an answer costs.
func (s *Source) bill(a answer) float64 {
	return float64(len(a.Data))*s.options.Prices.Post + float64(len(a.Includes.Users))*s.options.Prices.User
}

// posts buys what a path answers, as many of its posts as there is money for.
func (s *Source) posts(ctx context.Context, path string, q url.Values, least, most int) (a answer, err error) {
	q = maps.Clone(q)
	err = s.purse.buy(ctx, least, most, s.each(), func(ctx context.Context, n int) (float64, error) {
		q.Set("max_results", strconv.Itoa(n))
		a, err = s.ask(ctx, path, q)
		return s.bill(a), err
	})
	return a, err
}

// ask asks for posts; it is the caller who pays.
func (s *Source) ask(ctx context.Context, path string, q url.Values) (a answer, err error) {
	err = s.api.Get(ctx, path, s.telling(q), &a)
	return a, err
}

// telling is a question for posts with what is to be told of each.
func (s *Source) telling(q url.Values) url.Values {
	q = maps.Clone(q)
	q.Set("tweet.fields", fields)
	if s.options.Authors {
		q.Set("expansions", "author_id")
		q.Set("user.fields", "name,username,public_metrics")
	}
	return q
}

// user buys a user, by @name or number. See GET /2/users/by and GET /2/users.
func (s *Source) user(ctx context.Context, name string) (u user, err error) {
	path, q := "/2/users/by", url.Values{"usernames": {strings.TrimPrefix(name, "@")}}
	if number(name) != 0 {
		path, q = "/2/users", url.Values{"ids": {name}}
	}
	q.Set("user.fields", "name,username,public_metrics")
	var a answer
	err = s.purse.buy(ctx, 1, 1, s.options.Prices.User, func(ctx context.Context, _ int) (float64, error) {
		err := s.api.Get(ctx, path, q, &a)
		return float64(len(a.Data)) * s.options.Prices.User, err
	})
	if err != nil {
		return user{}, err
	}
	if len(a.Data) == 0 || json.Unmarshal(a.Data[0], &u) != nil || u.ID == "" {
		return user{}, fmt.Errorf("no user of X has this name: %w", ingest.ErrGone)
	}
	return u, nil
}
