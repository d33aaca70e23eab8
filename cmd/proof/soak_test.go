package proof

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var soak = flag.Duration("soak", 0, "how long the program runs under half its rated load; 0: not at all")

// What a program that runs on and on may take. The slope is judged once the first hour, in which caches fill, is over.
const (
	soakRate    = 100 // mentions a second: half of what one node is rated for
	soakKills   = 10 * time.Minute
	soakMemory  = 128 * MiB
	soakWAL     = 64 * MiB
	soakSlope   = 1 * MiB // in an hour
	soakWarm    = time.Hour
	soakSamples = 5 * time.Second
)

// TestSoak runs the program for as long as the flag says: pushed mentions, repeats, a feed, digests, readers, and a kill
// every ten minutes, or one in the middle of a shorter run. Nothing may grow but what is stored, and the ledger is exact.
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("it takes as long as it is told to: go test ./cmd/proof -run TestSoak -soak 1h -timeout 2h")
	}
	r := newSoak(t)
	lives := max(int(*soak/soakKills), 2)
	for life := range lives {
		r.live(*soak / time.Duration(lives))
		if life < lives-1 {
			r.p.Kill(t)
			r.start()
		}
	}
	r.end()
	for i, life := range r.lives {
		life.judge(t, i)
	}
	wantLevel(t, r.lives, r.began.Add(soakWarm))
}

// soaked is a program in a long run.
type soaked struct {
	t       *testing.T
	home    Home
	p       *Process
	url     atomic.Value
	ledger  *Ledger
	senders *Senders
	slack   *slackd
	began   time.Time // of the feed
	stop    time.Time
	rounds  int
	lives   []life
}

func newSoak(t *testing.T) *soaked {
	t.Helper()
	r := &soaked{t: t, ledger: NewLedger(t), slack: newSlackd(t, nil), began: time.Now()}
	r.stop = r.began.Add(*soak)
	feed := livelyFeed(t, "lively", r.began, func() time.Time { return r.stop })
	r.home = NewHome(t, binary, feedConfig([]*fakeFeed{feed})+
		fmt.Sprintf("slack: {token: xoxb-1, channel: C1, base_url: \"https://%s/api\"}\ndigest: {daily: \"\", weekly: \"\"}\n", r.slack.addr))
	r.home.Env = []string{"SSL_CERT_FILE=" + r.slack.ca}
	r.slack.serve(t, true)
	r.start()
	r.senders = &Senders{Ledger: r.ledger, URL: func() string { return r.url.Load().(string) }, Rate: soakRate}
	r.senders.Start(t, 4, *seed)
	return r
}

func (r *soaked) start() {
	r.t.Helper()
	r.p = r.home.Start(r.t)
	r.url.Store(r.p.URL)
	r.lives = append(r.lives, life{})
}

// live runs for a while and looks at the program again and again.
func (r *soaked) live(during time.Duration) {
	r.t.Helper()
	here := &r.lives[len(r.lives)-1]
	for end := time.Now().Add(during); time.Now().Before(end); r.rounds++ {
		round := time.Now()
		r.repeat()
		for _, path := range []string{"/", "/metrics", "/readyz"} {
			if status, _, err := get(r.t.Context(), probe, r.p.URL+path); err != nil || status != http.StatusOK {
				r.t.Errorf("%s: status %d, %v", path, status, err)
			}
		}
		if r.rounds%12 == 0 { // a digest a minute stands for many hours
			r.home.Do(r.t, "digest", "--post", "--period", "day", "--at", time.Now().AddDate(0, 0, -r.rounds/12).Format(time.DateOnly))
		}
		here.samples = append(here.samples, r.sample())
		time.Sleep(soakSamples - time.Since(round))
	}
}

// repeat brings the same mentions twice.
func (r *soaked) repeat() {
	r.t.Helper()
	batch := []Post{NewPost("desk", 1<<28+2*r.rounds), NewPost("desk", 1<<28+2*r.rounds+1)}
	for range 2 {
		r.ledger.Intend(batch)
		status, _, err := Send(r.t.Context(), r.p.URL, batch)
		r.ledger.Settle(batch, err == nil && status < 300)
	}
}

// end stops everything and compares the ledger, to which it adds what the feed published.
func (r *soaked) end() {
	r.t.Helper()
	r.senders.Stop()
	for n := 1; n <= int(r.stop.Sub(r.began)/itemPause); n++ {
		r.ledger.Settle([]Post{{Source: "lively", ID: fmt.Sprint(n), Published: itemMoment(r.began, n)}}, true)
	}
	r.home.Drained(r.t, r.ledger, time.Minute)
	r.p.Stop(r.t)
	r.home.Check(r.t, r.ledger)
}

