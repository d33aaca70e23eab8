package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Pages is how long readers wait for the pages of the dashboard while mentions come in at the rated load.
type Pages struct {
	Each    []Page  `json:"each"` // one reader, who goes from page to page
	Readers int     `json:"readers"`
	Asked   int     `json:"asked"` // by all readers together
	P50     float64 `json:"crowd_p50_ms"`
	P99     float64 `json:"crowd_p99_ms"` // of so many readers, each of whom asks for the next page as soon as one is there
}

// Page is one of them. It was asked for before.
type Page struct {
	Path  string  `json:"path"`
	Asked int     `json:"asked"`
	P50   float64 `json:"p50_ms"`
	P95   float64 `json:"p95_ms"`
	P99   float64 `json:"p99_ms"`
	Bytes int     `json:"bytes"` // over the wire
}

// readers is how many read at a time in the crowd.
const readers = 100

// paths of the pages that are read, of the topic that is talked about most and the last week that is over at a date.
func paths(at time.Time) []string {
	of := "?topic=" + liveTopic + "&at=" + at.Format(time.DateOnly)
	return []string{
		"/", "/" + of, "/complaints", "/mentions", "/mentions?topic=" + liveTopic + "&sentiment=negative", "/mentions?search=%D0%B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%82",
		"/topics" + of, "/communities" + of, "/answers" + of, "/roi" + of, "/reports/ratio" + of, "/reports/metrics" + of, "/reports/service" + of,
		"/accuracy", "/accuracy/label", "/sources", "/alerts", "/dead", "/settings",
	}
}

// pages reads all pages for a while, alone and in a crowd, beside the rated load.
func (b *bench) pages(ctx context.Context, c *child, all []string) (p *Pages, err error) {
	ctx, stop := context.WithCancel(ctx)
	loading := make(chan error, 1)
	go func() { loading <- b.load(ctx, c) }()
	defer func() {
		stop()
		err = errors.Join(err, <-loading)
	}()
	for range 2 {
		if _, err := readFor(ctx, c, all, 0); err != nil {
			return nil, err
		}
	}
	alone, err := readFor(ctx, c, all, b.Live)
	if err != nil {
		return nil, err
	}
	p = &Pages{Readers: readers}
	for _, path := range all {
		p.Each = append(p.Each, alone[path].page(path))
	}
	crowd, err := b.crowd(ctx, c, all)
	if err != nil {
		return nil, err
	}
	p.Asked, p.P50, p.P99 = len(crowd), milliseconds(quantile(crowd, 50)), milliseconds(quantile(crowd, 99))
	return p, nil
}

// load sends mentions evenly until ctx ends.
func (b *bench) load(ctx context.Context, c *child) error {
	beat := time.NewTicker(time.Second / Rated)
	defer beat.Stop()
	var group sync.WaitGroup
	defer group.Wait()
	for i := b.Mentions; ; i++ {
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
			m := b.living(i, time.Now())
			group.Go(func() { c.send(ctx, m) }) // what is refused under this load is measured elsewhere
		}
	}
}

// reading is what one reader saw of a page.
type reading struct {
	took  []time.Duration
	bytes int
}

func (r *reading) page(path string) Page {
	return Page{path, len(r.took), milliseconds(quantile(r.took, 50)), milliseconds(quantile(r.took, 95)), milliseconds(quantile(r.took, 99)), r.bytes}
}

// readFor goes from page to page for so long, and through all of them at least once.
func readFor(ctx context.Context, c *child, all []string, long time.Duration) (map[string]*reading, error) {
	seen := map[string]*reading{}
	for until := time.Now().Add(long); len(seen) == 0 || time.Now().Before(until); {
		for _, path := range all {
			if seen[path] == nil {
				seen[path] = &reading{}
			}
			took, bytes, err := c.read(ctx, path)
			if err != nil {
				return nil, err
			}
			seen[path].took, seen[path].bytes = append(seen[path].took, took), bytes
		}
	}
	return seen, nil
}

// crowd has many readers at once, each beginning at another page, and returns all waits.
func (b *bench) crowd(ctx context.Context, c *child, all []string) ([]time.Duration, error) {
	var group sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	var errs []error
	for n := range readers {
		mine := slices.Concat(all[n%len(all):], all[:n%len(all)])
		group.Go(func() {
			seen, err := readFor(ctx, c, mine, b.Live)
			mu.Lock()
			defer mu.Unlock()
			for _, r := range seen {
				took = append(took, r.took...)
			}
			errs = append(errs, err)
		})
	}
	group.Wait()
	return took, errors.Join(errs...)
}

// read asks for a page as a browser does, and returns how long all of it took and how many bytes came.
func (c *child) read(ctx context.Context, path string) (time.Duration, int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+path, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	began := time.Now()
	resp, err := c.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	n, err := io.Copy(io.Discard, resp.Body)
	took := time.Since(began)
	if resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", path, resp.Status)
	}
	return took, int(n), errors.Join(err, resp.Body.Close())
}

// quantile is 0 of nothing.
func quantile(took []time.Duration, percent int) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[min(len(took)*percent/100, len(took)-1)]
}
