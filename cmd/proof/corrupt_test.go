package proof

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCorruptionAtRest damages one file at a time of a program that was killed with mentions in every place: in the
// database's own file, in its write-ahead log, and accepted but still only in the stream. Whatever is damaged, the
// program either comes up and everything accepted is there, or says what is not, or refuses to start and says why; never
// is a number wrong that it calls right.
func TestCorruptionAtRest(t *testing.T) {
	base, ledger := damagedHome(t)
	for _, d := range damages() {
		t.Run(d.name, func(t *testing.T) {
			home := copied(t, base)
			for _, path := range d.files(t, home) {
				d.harm(t, path)
			}
			judge(t, home, fork(t, ledger), d)
		})
	}
}

const (
	inDatabase = 600
	inWAL      = 400
	inStream   = 2000
	inFile     = 50
)

// damagedHome makes what all cases begin with: some mentions in the database's file, some in its WAL, most in the stream
// alone, which holds several blocks; and a source that remembers its place.
func damagedHome(t *testing.T) (Home, *Ledger) {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "archive.jsonl")
	home, ledger := NewHome(t, binary, "  - {id: archive, network: file, path: "+archive+"}\n"), NewLedger(t)
	writeArchive(t, archive, ledger)
	p := home.Start(t)
	long := &letters{ledger, inFile} // no text twice, or it would count as a copy
	long.send(t, p, inDatabase)
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	p = home.Start(t)
	long.send(t, p, inWAL)
	home.Drained(t, ledger, time.Minute)
	release := lockDatabase(t, home)
	long.send(t, p, inStream)
	p.Kill(t)
	defer release()
	return copied(t, home), ledger // as it is now: the last to let go of a database tidies its log away
}

// writeArchive writes a file of mentions for a source that remembers how far it has read.
func writeArchive(t *testing.T, path string, l *Ledger) {
	t.Helper()
	batch := make([]Post, inFile)
	var text strings.Builder
	for i := range batch {
		batch[i] = NewPost("archive", i)
		line, err := json.Marshal(batch[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s\n", line)
	}
	l.Settle(batch, true)
	write(t, path, text.String())
}

// letters are long mentions, so that a few thousand of them fill several files. They are long in what comes with them, which
// nobody needs to understand.
type letters struct {
	ledger *Ledger
	sent   int
}

var ballast = map[string]string{"ballast": strings.Repeat("with all good wishes ", 200)}

func (s *letters) send(t *testing.T, p *Process, n int) {
	t.Helper()
	for ; n > 0; n -= 100 {
		batch := make([]Post, 100)
		for i := range batch {
			batch[i] = NewPost(SourceIDs[0], s.sent)
			batch[i].Extra = ballast
			s.sent++
		}
		status, _, err := Send(t.Context(), p.URL, batch)
		if s.ledger.Settle(batch, status == 202 || status == 200); status/100 != 2 {
			t.Fatalf("send: status %d, %v", status, err)
		}
	}
}

// damage is what happens to one file, or to all that match.
type damage struct {
	name string
	path string // within the data folder, with wildcards; of several that match, the nth
	nth  int    // -1: the last
	harm func(t *testing.T, path string)

	refuses   bool   // the program must not start, because of the database; otherwise it may refuse
	found     bool   // by verify: the program starts, and a number is wrong
	anywhere  bool   // what it hits depends on how the file is laid out: verify finds it where it is a number or made of some
	uncounted string // what the log must say where nobody can know how much is lost
}

func (d damage) files(t *testing.T, h Home) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(h.Data(), d.path))
	if err != nil || len(found) == 0 {
		t.Fatalf("no file %s to damage: %v", d.path, err)
	}
	if d.nth == -2 {
		return found
	}
	if d.nth < 0 {
		return found[len(found)-1:]
	}
	return found[d.nth : d.nth+1]
}

