// Package journey goes through the dashboard of the built program as people do: in a real Chromium, by pointer and again by keyboard
// only, in Russian and in English, on a wide screen and on a narrow one. It has no code of its own beside its tests.
//
// # What is promised, and where it is tried
//
//	what people come for can be done          TestJourneys: a table of errands, in all eight forms with -every, else in four
//	every number opens what it counts         TestEvidence: every link of every page is followed, every count compared with its list
//	strangers' text stays text                TestHostileText: the same world with harmless and with hostile words has the same elements
//	everybody can read and reach it           TestAccessible: axe-core on every page; TestTabOrder: the way of the Tab key
//
// A page that writes to the console, breaks its own policy, asks another host or fails to load something fails its test.
//
// # What it needs
//
// Chromium on the PATH, and MOLVA_AXE, the path of axe.min.js of axe-core (.ci/run brings both). Without them the tests that need
// them are skipped, but for CI=true. Screenshots are left in MOLVA_SHOTS, or where go test -artifacts says.
package journey
