package odnoklassniki

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// thread is what is talked about: a topic, a photo, a video, goods.
type thread struct {
	Type, ID string
	Text     string // what the comments are about
	URL      string
	Count    int64  // of comments
	Topic    *topic // nil for what is none
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
	Topics []stat `json:"topics"`
	paging
}

// ids are the numbers of the topics.
func (p statPage) ids() (all []string) {
	for _, t := range p.Topics {
		all = append(all, t.ID)
	}
	return all
}

const statFields = "id,created_ms,reach,reach_earned,link_clicks,hides_from_feed,complaints"

// stats asks for a page of the topics that a group has of a span.
func (s *Source) stats(ctx context.Context, group string, span ingest.Span, anchor string) (page statPage, err error) {
	q := url.Values{"gid": {group}, "fields": {statFields}, "start_time": {millis(span.From)}}
	if !span.To.IsZero() {
		q.Set("end_time", millis(span.To))
	}
	err = s.list(ctx, "group.getStatTopics", q, anchor, &page, &page.paging)
	page.Topics = slices.DeleteFunc(page.Topics, func(t stat) bool { return !numberForm.MatchString(t.ID) })
	page.More = page.More && len(page.Topics) > 0
	return page, err
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// found are topics that were asked for by their ids, as threads.
type found struct {
	threads []thread // oldest first
	bad     []ingest.Rejection
}

// topics asks for topics by their ids; those that are gone are left out. Where OK refuses many for the sake of one, it asks for
// fewer.
func (s *Source) topics(ctx context.Context, ids []string) (found, error) {
	if len(ids) == 0 {
		return found{}, nil
	}
	if len(ids) <= perCall {
		all, err := s.batch(ctx, ids)
		if !errors.Is(err, ingest.ErrGone) {
			return all, err
		}
		if len(ids) == 1 {
			return found{}, nil
		}
	}
	some, err := s.topics(ctx, ids[:len(ids)/2])
	if err != nil {
		return found{}, err
	}
	others, err := s.topics(ctx, ids[len(ids)/2:])
	return some.and(others), err
}

// and is both together.
func (f found) and(more found) found {
	f.threads, f.bad = slices.Concat(f.threads, more.threads), slices.Concat(f.bad, more.bad)
	slices.SortStableFunc(f.threads, func(a, b thread) int { return a.Topic.at().Compare(b.Topic.at()) })
	return f
}

// batch asks for some topics. Of each there are the first three parts, which is what OK gives of several at once.
// See mediatopic.getByIds.
func (s *Source) batch(ctx context.Context, ids []string) (all found, err error) {
	var answer struct {
		Topics   *[]json.RawMessage `json:"media_topics"`
		Entities struct {
			Groups, Users []group
		} `json:"entities"`
	}
	q := url.Values{"topic_ids": {strings.Join(ids, ",")}, "media_limit": {"3"},
		"fields": {"media_topic.*,group.uid,group.name,user.uid,user.name"}}
	if err := s.call(ctx, "mediatopic.getByIds", q, &answer); err != nil {
		return all, err
	}
	if answer.Topics == nil {
		return all, errors.New("mediatopic.getByIds: the answer has no list of topics")
	}
	names := map[string]string{}
	for _, e := range slices.Concat(answer.Entities.Groups, answer.Entities.Users) {
		names[e.ID] = e.Name
	}
	for _, data := range *answer.Topics {
		switch t, err := parseTopic(data); {
		case !slices.Contains(ids, t.ID):
			all.bad = append(all.bad, ingest.Rejection{Reason: "topic is none that was asked for"})
		case err != nil:
			all.bad = append(all.bad, ingest.Rejection{Item: t.key(), Reason: err.Error()})
		default:
			t.name = names[number(t.Author)]
			all.threads = append(all.threads, t.thread())
		}
	}
	return found{}.and(all), nil
}

func (t topic) thread() thread {
	m := t.mention()
	x := thread{Type: topicType, ID: t.ID, Text: m.Text, URL: m.URL, Topic: &t}
	if n := m.Engagement.Replies; n != nil {
		x.Count = *n
	}
	return x
}

var typeForm = regexp.MustCompile(`^[A-Z0-9_]{1,40}$`)

// discussions are the threads that are no topics, those that were last talked in, by the number of their group.
// See discussions.getList.
func (s *Source) discussions(ctx context.Context) (map[string][]thread, error) {
	if len(s.options.Groups) == 0 {
		return nil, nil
	}
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
		return nil, fmt.Errorf("comments on photos, videos and goods: %w", err)
	}
	all := map[string][]thread{}
	for _, d := range answer.Discussions {
		if d.Type == topicType || !typeForm.MatchString(d.Type) || !numberForm.MatchString(d.ID) || ingest.Count(d.Count) == nil {
			continue
		}
		for _, r := range d.Refs {
			if r.Type == "GROUP" && slices.Contains(s.options.Groups, r.ID) {
				all[r.ID] = append(all[r.ID], thread{Type: d.Type, ID: d.ID, Text: d.Title, Count: *d.Count})
			}
		}
	}
	return all, nil
}
