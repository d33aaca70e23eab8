package mastodon

import (
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
func (s *Source) gather(at place, first []byte, frames <-chan []byte) (p ingest.Page, next place, stop error) {
	next = at
	for data := first; stop == nil; {
		next, stop = s.take(&p, next, data)
		if len(p.Mentions)+len(p.Rejected) >= queue {
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
	p.Next = next.cursor()
	return p, next, stop
}

// take adds one frame to the page. What cannot be read is rejected, and the stream goes on.
func (s *Source) take(p *ingest.Page, at place, data []byte) (place, error) {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		p.Rejected = append(p.Rejected, ingest.Rejection{Reason: "frame is no readable JSON"})
		return at, nil
	}
	switch {
	case f.Error != "" || f.Status >= 400:
		return at, refusal(f.Status)
	case f.Event == "update" || f.Event == "status.update":
		return s.posted(p, at, f), nil
	case f.Event == "notification":
		return s.notified(p, at, f), nil
	case f.Event == "delete":
		s.deleted(p, at, f.Payload)
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
func (s *Source) posted(p *ingest.Page, at place, f frame) place {
	number, _, err := tagItem(json.RawMessage(f.Payload))
	if err == nil && f.Event == "update" && len(f.Stream) == 2 && s.reads(tagKey(f.Stream[1])) {
		at = at.reached(tagKey(f.Stream[1]), number)
	}
	return s.add(p, at, json.RawMessage(f.Payload))
}

func (s *Source) reads(key string) bool {
	return slices.ContainsFunc(s.lines, func(l line) bool { return l.key == key })
}

func (s *Source) notified(p *ingest.Page, at place, f frame) place {
	number, st, err := mentionItem(json.RawMessage(f.Payload))
	if err != nil {
		p.Rejected = append(p.Rejected, ingest.Rejection{Reason: err.Error()})
		return at
	}
	at = at.reached(mentionsKey, number)
	if st == nil {
		return at
	}
	return s.add(p, at, st)
}

// deleted passes a deletion on when we know which post it means. The instance does not say when it happened: now.
func (s *Source) deleted(p *ingest.Page, at place, number string) {
	if id := at.find(number); id != "" {
		p.Mentions = append(p.Mentions, ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
	}
}

// final reports whether an error holds for every request of the instance, not only for this one.
func final(err error) bool {
	var wait *ingest.Throttled
	return errors.As(err, &wait) || errors.Is(err, ingest.ErrDenied)
}