func damages() []damage {
	const (
		streams  = "stream/jetstream/$G/streams/"
		block    = streams + "MOLVA_RAW/msgs/*.blk"
		index    = streams + "MOLVA_RAW/msgs/index.db"
		meta     = streams + "MOLVA_RAW/meta.inf"
		sum      = streams + "MOLVA_RAW/meta.sum"
		places   = streams + "KV_MOLVA_PLACES/msgs/*.blk"
		database = "molva.db"
		wal      = "molva.db-wal"
	)
	return []damage{
		{name: "a bit in what the stream holds and the database has", path: block, nth: 0, harm: flip(0.1)},
		{name: "a bit in what only the stream holds", path: block, nth: 0, harm: flip(0.9)},
		{name: "a bit in the stream's last block", path: block, nth: -1, harm: flip(0.5)},
		{name: "a bit in the stream's last message", path: block, nth: -1, harm: flip(0.9999)},
		{name: "a page of zeros in the stream", path: block, nth: 0, harm: zero(0.9)},
		{name: "a page of zeros at the stream's end", path: block, nth: -1, harm: zero(1)},
		{name: "the stream's end cut off", path: block, nth: -1, harm: cut(0.5)},
		{name: "a few bytes of the stream's end cut off", path: block, nth: -1, harm: cut(0.9999)},
		{name: "the first block cut", path: block, nth: 0, harm: cut(0.7)},
		{name: "the first block gone", path: block, nth: 0, harm: gone},
		{name: "the last block gone", path: block, nth: -1, harm: gone},
		{name: "the last block empty", path: block, nth: -1, harm: cut(0)},
		{name: "a bit in the stream's index", path: index, nth: 0, harm: flip(0.5)},
		{name: "the stream's index cut", path: index, nth: 0, harm: cut(0.5)},
		{name: "the stream's index gone", path: index, nth: 0, harm: gone},
		{name: "a bit in the stream's description", path: meta, nth: 0, harm: flip(0.5)},
		{name: "the stream's description gone", path: meta, nth: 0, harm: gone},
		{name: "the checksum of the stream's description gone", path: sum, nth: 0, harm: gone},
		{name: "the whole log gone", path: streams + "MOLVA_RAW", nth: 0, harm: gone},
		{name: "a bit in the places of sources", path: places, nth: 0, harm: flip(0.5)},
		{name: "the places of sources cut", path: places, nth: 0, harm: cut(0.5)},
		{name: "the places of sources gone", path: places, nth: 0, harm: gone},
		{name: "the bucket of places gone", path: streams + "KV_MOLVA_PLACES", nth: 0, harm: gone},
		{name: "the whole stream gone", path: "stream", nth: 0, harm: gone, uncounted: "saved="},
		{name: "the database's header", path: database, nth: 0, harm: flip(0)},
		{name: "a bit in the middle of the database", path: database, nth: 0, harm: flip(0.5), anywhere: true},
		{name: "a page of zeros in the database", path: database, nth: 0, harm: zero(0.5)},
		{name: "the database's end cut off", path: database, nth: 0, harm: cut(0.7), refuses: true},
		{name: "a bit in a sum", path: database, nth: 0, harm: miscount, found: true},
		{name: "a bit in a text", path: database, nth: 0, harm: misspell}, // no number is wrong, and nothing is missing
		{name: "the database empty", path: database, nth: 0, harm: cut(0)},
		{name: "the database gone, its log left", path: database, nth: 0, harm: gone},
		{name: "the database gone with all beside it", path: "molva.db*", nth: -2, harm: gone},
		{name: "a bit in the database's log", path: wal, nth: 0, harm: flip(0.5)},
		{name: "a page of zeros in the database's log", path: wal, nth: 0, harm: zero(0.3)},
		{name: "the database's log cut", path: wal, nth: 0, harm: cut(0.5)},
		{name: "the database's log gone", path: wal, nth: 0, harm: gone},
		{name: "the database's shared memory", path: "molva.db-shm", nth: 0, harm: flip(0.01)},
		{name: "the lock gone", path: "store.lock", nth: 0, harm: gone},
	}
}

// flip turns one bit over, at a share of the file's length.
func flip(at float64) func(*testing.T, string) {
	return func(t *testing.T, path string) { change(t, path, at, 1, func(b []byte) { b[0] ^= 0x10 }) }
}

// zero overwrites a page.
func zero(at float64) func(*testing.T, string) {
	return func(t *testing.T, path string) { change(t, path, at, 8192, func(b []byte) { clear(b) }) }
}

// miscount changes a sum to another that SQLite finds as good.
func miscount(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), `PRAGMA ignore_check_constraints = ON; UPDATE sum_hour SET positive = positive | 64 WHERE hour = (SELECT min(hour) FROM sum_hour)`); err != nil {
		t.Fatal(err)
	}
}

// misspell turns one bit over in a word that somebody wrote.
func misspell(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("is wonderful, I love the sound"))
	if at < 0 {
		t.Fatal("the database has no such text")
	}
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// cut leaves a share of the file.
func cut(share float64) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		if err := os.Truncate(path, int64(share*float64(size(t, path)))); err != nil {
			t.Fatal(err)
		}
	}
}

