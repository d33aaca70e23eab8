package main

import (
	"fmt"
	"io"

	"molva/cmd/bench"
)

// benchPrinter says what was measured.
type benchPrinter struct {
	printer
	out io.Writer
}

func (p benchPrinter) print(r bench.Result) {
	p.line(p.Sprintf("%d mentions of %d bytes in each phase, rounds: %d, cores: %d, stored before: %d",
		r.Mentions, int(r.Corpus.Bytes), r.Rounds, r.Machine.Cores, r.Stored))
	p.line(p.Sprintf("unmatched: %s, in Russian: %s, negative: %s, positive: %s, topics of one: %s", p.Percent(r.Corpus.Unmatched),
		p.Percent(r.Corpus.Russian), p.Percent(r.Corpus.Negative), p.Percent(r.Corpus.Positive), p.Decimal(r.Corpus.Topics, 1)))
	p.stages(r)
	p.bare(r)
	p.ceiling(r.Ceiling)
	p.wholes(r)
	p.reads(r)
	if r.Process != nil {
		p.process(*r.Process)
	}
	if others := r.Others(); others > 0.1 {
		p.line(p.Sprintf("other programs took %s of the processors: the rates are too low, trust the CPU times", p.Percent(others)))
	}
	if r.Machine.PeakSinceStart {
		p.line(p.Sprintf("memory: the highest since the start, since this system forgets none"))
	}
}

func (p benchPrinter) line(text string) { fmt.Fprintln(p.out, text) }

func (p benchPrinter) stages(r bench.Result) {
	rows := [][]string{p.head(p.Sprintf("stage alone"), p.Sprintf("of the bare library"))}
	for _, f := range r.Stages {
		name := p.stage(f.Name)
		if !f.InSum {
			name += " *"
		}
		rows = append(rows, append(p.figures(name, f), p.share(f.OfBare)))
	}
	p.table(rows)
	p.line(p.Sprintf("* not in the sum: another stage has it in it, or it runs when the others rest"))
}

func (p benchPrinter) bare(r bench.Result) {
	rows := [][]string{p.head(p.Sprintf("bare library"))}
	for _, f := range r.Bare {
		rows = append(rows, p.figures(p.stage(f.Name), f))
	}
	p.table(rows)
}

func (p benchPrinter) wholes(r bench.Result) {
	rows := [][]string{p.head(p.Sprintf("whole"), p.Sprintf("of the ceiling"), p.Sprintf("of the strict one"), p.Sprintf("CPU in stages"))}
	for _, f := range r.Whole {
		rows = append(rows, append(p.figures(p.stage(f.Name), f), p.share(f.OfCeiling), p.share(f.OfStrict), p.share(f.OfCost)))
	}
	p.table(rows)
	p.line(p.Sprintf("the strict ceiling, with the bare cost of publishing, consuming and saving: %d a second", int(r.Strict.PerSecond)))
}

func (p benchPrinter) table(rows [][]string) {
	fmt.Fprintln(p.out)
	table(p.out, rows)
}

func (p benchPrinter) head(first string, more ...string) []string {
	head := []string{first, p.Sprintf("a second"), p.Sprintf("CPU, µs"), p.Sprintf("allocated, bytes"), p.Sprintf("peak, MiB"), p.Sprintf("before, MiB")}
	return append(head, more...)
}

func (p benchPrinter) figures(name string, f bench.Figure) []string {
	return []string{name, p.Number(int(f.PerSecond)), p.Decimal(f.CPU, 1), p.Number(int(f.Allocated)), p.mebibytes(f.Peak), p.mebibytes(f.Resting)}
}

func (p benchPrinter) mebibytes(bytes float64) string { return p.Decimal(bytes/(1<<20), 0) }

func (p benchPrinter) share(ratio *float64) string {
	if ratio == nil {
		return "–"
	}
	return p.Percent(*ratio)
}

func (p benchPrinter) ceiling(c bench.Ceiling) {
	fmt.Fprintln(p.out)
	p.line(p.Sprintf("the ceiling: %d a second, the smaller of", int(c.PerSecond)))
	p.line(p.Sprintf("  %d, the slowest bare library: %s", int(c.SlowestRate), p.stage(c.Slowest)))
	p.line(p.Sprintf("  %d, from %d cores and %s µs, the sum of the stages", int(c.Shared), c.Cores, p.Decimal(c.CPU, 1)))
}

func (p benchPrinter) reads(r bench.Result) {
	rows := [][]string{{p.Sprintf("question to the database"), p.Sprintf("milliseconds"), p.Sprintf("stored")}}
	for _, q := range r.Reads {
		rows = append(rows, []string{p.stage(q.Name), p.Decimal(q.Milliseconds, 1), p.Number(q.Stored)})
	}
	p.table(rows)
}

func (p benchPrinter) process(m bench.Process) {
	fmt.Fprintln(p.out)
	p.line(p.Sprintf("molva in an empty folder: ready after %d ms, the first mention stored after %d ms", int(m.ReadyEmpty), int(m.FirstStored)))
	p.line(p.Sprintf("molva with %d stored and %d waiting: ready after %d ms, all saved after %d ms",
		m.Stored, m.Waiting, int(m.Ready), int(m.CaughtUp)))
	if l := m.Live; l != nil {
		p.line(p.Sprintf("at %d a second: visible after %s ms (half of them), %s ms (99 of 100); memory %s MiB, at most %s",
			l.PerSecond, p.Decimal(l.P50, 1), p.Decimal(l.P99, 1), p.mebibytes(float64(l.Resident)), p.mebibytes(float64(l.Peak))))
	}
	if m.Pages != nil {
		p.pages(*m.Pages)
	}
}

// pages says how long readers wait.
func (p benchPrinter) pages(all bench.Pages) {
	rows := [][]string{{p.Sprintf("page, asked for again"), p.Sprintf("times"), p.Sprintf("half of them, ms"), p.Sprintf("95 of 100, ms"), p.Sprintf("99 of 100, ms"), p.Sprintf("bytes")}}
	for _, page := range all.Each {
		rows = append(rows, []string{page.Path, p.Number(page.Asked), p.Decimal(page.P50, 1), p.Decimal(page.P95, 1), p.Decimal(page.P99, 1), p.Number(page.Bytes)})
	}
	p.table(rows)
	p.line(p.Sprintf("%d readers at once: %s ms (half of them), %s ms (99 of 100)", all.Readers, p.Decimal(all.P50, 0), p.Decimal(all.P99, 0)))
}
