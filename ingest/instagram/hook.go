package instagram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"molva/ingest"
	"molva/ingest/graph"
)

// posted takes what Meta posts: comments on the account's posts, which say all by themselves, and mentions, of which it asks what
// they say (docs/instagram-platform/webhooks, reference/ig-user/mentioned_media, .../mentioned_comment). An app has one address for
// all its accounts; what is of another one is left out.
func (s *Source) posted(ctx context.Context, body []byte) (p ingest.Page, err error) {
	changes, err := graph.Changes(body)
	if err != nil {
		return ingest.Page{Rejected: []ingest.Rejection{{Reason: err.Error()}}}, nil
	}
	for _, c := range changes {
		if c.Object != Network || c.ID != s.options.Account {
			continue
		}
		var m ingest.Mention
		switch c.Field {
		case "comments", "live_comments":
			m, err = commented(c)
		case "mentions":
			m, err = s.mentioned(ctx, c)
		default:
			continue
		}
		switch {
		case errors.Is(err, errUnread) || s.alone(ctx, err):
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: m.ID, Reason: c.Field + ": " + err.Error()})
		case err != nil:
			return ingest.Page{}, err
		default:
			p.Mentions = append(p.Mentions, m)
		}
	}
	return p, nil
}

var errUnread = errors.New("what was posted is not as the API describes it")

// commented is a comment that was posted. It is as old as the change that tells of it.
func commented(change graph.Change) (ingest.Mention, error) {
	var c comment
	if json.Unmarshal(change.Value, &c) != nil || !graph.IsNumber(c.ID) || !graph.IsNumber(c.Media.ID) {
		return ingest.Mention{ID: c.ID}, errUnread
	}
	c.Time = change.Time
	return c.mention(c.Media, ""), nil
}

// mentioned is the comment or the caption in which the account is mentioned.
func (s *Source) mentioned(ctx context.Context, change graph.Change) (ingest.Mention, error) {
	var v struct {
		Media   string `json:"media_id"`
		Comment string `json:"comment_id"`
	}
	err := json.Unmarshal(change.Value, &v)
	id := cmp.Or(v.Comment, v.Media)
	if err != nil || !graph.IsNumber(v.Media) || v.Comment != "" && !graph.IsNumber(v.Comment) {
		return ingest.Mention{ID: id}, errUnread
	}
	var found struct {
		Comment comment `json:"mentioned_comment"`
		Media   media   `json:"mentioned_media"`
	}
	fields := fmt.Sprintf("mentioned_media.media_id(%s){id,caption,media_type,timestamp,username,like_count,comments_count}", v.Media)
	if v.Comment != "" {
		fields = fmt.Sprintf("mentioned_comment.comment_id(%s){id,text,timestamp,like_count,media{id}}", v.Comment)
	}
	if err := s.ask(ctx, "", url.Values{"fields": {fields}}, &found); err != nil {
		return ingest.Mention{ID: id}, err
	}
	if v.Comment != "" {
		found.Comment.ID = v.Comment
		return found.Comment.mention(media{ID: v.Media}, ""), nil
	}
	found.Media.ID = v.Media
	return found.Media.mention(), nil
}
