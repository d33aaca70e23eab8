package proof

import (
	"fmt"
	"net"
	"net/http/httptrace"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest/stream"
)

// Killing a program cannot show that a sync is missing: what was written survives in the system's cache, and only a power
// cut takes it. So these tests read the program's system calls.

// TestSyncBeforeAck posts mentions, alone and in arrays, and looks for each acknowledged one into the trace of the shipped
// program: its bytes were written to a file of the raw log, and this file was synced after that and before the first byte
// of the answer. In the database, where the place in the log is part of the same transaction, each transaction was synced
// before the next one began.
func TestSyncBeforeAck(t *testing.T) {
	needs(t, "strace")
	seen := observe(t, binary)
	t.Logf("%v", seen)
	if seen.early > 0 || seen.lost > 0 || seen.unsynced > 0 {
		t.Errorf("acknowledged before the disk had it, or not on the way: %v", seen)
	}
}

// TestTraceSeesRelaxedSync proves that TestSyncBeforeAck can fail, with a program that does not wait for the disk.
func TestTraceSeesRelaxedSync(t *testing.T) {
	needs(t, "strace")
	seen := observe(t, BuildWorse(t,
		Edit{"ingest/stream/server.go", "SyncAlways:             !o.Relaxed,", "SyncAlways:             false,"},
		Edit{"store/connect.go", `"synchronous = FULL"`, `"synchronous = NORMAL"`},
	))
	t.Logf("%v", seen)
	if seen.early < seen.acked/2 || seen.unsynced < seen.commits/2 {
		t.Errorf("a program that does not sync looks like one that does: %v", seen)
	}
}

// observation is what a trace says of a run.
type observation struct {
	acked    int // mentions
	early    int // of them, those that were acknowledged before they were on disk
	lost     int // of them, those that the trace does not show on their way into the raw log or the database
	commits  int // of the database
	unsynced int // commits that more was written behind before they were synced
}

func (o observation) String() string {
	return fmt.Sprintf("%d mentions acknowledged, %d of them too early, %d never seen; %d commits, %d of them not synced in time",
		o.acked, o.early, o.lost, o.commits, o.unsynced)
}

var tracedID = regexp.MustCompile(`traced-\d{4}-\d\d`)

// observe runs a program under strace, posts and reads the trace.
func observe(t *testing.T, program string) (seen observation) {
	home := NewHome(t, program, "")
	file := filepath.Join(home.Dir, "trace")
	p := home.Traced(file).Start(t)
	posted := postTraced(t, p.URL)
	home.countStored(t, posted.mentions())
	p.Stop(t)

	calls := ReadTrace(t, file)
	disk := NewDisk(calls)
	raw, saved := disk.Durable(tracedID, "/streams/MOLVA_RAW/msgs/"), disk.Durable(tracedID, "/molva.db-wal")
	seen.acked = posted.mentions()
	seen.early, seen.lost = posted.early(raw, okLines(calls))
	for _, id := range posted.all() {
		if _, ok := saved[id]; !ok {
			seen.lost++
		}
	}
	seen.commits, seen.unsynced = disk.Commits(calls, home.Database()+"-wal")
	if seen.commits == 0 {
		t.Error("the trace shows no commit")
	}
	return seen
}

// posts are the ids of each acknowledged request, by the port that it came from and in order.
type posts map[string][][]string

func (p posts) all() (ids []string) {
	for _, requests := range p {
		ids = append(ids, slices.Concat(requests...)...)
	}
	return ids
}

func (p posts) mentions() int { return len(p.all()) }

// early compares when each mention was durable with when its request was answered, and counts those that were answered
// before, and those that the trace does not show.
func (p posts) early(durable map[string]int, answered map[string][]int) (early, lost int) {
	for port, requests := range p {
		for i, ids := range requests {
			for _, id := range ids {
				at, shown := durable[id]
				switch {
				case !shown || i >= len(answered[port]):
					lost++
				case at == 0 || at > answered[port][i]:
					early++
				}
			}
		}
	}
	return early, lost
}

