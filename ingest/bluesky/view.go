package bluesky

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"molva/ingest"
)

// perCall is how many addresses or accounts getPosts and getProfiles take at once.
const perCall = 25

// view is app.bsky.feed.defs#postView, as far as it concerns us: a post with what became of it.
type view struct {
	URI     string          `json:"uri"`
	Author  author          `json:"author"`
	Record  json.RawMessage `json:"record"`
	Embed   embedView       `json:"embed"`
	Indexed string          `json:"indexedAt"`
	Replies *int64          `json:"replyCount"`
	Reposts *int64          `json:"repostCount"`
	Quotes  *int64          `json:"quoteCount"`
	Likes   *int64          `json:"likeCount"`

	read record // Record, once parsed
}

// embedView says what kind of thing hangs on a post.
type embedView struct {
	Type  string `json:"$type"`
	Media struct {
		Type string `json:"$type"`
	} `json:"media"`
}

// author is app.bsky.actor.defs#profileViewBasic.
type author struct {
	DID    string `json:"did"`
	Handle string `json:"handle"`
	Name   string `json:"displayName"`
}

// profile is app.bsky.actor.defs#profileViewDetailed.
type profile struct {
	author
	Followers *int64 `json:"followersCount"`
	Posts     *int64 `json:"postsCount"`
}

// parseView reads one view. One that cannot be read may still have its URI.
func parseView(data json.RawMessage) (v view, err error) {
	if err := json.Unmarshal(data, &v); err != nil {
		return v, errors.New("post is no readable JSON of " + collection)
	}
	if _, _, ok := parts(v.URI); !ok {
		return v, errors.New("post lacks its address")
	}
	if err := json.Unmarshal(v.Record, &v.read); err != nil {
		return v, errors.New("record is no readable " + collection)
	}
	return v, nil
}

// mention is the post as ingest has it.
func (v view) mention() ingest.Mention {
	did, key, _ := parts(v.URI)
	m := mentionOf(did, key)
	m.Author.Name = cmp.Or(v.Author.Name, v.Author.Handle)
	v.read.into(&m)
	m.Published = v.made()
	m.Engagement = ingest.Engagement{Likes: ingest.Count(v.Likes), Replies: ingest.Count(v.Replies), Shares: v.shares()}
	return m
}

// shares are reposts and quotes; nil when neither is told.
func (v view) shares() *int64 { return ingest.CountSum(v.Reposts, v.Quotes) }

// posts asks for posts by their addresses, at most perCall, by app.bsky.feed.getPosts. Those that are not there are left out.
func (s *Source) posts(ctx context.Context, uris []string) (views []view, rejected []ingest.Rejection, err error) {
	var answer struct {
		Posts []json.RawMessage `json:"posts"`
	}
	if err := s.appview.Get(ctx, "/xrpc/app.bsky.feed.getPosts", url.Values{"uris": uris}, &answer); err != nil {
		return nil, nil, err
	}
	if answer.Posts == nil { // not to be taken for one in which all are gone
		return nil, nil, errors.New(s.appview.Base.Host + " answers without posts")
	}
	views, rejected = parseViews(answer.Posts)
	return views, rejected, nil
}

func parseViews(all []json.RawMessage) (views []view, rejected []ingest.Rejection) {
	for _, data := range all {
		v, err := parseView(data)
		if err != nil {
			rejected = append(rejected, ingest.Rejection{Item: v.URI, Reason: err.Error()})
			continue
		}
		views = append(views, v)
	}
	return views, rejected
}

// made is when a post was made: what its author's program says, unless that is after the network saw it.
func (v view) made() time.Time {
	seen, _ := ingest.ParseTime(v.Indexed)
	made, ok := ingest.ParseTime(v.read.Created)
	if !ok || !seen.IsZero() && made.After(seen) {
		return seen
	}
	return made
}
