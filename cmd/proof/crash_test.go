package proof

import (
	"flag"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

var kills = flag.Int("kills", 60, "how often the crash matrix kills the program")

// TestCrashMatrix kills the program at random moments, one time in ten while it starts, with eight senders pushing.
func TestCrashMatrix(t *testing.T) {
	t.Logf("seed %d, %d kills", *seed, *kills)
	dice := rand.New(rand.NewPCG(*seed, 0))
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	var url atomic.Value
	p := home.Start(t)
	url.Store(p.URL)
	senders := &Senders{Ledger: ledger, URL: func() string { return url.Load().(string) }}
	senders.Start(t, 8, *seed)
	booting, unready, boot := 0, 0, 100*time.Millisecond // how long the last start took
	for range *kills {
		time.Sleep(time.Duration(dice.IntN(400)) * time.Millisecond)
		p.Kill(t)
		if dice.IntN(10) == 0 {
			starting, ready := home.Launch(t)
			time.Sleep(time.Duration(dice.Int64N(int64(boot))))
			starting.Kill(t)
			if booting++; (<-ready).URL == "" {
				unready++
			}
		}
		began := time.Now()
		p = home.Start(t)
		boot = time.Since(began)
		url.Store(p.URL)
	}
	t.Logf("%d more kills while it started, %d of them before it was ready", booting, unready)
	senders.Stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}
