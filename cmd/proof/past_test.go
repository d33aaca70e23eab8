package proof

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// storyPause is the time between two stories of an archive.
const storyPause = time.Hour

// archive is a Hacker News whose search has a story for every hour of the past, and one more for each second from now on.
type archive struct {
	*httptest.Server
	began time.Time
	asked atomic.Int64
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	a := &archive{began: time.Now().Truncate(time.Second)}
	a.Server = httptest.NewServer(http.HandlerFunc(a.search))
	t.Cleanup(a.Close)
	return a
}

// search answers what was written from one second up to another, newest first, as many as fit.
func (a *archive) search(w http.ResponseWriter, r *http.Request) {
	a.asked.Add(1)
	var from, to int64
	if _, err := fmt.Sscanf(r.URL.Query().Get("numericFilters"), "created_at_i>=%d,created_at_i<%d", &from, &to); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	const most = 12
	var hits []string
	for at := min(to, time.Now().Unix()+1) - 1; at >= max(from, a.began.AddDate(-1, 0, 0).Unix()) && len(hits) < most; at-- {
		if at > a.began.Unix() || (a.began.Unix()-at)%int64(storyPause/time.Second) == 0 {
			hits = append(hits, fmt.Sprintf(`{"objectID":"%d","created_at_i":%d,"author":"anna","title":"Kestrel %[2]d","points":1,"num_comments":0}`, at, at))
		}
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"hits":[%s],"hitsPerPage":%d}`, strings.Join(hits, ","), most)
}

// sourceNow is what the program says of a source.
type sourceNow struct {
	Source, State, Error string
	Backfill             *struct {
		Done  bool
		Error string
	}
	Spent []struct {
		Name        string
		Used, Total float64
	}
}

func (h Home) source(t *testing.T, id string) (s sourceNow) {
	t.Helper()
	var all []sourceNow
	if err := json.Unmarshal([]byte(h.Do(t, "sources", "-o", "json")), &all); err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Source == id {
			return s
		}
	}
	return s
}

// calls is how many calls a source was counted ever.
func (s sourceNow) calls() float64 {
	for _, q := range s.Spent {
		if q.Name == "calls" {
			return q.Total
		}
	}
	return 0
}

// TestPastIsRead lets a source read two days of the past beside what comes, and kills the program again and again meanwhile.
// Every story is stored once, the past is read to its end and marked as old, and what was spent is remembered.
func TestPastIsRead(t *testing.T) {
	mostlyWaits(t)
	a := newArchive(t)
	host := strings.TrimPrefix(a.URL, "http://")
	home := NewHome(t, binary, fmt.Sprintf(`  - {id: hn, network: hackernews, base_url: %q, items_url: %[1]q, every: 10s, backfill: 2d}
fetch: {allow: [%q]}
`, a.URL, host))
	const kills = 2
	var spent float64
	for range kills {
		p := home.Start(t)
		time.Sleep(3 * time.Second)
		p.Kill(t)
		now := home.source(t, "hn").calls()
		if now < spent {
			t.Errorf("%v calls were counted after a kill, %v before", now, spent)
		}
		spent = now
	}
	p := home.Start(t)
	deadline := time.Now().Add(2 * time.Minute)
	for s := home.source(t, "hn"); s.Backfill == nil || !s.Backfill.Done; s = home.source(t, "hn") {
		if time.Now().After(deadline) {
			t.Fatalf("the past is not read: %+v\n%s", s, p.Log(t))
		}
		time.Sleep(500 * time.Millisecond)
	}
	p.Stop(t)
	db := home.views(t)
	defer db.Close()
	stored := counts(t, db, `SELECT external_id, count(*) FROM v_mention WHERE network = 'hackernews' GROUP BY 1`)
	for back := range int(2 * 24 * time.Hour / storyPause) {
		id := fmt.Sprint(a.began.Add(-time.Duration(back) * storyPause).Unix())
		if stored[id] != 1 {
			t.Errorf("story %s, %d hours old, is stored %d times", id, back, stored[id])
		}
	}
	old := counts(t, db, `SELECT run, count(*) FROM mention WHERE network = 'hackernews' GROUP BY 1`)
	if old["backfill-hn"] < 30 {
		t.Errorf("by run the stories are %v; most are from the past", old)
	}
	t.Logf("%d stories stored, %d searches made, %v counted", len(stored), a.asked.Load(), home.source(t, "hn").calls())
}
