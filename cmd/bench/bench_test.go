package bench

import (
	"context"
	"encoding/json"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func options(t *testing.T) Options {
	t.Helper()
	return Options{Mentions: 300, Rounds: 1, Seed: 7, Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
}

func measured(t *testing.T, o Options) Result {
	t.Helper()
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(o.Dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return r
}

// TestRun looks at the shape of a result: every phase is there, every figure is, and the ratios follow from the figures.
func TestRun(t *testing.T) {
	o := options(t)
	shown := 0
	o.Show = func(done, all int) {
		if shown = done; all != o.Mentions*len(phases) {
			t.Errorf("shows %d of %d", done, all)
		}
	}
	r := measured(t, o)
	if shown != o.Mentions*len(phases) {
		t.Errorf("showed %d at the end", shown)
	}
	if n := len(r.Stages) + len(r.Bare) + len(r.Whole); n != len(phases) {
		t.Errorf("%d figures of %d phases", n, len(phases))
	}
	for _, f := range append(append(append([]Figure{}, r.Stages...), r.Bare...), r.Whole...) {
		complete(t, f)
	}
	for _, q := range r.Reads {
		if q.Milliseconds <= 0 || q.Stored != o.Mentions {
			t.Errorf("read %+v", q)
		}
	}
	if r.Process != nil {
		t.Error("no program was named, and one was measured")
	}
	plausible(t, r.Corpus)
	recomputed(t, r)
	again(t, r)
}

// complete leaves out what a stage may truly not do: allocate, take more than the kernel's smallest unit of time.
func complete(t *testing.T, f Figure) {
	t.Helper()
	if f.PerSecond <= 0 || f.CPU <= 0 || f.Allocated < 0 || f.Peak <= 0 || f.Resting <= 0 {
		t.Errorf("%s lacks a figure: %+v", f.Name, f)
	}
}

func plausible(t *testing.T, c Corpus) {
	t.Helper()
	if c.Bytes < 330 || c.Bytes > 430 || c.Unmatched <= 0 || c.Unmatched > 0.2 || c.Copies > 0.02 || c.Topics < 1 || c.Rows < 2 {
		t.Errorf("mentions are %+v", c)
	}
	if c.Negative < 0.1 || c.Neutral < 0.1 || c.Positive < 0.1 || c.Russian < 0.3 || c.Russian > 0.7 {
		t.Errorf("not a mix: %+v", c)
	}
	if sum := c.Negative + c.Neutral + c.Positive + c.Unmatched; math.Abs(sum-1) > 1e-9 {
		t.Errorf("feelings and unmatched sum to %v", sum)
	}
}

// recomputed takes the ceilings from the figures by the words of the documentation.
func recomputed(t *testing.T, r Result) {
	t.Helper()
	slowest, own, strict := math.Inf(1), 0.0, 0.0
	for _, b := range r.Bare {
		slowest = min(slowest, b.PerSecond)
	}
	for _, s := range r.Stages {
		switch {
		case !s.InSum:
			continue
		case s.OfBare == nil:
			strict += s.CPU
		default:
			strict += find(r.Bare, s.Name).CPU
			near(t, s.Name+" of bare", *s.OfBare, s.PerSecond/find(r.Bare, s.Name).PerSecond)
		}
		own += s.CPU
	}
	cores := float64(r.Machine.Cores)
	near(t, "ceiling", r.Ceiling.PerSecond, min(slowest, cores*1e6/own))
	near(t, "strict ceiling", r.Strict.PerSecond, min(slowest, cores*1e6/strict))
	for _, w := range r.Whole {
		near(t, w.Name, *w.OfCeiling, w.PerSecond/r.Ceiling.PerSecond)
		near(t, w.Name+", strict", *w.OfStrict, w.PerSecond/r.Strict.PerSecond)
		near(t, w.Name+", cost", *w.OfCost, (own+*w.Indexed*find(r.Stages, "index").CPU)/w.CPU)
		if *w.Indexed < 0 || *w.Indexed > 1 {
			t.Errorf("%s: indexed %v", w.Name, *w.Indexed)
		}
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// again: a result survives being written and read.
func again(t *testing.T, r Result) {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var read Result
	if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, r) {
		t.Errorf("read back: %v, %+v", err, read)
	}
}

// TestCeilingByHand: what only seems to be in the sum, and what is not the slowest, changes nothing.
func TestCeilingByHand(t *testing.T) {
	stages := []Figure{
		{Name: "parse", CPU: 10, InSum: true},
		{Name: "save", CPU: 30, InSum: true},
		{Name: "place", CPU: 1000},
	}
	for _, c := range []struct {
		name        string
		bare        []Figure
		own, strict float64
	}{
		{"shared", []Figure{{Name: "publish", PerSecond: 90_000}, {Name: "save", PerSecond: 95_000, CPU: 15}}, 50_000, 80_000},
		{"slowest", []Figure{{Name: "publish", PerSecond: 20_000}, {Name: "save", PerSecond: 95_000, CPU: 15}}, 20_000, 20_000},
		{"between", []Figure{{Name: "publish", PerSecond: 60_000}, {Name: "save", PerSecond: 95_000, CPU: 15}}, 50_000, 60_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			own, strict := ceilings(2, stages, c.bare)
			near(t, "ceiling", own.PerSecond, c.own)
			near(t, "strict ceiling", strict.PerSecond, c.strict)
			near(t, "sum", own.CPU, 40)
			if own.Slowest != "publish" || len(own.Parts) != 2 || !strict.Parts[1].Bare {
				t.Errorf("ceilings are %+v and %+v", own, strict)
			}
		})
	}
}

// TestStoredBefore: with mentions in the database every phase brings new ones, or the pipeline would call them repeats
// and the phase would fail.
func TestStoredBefore(t *testing.T) {
	o := options(t)
	o.Mentions, o.Stored, o.Rounds = 100, 2500, 2
	r := measured(t, o)
	if r.Stored != o.Stored || r.Reads[0].Stored <= o.Stored {
		t.Errorf("stored %d before, asked of %d", r.Stored, r.Reads[0].Stored)
	}
}

// TestForeignServer: one that is somebody's pipeline is left alone, another one is left as it was.
func TestForeignServer(t *testing.T) {
	dir := t.TempDir()
	srv, err := startServer(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer srv.stop()
	o := options(t)
	if o.NATS, err = srv.url(); err != nil {
		t.Fatal(err)
	}
	measured(t, o)
	if left, _ := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", "*")); len(left) > 0 {
		t.Errorf("left on the server: %v", left)
	}
	b, err := prepare(o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := b.build(t.Context(), b.dir, layout{url: o.NATS})
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "somebody's pipeline") {
		t.Errorf("a server in use: %v", err)
	}
	if _, err := p.into.Raw().Last(t.Context()); err != nil {
		t.Errorf("the server in use lost its log: %v", err)
	}
}

// TestInterrupted: an end in the middle leaves nothing behind.
func TestInterrupted(t *testing.T) {
	o := options(t)
	for _, after := range []int{1, 8, 14, 17} {
		ctx, stop := context.WithCancel(t.Context())
		o.Show = func(done, _ int) {
			if done >= after*o.Mentions {
				stop()
			}
		}
		if _, err := Run(ctx, o); err == nil {
			t.Errorf("stopped after %d phases without an error", after)
		}
		if left, err := os.ReadDir(o.Dir); err != nil || len(left) > 0 {
			t.Errorf("stopped after %d phases, left behind: %v, %v", after, left, err)
		}
		stop()
	}
}

func TestOptionsThatAreWrong(t *testing.T) {
	_, err := Run(t.Context(), Options{Mentions: 1, Rounds: 0, Stored: -1, Live: -1})
	for _, word := range []string{"mentions", "rounds", "stored", "live"} {
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("nothing about %s: %v", word, err)
		}
	}
}

// BenchmarkPhase is for profiles of one phase: go test -bench Phase/embedded -cpuprofile cpu.prof ./cmd/bench
func BenchmarkPhase(b *testing.B) {
	for _, p := range phases {
		b.Run(strings.ReplaceAll(p.name, " ", "_"), func(b *testing.B) {
			run, err := prepare(Options{Mentions: 20_000, Rounds: 1, Seed: 1, Dir: b.TempDir(), Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				b.Fatal(err)
			}
			var m meter
			for b.Loop() {
				if err := p.run(run, b.Context(), &m); err != nil {
					b.Fatal(err)
				}
			}
			f := m.figure(p.name)
			b.ReportMetric(f.PerSecond, "mentions/s")
			b.ReportMetric(f.CPU, "cpu-µs/mention")
			b.ReportMetric(f.Allocated, "B/mention")
			b.ReportMetric(0, "ns/op")
		})
	}
}