// sample is what the program takes at one moment.
type sample struct {
	at                 time.Time
	memory, wal        int64
	goroutines, opened int
}

func (r *soaked) sample() sample {
	r.t.Helper()
	s := sample{at: time.Now(), opened: r.p.Descriptors(r.t), goroutines: int(r.metric("go_goroutines"))}
	s.memory, _ = r.p.Memory(r.t)
	if info, err := os.Stat(r.home.Database() + "-wal"); err == nil {
		s.wal = info.Size()
	}
	return s
}

func (r *soaked) metric(name string) float64 {
	r.t.Helper()
	_, body, err := get(r.t.Context(), probe, r.p.URL+"/metrics")
	if err != nil {
		r.t.Fatal(err)
	}
	for line := range bytes.Lines(body) {
		if text, ok := strings.CutPrefix(string(line), name+" "); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil {
				r.t.Fatal(err)
			}
			return v
		}
	}
	r.t.Fatalf("/metrics has no %s", name)
	return 0
}

// life is the time between two kills.
type life struct{ samples []sample }

// judge compares the middle of a life with its end: what is counted may differ by five, what is weighed may not grow.
func (l life) judge(t *testing.T, number int) {
	t.Helper()
	if len(l.samples) < 8 {
		t.Logf("life %d: %d samples are too few to judge by", number, len(l.samples))
		return
	}
	half, last := l.samples[len(l.samples)/2:len(l.samples)*3/4], l.samples[len(l.samples)*3/4:]
	for _, c := range []struct {
		name string
		of   func(sample) int64
	}{{"goroutines", func(s sample) int64 { return int64(s.goroutines) }}, {"open files", func(s sample) int64 { return int64(s.opened) }}} {
		before, after := middle(half, c.of), middle(last, c.of)
		t.Logf("life %d: %s %d, then %d", number, c.name, before, after)
		if after > before+5 {
			t.Errorf("life %d: %s grew from %d to %d", number, c.name, before, after)
		}
	}
	memory := func(s sample) int64 { return s.memory }
	wal := slices.MaxFunc(l.samples, func(a, b sample) int { return int(a.wal - b.wal) }).wal
	most := slices.MaxFunc(l.samples, func(a, b sample) int { return int(a.memory - b.memory) }).memory
	slope := slopeOf(l.samples[len(l.samples)/2:], memory)
	lasted := last[len(last)-1].at.Sub(l.samples[0].at).Round(time.Second)
	t.Logf("life %d, %v: memory %d MiB in the middle, %d MiB at the end, %d MiB at most, slope %+.1f MiB in an hour; WAL up to %.1f MiB", number,
		lasted, middle(half, memory)/MiB, middle(last, memory)/MiB, most/MiB, slope/MiB, float64(wal)/MiB)
	if most > soakMemory || wal > soakWAL {
		t.Errorf("life %d: %d MiB of memory and %d MiB of WAL, want %d and %d at most", number, most/MiB, wal/MiB, soakMemory/MiB, soakWAL/MiB)
	}
}

// wantLevel compares the ends of the lives: with what is stored, the memory of the program does not grow.
func wantLevel(t *testing.T, lives []life, from time.Time) {
	t.Helper()
	memory := func(s sample) int64 { return s.memory }
	var ends []sample
	for _, l := range lives {
		if n := len(l.samples); n >= 8 && l.samples[0].at.After(from) {
			ends = append(ends, sample{at: l.samples[n-1].at, memory: middle(l.samples[n*3/4:], memory)})
		}
	}
	if len(ends) < 6 {
		t.Logf("too short to say whether memory grows from hour to hour")
	} else if slope := slopeOf(ends, memory); slope > soakSlope {
		t.Errorf("memory grows by %.1f MiB in an hour", slope/MiB)
	}
}

func middle(samples []sample, of func(sample) int64) int64 {
	all := make([]int64, len(samples))
	for i, s := range samples {
		all[i] = of(s)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// slopeOf is the growth in an hour along the line of least squares.
func slopeOf(samples []sample, of func(sample) int64) float64 {
	var x, y, xx, xy, n float64
	for _, s := range samples {
		h, v := s.at.Sub(samples[0].at).Hours(), float64(of(s))
		x, y, xx, xy, n = x+h, y+v, xx+h*h, xy+h*v, n+1
	}
	return (n*xy - x*y) / (n*xx - x*x)
}
