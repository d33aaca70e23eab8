package proof

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReaders lets people read pages while 200 mentions a second come. All pages are answered, and in time; the program
// keeps to the memory that it promises under its usual load.
func TestReaders(t *testing.T) {
	readers, rows, during := 20, 10_000, 8*time.Second
	if *long {
		readers, rows, during = 100, 1_000_000, 3*time.Minute
	}
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	home.stock(t, rows)
	p := home.Start(t)
	senders := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Rate: 200}
	pages := &Readers{URL: p.URL, Paths: []string{"/", "/?period=day", "/?period=month", "/metrics", "/readyz"}, Pause: time.Second}
	senders.Start(t, 4, *seed)
	pages.Start(t, readers)
	time.Sleep(during)
	pages.Stop()
	senders.Stop()
	pages.Check(t, 99, time.Second)
	if n := senders.Refused(); n > 0 {
		t.Errorf("%d requests were refused", n)
	}
	now, peak := p.Memory(t)
	t.Logf("%d accepted, %d rows before; %d MiB, at most %d", ledger.Acks(), rows, now/MiB, peak/MiB)
	if peak > 128*MiB {
		t.Errorf("the program took %d MiB, want at most 128", peak/MiB)
	}
	if log := p.Log(t); strings.Contains(log, "locked") {
		t.Errorf("the log tells of a lock: %s", log)
	}
	p.Stop(t)
}

// TestExport writes everything out: that takes little more memory than writing out one row.
func TestExport(t *testing.T) {
	rows := 40_000
	if *long {
		rows = 1_000_000
	}
	home := NewHome(t, binary, "")
	home.stock(t, rows)
	for _, format := range []string{"jsonl", "csv"} {
		_, little := home.measure(t, "export", format, "--limit", "1")
		lines, much := home.measure(t, "export", format)
		t.Logf("%s of %d rows: %d MiB; of one: %d MiB", format, rows, much/MiB, little/MiB)
		if want := rows + strings.Count(format, "csv"); lines != want {
			t.Errorf("%s: %d lines, want %d", format, lines, want)
		}
		if much-little > 32*MiB {
			t.Errorf("%s: %d MiB more than one row takes, want at most 32", format, (much-little)/MiB)
		}
	}
}

// stock imports so many mentions.
func (h Home) stock(t *testing.T, rows int) {
	t.Helper()
	var text bytes.Buffer
	day := time.Now().UTC().Truncate(time.Hour)
	for n := range rows {
		fmt.Fprintf(&text, `{"id":"f%d","text":%q,"author":"a%d","published_at":%q}`+"\n", n, fmt.Sprintf(opinions[n%len(opinions)], n), n%997,
			day.Add(-time.Duration(n%2000)*time.Hour).Format(time.RFC3339))
	}
	file := filepath.Join(t.TempDir(), "fill.jsonl")
	write(t, file, text.String())
	h.Do(t, "import", file, "--network", "shop", "--backfill")
}

// measure runs a command and returns how many lines it wrote and how much memory it took at most.
func (h Home) measure(t *testing.T, args ...string) (lines int, peak int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	c := h.command(ctx, args)
	out := &lineCounter{}
	c.Stdout, c.Stderr = out, os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("molva %v: %v", args, err)
			}
			return out.n, peak
		case <-time.After(2 * time.Millisecond):
			if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid)); err == nil && strings.Contains(string(text), "VmHWM:") {
				peak = kibibytes(t, string(text), "VmHWM:")
			}
		}
	}
}

type lineCounter struct{ n int }

func (c *lineCounter) Write(b []byte) (int, error) {
	c.n += bytes.Count(b, []byte("\n"))
	return len(b), nil
}