// postTraced posts 200 times from four senders, every tenth time an array long enough for an atomic batch.
func postTraced(t *testing.T, url string) posts {
	t.Helper()
	var (
		mu    sync.Mutex
		sent  = posts{}
		group sync.WaitGroup
	)
	for sender := range 4 {
		group.Go(func() {
			for i := range 50 {
				n, size := 50*sender+i, 1
				if i%10 == 9 {
					size = 24
				}
				var batch []Post
				var ids []string
				for j := range size {
					p := NewPost(SourceIDs[n%len(SourceIDs)], 100*n+j)
					p.ID = fmt.Sprintf("traced-%04d-%02d", n, j)
					batch, ids = append(batch, p), append(ids, p.ID)
				}
				port := ""
				ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
					port = strconv.Itoa(got.Conn.LocalAddr().(*net.TCPAddr).Port)
				}})
				if status, _, err := Send(ctx, url, batch); status != 200 {
					t.Errorf("post: status %d, %v", status, err)
					return
				}
				mu.Lock()
				sent[port] = append(sent[port], ids)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return sent
}

// countStored waits until so many mentions are stored.
func (h Home) countStored(t testing.TB, want int) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	Eventually(t, 30*time.Second, fmt.Sprintf("%d mentions stored", want), func() bool {
		n := 0
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM v_mention`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n >= want
	})
}

// TestTaggedBeforeAck runs an external server and a process that listens and classifies under one strace. Before that
// process acknowledges a raw message, for which the message is then gone, the server had its tagged copy on disk, and
// before each answer to a sender the raw one.
func TestTaggedBeforeAck(t *testing.T) {
	needs(t, "strace", "sh")
	server := NewServer(t, natsServer(t), "traced", "")
	home := NewHome(t, binary, External(1, server))
	file := filepath.Join(home.Dir, "trace")
	home.Prefix = []string{"sh", "-c", `"$0" -c "$1" 2>"$1.log" & until grep -q "Server is ready" "$1.log"; do sleep 0.05; done; shift; exec "$@"`,
		server.binary, server.config}
	p := home.Traced(file).Start(t, "--only", "ingest,classify")
	posted := postTraced(t, p.URL)
	places := handled(t, server.URL())
	p.Signal(syscall.SIGTERM)
	p.Wait(t, 15*time.Second)

	calls := ReadTrace(t, file)
	disk, answered := NewDisk(calls), okLines(calls)
	raw, tagged := disk.Durable(tracedID, "/streams/MOLVA_RAW/msgs/"), disk.Durable(tracedID, "/streams/MOLVA_TAGGED/msgs/")
	if early, lost := posted.early(raw, answered); early+lost > 0 {
		t.Errorf("%d mentions were acknowledged to their senders before they were on disk, and %d the trace does not show", early, lost)
	}
	acked, early := ackLines(calls), 0
	for seq, id := range places {
		if line := acked[seq]; line == 0 || tagged[id] == 0 || tagged[id] > line {
			early++
		}
	}
	t.Logf("%d raw messages acknowledged, %d of them before their tagged copies were on disk", len(places), early)
	if early > 0 || len(places) != posted.mentions() {
		t.Errorf("%d of %d raw messages were acknowledged before their tagged copies were on disk; %d were posted", early, len(places), posted.mentions())
	}
}

// handled waits until every raw message is acknowledged and returns the ids of the mentions among them by their places.
func handled(t *testing.T, url string) map[uint64]string {
	t.Helper()
	s, err := stream.Open(t.Context(), stream.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	Eventually(t, 20*time.Second, "every raw message is acknowledged", func() bool {
		last, err := s.Raw().Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done, err := s.Raw().Acknowledged(t.Context(), classify.Group)
		return err == nil && done == last
	})
	places := map[uint64]string{}
	err = s.Raw().Scan(t.Context(), time.Time{}, func(it stream.Item) error {
		if id := tracedID.Find(it.Body); id != nil && it.Kind == stream.Mention {
			places[it.Seq] = string(id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

// rawAck is the acknowledgement of a raw message on its way to the server; the third of the numbers' places is the first
// one's own: how often it was delivered, where it lies, and so on.
var rawAck = regexp.MustCompile(`PUB \$JS\.ACK\.(?:[^ ]*\.)?MOLVA_RAW\.` + classify.Group + `\.\d+\.(\d+)\.[^ ]* \d+\r\n\+ACK`)

// ackLines are the lines at which the raw messages' acknowledgements began to be sent. One may be spread over several calls.
func ackLines(calls []Call) map[uint64]int {
	sent := map[string]*strings.Builder{}
	began := map[string][]int{} // of each byte
	for _, c := range calls {
		if !c.writes() || !strings.HasPrefix(c.Path, "TCP:") {
			continue
		}
		if sent[c.Path] == nil {
			sent[c.Path] = &strings.Builder{}
		}
		sent[c.Path].WriteString(c.Data)
		for range len(c.Data) {
			began[c.Path] = append(began[c.Path], c.Began)
		}
	}
	lines := map[uint64]int{}
	for path, text := range sent {
		for _, at := range rawAck.FindAllStringSubmatchIndex(text.String(), -1) {
			seq, err := strconv.ParseUint(text.String()[at[2]:at[3]], 10, 64)
			if err == nil && lines[seq] == 0 {
				lines[seq] = began[path][at[0]]
			}
		}
	}
	return lines
}
