package proof

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	mutate = flag.Bool("mutants", false, "run the deliberately broken builds")
	only   = flag.String("mutant", "", "with -mutants: only those whose names match")
)

// mutants are builds that are broken on purpose, each with the test that must notice. A proof that no broken program fails
// proves nothing. To add one: say what is broken, edit the source as little as does it, and name a test that you have seen
// fail because of it.
var mutants = []mutant{
	{
		name: "senders are answered before the stream has their mentions",
		edits: []Edit{{"ingest/stream/commit.go", "\terr := c.send(ctx, fresh)\n\tc.judge(fresh, err == nil)\n",
			"\tc.settle(batch)\n\terr := c.send(ctx, fresh)\n\tc.judge(fresh, err == nil)\n"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePushedTo/publish",
		seen: "48 of 161 acknowledged mentions lost",
	},
	{
		name: "a publish that failed counts as one that did not",
		edits: []Edit{{"ingest/webhook/webhook.go", "\t\treturn s.unpublished(err)\n",
			"\t\ts.unpublished(err)\n"}},
		pkg: "molva/cmd/proof", test: "TestServerKilled",
		seen: "no request was refused while the server was away, and what was acknowledged then was lost",
	},
	{
		name: "the stream leaves syncing to the system",
		edits: []Edit{{"ingest/stream/server.go", "SyncAlways:             !o.Relaxed,",
			"SyncAlways:             false,"}},
		pkg: "molva/cmd/proof", test: "TestSyncBeforeAck",
		seen: "660 of 660 mentions acknowledged too early",
	},
	{
		name: "the database leaves syncing to the checkpoints",
		edits: []Edit{{"store/connect.go", `"synchronous = FULL"`,
			`"synchronous = NORMAL"`}},
		pkg: "molva/cmd/proof", test: "TestSyncBeforeAck",
		seen: "57 of 58 commits not synced in time",
	},
	{
		name: "the place in the log moves before the mentions are saved",
		edits: []Edit{{"store/save.go", saveInOne, `	err := db.writing(ctx, func(s *session) error {
		_, err := s.exec("INSERT INTO applied (log, seq, at) VALUES (?, ?, 0) ON CONFLICT (log) DO UPDATE SET seq = excluded.seq", log, batch[len(batch)-1].Item.Seq)
		return err
	})
	if err == nil {
		err = db.writing(ctx, func(s *session) error {
			if err := s.remember(); err != nil {
				return err
			}
			return newFiling(s, db.now().UnixMilli()).all("mentions of "+log, batch)
		})
	}
`}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePushedTo/commit",
		seen: "58 to 179 of about 350 acknowledged mentions lost, in 3 of 3 runs; in 0 of 1 when only every second commit was died at",
	},
	{
		name: "the sums have a transaction of their own",
		edits: []Edit{{"store/save.go", saveInOne, `	var late *sums
	err := db.writing(ctx, func(s *session) error {
		if err := s.remember(); err != nil {
			return err
		}
		f := newFiling(s, db.now().UnixMilli())
		late = f.sums
		return f.all(log, batch)
	})
	if err == nil {
		err = db.writing(ctx, func(s *session) error { return late.save(s) })
	}
`}, {"store/save.go", "\tif err := f.sums.save(f.session); err != nil {\n\t\treturn err\n\t}\n",
			""}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePushedTo/commit",
		seen: "the ledger differs: a sum has 6, want 7; so does verify",
	},
	{
		name: "nothing in the schema keeps a key from standing twice",
		edits: []Edit{{"store/migrations/0001_pipe.sql", "CREATE UNIQUE INDEX mention_key",
			"CREATE INDEX mention_key"},
			{"store/rows.go", "ON CONFLICT (network, external_id) DO NOTHING", "ON CONFLICT DO NOTHING"}},
		pkg: "molva/cmd/proof", test: "TestDuplicateStorm",
		seen: "5722 of 6000 mentions doubled",
	},
	{
		name: "a log that was begun anew is read from where the old one was saved",
		edits: []Edit{{"store/save.go", "\t\t_, err := s.exec(`DELETE FROM applied WHERE log = ?`, log)\n",
			"\t\t_, err := s.exec(`SELECT ?`, log)\n"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileRewinding",
		seen: "100 of 400 acknowledged mentions lost",
	},
	{
		name: "mentions that retention removed are forgotten",
		edits: []Edit{{"store/sweep.go", "\tif _, err := f.bar(network, external, goneSwept, f.now); err != nil {\n\t\treturn err\n\t}\n",
			""}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileRemoving",
		seen: "2500 mentions that came again were stored again",
	},
	{
		name: "the stream is trimmed to its end, saved or not",
		edits: []Edit{{"cmd/molva/sweep.go", "\tsaved, err := s.db.Applied(ctx, s.supplier.Name())\n",
			"\tsaved, err := s.from.Last(ctx)\n"}},
		pkg: "molva/cmd/molva", test: "TestRawMentionsWaitForTheStore",
		seen: "0 messages kept before the store has them, want 1",
	},
	{
		name: "a source's cursor moves before its page is published",
		edits: []Edit{{"ingest/emit.go", "\trejected := p.rejected\n\tvar taken, duplicate int\n",
			"\tif err := e.keep(e.ctx, func(place *Place) { place.Cursor = p.Next }); err != nil {\n\t\treturn err\n\t}\n\trejected := p.rejected\n\tvar taken, duplicate int\n"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileFetching/kept",
		seen: "10 of 15 items of a feed lost",
	},
	{
		name: "a raw message is acknowledged before its tagged copy is there, on the wire",
		edits: []Edit{{"ingest/stream/share.go", tagThenAck,
			"\tfor _, m := range msgs {\n\t\tl.reply(ctx, m, nil)\n\t}\n" + tagThenAck}},
		pkg: "molva/cmd/proof", test: "TestTaggedBeforeAck",
		seen: "660 of 660 acknowledged before their tagged copies were on disk",
	},
	{
		name: "a raw message is acknowledged before its tagged copy is there",
		edits: []Edit{{"ingest/stream/share.go", tagThenAck,
			"\tfor _, m := range msgs {\n\t\tl.reply(ctx, m, nil)\n\t}\n" + tagThenAck}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileTagging",
		seen: "82 of 177 acknowledged mentions lost",
	},
	{
		name: "a dead letter is marked as replayed before it is published",
		edits: []Edit{{"cmd/molva/dlq.go", "\tif verb == \"replay\" {\n\t\tif err := r.republish(ctx, d); err != nil {",
			"\tif verb == \"replay\" {\n\t\tif err := r.db.Replayed(ctx, d.ID); err != nil {\n\t\t\treturn err\n\t\t}\n\t\tif err := r.republish(ctx, d); err != nil {"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileReplaying",
		seen: "the letter has left the list and nothing was published",
	},
	{
		name: "a letter is sent before it is written down that it is being sent",
		edits: []Edit{{"alerts/deliver.go", "\tif err := n.DB.Record(ctx, *l); err != nil {\n\t\treturn time.Time{}, err\n\t}\n\tn.step(\"post\")\n",
			"\tn.step(\"post\")\n"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePosting/after_it_is_posted",
		seen: "posted 2 times, want 1",
	},
	{
		name: "a letter is marked as sent before it is sent",
		edits: []Edit{{"alerts/deliver.go", "l.State, l.Attempts = store.Sending, l.Attempts+1",
			"l.State, l.Attempts = store.Sent, l.Attempts+1"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePosting/before_it_is_posted",
		seen: "posted 0 times, want 1",
	},
	{
		name: "nobody looks whether a letter arrived before it is sent again",
		edits: []Edit{{"alerts/deliver.go", "if l.State == store.Sending && l.Manner != store.Over {",
			"if false {"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePosting/after_it_is_posted",
		seen: "posted 2 times, want 1",
	},
	{
		name: "a second try through the webhook is not marked",
		edits: []Edit{{"alerts/deliver.go", "\tcase errors.Is(err, ErrCannotLook):\n\t\tl.RemoteID = repeat\n",
			"\tcase errors.Is(err, ErrCannotLook):\n"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhilePosting/after_the_webhook",
		seen: "post 2 is not marked as a possible repeat",
	},
	{
		name: "a backup has its name from the beginning",
		edits: []Edit{{"store/backup.go", "os.CreateTemp(filepath.Dir(to), filepath.Base(to)+\".*.part\")", "os.Create(to)"},
			{"store/backup.go", "\tdefer os.Remove(part.Name())\n", ""},
			{"store/backup.go", "if err := os.Link(part.Name(), to); err != nil {", "if err := error(nil); err != nil {"}},
		pkg: "molva/cmd/molva", test: "TestKilledWhileBackingUp",
		seen: "a file under the backup's name that is no backup yet, and that a second try trips over",
	},
	{
		name: "a migration is committed before the version is written",
		edits: []Edit{{"store/migrate.go", "\t\tstep.sql,\n",
			"\t\tstep.sql + `;COMMIT; BEGIN`,\n"}},
		pkg: "molva/store", test: "TestKilledWhileUpgrading",
		seen: "version 1 has the tables of version 2",
	},
	{
		name: "the backup before an upgrade is taken after it",
		edits: []Edit{{"store/migrate.go", "\t\tif step.version > 1 {\n\t\t\tif err := db.backupBefore(ctx, step); err != nil {\n\t\t\t\treturn err\n\t\t\t}\n\t\t}\n", ""},
			{"store/migrate.go", "\t\tdb.log.Info(\"database upgraded\"", "\t\tif err := db.backupBefore(ctx, step); err != nil {\n\t\t\treturn err\n\t\t}\n\t\tdb.log.Info(\"database upgraded\""}},
		pkg: "molva/store", test: "TestKilledWhileUpgrading",
		seen: "version 2 without a backup",
	},
	{
		name: "the program is always ready",
		edits: []Edit{{"cmd/molva/http.go", "web.Readiness{Ready: len(reasons) == 0, Reasons: reasons}",
			"web.Readiness{Ready: true, Reasons: nil}"}},
		pkg: "molva/cmd/proof", test: "TestHealthIsHonest/the_disk_is_low",
		seen: "waited 30 s in vain for a word about the disk; TestDatabaseLocked notices too",
	},
}

// Pieces of the source that more than one mutant changes.
const (
	saveInOne = `	err := db.writing(ctx, func(s *session) error {
		if err := s.remember(); err != nil {
			return err
		}
		return newFiling(s, db.now().UnixMilli()).all(log, batch)
	})
`
	tagThenAck = "\terr := l.holding(msgs, func() error { return do(ctx, items) })\n"
)

type mutant struct {
	name      string
	edits     []Edit
	pkg, test string // that must fail
	seen      string // what it said when it was first run
}

// TestMutants holds the table to the source, so that it cannot rot. With -mutants it also builds each broken program and
// runs the test that must notice.
func TestMutants(t *testing.T) {
	wanted := regexp.MustCompile(*only)
	for _, m := range slices.Concat(mutants, outerMutants, pipeMutants, machineMutants, eraseMutants) {
		t.Run(m.name, func(t *testing.T) {
			overlay := Overlay(t, m.edits...)
			if *mutate && wanted.MatchString(m.name) {
				m.run(t, overlay)
			}
		})
	}
}

// run wants the mutant to compile and its test to fail.
func (m mutant) run(t *testing.T, overlay string) {
	began := time.Now()
	if out, err := m.command(t, overlay, "test", "-run", "^$", m.pkg, "molva/cmd/molva").CombinedOutput(); err != nil {
		t.Fatalf("a mutant that cannot be built is caught by nobody: %v\n%s", err, out)
	}
	pattern := "^" + strings.ReplaceAll(m.test, "/", "$/^") + "$"
	out, err := m.command(t, overlay, "test", "-count=1", "-v", "-run", pattern, m.pkg).CombinedOutput()
	if !bytes.Contains(out, []byte("=== RUN   "+m.test+"\n")) {
		t.Fatalf("there is no %s in %s: %v\n%s", m.test, m.pkg, err, out)
	}
	if err == nil {
		t.Fatalf("%s did not notice:\n%s", m.test, out)
	}
	t.Logf("caught in %v:\n%s", time.Since(began).Round(time.Second), complaints(out))
}

// command runs the go command with the overlay, for itself and for whatever the tests build.
func (m mutant) command(t *testing.T, overlay string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, "go", args...)
	c.Env = append(os.Environ(), "GOFLAGS=-overlay="+overlay)
	return c
}

// complaints are the first lines that a failed test said.
func complaints(out []byte) string {
	found := regexp.MustCompile(`(?m)^\s+\w+_test\.go:\d+: .*|^panic: .*`).FindAllString(string(out), 3)
	return strings.Join(found, "\n")
}
