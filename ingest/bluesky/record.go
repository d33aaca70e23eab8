package bluesky

import (
	"encoding/json"
	"regexp"

	"molva/ingest"
)

const collection = "app.bsky.feed.post"

// record is app.bsky.feed.post, as far as it concerns us.
type record struct {
	Text    string   `json:"text"`
	Created string   `json:"createdAt"` // what the author's program says
	Langs   []string `json:"langs"`
	Reply   *struct {
		Root   reference `json:"root"`
		Parent reference `json:"parent"`
	} `json:"reply"`
	Embed json.RawMessage `json:"embed"` // a broken one does not spoil the post, so it is read on its own
}

type reference struct {
	URI string `json:"uri"`
}

// embed is what hangs on a post. A quote is app.bsky.embed.record, or with pictures app.bsky.embed.recordWithMedia.
type embed struct {
	Type   string `json:"$type"`
	Record struct {
		reference
		Record reference `json:"record"`
	} `json:"record"`
	Media struct {
		Type string `json:"$type"`
	} `json:"media"`
}

// mentionOf is a mention of which nothing is known but its address.
func mentionOf(did, key string) ingest.Mention {
	return ingest.Mention{
		ID:      "at://" + did + "/" + collection + "/" + key,
		Network: Network,
		URL:     "https://bsky.app/profile/" + did + "/post/" + key,
		Author:  ingest.Author{ID: did, URL: "https://bsky.app/profile/" + did},
		Kind:    ingest.Post,
	}
}

// address is that of a post, by atproto.com/specs/at-uri-scheme. What it may be long is counted apart: a pattern that
// counts takes half a megabyte.
var address = regexp.MustCompile(`^at://(did:[a-z]+:[a-zA-Z0-9._:%-]+)/app\.bsky\.feed\.post/([a-zA-Z0-9._:~-]+)$`)

// Bytes of a DID and of a key, so that an address is no longer than a mention's id may be.
const (
	maxDID = 280
	maxKey = 128
)

// parts are the DID and the record's key of a post's address; ok is false for the address of anything else. One that is
// none spoils the question for 25.
func parts(uri string) (did, key string, ok bool) {
	found := address.FindStringSubmatch(uri)
	if found == nil || len(found[1]) > maxDID || len(found[2]) > maxKey {
		return "", "", false
	}
	return found[1], found[2], true
}

// into adds what the author wrote.
func (r record) into(m *ingest.Mention) {
	m.Text = r.Text
	m.Published, _ = ingest.ParseTime(r.Created)
	if len(r.Langs) > 0 {
		m.Lang = r.Langs[0]
	}
	if r.Reply != nil {
		m.Kind, m.Parent, m.Thread = ingest.Comment, r.Reply.Parent.URI, r.Reply.Root.URI
	}
}

// answers is the address of the post that this one replies to, or else quotes; "" for none.
func (r record) answers() string {
	var e embed
	var all []string
	if r.Reply != nil {
		all = []string{r.Reply.Parent.URI}
	} else if len(r.Embed) > 0 && json.Unmarshal(r.Embed, &e) == nil {
		all = []string{e.Record.URI, e.Record.Record.URI}
	}
	for _, uri := range all {
		if _, _, ok := parts(uri); ok {
			return uri
		}
	}
	return ""
}
