package youtube

import (
	"cmp"
	"strconv"

	"molva/ingest"
)

// The resources of the API, as far as they concern us.

type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"nextPageToken"`
}

type thread struct {
	ID      string `json:"id"`
	Snippet struct {
		Video   string  `json:"videoId"` // empty of what is said about the channel
		Top     comment `json:"topLevelComment"`
		Replies *int64  `json:"totalReplyCount"`
	} `json:"snippet"`
	Replies struct {
		Comments []comment `json:"comments"` // some of them
	} `json:"replies"`
}

type comment struct {
	ID      string `json:"id"`
	Snippet struct {
		Name   string `json:"authorDisplayName"`
		URL    string `json:"authorChannelUrl"`
		Author struct {
			ID string `json:"value"`
		} `json:"authorChannelId"` // absent of an account that is gone
		Text      string `json:"textDisplay"`
		Likes     *int64 `json:"likeCount"`
		Parent    string `json:"parentId"`
		Published string `json:"publishedAt"`
		Updated   string `json:"updatedAt"`
	} `json:"snippet"`
}

type video struct {
	ID      string `json:"id"`
	Snippet struct {
		Channel     string `json:"channelId"`
		Name        string `json:"channelTitle"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Language    string `json:"defaultAudioLanguage"`
		Published   string `json:"publishedAt"`
	} `json:"snippet"`
	Counts struct {
		Views    count `json:"viewCount"`
		Likes    count `json:"likeCount"`
		Comments count `json:"commentCount"`
	} `json:"statistics"`
}

type channel struct {
	ID     string `json:"id"`
	Counts struct {
		Hidden      bool  `json:"hiddenSubscriberCount"`
		Subscribers count `json:"subscriberCount"`
		Views       count `json:"viewCount"`
		Videos      count `json:"videoCount"`
	} `json:"statistics"`
	Content struct {
		Playlists struct {
			Uploads string `json:"uploads"`
		} `json:"relatedPlaylists"`
	} `json:"contentDetails"`
}

type upload struct {
	Content struct {
		Video     string `json:"videoId"`
		Published string `json:"videoPublishedAt"`
	} `json:"contentDetails"`
}

type hit struct {
	ID struct {
		Video string `json:"videoId"`
	} `json:"id"`
}

type hits list[hit]

// ids are those of the videos, each once.
func (h hits) ids() []string {
	var all []string
	for _, item := range h.Items {
		all = append(all, item.ID.Video)
	}
	return distinct(all)
}

// count is a number, which the API writes as a string; empty is hidden.
type count string

// whole is nil of a number that is not told.
func (c count) whole() *int64 {
	n, err := strconv.ParseInt(string(c), 10, 64)
	if err != nil {
		return nil
	}
	return ingest.Count(&n)
}

// mention is a comment as ingest has it. top is the comment that it answers, nil of one that answers the video itself.
func (c comment) mention(of string, title string, top *comment) ingest.Mention {
	m := ingest.Mention{
		ID:         c.ID,
		Network:    Network,
		Text:       c.Snippet.Text,
		Title:      title,
		Author:     ingest.Author{ID: c.Snippet.Author.ID, Name: c.Snippet.Name, URL: c.Snippet.URL},
		Kind:       ingest.Comment,
		Thread:     of,
		Parent:     of,
		Engagement: ingest.Engagement{Likes: ingest.Count(c.Snippet.Likes)},
	}
	if of != "" {
		m.URL = watch(of) + "&lc=" + c.ID
	}
	if top != nil {
		m.Thread, m.Parent, m.Context = cmp.Or(of, top.ID), top.ID, top.Snippet.Text
	}
	m.Published, _ = ingest.ParseTime(c.Snippet.Published)
	if c.Snippet.Updated != c.Snippet.Published {
		m.Edited, _ = ingest.ParseTime(c.Snippet.Updated)
	}
	return m
}

// mention is a video as ingest has it.
func (v video) mention() ingest.Mention {
	m := ingest.Mention{
		ID:      v.ID,
		Network: Network,
		URL:     watch(v.ID),
		Text:    cmp.Or(v.Snippet.Description, v.Snippet.Title),
		Title:   v.Snippet.Title,
		Author:  ingest.Author{ID: v.Snippet.Channel, Name: v.Snippet.Name, URL: "https://www.youtube.com/channel/" + v.Snippet.Channel},
		Lang:    v.Snippet.Language,
		Kind:    ingest.Post,
		Engagement: ingest.Engagement{
			Views: v.Counts.Views.whole(), Likes: v.Counts.Likes.whole(), Replies: v.Counts.Comments.whole(),
		},
	}
	m.Published, _ = ingest.ParseTime(v.Snippet.Published)
	return m
}

func watch(video string) string { return "https://www.youtube.com/watch?v=" + video }
