package mastodon

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"

	"molva/ingest"
)

// status is the API's Status, as far as it concerns us. What is null there is empty here.
type status struct {
	Number     string    `json:"id"`
	URI        string    `json:"uri"`
	URL        string    `json:"url"`
	Created    string    `json:"created_at"`
	Edited     string    `json:"edited_at"`
	Visibility string    `json:"visibility"`
	Language   string    `json:"language"`
	Spoiler    string    `json:"spoiler_text"`
	Content    string    `json:"content"` // HTML
	ReplyTo    string    `json:"in_reply_to_id"`
	Reblog     *struct{} `json:"reblog"`
	Replies    *int64    `json:"replies_count"`
	Reblogs    *int64    `json:"reblogs_count"`
	Quotes     *int64    `json:"quotes_count"` // since 4.5
	Favourites *int64    `json:"favourites_count"`
	Account    account   `json:"account"`

	Media []struct {
		Type string `json:"type"` // unknown, image, gifv, video, audio
	} `json:"media_attachments"`
	Poll  *struct{}       `json:"poll"`
	Card  *struct{}       `json:"card"`
	Quote json.RawMessage `json:"quote"` // since 4.4; other programs have other things there
}

type account struct {
	Acct      string `json:"acct"` // name, or name@host for an account of another instance
	Name      string `json:"display_name"`
	URL       string `json:"url"`
	Followers *int64 `json:"followers_count"`
}

// notification is the API's Notification.
type notification struct {
	Number string          `json:"id"`
	Type   string          `json:"type"`
	Status json.RawMessage `json:"status"`
}

// validNumber reports whether s can be an instance's number. It becomes part of addresses, and the place is to stay small.
func validNumber(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
}

func parseStatus(data []byte) (status, error) {
	var st status
	if err := json.Unmarshal(data, &st); err != nil {
		return st, errors.New("status is no readable JSON")
	}
	if !validNumber(st.Number) || st.URI == "" {
		return st, errors.New("status lacks its id or uri")
	}
	if !validNumber(st.ReplyTo) {
		st.ReplyTo = ""
	}
	return st, nil
}

// open reports whether anybody may read the status, and somebody wrote it.
func (st status) open() bool {
	return st.Reblog == nil && (st.Visibility == "public" || st.Visibility == "unlisted")
}

// mention is the status as ingest has it; host is the instance's.
func (st status) mention(host string) ingest.Mention {
	m := ingest.Mention{
		ID:      st.URI,
		Network: Network,
		URL:     cmp.Or(st.URL, st.URI),
		Text:    st.text(),
		Title:   st.Spoiler,
		Author:  ingest.Author{ID: address(st.Account.Acct, host), Name: st.Account.Name, URL: st.Account.URL, Followers: ingest.Count(st.Account.Followers)},
		Lang:    st.Language,
		Kind:    ingest.Post,
		Engagement: ingest.Engagement{
			Likes: ingest.Count(st.Favourites), Replies: ingest.Count(st.Replies), Shares: st.shares(),
		},
		Context: st.quoted(),
	}
	if st.ReplyTo != "" {
		m.Kind, m.Context = ingest.Comment, ""
	}
	m.Published, _ = ingest.ParseTime(st.Created)
	m.Edited, _ = ingest.ParseTime(st.Edited)
	return m
}

// shares are boosts, and quotes where the instance counts them.
func (st status) shares() *int64 { return ingest.CountSum(st.Reblogs, st.Quotes) }

// quoted is the text of the status that this one quotes; "" when there is none, or none to see.
func (st status) quoted() string {
	var quote struct {
		Status *status `json:"quoted_status"`
	}
	if len(st.Quote) == 0 || json.Unmarshal(st.Quote, &quote) != nil || quote.Status == nil || !quote.Status.open() {
		return ""
	}
	return quote.Status.text()
}

// text is what the status says, without its markup.
func (st status) text() string { return ingest.PlainText(st.Content) }

// form is what kind of post it is.
func (st status) form() string {
	switch {
	case st.Poll != nil:
		return "poll"
	case len(st.Media) > 0 && (st.Media[0].Type == "video" || st.Media[0].Type == "gifv"):
		return "video"
	case len(st.Media) > 0 && st.Media[0].Type == "image":
		return "photo"
	case len(st.Media) > 0:
		return "other"
	case st.Card != nil:
		return "link"
	}
	return "text"
}