func gone(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, path string, at float64, n int, do func([]byte)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n = min(n, len(b))
	from := min(int(at*float64(len(b))), len(b)-n)
	if n > 1 {
		from -= from % n // where pages begin
	}
	do(b[from : from+n])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// judge starts the program on what is damaged and lets it go on: it takes new mentions, ends, and is checked.
func judge(t *testing.T, h Home, l *Ledger, d damage) {
	t.Helper()
	began := time.Now()
	p, err := h.TryStart(t)
	if err != nil {
		wantRefusal(t, err.Error(), h.Database())
		return
	}
	if d.refuses {
		t.Error("the program started on a database that cannot be read")
	}
	more := &letters{l, 5_000}
	more.send(t, p, 100)
	waitFor(t, h, "shop:p5099", p) // what lies before it in the stream is settled by then
	missing := h.missing(t, l)
	p.Stop(t)
	t.Logf("%d missing after %v", missing, time.Since(began))
	if log := p.Log(t); strings.Contains(log, "goroutine ") {
		t.Errorf("a panic: %s", log)
	}
	if missing == 0 && !d.found && !d.anywhere {
		h.Check(t, l)
		return
	}
	verify := h.Run(t, "verify")
	t.Logf("verify: %d %s", verify.Code, verify.Out)
	if missing == 0 && d.anywhere && verify.Code == 0 {
		h.Check(t, l)
		return
	}
	if d.found || missing == 0 && d.anywhere {
		if verify.Code != 3 {
			t.Errorf("verify does not see that a number is wrong, exit code %d: %s", verify.Code, verify.Out)
		}
		return
	}
	wantNamed(t, missing, verify.Out, p.Log(t), d)
}

// wantRefusal wants a refusal that names the file and says what to do, rather than a stack trace.
func wantRefusal(t *testing.T, said, path string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(said), "\n")
	last := lines[len(lines)-1]
	t.Logf("refused: %s", last)
	if !strings.HasPrefix(last, "molva: ") || !strings.Contains(last, path) || !strings.Contains(last, "restore a backup") || strings.Contains(said, "goroutine ") {
		t.Errorf("refused with %s, want one line that names %s and says what to do", said, path)
	}
}

// wantNamed wants every mention that is missing among those that verify says were lost; where nobody can count them, the
// log must say after which message they were.
func wantNamed(t *testing.T, missing int, found, log string, d damage) {
	t.Helper()
	named := 0
	for _, m := range regexp.MustCompile(`(\d+) accepted messages are gone from the stream`).FindAllStringSubmatch(found, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		named += n
	}
	switch {
	case d.uncounted != "":
		if !strings.Contains(log, d.uncounted) {
			t.Errorf("%d mentions are missing and the log does not say %q: %s", missing, d.uncounted, log)
		}
	case named < missing || named > missing+inFile: // notes are messages, too
		t.Errorf("%d mentions are missing and verify names %d: %s", missing, named, found)
	}
}

// missing counts what was acknowledged and is not stored.
func (h Home) missing(t *testing.T, l *Ledger) (n int) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	have := keys(t, db)
	for key, s := range l.all() {
		if s.Fate == Acked && have[key] == 0 {
			n++
		}
	}
	return n
}

func waitFor(t *testing.T, h Home, mention string, p *Process) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	// Of what cannot be saved every mention is found by halving, and each try that fails reads the complaint books again.
	for end := time.Now().Add(90 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var n int
		err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM v_mention WHERE id = ?`, mention).Scan(&n)
		if n > 0 {
			return
		}
		if time.Now().After(end) {
			_, reasons, _ := p.Readiness(t)
			t.Fatalf("a new mention is not stored after 90 s: %v, readiness says %q: %s", err, reasons, p.Log(t))
		}
	}
}

// copied is a home with the same configuration and data.
func copied(t *testing.T, from Home) Home {
	t.Helper()
	to := from
	to.Dir = t.TempDir()
	err := filepath.WalkDir(from.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		there := filepath.Join(to.Dir, strings.TrimPrefix(path, from.Dir))
		switch {
		case d.IsDir():
			return os.MkdirAll(there, 0o700)
		case !d.Type().IsRegular():
			return nil // the socket of the program that was killed
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(there, b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// fork is a ledger that begins with what another has.
func fork(t *testing.T, from *Ledger) *Ledger {
	t.Helper()
	l := NewLedger(t)
	for key, s := range from.all() {
		l.sent[key] = &s
		if s.Fate == Acked {
			l.acks++
		}
	}
	return l
}
