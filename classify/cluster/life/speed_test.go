package life

import "testing"

func BenchmarkJudge(b *testing.B) {
	w := world{size: [2]float64{.01, 5}, many: 5000, days: 64, burnIn: 28, singles: 2000, seed: 1}
	all, crowd, now := w.draw().on(63)
	b.ReportAllocs()
	for b.Loop() {
		Judge(all, crowd, now)
	}
}
