package odnoklassniki

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const perCall = 100 // of whatever is listed

// thread is what is talked about: a topic, a photo, a video, goods.
type thread struct {
	Type, ID string
	Text     string // what the comments are about
	URL      string
	Count    int64             // of comments
	Topic    *topic            // nil for what is none
	Names    map[string]string // of authors, by number
}

func (t thread) key() string { return t.Type + "/" + t.ID }

// stat is a topic as the statistics have it. See group.getStatTopics.
type stat struct {
	ID      string `json:"id"`
	Reach   *int64 `json:"reach"`
	Viral   *int64 `json:"reach_earned"`
	Clicks  *int64 `json:"link_clicks"`
	Hides   *int64 `json:"hides_from_feed"`
	Reports *int64 `json:"complaints"`
}

// statPage is a page of topics, newest first.
type statPage struct {
	Topics *[]stat `json:"topics"`
	Anchor string  `json:"anchor"`
	More   bool    `json:"has_more"`
}

const statFields = "id,created_ms,reach,reach_earned,link_clicks,hides_from_feed,complaints"

// stats asks for a page of the topics that a group has of a span.
func (s *Source) stats(ctx context.Context, group string, span ingest.Span, anchor string) (page statPage, err error) {
	q := url.Values{"gid": {group}, "fields": {statFields}, "count": {strconv.Itoa(perCall)}, "start_time": {millis(span.From)}}
	if !span.To.IsZero() {
		q.Set("end_time", millis(span.To))
	}
	if anchor != "" {
		q.Set("anchor", anchor)
	}
	err = s.call(ctx, "group.getStatTopics", q, &page)
	if err == nil && page.Topics == nil {
		page.Topics = new([]stat) // a group without one
	}
	return page, err
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// found are topics that were asked for by their ids.
type found struct {
	topics []topic
	names  map[string]string // of their authors, by number
	bad    []ingest.Rejection
}

// topics asks for topics by their ids, oldest first; those that are gone are left out. See mediatopic.getByIds.
func (s *Source) topics(ctx context.Context, ids []string) (found, error) {
	all := found{names: map[string]string{}}
	for some := range slices.Chunk(ids, perCall) {
		var answer struct {
			Topics   *[]json.RawMessage `json:"media_topics"`
			Entities struct {
				Groups, Users []group
			} `json:"entities"`
		}
		q := url.Values{"topic_ids": {strings.Join(some, ",")}, "fields": {"media_topic.*,group.uid,group.name,user.uid,user.name"}}
		if err := s.call(ctx, "mediatopic.getByIds", q, &answer); err != nil {
			return all, err
		}
		if answer.Topics == nil {
			return all, fmt.Errorf("mediatopic.getByIds: the answer has no list of topics")
		}
		for _, data := range *answer.Topics {
			t, err := parseTopic(data)
			if err == nil && !slices.Contains(some, t.ID) {
				continue
			}
			if err != nil {
				all.bad = append(all.bad, ingest.Rejection{Item: thread{Type: topicType, ID: t.ID}.key(), Reason: err.Error()})
				continue
			}
			all.topics = append(all.topics, t)
		}
		for _, e := range slices.Concat(answer.Entities.Groups, answer.Entities.Users) {
			all.names[e.ID] = e.Name
		}
	}
	slices.SortStableFunc(all.topics, func(a, b topic) int { return a.at().Compare(b.at()) })
	return all, nil
}

func (t topic) thread() thread {
	m := t.mention(nil)
	x := thread{Type: topicType, ID: t.ID, Text: m.Text, URL: m.URL, Topic: &t}
	if n := m.Engagement.Replies; n != nil {
		x.Count = *n
	}
	return x
}

// discussions are the threads of a group that are no topics, those that were last talked in. See discussions.getList.
func (s *Source) discussions(ctx context.Context, group string) (all []thread, err error) {
	var answer struct {
		Discussions []struct {
			Type  string `json:"object_type"`
			ID    string `json:"object_id"`
			Title string `json:"title"`
			Count *int64 `json:"total_comments_count"`
			Refs  []struct {
				ID   string `json:"id"`
				Type string `json:"type"`
			} `json:"ref_objects"`
		} `json:"discussions"`
	}
	q := url.Values{"category": {"GROUP"}, "count": {strconv.Itoa(perCall)}, "fields": {"discussion.*,group.uid"}}
	if err := s.call(ctx, "discussions.getList", q, &answer); err != nil {
		return nil, err
	}
	for _, d := range answer.Discussions {
		ours := false
		for _, r := range d.Refs {
			ours = ours || r.Type == "GROUP" && r.ID == group
		}
		if ours && d.Type != topicType && d.ID != "" && d.Count != nil {
			all = append(all, thread{Type: d.Type, ID: d.ID, Text: d.Title, Count: *d.Count})
		}
	}
	return all, nil
}
