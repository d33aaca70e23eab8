package vk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

const odd = `{"error":{"error_code":%d}}`

// reads reads several times, whatever comes of it, and gives the ids of what came.
func (v *visit) reads(t *testing.T, times int) string {
	t.Helper()
	var came []ingest.Mention
	v.Page = ingest.Page{}
	for range times {
		v.failed = v.Read(t.Context(), v.cursor, func(p ingest.Page) error {
			v.cursor = p.Next
			came, v.Rejected = append(came, p.Mentions...), append(v.Rejected, p.Rejected...)
			return nil
		})
		time.Sleep(defaultEvery)
	}
	return ids(came)
}

func refreshed(t *testing.T, v *visit, known ...string) (string, error) {
	t.Helper()
	var all []ingest.Known
	for _, id := range known {
		all = append(all, ingest.Known{ID: id})
	}
	var said []string
	err := v.Refresh(t.Context(), all, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			said = append(said, fmt.Sprintf("%s:%t", m.ID, m.Deleted))
		}
		return nil
	})
	return strings.Join(said, " "), err
}

// TestOneWallThatDoesNotAnswerHoldsUpNoOther: its server may be broken for days.
func TestOneWallThatDoesNotAnswerHoldsUpNoOther(t *testing.T) {
	say := func(_ string, q url.Values) string {
		if q.Get("owner_id") == "-1" {
			return "504"
		}
		return listed(fmt.Sprintf(`{"id":3,"owner_id":%s,"date":%d,"text":"hm"}`, q.Get("owner_id"), sourcetest.Now().Unix()))
	}
	with(t, Options{Walls: []string{"club1", "club2", "club3"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		if came := v.reads(t, 2); came != "-2_3 -3_3" || v.failed == nil {
			t.Errorf("came %q, and at last %v", came, v.failed)
		}
	})
}

// TestWhatIsWrongWithOneWallIsToldOnce: while others go well. Where none does, the source is blind.
func TestWhatIsWrongWithOneWallIsToldOnce(t *testing.T) {
	for wrong, told := range map[string]string{
		fmt.Sprintf(odd, 10):    "vk.test: error 10",
		`{"response":"nobody"}`: "vk.test answers something else than the JSON that was expected",
	} {
		say := func(_ string, q url.Values) string {
			if q.Get("owner_id") != "-2" {
				return wrong
			}
			return listed(wrote(3, 1, ""))
		}
		with(t, Options{Walls: []string{"club1", "club2"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
			if v.reads(t, 3) != "-1_3" || fmt.Sprint(v.Rejected) != "[{club1 "+told+"}]" || v.failed != nil {
				t.Errorf("rejected %v, and at last %v", v.Rejected, v.failed)
			}
		})
		with(t, Options{Walls: []string{"club1", "club3"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
			if v.reads(t, 2); v.failed == nil || !strings.Contains(v.failed.Error(), "wall club3: "+told) {
				t.Errorf("all walls fail, and it says %v", v.failed)
			}
		})
	}
}

// TestOneConversationHoldsUpNoOther: what is said under the posts beside it comes, and is told once.
func TestOneConversationHoldsUpNoOther(t *testing.T) {
	said := 0
	say := func(method string, q url.Values) string {
		switch {
		case method == walling:
			return listed(wrote(4, 1, commented(said)), wrote(3, 2, commented(said)))
		case q.Get("post_id") == "4":
			return fmt.Sprintf(odd, 10)
		}
		return listed(fmt.Sprintf(`{"id":9,"from_id":5,"date":%d,"text":"no"}`, sourcetest.Now().Unix()))
	}
	with(t, Options{Walls: []string{"club1"}, Boards: []string{"club2"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		v.reads(t, 1)
		said = 1
		if came := v.reads(t, 3); came != "-1_3_r9" || fmt.Sprint(v.Rejected) != "[{club1 vk.test: error 10}]" {
			t.Errorf("came %q, rejected %v", came, v.Rejected)
		}
	})
}

// TestAWallThatIsGoneWaitsForItsTurn: as do the others, or it would use up the calls of a day.
func TestAWallThatIsGoneWaitsForItsTurn(t *testing.T) {
	o := Options{Search: []string{}}
	for n := range maxLists {
		o.Walls = append(o.Walls, fmt.Sprintf("club%d", n+1))
	}
	say := func(_ string, q url.Values) string {
		if q.Get("owner_id") != "-1" {
			return fmt.Sprintf(odd, 15)
		}
		return ""
	}
	with(t, o, say, func(t *testing.T, v *visit) {
		v.reads(t, 2)
		if len(v.asked) != maxLists || len(v.Rejected) != maxLists-1 {
			t.Errorf("%d calls in two reads, %d rejected", len(v.asked), len(v.Rejected))
		}
	})
}

// TestASearchOfManyPagesWaitsLonger: each page is a search of the day's thousand.
func TestASearchOfManyPagesWaitsLonger(t *testing.T) {
	n := 0
	say := func(_ string, q url.Values) string {
		n++
		post := fmt.Sprintf(`{"id":%d,"owner_id":-1,"date":%d,"text":"Kestrel"}`, n, time.Now().Unix())
		return fmt.Sprintf(`{"response":{"next_from":"x","items":[%s]}}`, post)
	}
	with(t, Options{Search: []string{"kestrel"}}, say, func(t *testing.T, v *visit) {
		v.reads(t, 288)
		if len(v.asked) > searchesADay*4/5+manyPages || len(v.asked) < searchesADay/2 {
			t.Errorf("%d calls in a day", len(v.asked))
		}
	})
}

// TestTheCursorStaysSmall: it is written with each page.
func TestTheCursorStaysSmall(t *testing.T) {
	o := Options{Search: []string{"kestrel"}}
	for n := range maxLists {
		o.Walls = append(o.Walls, fmt.Sprintf("club%d", n+1))
	}
	now := sourcetest.Now().Unix()
	say := func(method string, q url.Values) string {
		var all []string
		for n := range 200 {
			if method == searching || n < wallPage {
				often := map[bool]int64{true: 1, false: 600}[method == searching] // seconds
				all = append(all, fmt.Sprintf(`{"id":%d,"owner_id":-1000000,"date":%d,"text":"Kestrel","comments":{"count":%d}}`, 900000+n, now-often*int64(n), 1000+n))
			}
		}
		return strings.Replace(listed(all...), `{"count"`, `{"next_from":"x","count"`, 1)
	}
	with(t, o, say, func(t *testing.T, v *visit) {
		v.reads(t, 2)
		if len(v.cursor) > 100_000 {
			t.Errorf("the cursor has %d bytes", len(v.cursor))
		}
	})
}

// TestManyPostsAtATimeAreForgottenInOrder: what the line has no room for does not come again, nor hides what is new, whatever
// clocks say.
func TestManyPostsAtATimeAreForgottenInOrder(t *testing.T) {
	now := sourcetest.Now()
	seen := map[string]int64{}
	for n := range 3 * maxSeen {
		seen[fmt.Sprint(n)] = now.Unix() - int64(n)
	}
	l := line{}.passed(seen, now)
	if len(l.Seen) != maxSeen || l.since() != now.Unix()-maxSeen+1 {
		t.Errorf("remembers %d posts since %d", len(l.Seen), l.since()-now.Unix())
	}
	for id := range seen {
		seen[id] = now.Unix() + 1000
	}
	if l = l.passed(seen, now); l.since() != now.Unix() {
		t.Errorf("after posts from the future it looks from %d on", l.since()-now.Unix())
	}
}

// TestAnswersThatSayNothingDeleteNothing: what is not there is told by a list without it.
func TestAnswersThatSayNothingDeleteNothing(t *testing.T) {
	for _, said := range []string{`{}`, `{"response":null}`, `{"response":{}}`, `{"response":{"items":null}}`, `{"response":[]}`} {
		with(t, Options{Walls: []string{"club1"}}, func(string, url.Values) string { return said }, func(t *testing.T, v *visit) {
			for _, id := range []string{"-1_3", "-1_3_r4", "board-1_4_5"} {
				if came, err := refreshed(t, v, id); came != "" || err == nil {
					t.Errorf("%s of %s: %q, %v", said, id, came, err)
				}
			}
		})
	}
}

// TestAServiceMayNotAskForSingleComments: the rest is looked at again all the same.
func TestAServiceMayNotAskForSingleComments(t *testing.T) {
	valid := true
	say := func(method string, q url.Values) string {
		switch {
		case method == "wall.getComment" || !valid:
			return fmt.Sprintf(odd, 28)
		case method == "utils.getServerTime":
			return `{"response":1795262400}`
		case method == "board.getTopics":
			return listed(`{"id":4,"title":"Shipping"}`)
		case method == "board.getComments":
			return listed(fmt.Sprintf(`{"id":%s,"from_id":5,"date":1795258300,"text":"hm"}`, q.Get("start_comment_id")))
		}
		return listed(wrote(3, 1, ""))
	}
	with(t, Options{Walls: []string{"club1"}}, say, func(t *testing.T, v *visit) {
		came, err := refreshed(t, v, "-1_3", "-1_3_r4", "-1_3_r5", "board-1_4_6", "board-1_4_7")
		want := "wall.getById wall.getComment utils.getServerTime board.getComments board.getTopics board.getComments"
		if came != "-1_3:false board-1_4_6:false board-1_4_7:false" || err != nil || strings.Join(v.asked, " ") != want {
			t.Errorf("came %q, %v, asked %q", came, err, v.asked)
		}
		valid = false
		if _, err := refreshed(t, v, "-1_3_r4"); !errors.Is(err, ingest.ErrDenied) {
			t.Errorf("with a token that is good for nothing: %v", err)
		}
	})
}

// TestOneCommentHoldsUpNoOther: the rest of the batch is looked at again.
func TestOneCommentHoldsUpNoOther(t *testing.T) {
	say := func(_ string, q url.Values) string {
		if q.Get("comment_id") == "4" {
			return fmt.Sprintf(odd, 10)
		}
		return listed(fmt.Sprintf(`{"id":%s,"from_id":5,"date":1795258300,"text":"hm"}`, q.Get("comment_id")))
	}
	with(t, Options{Walls: []string{"club1"}}, say, func(t *testing.T, v *visit) {
		if came, err := refreshed(t, v, "-1_3_r4", "-1_3_r5"); came != "-1_3_r5:false" || err == nil {
			t.Errorf("came %q, %v", came, err)
		}
	})
}

// TestWhoCannotBeReadHarmsNoPost: nor does what it carries, and beside a link it needs no words of its own.
func TestWhoCannotBeReadHarmsNoPost(t *testing.T) {
	say := func(string, url.Values) string {
		post := wrote(3, 1, `,"attachments":[7,{"type":[],"link":[]},{"type":"link","link":{"title":"Kestrel opens"}}]`)
		return fmt.Sprintf(`{"response":{"items":[%s],"profiles":[{"id":"?"},null],"groups":[7,{"id":1,"name":"Kestrel"}]}}`,
			strings.Replace(post, `"text":"Kestrel"`, `"text":""`, 1))
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		if v.read(t) != "-1_3" || v.Mentions[0].Text != "Kestrel opens" || v.Mentions[0].Title != "" || v.Mentions[0].Author.Name != "Kestrel" {
			t.Errorf("came %+v, rejected %v", v.Mentions, v.Rejected)
		}
	})
}

// TestWhatMovesUpIsOld: as others go, posts and topics that were never looked at come among the newest hundred.
func TestWhatMovesUpIsOld(t *testing.T) {
	moved := false
	edited := fmt.Sprintf(`,"comments":{"count":7},"edited":%d`, sourcetest.Now().Unix())
	say := func(method string, q url.Values) string {
		old := `{"id":8,"created":1780000000,"updated":1780000000,"comments":7}`
		switch {
		case method == walling && !moved:
			return listed(wrote(9, 1, ""))
		case method == walling:
			return listed(wrote(9, 1, ""), wrote(3, 1000, edited))
		case method == "board.getTopics" && !moved:
			return listed(`{"id":9,"created":1790000000,"updated":1790000000,"comments":1}`)
		case method == "board.getTopics":
			return listed(`{"id":9,"created":1790000000,"updated":1790000000,"comments":1}`, old)
		}
		return listed(fmt.Sprintf(`{"id":10,"from_id":5,"date":%d,"text":"no"}`, sourcetest.Now().Unix()-60000))
	}
	with(t, Options{Walls: []string{"club1"}, Boards: []string{"club2"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		v.read(t)
		moved = true
		if came := v.read(t); came != "-1_3" || len(v.asked) != 2 {
			t.Errorf("came %q, asked %q", came, v.asked)
		}
	})
}

// TestCommentsThatAreHiddenForAWhileAreOld: when VK tells their number again.
func TestCommentsThatAreHiddenForAWhileAreOld(t *testing.T) {
	more := commented(5)
	say := func(method string, _ url.Values) string {
		if method == walling {
			return listed(wrote(9, 1, more))
		}
		return listed(fmt.Sprintf(`{"id":10,"from_id":5,"date":%d,"text":"no"}`, sourcetest.Now().Unix()-600))
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		v.read(t)
		more = ""
		v.read(t)
		more = commented(5)
		if came := v.read(t); came != "" || len(v.asked) != 1 {
			t.Errorf("came %q, asked %q", came, v.asked)
		}
	})
}

// TestARepeatedEventIsNoNewer: VK posts an event again that was not taken, by then another one may have come.
func TestARepeatedEventIsNoNewer(t *testing.T) {
	with(t, Options{Walls: []string{"club1"}}, nil, func(t *testing.T, v *visit) {
		edit := func(id, verb string) ingest.Page {
			var p ingest.Page
			v.event(&p, event{Type: "wall_reply_" + verb, ID: id, Group: 1, Object: []byte(`{"id":4,"post_id":3,"from_id":5,"date":1795258900,"text":"hm"}`)})
			return p
		}
		first := edit("e1", "edit").Mentions[0].Edited
		time.Sleep(time.Minute)
		if again := edit("e1", "edit").Mentions[0].Edited; !again.Equal(first) {
			t.Errorf("first at %s, again at %s", first, again)
		}
		if other := edit("e2", "delete").Mentions[0].Edited; !other.After(first) {
			t.Errorf("a later event is of %s", other)
		}
		for n := range 2 * maxSightings {
			edit(fmt.Sprint(n), "edit")
		}
		if n := len(v.events.at); n != maxSightings || len(v.events.ids) != n {
			t.Errorf("%d events are remembered", n)
		}
		if p := edit("e3", "like"); len(p.Mentions)+len(p.Rejected) != 0 {
			t.Errorf("an event of a kind that nobody knows brings %+v", p)
		}
	})
}

// TestLookingBackGoesOnWithinAPage: what is said under a hundred posts may take longer than VK lets us ask.
func TestLookingBackGoesOnWithinAPage(t *testing.T) {
	said := func(q url.Values) string {
		n := 0
		_, _ = fmt.Sscan(q.Get("offset"), &n)
		all := []string{wrote(9, 1, commented(1)), wrote(8, 2, commented(1)), wrote(7, 3, commented(1))}
		return strings.Replace(listed(all[n:]...), fmt.Sprintf(`"count":%d`, 3-n), `"count":3`, 1)
	}
	budget := 0
	say := func(method string, q url.Values) string {
		if budget--; budget < 0 {
			return fmt.Sprintf(odd, 6)
		}
		if method == walling {
			return said(q)
		}
		return listed(fmt.Sprintf(`{"id":2%s,"from_id":5,"date":%d,"text":"no"}`, q.Get("post_id"), sourcetest.Now().Unix()-60))
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{}}, say, func(t *testing.T, v *visit) {
		var came []string
		var err error
		for range 5 {
			budget = 2
			err = v.Backfill(t.Context(), ingest.Span{From: sourcetest.Now().Add(-day), To: sourcetest.Now()}, v.cursor, func(p ingest.Page) error {
				v.cursor = p.Next
				came = append(came, ids(p.Mentions))
				return nil
			})
		}
		if err != nil || !slices.Contains(came, "-1_7_r27") {
			t.Errorf("came %q, and at last %v", came, err)
		}
	})
}

// TestLookingBackLeavesOutWhatDoesNotWork: after some tries, since VK has its moods.
func TestLookingBackLeavesOutWhatDoesNotWork(t *testing.T) {
	say := func(method string, _ url.Values) string {
		if method == searching {
			return fmt.Sprintf(odd, 100)
		}
		return listed(wrote(9, 1, ""))
	}
	with(t, Options{Walls: []string{"club1"}, Search: []string{"kestrel"}}, say, func(t *testing.T, v *visit) {
		tries := 0
		for err := errors.New("not yet"); err != nil && tries < 100; tries++ {
			err = v.Backfill(t.Context(), ingest.Span{From: sourcetest.Now().Add(-day), To: sourcetest.Now()}, v.cursor, func(p ingest.Page) error {
				v.cursor = p.Next
				v.Mentions, v.Rejected = append(v.Mentions, p.Mentions...), append(v.Rejected, p.Rejected...)
				return nil
			})
		}
		if tries != whims+1 || ids(v.Mentions) != "-1_9" || len(v.Rejected) != 1 || v.Rejected[0].Item != "kestrel" {
			t.Errorf("after %d tries came %q, rejected %v", tries, ids(v.Mentions), v.Rejected)
		}
	})
}

// TestAnEventServerThatLeadsNowhereIsAnError: and not asked in a circle.
func TestAnEventServerThatLeadsNowhereIsAnError(t *testing.T) {
	for _, said := range []string{`{}`, `{"failed":1,"ts":7}`, `{"failed":1}`, `{"failed":2}`, `{"failed":3}`, `{"failed":4}`, `{"ts":null}`, `{"ts":"` + strings.Repeat("7", 1000) + `"}`} {
		b := &bot{&Source{options: Options{LongPoll: 1}}}
		var a told
		if err := json.Unmarshal([]byte(said), &a); err != nil {
			t.Fatal(err)
		}
		if _, _, ended := b.hears(mark{"7"}, a); ended == nil {
			t.Errorf("%s leads on", said)
		}
	}
}
