package store

import (
	"encoding/json"

	"molva/classify/cluster"
)

const postColumns = `m.id, m.title, m.text, coalesce(b.lang, m.lang), m.published, m.network, m.external_id, m.author_id, m.author_name`

// post reads a mention as books see it from a row that begins with postColumns.
func (r row) post(salt []byte) cluster.Post {
	m := filed{network: r.text(5), author: authorOf(r.text(7), r.text(8), r.text(6))}
	return cluster.Post{Mention: r.int(0), Title: r.text(1), Text: r.text(2), Lang: r.text(3), At: fromMS(r.int(4)), Author: m.person(salt)}
}

// savedPost is a post as the log keeps it, for as long as the log reaches back to when it was put in.
type savedPost struct {
	Title  string `json:"title,omitempty"`
	Text   string `json:"text"`
	Lang   string `json:"lang"`
	Author uint64 `json:"author"`
	At     int64  `json:"at"`
}

func writePost(p cluster.Post) (string, error) {
	b, err := json.Marshal(savedPost{p.Title, p.Text, p.Lang, p.Author, ms(p.At)})
	return string(b), err
}

func readPost(mention int64, saved string) (cluster.Post, error) {
	var p savedPost
	err := json.Unmarshal([]byte(saved), &p)
	return cluster.Post{Mention: mention, Title: p.Title, Text: p.Text, Lang: p.Lang, Author: p.Author, At: fromMS(p.At)}, err
}
