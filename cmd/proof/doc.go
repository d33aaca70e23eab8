// Package proof holds the built program to its promises: it starts the real binary, feeds it, kills it, starves it of disk
// and locks its database, and then compares what is stored with a ledger of its own.
//
// The parts are small: a [Home] is a folder with a configuration, [Home.Start] runs the program in it, a [Ledger] remembers
// what was sent and what was acknowledged, [Senders] push signed webhooks and write into the ledger, and [Home.Check]
// compares the ledger with the database's views: nothing acknowledged is lost, nothing is there that was never sent or
// stands there twice, every hour's sum is what the ledger adds up to, and the program's own verify agrees.
//
// # What is promised, and where it is tried
//
//	nothing acknowledged is lost        TestCrashMatrix, TestKillAtSyscall; at named steps: cmd/molva TestKilled…, store TestKilled…
//	a 2xx means it is on the disk       TestSyncBeforeAck, TestTaggedBeforeAck: the system calls, since a kill cannot show it
//	nothing is counted twice            TestDuplicateStorm, TestOrderOfArrival, TestRolesGiveTheSame
//	what is lost is named               TestCorruptionAtRest
//	one fault stays one fault           TestDatabaseLocked, TestSourceOutages, TestSlackOutages, TestSlackWebhookOutages
//	a full disk is survived             TestDiskLow, TestDiskFull, TestDatabaseDiskFull, TestKilledOnFullDisk, TestFileSizeLimit, TestDiskErrors
//	memory is bounded                   TestOverload, TestHeavyBodies, TestSlowBodies, TestReaders, TestExport
//	NATS may die, pause, come late      TestServerKilled, TestServerPaused, TestServerComesLater, TestCluster
//	one database is served              TestOneStoreIsServed, TestSecondProcess
//	stop and start are quick            TestStop, TestSecondSignal, TestPaused, TestBench
//	upgrades and backups restore        TestUpgrade, TestBackups, TestLongReader
//	time faults do not corrupt          TestClockJumps
//	health is honest                    TestHealthIsHonest, and beside every outage above
//	secrets stay in, fetches stay out   TestSecretsStayInside, TestNothingInwardIsReached, TestOwnersAlone, TestFolderOfOthers
//	what is erased is gone              TestErasure, TestErasureKilled
//
// # Forms
//
// go test ./... runs what takes seconds; CI=true adds what mostly waits, and allows no test to be skipped. The nightly forms
// are flags of the same tests:
//
//	go test ./cmd/proof -timeout 3h -long             # longer outages, more kills
//	go test ./cmd/proof -run CrashMatrix -kills 1000  # -seed N for other moments
//	go test ./cmd/proof -run Soak -soak 8h -timeout 9h
//	go test ./cmd/proof -run Mutants -mutants -timeout 1h
//
// # Mutants
//
// A test that never failed proves little. The tables in mutants_test.go and its neighbours are deliberately broken builds,
// each with the test that must fail on it and what was seen; without -mutants only their texts are compared with the source, so
// that they cannot rot.
package proof
