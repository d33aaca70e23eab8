package odnoklassniki

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// TestLongTalkIsAGap: a thread with more comments than are read at once tells so, and its page is not too long.
func TestLongTalkIsAGap(t *testing.T) {
	pages := 0
	s := answering(t, func(method string, q url.Values) string {
		var all []string
		for n := range perCall {
			all = append(all, told(pages*perCall+n, pages*perCall+n))
		}
		pages++
		return fmt.Sprintf(`{"comments":[%s],"has_more":true,"anchor":"a%d"}`, strings.Join(all, ","), pages)
	})
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	x := topic{ID: "7", Created: at.UnixMilli(), Media: []media{{Type: "text", Text: "Kestrel"}}}.thread()
	x.Count = 5000
	var p ingest.Page
	if _, err := s.hear(t.Context(), x, heard{Count: -1}, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Mentions) != 1+maxTalk*perCall || p.Gap == "" || !p.GapFrom.IsZero() || pages != maxTalk {
		t.Errorf("%d mentions of %d pages, gap %q from %s", len(p.Mentions), pages, p.Gap, p.GapFrom)
	}
}

// TestPagesThatGoInCircles: an anchor that stays the same ends a talk.
func TestPagesThatGoInCircles(t *testing.T) {
	pages := 0
	s := answering(t, func(string, url.Values) string {
		pages++
		return `{"comments":[` + told(1, 1) + `],"has_more":true,"anchor":"a"}`
	})
	h, err := s.comments(t.Context(), thread{Type: topicType, ID: "7"}, ingest.Trail{})
	if len(h.fresh) != 1 || pages != 2 || err != nil {
		t.Errorf("%d comments of %d pages, %v", len(h.fresh), pages, err)
	}
}

