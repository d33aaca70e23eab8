package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"molva/ingest"
)

// frame is one message of the websocket: an event, or an error about a subscription.
type frame struct {
	Stream  []string `json:"stream"` // ["hashtag", "kestrel"], ["user:notification"]
	Event   string   `json:"event"`
	Payload string   `json:"payload"` // JSON in a string, or an id
	Error   string   `json:"error"`
	Status  int      `json:"status"`
}

// gather makes a page of a frame and those that wait behind it. stop is not nil when the stream cannot go on.
func (s *Source) gather(ctx context.Context, at place, first []byte, frames <-chan []byte) (p ingest.Page, next place, stop error) {
	var d draft
	next = at
	for data := first; stop == nil; {
		next, stop = s.take(&d, next, data)
		if len(d.page.Mentions)+len(d.page.Rejected) >= queue {
			break
		}
		select {
		case more, open := <-frames:
			if open {
				data = more
				continue
			}
		default:
		}
		break
	}
	return s.finished(ctx, d, next), next, stop
}

// take adds one frame to the page. What cannot be read is rejected, and the stream goes on.
func (s *Source) take(d *draft, at place, data []byte) (place, error) {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		d.reject("", errors.New("frame is no readable JSON"))
		return at, nil
	}
	switch {
	case f.Error != "" || f.Status >= 400:
		return at, refusal(f.Status)
	case f.Event == "update" || f.Event == "status.update":
		return s.posted(d, at, f), nil
	case f.Event == "notification":
		return s.notified(d, at, f), nil
	case f.Event == "delete":
		s.deleted(d, at, f.Payload)
	}
	return at, nil
}

func refusal(status int) error {
	err := fmt.Errorf("the stream refuses a subscription: status %d", status)
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return fmt.Errorf("%w: %w", err, ingest.ErrDenied)
	}
	return err
}

// posted takes a new or edited status. Only a new one moves its tag on, if it is one that we asked for.
func (s *Source) posted(d *draft, at place, f frame) place {
	number, _, err := tagItem(json.RawMessage(f.Payload))
	if err == nil && f.Event == "update" && len(f.Stream) == 2 && s.reads(tagKey(f.Stream[1])) {
		at = at.reached(tagKey(f.Stream[1]), number)
	}
	return s.add(d, at, json.RawMessage(f.Payload))
}

func (s *Source) reads(key string) bool {
	return slices.ContainsFunc(s.lines, func(l line) bool { return l.key == key })
}

func (s *Source) notified(d *draft, at place, f frame) place {
	number, st, err := mentionItem(json.RawMessage(f.Payload))
	if err != nil {
		d.reject("", err)
		return at
	}
	at = at.reached(mentionsKey, number)
	if st == nil {
		return at
	}
	return s.add(d, at, st)
}

// deleted passes a deletion on when we know which post it means. The instance does not say when it happened: now.
func (s *Source) deleted(d *draft, at place, number string) {
	s.book.hide(number)
	if id := at.find(number); id != "" {
		d.page.Mentions, d.answers = append(d.page.Mentions, s.gone(id)), append(d.answers, "")
	}
}

// gone is a deletion, seen now.
func (s *Source) gone(id string) ingest.Mention {
	return ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: s.env.Now().UTC()}
}

// final reports whether an error holds for every request of the instance, not only for this one.
func final(err error) bool {
	return slow(err) || errors.Is(err, ingest.ErrDenied)
}
