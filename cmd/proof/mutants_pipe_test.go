package proof

// pipeMutants are broken where an external stream goes and comes, where roles are split, and where stores could be two.
var pipeMutants = []mutant{
	{
		name:  "reading does not go on after the server has come back",
		edits: []Edit{{"ingest/stream/read.go", "\t\tpause(ctx, retryWait)\n", "\t\t<-ctx.Done()\n"}},
		pkg:   "molva/cmd/proof", test: "TestServerKilled",
		seen: "lost 347 of 348 acknowledged",
	},
	{
		name:  "senders wait for a silent server as long as it takes",
		edits: []Edit{{"ingest/stream/queue.go", "\tif silent {\n", "\tif silent && false {\n"}},
		pkg:   "molva/ingest/stream", test: "TestSilentServerHoldsNobodyLong",
		seen: "held for 3 s, want 1 s",
	},
	{
		name:  "asking whether the connection stands waits for a handshake",
		edits: []Edit{{"ingest/stream/connect.go", "\tif !s.up.Load() {\n", "\tif !s.nc.IsConnected() {\n"}},
		pkg:   "molva/cmd/proof", test: "TestServerPaused",
		seen: "3 of 7 refusals were slow",
	},
	{
		name:  "a server that is cut off from its cluster is not left",
		edits: []Edit{{"ingest/stream/send.go", "\t\tgo s.moveOn()", "\t\t_ = s.moveOn"}},
		pkg:   "molva/cmd/proof", test: "TestCluster",
		seen: "no mention was taken for 15.2 s, want 10 s at most",
	},
	{
		name: "what is tagged twice is appended twice",
		edits: []Edit{{"ingest/stream/publish.go", "id: itemID(&items[i])}",
			"id: itemID(&Item{Seq: uint64(l.s.o.Now().UnixNano()) + uint64(i), Body: items[i].Body})}"}},
		pkg: "molva/cmd/proof", test: "TestRolesGiveTheSame",
		seen: "6,044 received of one source, want 4,840",
	},
	{
		name: "raw messages are acknowledged before they are tagged",
		edits: []Edit{{"ingest/stream/share.go", tagThenAck,
			"\tfor _, m := range msgs {\n\t\tm.Ack()\n\t}\n" + tagThenAck}},
		pkg: "molva/cmd/proof", test: "TestRolesGiveTheSame",
		seen: "8,104 of 9,600 are accounted for",
	},
	{
		name: "the order of arrival is lost where workers share",
		edits: []Edit{{"store/entry.go", "seq: cmp.Or(r.Item.Origin, r.Item.Seq)}",
			"seq: cmp.Or(r.Item.Seq, r.Item.Origin)}"}},
		pkg: "molva/store", test: "TestTheLaterArrivedOfTwoEditsStands",
		seen: "the earlier edit stands",
	},
	{
		name:  "any number of stores is served",
		edits: []Edit{{"ingest/stream/keeper.go", "free := revision == 0 ||", "free := true || revision == 0 ||"}},
		pkg:   "molva/cmd/proof", test: "TestOneStoreIsServed",
		seen: "the second database is served too",
	},
	{
		name:  "a store that lost its place goes on",
		edits: []Edit{{"cmd/molva/keeper.go", "\t\tstop(fault(", "\t\t_ = error(fault("}},
		pkg:   "molva/cmd/proof", test: "TestOneStoreIsServed",
		seen: "it still runs after 20 s",
	},
	{
		name:  "the program ends when its server is not there yet",
		edits: []Edit{{"cmd/molva/lobby.go", "if err == nil || l == nil ||", "if true || err == nil || l == nil ||"}},
		pkg:   "molva/cmd/proof", test: "TestServerComesLater",
		seen: "it ended",
	},
}
