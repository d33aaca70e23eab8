package vk

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"molva/ingest"
)

// list is what most methods answer. Each item, person and community is decoded alone, so that a bad one harms no other.
type list struct {
	Count    int64             `json:"count"`
	Items    []json.RawMessage `json:"items"`
	Next     string            `json:"next_from"`
	Profiles []json.RawMessage `json:"profiles"`
	Groups   []json.RawMessage `json:"groups"`
}

// profile is a person. See users_user_full of the schema.
type profile struct {
	ID        int64  `json:"id"`
	First     string `json:"first_name"`
	Last      string `json:"last_name"`
	Short     string `json:"screen_name"`
	Gone      string `json:"deactivated"` // "deleted" or "banned"
	Followers *int64 `json:"followers_count"`
}

// group is a community. See groups_group_full.
type group struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Short   string `json:"screen_name"`
	Members *int64 `json:"members_count"`
	Admin   int    `json:"is_admin"` // 1: the token's user runs it
}

// communities are what groups.getById answers.
type communities struct {
	Groups []group `json:"groups"`
}

// post stands on a wall. See wall_wallpost_full.
type post struct {
	ID          int64        `json:"id"`
	Owner       int64        `json:"owner_id"`
	To          int64        `json:"to_id"` // the owner, in some answers
	From        int64        `json:"from_id"`
	Signer      int64        `json:"signer_id"`
	Date        int64        `json:"date"`
	Edited      int64        `json:"edited"`
	Text        string       `json:"text"`
	Type        string       `json:"post_type"`
	Deleted     bool         `json:"is_deleted"`
	Ads         int          `json:"marked_as_ads"`
	Likes       counts       `json:"likes"`
	Comments    counts       `json:"comments"`
	Reposts     counts       `json:"reposts"`
	Views       counts       `json:"views"`
	Copied      []words      `json:"copy_history"`
	Attachments []attachment `json:"attachments"`
	Post        int64        `json:"post_id"`       // of a comment that was found as a post
	Parents     []int64      `json:"parents_stack"` // likewise
}

// words are all that we want of a post that was reposted.
type words struct {
	Text string `json:"text"`
}

// attachment may say what a post is about.
type attachment struct {
	Type  string `json:"type"`
	Link  titled `json:"link"`
	Video titled `json:"video"`
	Poll  struct {
		Votes *int64 `json:"votes"`
	} `json:"poll"`
}

// UnmarshalJSON reads what it can: no post is lost for what it carries.
func (a *attachment) UnmarshalJSON(data []byte) error {
	type loose attachment
	_ = json.Unmarshal(data, (*loose)(a))
	return nil
}

type titled struct {
	Title string `json:"title"`
}

// comment stands under a post, photo, video or product, or in a topic. See wall_wall_comment and board_topic_comment; the fields
// that say where, of which an event has some, are in SevereCloud/vksdk v2 object/wall.go and object/board.go.
type comment struct {
	ID       int64   `json:"id"`
	From     int64   `json:"from_id"`
	Date     int64   `json:"date"`
	Text     string  `json:"text"`
	Likes    counts  `json:"likes"`
	Deleted  bool    `json:"deleted"`
	Answers  int64   `json:"reply_to_comment"`
	Parents  []int64 `json:"parents_stack"`
	Thread   thread  `json:"thread"`
	Owner    int64   `json:"owner_id"`
	Post     int64   `json:"post_id"`
	PostOf   int64   `json:"post_owner_id"`
	Photo    int64   `json:"photo_id"`
	PhotoOf  int64   `json:"photo_owner_id"`
	Video    int64   `json:"video_id"`
	VideoOf  int64   `json:"video_owner_id"`
	Market   int64   `json:"item_id"`
	MarketOf int64   `json:"market_owner_id"`
	Topic    int64   `json:"topic_id"`
	TopicOf  int64   `json:"topic_owner_id"`
}

// thread are the answers to a comment, the oldest ten of them.
type thread struct {
	Count int64             `json:"count"`
	Items []json.RawMessage `json:"items"`
}

// topic is a discussion. See board_topic.
type topic struct {
	ID       int64  `json:"id"`
	Title    string `json:"title"`
	Created  int64  `json:"created"`
	Updated  int64  `json:"updated"`
	Comments int64  `json:"comments"`
}

// decode reads one item; what cannot be read becomes a rejection of the page.
func decode[T any](p *ingest.Page, data []byte, usable func(T) error) (item T, ok bool) {
	err := json.Unmarshal(data, &item)
	if err != nil {
		err = errors.New("the item is not as the API describes it")
	} else {
		err = usable(item)
	}
	if err != nil {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: label(data), Reason: err.Error()})
	}
	return item, err == nil
}

// label is what an item that cannot be read seems to be called.
func label(data []byte) string {
	var said struct {
		Owner any `json:"owner_id"`
		ID    any `json:"id"`
	}
	_ = json.Unmarshal(data, &said)
	var parts []string
	for _, part := range []any{said.Owner, said.ID} {
		if n, ok := part.(float64); ok {
			parts = append(parts, strconv.FormatInt(int64(n), 10))
		}
	}
	return cmp.Or(strings.Join(parts, "_"), "an item")
}

func (p post) owner() int64 { return cmp.Or(p.Owner, p.To) }

func (p post) id() string { return fmt.Sprintf("%d_%d", p.owner(), p.ID) }

// usable says why a post cannot be one.
func (p post) usable() error {
	if p.ID <= 0 || p.owner() == 0 || p.Date == 0 {
		return errors.New("the post lacks its id or its time")
	}
	return nil
}

// usable says why a comment cannot be one.
func (c comment) usable() error {
	if c.ID <= 0 || c.Date == 0 && !c.Deleted {
		return errors.New("the comment lacks its id or its time")
	}
	return nil
}

// usable says why a topic cannot be one.
func (t topic) usable() error {
	if t.ID <= 0 {
		return errors.New("the topic lacks its id")
	}
	return nil
}
