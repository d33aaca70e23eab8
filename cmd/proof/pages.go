package proof

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

// Readers ask for pages from several goroutines until they are stopped, each with a pause between two, and remember how
// long each answer took. Now and then they ask for the page that costs nothing: what that takes is the machine's part.
type Readers struct {
	URL   string
	Paths []string
	Pause time.Duration

	mu    sync.Mutex
	took  []time.Duration
	idle  []time.Duration
	bad   []string
	group sync.WaitGroup
	stop  context.CancelFunc
}

// Start starts n readers.
func (r *Readers) Start(t testing.TB, n int) {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	r.stop = stop
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: n}}
	for i := range n {
		r.group.Go(func() {
			for round := i; ctx.Err() == nil; round++ {
				if round%4 == 0 {
					r.read(ctx, client, "/healthz", &r.idle)
				}
				r.read(ctx, client, r.Paths[round%len(r.Paths)], &r.took)
				wait(ctx, r.Pause)
			}
		})
	}
	t.Cleanup(r.Stop)
}

// Stop ends the readers.
func (r *Readers) Stop() {
	r.stop()
	r.group.Wait()
}

func (r *Readers) read(ctx context.Context, client *http.Client, path string, times *[]time.Duration) {
	began := time.Now()
	status, body, err := get(ctx, client, r.URL+path)
	took := time.Since(began)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case ctx.Err() != nil:
	case err != nil:
		r.bad = append(r.bad, fmt.Sprintf("%s: %v", path, err))
	case status != http.StatusOK:
		r.bad = append(r.bad, fmt.Sprintf("%s: %d %.200s", path, status, body))
	default:
		*times = append(*times, took)
	}
}

func get(ctx context.Context, client *http.Client, url string) (status int, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// Check wants every page answered, and all but one in so many within the limit, to which it adds what the page that costs
// nothing took as rarely: the tests share their machine with others.
func (r *Readers) Check(t testing.TB, percent int, limit time.Duration) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.bad) > 0 {
		t.Errorf("%d pages were not answered; the first: %s", len(r.bad), r.bad[0])
	}
	if len(r.took) < 20 {
		t.Errorf("%d pages were read, want at least 20 to judge by", len(r.took))
		return
	}
	page, machine := percentile(r.took, percent), percentile(r.idle, percent)
	t.Logf("%d pages: p50 %v, p%d %v, the machine's own part %v", len(r.took), percentile(r.took, 50), percent, page, machine)
	if page > limit+machine {
		t.Errorf("p%d of the pages is %v, want %v and the machine's own %v at most", percent, page, limit, machine)
	}
}

func percentile(times []time.Duration, percent int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[(len(sorted)-1)*percent/100]
}
