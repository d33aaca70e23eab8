package mastodon

import (
	"encoding/json"
	"errors"

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
	Favourites *int64    `json:"favourites_count"`
	Account    account   `json:"account"`
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

func parseStatus(data []byte) (status, error) {
	var st status
	if err := json.Unmarshal(data, &st); err != nil {
		return st, errors.New("status is no readable JSON")
	}
	if st.Number == "" || st.URI == "" {
		return st, errors.New("status lacks its id or uri")
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
		URL:     st.URL,
		Text:    ingest.PlainText(st.Content),
		Title:   st.Spoiler,
		Author:  ingest.Author{ID: address(st.Account.Acct, host), Name: st.Account.Name, URL: st.Account.URL, Followers: st.Account.Followers},
		Lang:    st.Language,
		Kind:    ingest.Post,
		Engagement: ingest.Engagement{
			Likes: st.Favourites, Replies: st.Replies, Shares: st.Reblogs,
		},
	}
	if m.URL == "" {
		m.URL = st.URI
	}
	if st.ReplyTo != "" {
		m.Kind, m.Parent = ingest.Comment, host+"/"+st.ReplyTo
	}
	m.Published, _ = ingest.ParseTime(st.Created)
	m.Edited, _ = ingest.ParseTime(st.Edited)
	return m
}
