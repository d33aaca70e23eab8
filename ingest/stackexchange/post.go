package stackexchange

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

// post is a question (https://api.stackexchange.com/docs/types/question) or an answer (…/types/answer), as far as the
// filter "withbody" gives it. Its texts are HTML, titles and names too.
type post struct {
	Question int64  `json:"question_id"`
	Answer   int64  `json:"answer_id"` // 0 for a question
	Title    string `json:"title"`     // of the question
	Body     string `json:"body"`
	Link     string `json:"link"` // of the question
	Owner    owner  `json:"owner"`
	Created  int64  `json:"creation_date"`
	Edited   int64  `json:"last_edit_date"`
	Active   int64  `json:"last_activity_date"`
	Score    *int64 `json:"score"`
	Views    *int64 `json:"view_count"`
	Answers  *int64 `json:"answer_count"`
	Licence  string `json:"content_license"`

	context string // of an answer: the question's body
	bad     error  // why it cannot be taken
}

// owner is a shallow_user. A deleted one has no id, and a name that was made up for him.
type owner struct {
	ID         int64  `json:"user_id"`
	Name       string `json:"display_name"`
	Link       string `json:"link"`
	Reputation *int64 `json:"reputation"`
}

func parsePost(data []byte) (p post) {
	switch err := json.Unmarshal(data, &p); {
	case err != nil:
		p.bad = errors.New("post is no readable JSON")
	case p.Question == 0 || p.Created == 0 || p.Body == "":
		p.bad = errors.New("post lacks its question_id, creation_date or body")
	}
	return p
}

func (p post) id() string { return strconv.FormatInt(cmp.Or(p.Answer, p.Question), 10) }

// to is the answer with what it takes from its question.
func (p post) to(q post) post {
	p.Title, p.Link, p.context = q.Title, q.Link, q.Body
	return p
}

// mention is the post as ingest has it.
func (p post) mention(site string) ingest.Mention {
	m := ingest.Mention{
		ID:         site + "/" + p.id(),
		Network:    Network,
		URL:        p.Link,
		Title:      ingest.PlainText(p.Title),
		Text:       ingest.PlainText(p.Body),
		Published:  time.Unix(p.Created, 0).UTC(),
		Kind:       ingest.Post,
		Engagement: ingest.Engagement{Views: ingest.Count(p.Views), Likes: likes(p.Score), Replies: ingest.Count(p.Answers)},
		Extra:      map[string]any{},
	}
	if p.Answer != 0 {
		m.Kind, m.URL, m.Context = ingest.Comment, answerURL(p.Link, p.Answer), ingest.PlainText(p.context)
		m.Thread = fmt.Sprintf("%s/%d", site, p.Question)
		m.Parent = m.Thread
	}
	if p.Edited != 0 {
		m.Edited = time.Unix(p.Edited, 0).UTC()
	}
	if p.Owner.ID != 0 {
		m.Author = ingest.Author{ID: fmt.Sprintf("%s/%d", site, p.Owner.ID), Name: ingest.PlainText(p.Owner.Name), URL: p.Owner.Link}
	}
	if p.Owner.Reputation != nil {
		m.Extra["reputation"] = *p.Owner.Reputation
	}
	if p.Licence != "" {
		m.Extra["licence"] = p.Licence
	}
	return m
}

// answerURL is the short address of an answer on its question's site.
func answerURL(question string, id int64) string {
	host, _, found := strings.Cut(question, "/questions/")
	if !found {
		return ""
	}
	return fmt.Sprintf("%s/a/%d", host, id)
}

// likes are the votes for a post less those against it.
func likes(score *int64) *int64 {
	if score == nil {
		return nil
	}
	n := max(*score, 0)
	return &n
}
