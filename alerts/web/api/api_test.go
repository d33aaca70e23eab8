package api

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts/web/access"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// save adds one more mention of kestrel.
func save(t *testing.T, db *store.DB, n int) {
	t.Helper()
	m := ingest.Mention{ID: strconv.Itoa(n), Network: "feed", Text: "kestrel again", Published: now, Seen: now, Topics: []string{"kestrel"}, Author: ingest.Author{ID: "z"}}
	v := classify.Verdict{Lang: "en", Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel"}}}
	must(t, db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: uint64(1000 + n), Network: "feed", Source: "feed", Seen: now}, Tagged: classify.Tag(m, v)}}))
}

// What arrives while somebody reads a list neither repeats nor hides any of it.
func TestPages(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), ann)
	seen := map[string]bool{}
	to := Prefix + "/mentions?topic=kestrel&limit=3"
	for n := 0; to != ""; n++ {
		w := ask(h, "GET", to, "")
		p := told[Page[Mention]](t, w)
		for _, m := range p.Data {
			if seen[m.ID] {
				t.Errorf("%s comes twice", m.ID)
			}
			seen[m.ID] = true
		}
		to, _, _ = strings.Cut(strings.TrimPrefix(w.Header().Get("Link"), "<"), `>; rel="next"`)
		if (p.Next == "") != (to == "") || !strings.Contains(to, p.Next) {
			t.Errorf("next is %q, the link %q", p.Next, to)
		}
		save(t, db, n)
	}
	if len(seen) != len(said) {
		t.Errorf("%d of %d were listed", len(seen), len(said))
	}
	first := told[Page[Mention]](t, ask(h, "GET", Prefix+"/mentions?topic=kestrel&limit=1", ""))
	e, err := db.BeginErasure(t.Context(), store.Erasure{Network: "feed", Author: "z", By: "ann"})
	must(t, err)
	marks, err := db.Marks(t.Context(), e)
	must(t, err)
	must(t, db.EraseRows(t.Context(), &e, marks))
	second := told[Page[Mention]](t, ask(h, "GET", Prefix+"/mentions?topic=kestrel&limit=1000&after="+first.Next, ""))
	if len(second.Data) != len(said) {
		t.Errorf("%d mentions come after one that was erased, want %d", len(second.Data), len(said))
	}
	next := told[Page[Mention]](t, ask(h, "GET", Prefix+"/mentions?limit=1", "")).Next
	for _, wrong := range []string{"/mentions?topic=kestrel&after=" + next, "/complaints/c1/members?after=" + next, "/mentions?after=" + next[1:], "/mentions?after=x"} {
		if w := ask(h, "GET", Prefix+wrong, ""); w.Code != 400 || !strings.Contains(w.Body.String(), "want next of a page of the same list") {
			t.Errorf("%s: %d %s", wrong, w.Code, w.Body)
		}
	}
}

func TestAnswersAreNotSentTwice(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), ann)
	to := Prefix + "/complaints"
	tag := ask(h, "GET", to, "").Header().Get("ETag")
	w := ask(h, "GET", to, "", "If-None-Match", `"other", W/`+tag)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
		t.Errorf("nothing has changed: %d %s", w.Code, w.Body)
	}
	if some := served(t, db, able(db), access.Who{Name: "bo", Role: access.Viewer, Topics: []string{"kestrel"}}); ask(some, "GET", to, "", "If-None-Match", tag).Code != 200 {
		t.Error("who sees less is told that nothing has changed")
	}
	save(t, db, 1)
	if w := ask(h, "GET", to, "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("something has changed: %d %v", w.Code, w.Header())
	}
	if w := ask(h, "GET", Prefix+"/sources", ""); w.Header().Get("ETag") != "" {
		t.Error("what is not stored alone has a tag")
	}
}

func TestBudget(t *testing.T) {
	wall, db := now, world(t)
	o := able(db)
	o.PerMinute, o.Now = 60, func() time.Time { return wall }
	h := served(t, db, o, ann)
	for n := range 6 {
		if w := ask(h, "GET", Prefix+"/digest", ""); w.Code != 200 || w.Header().Get("RateLimit") != `"default";r=`+strconv.Itoa(50-10*n)+`;t=`+strconv.Itoa(10+10*n) {
			t.Errorf("%d %v", w.Code, w.Header())
		}
	}
	w := ask(h, "GET", Prefix+"/digest", "")
	if p := told[Problem](t, w); w.Code != 429 || w.Header().Get("Retry-After") != "10" || p.Title != "Too Many Requests" || w.Header().Get("RateLimit-Policy") != `"default";q=60;w=60` {
		t.Errorf("beyond the budget: %d %v %s", w.Code, w.Header(), w.Body)
	}
	if wall = wall.Add(10 * time.Second); ask(h, "GET", Prefix+"/digest", "").Code != 200 {
		t.Error("it does not come back")
	}
}