// TestAShutThreadKeepsNoOtherFromBeingRead: it is told once, and tried again.
func TestAShutThreadKeepsNoOtherFromBeingRead(t *testing.T) {
	tries := 0
	s := answering(t, func(method string, q url.Values) string {
		made := sourcetest.Now().Add(-time.Hour).UnixMilli()
		switch {
		case method == "group.getStatTopics":
			return `{"topics":[{"id":"7"},{"id":"8"}]}`
		case method == "mediatopic.getByIds":
			return fmt.Sprintf(`{"media_topics":[{"id":"7","created_ms":%d,"discussion_summary":{"comments_count":1}},
				{"id":"8","created_ms":%d,"discussion_summary":{"comments_count":1}}]}`, made, made+1)
		case q.Get("discussionId") == "7":
			tries++
			return `{"error_code":10,"error_msg":"PERMISSION_DENIED"}`
		case q.Get("discussionId") == "8":
			return `{"comments":[` + told(1, 5) + `]}`
		}
		return `{}`
	})
	at, mentions, rejected := place{Groups: map[string]mark{}}, 0, 0
	for range 2 {
		err := s.follow(t.Context(), "5", nil, &at, func(p ingest.Page) error {
			mentions, rejected = mentions+len(p.Mentions), rejected+len(p.Rejected)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if mentions != 1 || rejected != 1 || tries != 2 {
		t.Errorf("%d mentions, told %d times, tried %d times", mentions, rejected, tries)
	}
}

// listed is an answer of group.getStatTopics, and described one of mediatopic.getByIds: of topics so many hours old, with so
// many comments.
func listed(ids ...string) string {
	var all []string
	for _, id := range ids {
		all = append(all, fmt.Sprintf(`{"id":%q}`, id))
	}
	return `{"topics":[` + strings.Join(all, ",") + `]}`
}

func described(ids string, age, comments int) string {
	var all []string
	made := sourcetest.Now().Add(-time.Duration(age) * time.Hour).UnixMilli()
	for _, id := range strings.Split(ids, ",") {
		all = append(all, fmt.Sprintf(`{"id":%q,"created_ms":%d,"media":[{"type":"text","text":"Kestrel"}],
			"discussion_summary":{"comments_count":%d}}`, id, made, comments))
	}
	return `{"media_topics":[` + strings.Join(all, ",") + `]}`
}

// TestOneGroupKeepsNoOtherFromBeingRead: neither a group that is refused, nor one whose answer is none, nor the list of
// discussions does.
func TestOneGroupKeepsNoOtherFromBeingRead(t *testing.T) {
	for _, trouble := range []string{`{"error_code":100}`, `{"error_code":50}`, `{"error_code":456}`, `{"topics":{}}`, `[]`, `{"error_code":7777}`} {
		s := answering(t, func(method string, q url.Values) string {
			switch {
			case method == "group.getStatTopics" && q.Get("gid") == "5", method == "discussions.getList":
				return trouble
			case method == "group.getStatTopics":
				return listed("7")
			case method == "mediatopic.getByIds":
				return described(q.Get("topic_ids"), 1, 0)
			}
			return `{}`
		})
		s.options.Groups = []string{"5", "6"}
		var all []string
		err := s.Read(t.Context(), "", func(p ingest.Page) error {
			for _, m := range p.Mentions {
				all = append(all, m.ID)
			}
			return nil
		})
		if fmt.Sprint(all) != "[GROUP_TOPIC/7]" || err == nil {
			t.Errorf("%s: read %v, %v", trouble, all, err)
		}
	}
}

// TestOneThreadKeepsNoOtherFromBeingRead, although its comments are never given; they are asked for again.
func TestOneThreadKeepsNoOtherFromBeingRead(t *testing.T) {
	asked := 0
	s := answering(t, func(method string, q url.Values) string {
		switch {
		case method == "group.getStatTopics":
			return listed("7", "8")
		case method == "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 1, 1)
		case q.Get("discussionId") == "7":
			asked++
			return "<html>"
		case q.Get("discussionId") == "8":
			return `{"comments":[` + told(1, 5) + `]}`
		}
		return `{}`
	})
	at, all := place{Groups: map[string]mark{}}, []string{}
	for range 2 {
		err := s.follow(t.Context(), "5", nil, &at, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				all = append(all, m.ID)
			}
			return nil
		})
		if err == nil {
			t.Error("it is not told")
		}
	}
	if fmt.Sprint(all) != "[GROUP_TOPIC/7 GROUP_TOPIC/8 GROUP_TOPIC/8/c1]" || asked != 2 {
		t.Errorf("read %v, asked %d times", all, asked)
	}
}

// TestWhatThePipeRefusesEndsTheRead: nothing is asked for after it.
func TestWhatThePipeRefusesEndsTheRead(t *testing.T) {
	s := answering(t, func(method string, q url.Values) string {
		switch method {
		case "group.getStatTopics":
			return listed("7", "8")
		case "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 1, 0)
		}
		return `{}`
	})
	s.options.Groups = []string{"5", "6"}
	full, pages := errors.New("full"), 0
	err := s.Read(t.Context(), "", func(ingest.Page) error { pages++; return full })
	if pages != 1 || !errors.Is(err, full) {
		t.Errorf("%d pages, %v", pages, err)
	}
}

// TestTheCursorStaysSmall: five groups with as many busy threads as are followed.
func TestTheCursorStaysSmall(t *testing.T) {
	s := answering(t, func(method string, q url.Values) string {
		var ids, all []string
		switch method {
		case "group.getStatTopics":
			for n := range perCall {
				ids = append(ids, fmt.Sprintf("1531%s%s%05d", q.Get("gid")[8:], map[bool]string{true: "1", false: "2"}[q.Get("anchor") == ""], n))
			}
			return strings.TrimSuffix(listed(ids...), "}") + `,"has_more":true,"anchor":"a` + q.Get("anchor") + `"}`
		case "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 20, 30)
		case "discussions.getComments":
			for n := range 30 {
				all = append(all, strings.Replace(told(n, 60), `"id":"`, `"id":"MTc5NTI1NjQwMDAwMDotMTIzOjE3OTUyNTY0MDAwMDA6MTUzMTg`, 1))
			}
			return `{"comments":[` + strings.Join(all, ",") + `]}`
		}
		return `{}`
	})
	s.options.Groups = []string{"53000000000001", "53000000000002", "53000000000003", "53000000000004", "53000000000005"}
	var at ingest.Cursor
	mentions := 0
	err := s.Read(t.Context(), "", func(p ingest.Page) error {
		at, mentions = p.Next, mentions+len(p.Mentions)
		return nil
	})
	if len(at) > 100_000 || mentions != 5*maxStats*perCall*31 || err != nil {
		t.Errorf("the cursor has %d bytes after %d mentions, %v", len(at), mentions, err)
	}
}

// TestMoreTopicsThanAreReadIsAGap: but not at the first read, and once.
func TestMoreTopicsThanAreReadIsAGap(t *testing.T) {
	s := answering(t, func(method string, q url.Values) string {
		switch method {
		case "group.getStatTopics":
			return `{"topics":[{"id":"7` + strings.Repeat("0", len(q.Get("anchor"))) + `"}],"has_more":true,"anchor":"a` + q.Get("anchor") + `"}`
		case "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 1, 0)
		}
		return `{}`
	})
	var gaps []string
	from := sourcetest.Now().Add(-48 * time.Hour)
	at := place{Groups: map[string]mark{"5": {Until: from}}}
	for range 2 {
		err := s.follow(t.Context(), "5", nil, &at, func(p ingest.Page) error {
			if p.Gap != "" {
				gaps = append(gaps, p.Gap+" "+p.GapFrom.Sub(from).String())
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(gaps) != "[more topics came in 5 than the newest 200, which are read 0s]" {
		t.Errorf("gaps are %q", gaps)
	}
}

// TestNewCommentsOfOldTopics: a topic that was only counted is heard when the number changes, up or down, whatever zone the
// comments' times are of.
func TestNewCommentsOfOldTopics(t *testing.T) {
	count := 3
	s := answering(t, func(method string, q url.Values) string {
		switch method {
		case "group.getStatTopics":
			return listed("7")
		case "mediatopic.getByIds":
			return described("7", 100, count)
		case "discussions.getComments":
			if q.Get("anchor") != "LAST" || q.Get("direction") != "BACKWARD" {
				t.Errorf("asked for %s %s", q.Get("anchor"), q.Get("direction"))
			}
			return `{"comments":[` + told(count, 185) + `,` + told(99, 9999) + `]}`
		}
		return `{}`
	})
	at := place{Groups: map[string]mark{}}
	var all []string
	for _, count = range []int{3, 3, 4, 2, 2} {
		err := s.follow(t.Context(), "5", nil, &at, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				all = append(all, m.ID)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(all) != "[GROUP_TOPIC/7/c4]" {
		t.Errorf("heard %v", all)
	}
}

// TestWhatBringsNothingIsRememberedToo: a thread whose only comment was removed is not asked for again, although it comes after
// one that brought something.
func TestWhatBringsNothingIsRememberedToo(t *testing.T) {
	s := answering(t, func(method string, q url.Values) string {
		switch {
		case method == "group.getStatTopics":
			return listed("7", "8")
		case method == "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 100, 2)
		case q.Get("discussionId") == "7":
			return `{"comments":[` + told(1, 5) + `]}`
		}
		return `{}`
	})
	before := map[string]heard{"GROUP_TOPIC/7": {Count: 1}, "GROUP_TOPIC/8": {Count: 1}}
	after := ingest.CursorOf(place{Groups: map[string]mark{"5": {Until: sourcetest.Now(), Threads: before}}, Round: sourcetest.Now()})
	var at place
	err := s.Read(t.Context(), after, func(p ingest.Page) error { return p.Next.Into(&at) })
	if h := at.Groups["5"].Threads["GROUP_TOPIC/8"]; h.Count != 2 || err != nil {
		t.Errorf("of the second thread %d comments are known, %v", h.Count, err)
	}
}

// TestAListWithoutTopicsForgetsNothing: what was heard of them is known when they come back.
func TestAListWithoutTopicsForgetsNothing(t *testing.T) {
	m := mark{Threads: map[string]heard{"GROUP_TOPIC/7": {Count: 3}, "GROUP_PHOTO/8": {Count: 3}}}
	data, err := json.Marshal(m.carried(found{}, nil, nil).Threads)
	if string(data) != `{"GROUP_TOPIC/7":{"count":3,"until":0}}` || err != nil {
		t.Errorf("kept %s, %v", data, err)
	}
}
