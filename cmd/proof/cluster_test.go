package proof

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// gapMost is the longest that a fault of one server of three may keep mentions from being taken.
const gapMost = 10 * time.Second

// TestCluster lets the leading server of three be killed, hang and be cut off while mentions come. Nothing acknowledged
// is lost, nothing is counted twice, and no fault stops the taking of mentions for more than ten seconds.
func TestCluster(t *testing.T) {
	t.Logf("seed %d", *seed)
	dice := rand.New(rand.NewPCG(*seed, 0))
	cluster := NewCluster(t, natsServer(t), 3)
	home, ledger := NewHome(t, binary, External(3, cluster.Servers...)), NewLedger(t)
	cluster.settled(t, "")
	p := home.Start(t)
	url := func() string { return p.URL }
	senders := &Senders{Ledger: ledger, URL: url, Rate: 200}
	senders.Start(t, 4, *seed)
	witness := &Witness{Ledger: ledger, URL: url}
	stop := witness.Start(t)
	for _, name := range faults(dice) {
		leader := cluster.settled(t, "MOLVA_RAW")
		Eventually(t, 10*time.Second, "mentions are taken", func() bool { return witness.AckedSince(time.Now().Add(-10 * pace)) })
		began := time.Now()
		switch server := cluster.Servers[leader]; name {
		case "killed":
			server.Kill()
			wait(t.Context(), 5*time.Second)
			server.Start(t)
		case "paused":
			server.Pause(t)
			wait(t.Context(), 5*time.Second)
			server.Resume(t)
		case "isolated":
			if leader = cluster.Serving(t, "molva"); leader >= 0 {
				cluster.lead(t, "MOLVA_RAW", leader) // the worst case: the program hears only of what is cut off
			}
			began = time.Now()
			mend := cluster.Isolate(leader)
			wait(t.Context(), 15*time.Second) // longer than what is allowed to wait
			mend()
		}
		over := time.Now()
		Eventually(t, gapMost, "mentions are taken after the fault", func() bool { return witness.AckedSince(over) })
		gap := witness.Gap(began)
		t.Logf("leader %s %s: none taken for %v", cluster.Servers[leader].Name, name, gap.Round(time.Millisecond))
		if gap > gapMost {
			t.Errorf("no mention was taken for %v, want %v at most", gap, gapMost)
		}
		witness.Refusals(t, began)
	}
	cluster.settled(t, "MOLVA_RAW")
	senders.Stop()
	stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// faults are one of each kind, or in the long form eight kills, eight pauses and four cuts, shuffled.
func faults(dice *rand.Rand) (all []string) {
	times := map[string]int{"killed": 1, "paused": 1, "isolated": 1}
	if *long {
		times = map[string]int{"killed": 8, "paused": 8, "isolated": 4}
	}
	for _, name := range []string{"killed", "paused", "isolated"} {
		for range times[name] {
			all = append(all, name)
		}
	}
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// settled waits until every server has everything, and returns which of them leads a log; "" waits until there is a
// leader of all logs.
func (c *Cluster) settled(t *testing.T, log string) (leader int) {
	t.Helper()
	Eventually(t, time.Minute, "the cluster settles", func() (ok bool) {
		leader, ok = c.leader(t, log)
		return ok
	})
	return leader
}

// lead makes a server the leader of a log.
func (c *Cluster) lead(t *testing.T, log string, server int) {
	t.Helper()
	Eventually(t, 30*time.Second, "the leader changes", func() bool {
		now, ok := c.leader(t, log)
		if !ok || now == server {
			return ok
		}
		nc, err := nats.Connect(c.Servers[server].URL())
		if err != nil {
			t.Fatal(err)
		}
		defer nc.Close()
		wish := fmt.Sprintf(`{"placement": {"preferred": %q}}`, c.Servers[server].Name)
		if _, err := nc.Request("$JS.API.STREAM.LEADER.STEPDOWN."+log, []byte(wish), 2*time.Second); err != nil {
			t.Log(err)
		}
		wait(t.Context(), 500*time.Millisecond)
		return false
	})
}

func (c *Cluster) leader(t *testing.T, log string) (leader int, settled bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	urls := ""
	for _, s := range c.Servers {
		urls += "," + s.URL()
	}
	nc, err := nats.Connect(urls[1:], nats.Timeout(time.Second))
	if err != nil {
		return 0, false
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	if log == "" {
		_, err := js.AccountInfo(ctx)
		return 0, err == nil
	}
	s, err := js.Stream(ctx, log)
	if err != nil {
		return 0, false
	}
	group := s.CachedInfo().Cluster
	for _, r := range group.Replicas {
		if !r.Current || r.Offline {
			return 0, false
		}
	}
	for i, s := range c.Servers {
		if s.Name == group.Leader {
			return i, len(group.Replicas) == len(c.Servers)-1
		}
	}
	return 0, false
}