// Two who saw the same complaint do not both act on it.
func TestActsOnWhatWasSeen(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), ann)
	c := told[Complaint](t, ask(h, "GET", Prefix+"/complaints/c1", ""))
	first := ask(h, "POST", Prefix+"/complaints/c1/rename", `{"seen":"`+c.Seen+`","label":"Couriers"}`)
	if got := told[Acted](t, first); first.Code != 200 || got.ID != "c1" || got.Act == 0 || got.Seen == c.Seen {
		t.Errorf("%d %s", first.Code, first.Body)
	}
	second := ask(h, "POST", Prefix+"/complaints/c1/ignore", `{"seen":"`+c.Seen+`"}`)
	if second.Code != 409 || !strings.Contains(second.Body.String(), "acted on it meanwhile") {
		t.Errorf("%d %s", second.Code, second.Body)
	}
	c = told[Complaint](t, ask(h, "GET", Prefix+"/complaints/c1", ""))
	if c.Label != "Couriers" || c.Ignored || len(c.Acts) != 1 || c.Acts[0].By != "ann" {
		t.Errorf("%+v", c)
	}
	log, err := db.AuditLog(t.Context(), store.AuditWanted{What: "complaint", N: 10})
	if err != nil || len(log) != 1 || log[0].What != "complaint.rename" || log[0].Who != "ann" || log[0].On != "c1" {
		t.Errorf("%+v %v", log, err)
	}
}

func TestWhatIsWrongIsSaidByField(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), ann)
	for _, c := range []struct {
		method, target, body string
		status               int
		fault                Fault
	}{
		{"GET", "/mentions?limit=0", "", 400, Fault{"query", "limit", "found 0, want a whole number, from 1 to 1000"}},
		{"GET", "/mentions?sentiment=angry", "", 400, Fault{"query", "sentiment", `found "angry", want one of negative, neutral, positive`}},
		{"GET", "/topics?page=2", "", 400, Fault{"query", "page", "there is no such parameter, this takes none"}},
		{"GET", "/complaints/12", "", 400, Fault{"path", "complaint", `found "12", want id of a complaint, such as c12`}},
		{"POST", "/mutes", `{"hours":9000}`, 422, Fault{"body", "hours", "found 9000, want a whole number, from 1 to 8760"}},
		{"POST", "/mutes", `{"hour":9}`, 422, Fault{"body", "hour", "there is no such field, want one of hours, kind, subject, topic, why"}},
		{"POST", "/mentions/work", `{"mentions":[{"mention":"vk:1","revision":"0"}],"state":"closed"}`, 422, Fault{"body", "mentions/0/revision", `found "0", want a whole number`}},
	} {
		w := ask(h, c.method, Prefix+c.target, c.body)
		p := told[Problem](t, w)
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" || len(p.Errors) == 0 || p.Errors[0] != c.fault {
			t.Errorf("%s %s: %d %s", c.method, c.target, w.Code, w.Body)
		}
	}
}

func TestElsewhere(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), ann)
	if w := ask(h, "GET", Prefix+"/nothing", ""); w.Code != 404 || told[Problem](t, w).Status != 404 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(h, "DELETE", Prefix+"/mentions/vk:a%2F1", ""); w.Code != 405 || w.Header().Get("Allow") != "GET" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(h, "GET", Prefix+"/mentions/vk:a%2F1", ""); w.Code != 200 || told[Whole](t, w).ID != "vk:a/1" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Those who see some topics are told of these alone.
func TestSomeTopics(t *testing.T) {
	db := world(t)
	h := served(t, db, able(db), access.Who{Name: "bo", Role: access.Analyst, Topics: []string{"none"}})
	for to, status := range map[string]int{
		"/mentions/vk:a%2F1": 404, "/mentions?topic=kestrel": 404, "/complaints/c1": 404, "/topics/kestrel": 404, "/reports/ratio?topic=kestrel": 404, "/mutes": 200, "/sources": 403,
	} {
		if w := ask(h, "GET", Prefix+to, ""); w.Code != status {
			t.Errorf("%s: %d %s", to, w.Code, w.Body)
		}
	}
	for _, to := range []string{"/topics", "/mentions", "/complaints"} {
		if p := told[List[any]](t, ask(h, "GET", Prefix+to, "")); len(p.Data) > 0 {
			t.Errorf("%s: %v", to, p.Data)
		}
	}
}
