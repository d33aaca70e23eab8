package proof

// eraseMutants leave something of what was to be erased.
var eraseMutants = []mutant{
	{
		name:  "erased messages are deleted and not written over",
		edits: []Edit{{"ingest/stream/erase.go", "have.SecureDeleteMsg(", "have.DeleteMsg("}},
		pkg:   "molva/cmd/proof", test: "TestErasure",
		seen: "thirteen marks in 1.blk",
	},
	{
		name:  "the pages of the database are left as they are",
		edits: []Edit{{"store/erase_pages.go", "`VACUUM`", "`SELECT 1`"}},
		pkg:   "molva/cmd/proof", test: "TestErasure",
		seen: "every mark in molva.db",
	},
	{
		name:  "the search index keeps its words",
		edits: []Edit{{"store/erase_pages.go", "VALUES ('optimize')", "VALUES ('merge=0,2')"}},
		pkg:   "molva/cmd/proof", test: "TestErasure",
		seen: "three marks in molva.db, in the search index",
	},
	{
		name:  "what was refused stays in the stream",
		edits: []Edit{{"cmd/molva/erase_again.go", "barred == nil {", "barred != nil || barred == nil {"}},
		pkg:   "molva/cmd/proof", test: "TestErasure",
		seen: "what was refused stays in the stream for 20 s",
	},
	{
		name:  "letters keep what they quoted",
		edits: []Edit{{"store/erase_scrub.go", "\t{\"outbox\", \"payload\", true},\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestErasure",
		seen: "three marks in molva.db",
	},
	{
		name:  "an erasure that was cut off is forgotten",
		edits: []Edit{{"cmd/molva/house.go", "l.start(ctx, \"erasure\", h.eraseBegun)", "_ = h.eraseBegun"}},
		pkg:   "molva/cmd/proof", test: "TestErasureKilled",
		seen: "what was begun is not done after 20 s",
	},
}
