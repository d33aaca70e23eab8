package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Fate is how much the sender of a mention knows.
type Fate byte

// A mention is intended before it is sent, acknowledged after a 2xx and unknown after anything else.
const (
	Intended Fate = 'i'
	Acked    Fate = 'a'
	Unknown  Fate = 'u'
)

// Sent is one mention of the ledger.
type Sent struct {
	Fate Fate
	Hour time.Time // of its publication
}

// Ledger is what the senders did, kept apart from the program: in memory, and line by line in a file that survives the
// tester. Safe for use by several senders.
type Ledger struct {
	mu   sync.Mutex
	file *os.File
	sent map[string]*Sent // by network:id, as v_mention has it
	acks int
}

// NewLedger begins an empty ledger.
func NewLedger(t testing.TB) *Ledger {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(t.TempDir(), "ledger"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return &Ledger{file: file, sent: map[string]*Sent{}}
}

// Intend notes mentions that are about to be sent. One that was acknowledged stays so.
func (l *Ledger) Intend(batch []Post) { l.mark(batch, Intended) }

// Settle notes what the answer was. No later answer takes an acknowledgement back.
func (l *Ledger) Settle(batch []Post, acked bool) {
	if acked {
		l.mark(batch, Acked)
		return
	}
	l.mark(batch, Unknown)
}

func (l *Ledger) mark(batch []Post, fate Fate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range batch {
		s := l.sent[p.Key()]
		if s == nil {
			s = &Sent{Hour: p.Published.Truncate(time.Hour).UTC()}
			l.sent[p.Key()] = s
		}
		if s.Fate != Acked {
			s.Fate = fate
			if fate == Acked {
				l.acks++
			}
		}
		fmt.Fprintf(l.file, "%c %s\n", fate, p.Key())
	}
}

// Acks is how many different mentions were acknowledged.
func (l *Ledger) Acks() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.acks
}

// Len is how many different mentions were sent, whatever became of them.
func (l *Ledger) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.sent)
}

// all is a copy.
func (l *Ledger) all() map[string]Sent {
	l.mu.Lock()
	defer l.mu.Unlock()
	sent := make(map[string]Sent, len(l.sent))
	for k, s := range l.sent {
		sent[k] = *s
	}
	return sent
}
