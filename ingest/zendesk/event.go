package zendesk

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// event is one change of a ticket, with the parts that it consists of.
type event struct {
	ID       int64             `json:"id"`
	Ticket   int64             `json:"ticket_id"`
	At       int64             `json:"timestamp"` // seconds since 1970
	Children []json.RawMessage `json:"child_events"`
}

// comment is one message of a ticket, as the export and the ticket's own list have it. In the export other parts of a change
// have the same shape and another type.
type comment struct {
	ID      int64  `json:"id"`
	Type    string `json:"event_type"`
	Author  int64  `json:"author_id"`
	Body    string `json:"body"`
	Public  bool   `json:"public"`
	Created string `json:"created_at"`
	Via     struct {
		Channel string `json:"channel"`
	} `json:"via"`
	Comment int64           `json:"comment_id"` // whose privacy changed
	Status  json.RawMessage `json:"status"`     // that the ticket got
}

// The types of parts that mean something here (developer.zendesk.com/documentation/ticketing/reference-guides/
// ticket-audit-events-reference).
const (
	created = "Create" // a field of a new ticket
	said    = "Comment"
	privacy = "CommentPrivacyChange"
)

// change is what an event brings.
type change struct {
	ticket   int64
	at       time.Time
	first    bool // the ticket is new
	comments []comment
	private  []int64 // comments that are private now
	deleted  bool    // the ticket is
	broken   int     // comments that cannot be read
}

func parseEvent(data []byte) (change, error) {
	var e event
	if err := json.Unmarshal(data, &e); err != nil {
		return change{}, errors.New("event is no readable JSON")
	}
	c := change{ticket: e.Ticket, at: time.Unix(e.At, 0).UTC()}
	if e.Ticket == 0 {
		return c, errors.New("event lacks its ticket")
	}
	for _, child := range e.Children {
		var part comment
		if json.Unmarshal(child, &part) != nil { // other parts may have these fields in other shapes
			if part.Type == said {
				c.broken++
			}
			continue
		}
		switch {
		case part.Type == created:
			c.first = true
		case part.Type == said:
			c.comments = append(c.comments, part)
		case part.Type == privacy && !part.Public && part.Comment > 0: // 0 would be the ticket itself
			c.private = append(c.private, part.Comment)
		}
		c.deleted = c.deleted || string(part.Status) == `"deleted"`
	}
	return c, nil
}

// ticket is what a message's ticket says of it.
type ticket struct {
	ID          int64  `json:"id"`
	Subject     string `json:"subject"`
	Description string `json:"description"` // its first message
	Requester   int64  `json:"requester_id"`
	Updated     string `json:"updated_at"`
	Rating      *struct {
		Score string `json:"score"`
	} `json:"satisfaction_rating"`
}

// user is somebody who writes, a customer or an agent.
type user struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }
