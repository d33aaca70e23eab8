package proof

// machineMutants are broken where the machine is: its disk, its memory, its clock, its signals, and who else works on it.
var machineMutants = []mutant{
	{
		name:  "the disk is filled to its end",
		edits: []Edit{{"ingest/stream/publish.go", "if free < s.o.MinFree {", "if free < 0 {"}},
		pkg:   "molva/cmd/proof", test: "TestDiskLow",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "a server that met the wall of the disk is not replaced",
		edits: []Edit{{"ingest/stream/send.go", "\t\ts.srv.restart()\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestFileSizeLimit",
		seen: "nothing was taken again within 30 s of room",
	},
	{
		name:  "a locked database is the mentions' fault",
		edits: []Edit{{"store/driver.go", "sqlite3.ErrBusy, sqlite3.ErrLocked, ", ""}},
		pkg:   "molva/cmd/proof", test: "TestDatabaseLocked",
		seen: "another reason for not being ready than the lock",
	},
	{
		name:  "the log of the database stays as large as it ever was",
		edits: []Edit{{"store/connect.go", `, "journal_size_limit = 67108864"`, ""}},
		pkg:   "molva/cmd/proof", test: "TestLongReader",
		seen: "still large 60 s after the reader had gone",
	},
	{
		name:  "what was taken is not saved before the end",
		edits: []Edit{{"cmd/molva/run.go", "\th.drain(inner, 2*time.Second)\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestStop",
		seen: "accepted mentions were not saved by the stop",
	},
	{
		name:  "a lost terminal ends the program",
		edits: []Edit{{"cmd/molva/main.go", "signal.Ignore(syscall.SIGHUP)", "_ = syscall.SIGHUP"}},
		pkg:   "molva/cmd/proof", test: "TestStop",
		seen: "it died, and 20 s were waited in vain",
	},
	{
		name:  "a second signal changes nothing",
		edits: []Edit{{"cmd/molva/main.go", "\t\tsignal.Stop(asked)\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestSecondSignal",
		seen: "it took 3 s and ended with code 0",
	},
	{
		name:  "two programs may have one folder",
		edits: []Edit{{"cmd/molva/lock.go", "syscall.LOCK_EX|syscall.LOCK_NB", "syscall.LOCK_SH|syscall.LOCK_NB"}},
		pkg:   "molva/cmd/proof", test: "TestSecondProcess",
		seen: "a second one ran",
	},
	{
		name:  "everybody may read the database",
		edits: []Edit{{"store/db.go", "f.Chmod(0o600)", "f.Chmod(0o644)"}},
		pkg:   "molva/cmd/proof", test: "TestOwnersAlone",
		seen: "three files named",
	},
	{
		name:  "a hole in the log is passed over",
		edits: []Edit{{"ingest/stream/read.go", "\t\t\tbox.put(ctx, l.hole(next, seq-1))\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestCorruptionAtRest",
		seen: "713 missing, 0 named",
	},
	{
		name:  "nobody remembers how far the stream went",
		edits: []Edit{{"ingest/stream/send.go", "\t\tl.mark.reach(l.Name(), furthest(fresh))\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestCorruptionAtRest",
		seen: "six cases in which 0 of the missing were named",
	},
	{
		name:  "a damaged database is not looked for",
		edits: []Edit{{"store/db.go", "\tif unclean {", "\tif false && unclean {"}},
		pkg:   "molva/cmd/proof", test: "TestCorruptionAtRest",
		seen: "it starts on a database that was cut",
	},
	{
		name:  "a health check always succeeds",
		edits: []Edit{{"cmd/molva/health.go", `return foundError{errors.New("not ready")}`, `_ = foundError{errors.New("not ready")}; return nil`}},
		pkg:   "molva/cmd/proof", test: "TestHealthIsHonest",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "decoding takes what memory it wants",
		edits: []Edit{{"ingest/room.go", "if r.held.Add(n) <= r.max {", "if r.held.Add(n) <= 1<<60 {"}},
		pkg:   "molva/cmd/proof", test: "TestHeavyBodies",
		seen: "686 MiB",
	},
	{
		name:  "a body may take an hour",
		edits: []Edit{{"ingest/webhook/handler.go", "time.Now().Add(s.options.Patience)", "time.Now().Add(time.Hour)"}},
		pkg:   "molva/cmd/proof", test: "TestSlowBodies",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "digests that were missed are posted one by one",
		edits: []Edit{{"alerts/lane.go", "case n.stale(*l):", "case false:"}},
		pkg:   "molva/cmd/proof", test: "TestClockJumps",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "signatures are judged by another clock",
		edits: []Edit{{"ingest/webhook/handler.go", "err = stamp.fresh(s.now())", "err = stamp.fresh(time.Now())"}},
		pkg:   "molva/cmd/proof", test: "TestClockJumps",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "the latest version to arrive wins",
		edits: []Edit{{"store/entry.go", "return e.edited < stored.edited", "return false"}},
		pkg:   "molva/cmd/proof", test: "TestOrderOfArrival",
		seen: "failed; what it said was not kept",
	},
	{
		name:  "an export reads everything before it writes",
		edits: []Edit{{"store/mentions.go", "const pageSize = 500", "const pageSize = 5_000_000"}},
		pkg:   "molva/cmd/proof", test: "TestExport",
		seen: "failed; what it said was not kept",
	},
}
