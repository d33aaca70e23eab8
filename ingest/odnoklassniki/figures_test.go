package odnoklassniki

import (
	"errors"
	"fmt"
	"net/url"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// TestMembersTakeSeveralReads: thirty pieces a read, then those who were active, and nothing more for a week.
func TestMembersTakeSeveralReads(t *testing.T) {
	asked := 0
	s := answering(t, func(method string, q url.Values) string {
		if method != "group.getMembers" {
			return `{}` // a week without a topic
		}
		asked++
		return fmt.Sprintf(`{"members":[{"userId":"%d"}],"anchor":"a%d","has_more":%t}`, asked, asked, asked < maxMembers+5)
	})
	s.options.Members = []string{"5"}
	at, pieces, last := place{}, []int{}, 0
	for range 3 {
		n := 0
		err := s.members(t.Context(), &at, func(p ingest.Page) error {
			n++
			if p.Members[0].Last {
				last++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, n)
	}
	if fmt.Sprint(pieces) != "[30 6 0]" || last != 2 {
		t.Errorf("pieces %v, %d of them the last", pieces, last)
	}
}

// TestAnExpiredTokenSkipsNoSet: a set that the group does not give is told and left out; one that no longer is given to the token
// is asked for again.
func TestAnExpiredTokenSkipsNoSet(t *testing.T) {
	for _, c := range []struct{ me, want string }{
		{`{"uid":"1"}`, "2 told, next \"\", <nil>"},
		{`{"error_code":102}`, "0 told, next \"5\", denied"},
	} {
		s := answering(t, func(method string, _ url.Values) string {
			return map[string]string{"group.getMembers": `{"error_code":10}`, "group.getStatTopics": `{"error_code":10}`, "users.getCurrentUser": c.me}[method]
		})
		s.options.Members = []string{"5"}
		at, told := place{Members: walk{At: sourcetest.Now(), Group: "5"}}, 0
		err := s.members(t.Context(), &at, func(p ingest.Page) error {
			told += len(p.Rejected)
			return nil
		})
		if errors.Is(err, ingest.ErrDenied) {
			err = errors.New("denied")
		}
		if got := fmt.Sprintf("%d told, next %q, %v", told, at.Members.Group, err); got != c.want {
			t.Errorf("%s: %s, want %s", c.me, got, c.want)
		}
	}
}

// TestOneAccountKeepsNoOtherFromBeingCounted, and a figure that is no number keeps no other from being told.
func TestOneAccountKeepsNoOtherFromBeingCounted(t *testing.T) {
	s := answering(t, func(method string, q url.Values) string {
		switch {
		case method == "group.getInfo" && q.Get("uids") == "8":
			return `{"error_code":160,"error_msg":"PARAM_GROUP_ID"}`
		case method == "group.getInfo" && q.Get("uids") == "9":
			return `{"groups":{}}`
		case method == "group.getInfo":
			return `[{"uid":"` + q.Get("uids") + `","members_count":3}]`
		case method == "group.getStatTrends":
			return `{"inconsistent":true,"reach":[{"time":` + millis(midnight(sourcetest.Now()).Add(-day)) + `,"value":7}],"likes":"many"}`
		}
		return `{}`
	})
	s.options.Accounts = []string{"8", "9", "6"}
	at, all := place{}, []string{}
	err := s.figures(t.Context(), &at, func(p ingest.Page) error {
		for _, f := range p.Figures {
			all = append(all, fmt.Sprint(f.Account, f.Metric, f.Value))
		}
		for _, r := range p.Rejected {
			all = append(all, "?"+r.Item)
		}
		return nil
	})
	if fmt.Sprint(all) != "[5followers3 5reach7 6followers3 ?8 ?9]" || err != nil || at.Round.IsZero() {
		t.Errorf("%v, %v", all, err)
	}
}

// TestARoundThatIsNotTakenIsDue: the place moves when the page is safe.
func TestARoundThatIsNotTakenIsDue(t *testing.T) {
	s := answering(t, func(string, url.Values) string { return `{}` })
	at, full := place{}, errors.New("full")
	if err := s.figures(t.Context(), &at, func(ingest.Page) error { return full }); !errors.Is(err, full) || !at.Round.IsZero() {
		t.Errorf("the round is of %s, %v", at.Round, err)
	}
}
