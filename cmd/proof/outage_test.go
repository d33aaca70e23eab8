package proof

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSourceOutages reads three lively feeds alone and then beside eight that go wrong, each in its own way. The lively
// ones must not notice; the others are asked ever less often, and each is named once with its reason.
func TestSourceOutages(t *testing.T) {
	mostlyWaits(t)
	beside, slowToo := 20*time.Second, false
	if *long {
		beside, slowToo = 7*time.Minute, true
	}
	alone := watchFeeds(t, nil, 5*time.Second, func(*Process, *outage) {})
	bad, reasons := badFeeds(t)
	bad = append(bad, slowFeed(t))
	if slowToo {
		reasons["slow"] = "too long"
	}
	troubled := watchFeeds(t, bad, beside, func(p *Process, o *outage) {
		p.wantReasons(t, reasons)
		if ready, why, ok := p.Readiness(t); !ok || !ready { // a source that is down is no reason to send webhooks elsewhere
			t.Errorf("not ready: %s", why)
		}
		_, o.peak = p.Memory(t)
	})
	wantOneNotice(t, troubled.log, reasons)
	wantPatience(t, bad)
	base, limit := percentile(alone.lags, 99), 2*percentile(alone.lags, 99)+5*time.Second
	if got := percentile(troubled.lags, 99); got > limit {
		t.Errorf("from an item's publication to its row p99 is %v beside bad sources, want %v: it was %v alone", got, limit, base)
	}
	if troubled.peak > 256*MiB {
		t.Errorf("it took %d MiB", troubled.peak/MiB)
	}
	t.Logf("lag p50 %v, p99 %v alone with %d items; p50 %v, p99 %v beside bad sources with %d; %d MiB at most", percentile(alone.lags, 50), base,
		len(alone.lags), percentile(troubled.lags, 50), percentile(troubled.lags, 99), len(troubled.lags), troubled.peak/MiB)
}

// outage is what was seen of a run.
type outage struct {
	lags []time.Duration // from the publication of each item to its row
	log  string
	peak int64 // bytes of memory
}

// watchFeeds runs the program for a while on three lively feeds and some others, and looks at it before it ends. Every item
// that was published must have arrived.
func watchFeeds(t *testing.T, others []*fakeFeed, during time.Duration, look func(*Process, *outage)) outage {
	t.Helper()
	began := time.Now()
	end := began.Add(during)
	feeds := slices.Clone(others)
	for i := range 3 {
		feeds = append(feeds, livelyFeed(t, fmt.Sprint("lively", i), began, func() time.Time { return end }))
	}
	home := NewHome(t, binary, feedConfig(feeds))
	p := home.Start(t)
	seen := home.arrivals(t, "lively%", 3*int(during/itemPause), during+15*time.Second)
	var o outage
	for key, at := range seen {
		var n int
		if _, err := fmt.Sscanf(key[strings.IndexByte(key, ':')+1:], "%d", &n); err != nil {
			t.Fatalf("%s is no item of ours", key)
		}
		o.lags = append(o.lags, at.Sub(itemMoment(began, n)))
	}
	look(p, &o)
	p.Stop(t)
	o.log = p.Log(t)
	return o
}

// feedConfig lets the program reach feeds on this machine and read them.
func feedConfig(feeds []*fakeFeed) string {
	var sources string
	var hosts []string
	for _, f := range feeds {
		sources += f.yaml()
		hosts = append(hosts, fmt.Sprintf("%q", f.host()))
	}
	return sources + "fetch: {allow: [" + strings.Join(hosts, ", ") + "]}\n"
}

// arrivals waits until as many mentions of the networks are stored and tells when each was first seen there.
func (h Home) arrivals(t *testing.T, networks string, want int, within time.Duration) map[string]time.Time {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	seen := map[string]time.Time{}
	for deadline := time.Now().Add(within); len(seen) < want; time.Sleep(50 * time.Millisecond) {
		now := time.Now()
		if now.After(deadline) {
			t.Errorf("%d of %d items of the good feeds have arrived", len(seen), want)
			return seen
		}
		for key := range counts(t, db, `SELECT id, 1 FROM v_mention WHERE network LIKE '`+networks+`'`) {
			if _, old := seen[key]; !old {
				seen[key] = now
			}
		}
	}
	return seen
}

// wantReasons finds each bad source in the list of sources: it cannot be read, and why.
func (p *Process) wantReasons(t *testing.T, reasons map[string]string) {
	t.Helper()
	var rows []struct{ Source, State, Error string }
	if err := json.Unmarshal([]byte(p.Do(t, "sources", "-o", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, r := range rows {
		why, bad := reasons[r.Source]
		switch {
		case bad && (r.State != "blind" || !strings.Contains(r.Error, why)):
			t.Errorf("%s is %s: %q, want it blind with a word of %q", r.Source, r.State, r.Error, why)
		case bad:
			named++
		case strings.HasPrefix(r.Source, "lively") && (r.State != "ok" || r.Error != ""):
			t.Errorf("%s is %s: %q, want it ok", r.Source, r.State, r.Error)
		case r.Source == "slow" && r.State == "ok":
			t.Errorf("a feed of one byte a second is called ok")
		}
	}
	if named != len(reasons) {
		t.Errorf("%d bad sources are named, want %d: %+v", named, len(reasons), rows)
	}
}

// wantOneNotice finds one line in the log about each bad source being down.
func wantOneNotice(t *testing.T, log string, reasons map[string]string) {
	t.Helper()
	for id := range reasons {
		n := 0
		for line := range strings.Lines(log) {
			if strings.Contains(line, "source="+id+" ") && strings.Contains(line, "state=blind") {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s was called blind %d times, want once:\n%s", id, n, about(log, id))
		}
	}
}

// about are the lines of a log that hold a word.
func about(log, word string) string {
	var found []string
	for line := range strings.Lines(log) {
		if strings.Contains(line, word) {
			found = append(found, line)
		}
	}
	return strings.Join(found, "")
}

// wantPatience compares the pauses between the tries with a back-off that begins at a second and doubles, a quarter of it
// being left to chance. After the seventh it is more than a minute for all the others.
func wantPatience(t *testing.T, bad []*fakeFeed) {
	t.Helper()
	for _, f := range bad {
		tries := f.Tries()
		for i := 1; i < len(tries); i++ {
			want := min(time.Second<<(i-1), 10*time.Minute) * 7 / 10
			if pause := tries[i].Sub(tries[i-1]); pause < want {
				t.Errorf("%s was asked again after %v, want at least %v: it was try %d", f.id, pause.Round(time.Millisecond), want, i+1)
			}
		}
		if f.id != "dead" && len(tries) == 0 {
			t.Errorf("%s was never asked", f.id)
		}
	}
}
