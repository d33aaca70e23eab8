package rustore

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// review is a UserCommentDto. What is null there is empty here.
type review struct {
	ID      int64    `json:"commentId"`
	Author  string   `json:"userName"`
	Rating  *float64 `json:"appRating"` // 1 to 5
	Status  string   `json:"commentStatus"`
	Text    string   `json:"commentText"`
	Likes   *int64   `json:"likeCounter"`
	Version string   `json:"appVersionName"` // of the app
	Edited  bool     `json:"edited"`
	Written string   `json:"commentDate"`
	Changed string   `json:"updatedAt"`

	WrittenISO string `json:"commentDateIso"` // the same with a zone, where the store tells it
	ChangedISO string `json:"updatedAtIso"`
}

// answer is a FeedbackResponseDto: what the developer says to a review.
type answer struct {
	Review json.Number `json:"commentId"`
	Text   string      `json:"text"`
	Status string      `json:"status"`
	Date   string      `json:"date"`
}

// What a review or an answer may be.
const (
	published = "PUBLISHED"
	deleted   = "DELETED"
)

// parseReview reads one. Of one that it cannot read it gives what it can, such as the id.
func parseReview(data json.RawMessage) (r review, err error) {
	switch err := json.Unmarshal(data, &r); {
	case err != nil:
		return r, errors.New("review is not as the API describes it")
	case r.ID == 0 || r.written().IsZero():
		return r, errors.New("review lacks its id or its time")
	}
	return r, nil
}

func (r review) written() time.Time { return moment(cmp.Or(r.WrittenISO, r.Written)) }

// changed is when the review became what it is now.
func (r review) changed() time.Time {
	if at := moment(cmp.Or(r.ChangedISO, r.Changed)); at.After(r.written()) && (r.Edited || r.Status == deleted) {
		return at
	}
	return r.written()
}

// moment reads a time, without a zone as Moscow's; zero when it is none.
func moment(s string) time.Time {
	if at, ok := ingest.ParseTime(s); ok {
		return at
	}
	at, err := time.ParseInLocation(time.DateTime, strings.Replace(s, "T", " ", 1), time.FixedZone("MSK", 3*60*60))
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// mention is the review as ingest has it, with its answer if there is one.
func (r review) mention(app string, said map[int64]answer) ingest.Mention {
	m := ingest.Mention{
		ID:         idOf(app, r.ID),
		Network:    Network,
		URL:        "https://www.rustore.ru/catalog/app/" + app,
		Text:       r.Text,
		Author:     ingest.Author{Name: r.Author},
		Published:  r.written(),
		Kind:       ingest.Review,
		Rating:     r.Rating,
		Engagement: ingest.Engagement{Likes: ingest.Count(r.Likes)},
		Deleted:    r.Status == deleted,
		Extra:      map[string]any{},
	}
	if r.Edited || m.Deleted {
		m.Edited = r.changed()
	}
	a := said[r.ID]
	for name, value := range map[string]string{"version": r.Version, "answer": a.Text} {
		if value != "" {
			m.Extra[name] = value
		}
	}
	if at := moment(a.Date); !at.IsZero() {
		m.Extra["answered_at"] = at.Format(time.RFC3339)
	}
	return m
}

// idOf is "" for a review without a number.
func idOf(app string, number int64) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("%s/%d", app, number)
}

// numberOf takes an id apart.
func numberOf(id string) (app string, number int64, ok bool) {
	app, digits, _ := strings.Cut(id, "/")
	number, err := strconv.ParseInt(digits, 10, 64)
	return app, number, err == nil
}
