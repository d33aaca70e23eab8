package proof

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// aging is a Hacker News with three stories. An hour after they were found one is edited, one deleted, and people like them.
type aging struct {
	*httptest.Server
	began time.Time
	later atomic.Bool
}

var itemPath = regexp.MustCompile(`^/v0/item/([0-9]+)\.json$`)

func newAging(t *testing.T) *aging {
	t.Helper()
	a := &aging{began: time.Now().Add(-time.Minute).Truncate(time.Second)}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if item := itemPath.FindStringSubmatch(r.URL.Path); item != nil {
			fmt.Fprint(w, a.item(item[1]))
			return
		}
		fmt.Fprint(w, a.found(r.URL.Query().Get("numericFilters")))
	}))
	t.Cleanup(a.Close)
	return a
}

func (a *aging) found(filter string) string {
	var from, to int64
	fmt.Sscanf(filter, "created_at_i>=%d,created_at_i<%d", &from, &to)
	var hits []string
	for n := int64(3); n > 0; n-- {
		if at := a.began.Unix() + n; from <= at && at < to {
			hits = append(hits, fmt.Sprintf(`{"objectID":"%d","created_at_i":%d,"author":"anna","title":"Kestrel %[1]d is broken","points":1,"num_comments":0}`, n, at))
		}
	}
	return `{"hits":[` + strings.Join(hits, ",") + `],"hitsPerPage":200}`
}

func (a *aging) item(id string) string {
	title, score := "Kestrel "+id+" is broken", 1
	if a.later.Load() {
		score = 42
		switch id {
		case "2":
			return `{"id":2,"type":"story","deleted":true}`
		case "3":
			title += ", and mended now"
		}
	}
	return fmt.Sprintf(`{"id":%s,"type":"story","by":"anna","time":%d,"title":%q,"score":%d,"descendants":7}`, id, a.began.Unix(), title, score)
}

// TestLookedAtAgain lets an hour pass by the program's clock: what people think of a mention by then, that its author edited it
// or deleted it, is taken over.
func TestLookedAtAgain(t *testing.T) {
	mostlyWaits(t)
	a := newAging(t)
	home := NewHome(t, binary, fmt.Sprintf("  - {id: hn, network: hackernews, base_url: %q, items_url: %[1]q, every: 10s}\nfetch: {allow: [%q]}\n",
		a.URL, strings.TrimPrefix(a.URL, "http://")))
	clock := filepath.Join(home.Dir, "offset")
	home.Env = []string{"MOLVA_CLOCK_OFFSET_FILE=" + clock}
	write(t, clock, "0s")
	p := home.Start(t)
	db := home.views(t)
	defer db.Close()
	within := func(what, query string) {
		t.Helper()
		for deadline := time.Now().Add(90 * time.Second); counts(t, db, query)["n"] == 0; time.Sleep(200 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s\n%s", what, p.Log(t))
			}
		}
	}
	within("three stories did not arrive", `SELECT 'n', count(*) = 3 FROM v_mention WHERE network = 'hackernews'`)
	p.Stop(t)
	a.later.Store(true)
	write(t, clock, "65m")
	p = home.Start(t)
	within("the deleted story is still there", `SELECT 'n', count(*) = 2 FROM v_mention WHERE network = 'hackernews'`)
	within("the edit was not taken over", `SELECT 'n', count(*) FROM v_mention WHERE external_id = '3' AND text LIKE '%mended now'`)
	within("the likes were not", `SELECT 'n', count(*) = 2 FROM mention WHERE likes = 42 AND replies = 7 AND deleted = 0`)
	p.Stop(t)
}
