package odnoklassniki

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// TestWhatIsNotUnderstoodDeletesNothing: an answer without its list is an error.
func TestWhatIsNotUnderstoodDeletesNothing(t *testing.T) {
	for _, body := range []string{`{}`, `{"media_topics":null}`, `[]`, `{"error_code":9999}`, `{"error_code":102}`} {
		s := answering(t, func(string, url.Values) string { return body })
		deleted := 0
		err := s.Refresh(t.Context(), []ingest.Known{{ID: "GROUP_TOPIC/7"}}, func(p ingest.Page) error {
			deleted += len(p.Mentions)
			return nil
		})
		if err == nil || deleted > 0 {
			t.Errorf("%s deletes %d, %v", body, deleted, err)
		}
	}
}

// again asks for some ids and gives the ids of what came, those that are deleted with a minus.
func again(t *testing.T, s *Source, ids ...string) (all []string, err error) {
	t.Helper()
	var known []ingest.Known
	for _, id := range ids {
		known = append(known, ingest.Known{ID: id})
	}
	err = s.Refresh(t.Context(), known, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			all = append(all, map[bool]string{true: "-"}[m.Deleted]+m.ID)
		}
		for _, r := range p.Rejected {
			all = append(all, "?"+r.Item)
		}
		return nil
	})
	return all, err
}

// TestWhatAListLeavesOutIsAskedForAlone: a topic counts as gone when it does not come by itself either; and for the sake of one
// that OK refuses, none of the others does.
func TestWhatAListLeavesOutIsAskedForAlone(t *testing.T) {
	for _, list := range []string{`{"media_topics":[]}`, described("1", 1, 0), `{"error_code":300}`} {
		s := answering(t, func(_ string, q url.Values) string {
			switch ids := q.Get("topic_ids"); {
			case strings.Contains(ids, ","):
				return list
			case ids == "3":
				return `{"error_code":300,"error_msg":"NOT_FOUND"}`
			default:
				return described(ids, 1, 0)
			}
		})
		all, err := again(t, s, "GROUP_TOPIC/1", "GROUP_TOPIC/2", "GROUP_TOPIC/3")
		if fmt.Sprint(all) != "[GROUP_TOPIC/1 GROUP_TOPIC/2 -GROUP_TOPIC/3]" || err != nil {
			t.Errorf("%s: %v, %v", list, all, err)
		}
	}
}

// TestWhatIsNotShownIsNotDeleted: a thread or a comment that is closed to us may be there; a token that is no longer good ends
// the look.
func TestWhatIsNotShownIsNotDeleted(t *testing.T) {
	for _, c := range []struct{ talk, one, me, want string }{
		{`{"comments":[]}`, `{"error_code":458}`, `{"uid":"1"}`, "[?GROUP_PHOTO/7/c1] <nil>"},
		{`{"comments":[]}`, `{"error_code":700}`, `{"uid":"1"}`, "[-GROUP_PHOTO/7/c1] <nil>"},
		{`{"error_code":456}`, `{"error_code":456}`, `{"uid":"1"}`, "[?GROUP_PHOTO/7] <nil>"},
		{`{"error_code":102}`, `{"error_code":102}`, `{"error_code":102}`, "[] denied"},
	} {
		s := answering(t, func(method string, _ url.Values) string {
			return map[string]string{"discussions.getComments": c.talk, "discussions.getComment": c.one, "users.getCurrentUser": c.me}[method]
		})
		all, err := again(t, s, "GROUP_PHOTO/7/c1")
		if errors.Is(err, ingest.ErrDenied) {
			err = errors.New("denied")
		}
		if got := fmt.Sprint(all, err); got != c.want {
			t.Errorf("%s then %s: %s, want %s", c.talk, c.one, got, c.want)
		}
	}
}

// TestThePastEnds: at a page that gives no way on, although it says that there is more; and a group that is refused keeps no
// other from being looked back at.
func TestThePastEnds(t *testing.T) {
	pages := 0
	s := answering(t, func(method string, q url.Values) string {
		switch {
		case method == "group.getStatTopics" && q.Get("gid") == "5":
			return `{"error_code":50}`
		case method == "group.getStatTopics" && q.Get("anchor") == "":
			pages++
			return `{"topics":[{"id":"7"},{"id":"8"}],"has_more":true,"anchor":"a"}`
		case method == "group.getStatTopics":
			pages++
			return `{"topics":[{"id":"9"}],"has_more":true}`
		case method == "mediatopic.getByIds":
			return described(q.Get("topic_ids"), 1, 0)
		}
		return `{}`
	})
	s.options.Groups = []string{"5", "6"}
	var all []string
	err := s.Backfill(t.Context(), ingest.Span{To: sourcetest.Now()}, "", func(p ingest.Page) error {
		for _, m := range p.Mentions {
			all = append(all, m.ID)
		}
		if pages > 5 {
			return errors.New("without end")
		}
		return nil
	})
	if fmt.Sprint(all) != "[GROUP_TOPIC/7 GROUP_TOPIC/8 GROUP_TOPIC/9]" || pages != 2 || err != nil {
		t.Errorf("%v of %d pages, %v", all, pages, err)
	}
}
