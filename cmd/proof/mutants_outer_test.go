package proof

// outerMutants are broken where the program meets the world outside: sources, Slack, files, secrets.
var outerMutants = []mutant{
	{
		name:  "a source that fails is asked again at once",
		edits: []Edit{{"ingest/worker.go", "pause := min(firstPause<<min(failures-1, 20), longPause)", "pause := firstPause"}},
		pkg:   "molva/cmd/proof", test: "TestSourceOutages",
	},
	{
		name:  "a source stops when it has caught up",
		edits: []Edit{{"cmd/molva/house.go", "Jitter: rand.Float64,", "Jitter: rand.Float64, Once: true,"}},
		pkg:   "molva/cmd/proof", test: "TestSourceOutages",
	},
	{
		name:  "an error names the port of our end, and is news every time",
		edits: []Edit{{"ingest/fetch/get.go", "\tsame.Source = nil\n", ""}},
		pkg:   "molva/cmd/proof", test: "TestSourceOutages",
	},
	{
		name:  "a source that panics takes the program along",
		edits: []Edit{{"ingest/worker.go", "if p := recover(); p != nil {", "if p := any(nil); p != nil {"}},
		pkg:   "molva/ingest", test: "TestWorkerIsHardToKill",
	},
	{
		name:  "a loop that panics takes the program along",
		edits: []Edit{{"cmd/molva/rooms.go", "err := safely(ctx, loop)", "err := loop(ctx)"}},
		pkg:   "molva/cmd/molva", test: "TestLoopsGoOn",
	},
	{
		name:  "five tries of what hangs take longer than five seconds",
		edits: []Edit{{"classify/guard.go", "g.patience = 600 * time.Millisecond", "g.patience = 1100 * time.Millisecond"}},
		pkg:   "molva/cmd/molva", test: "TestPoisonHoldsNobodyUp",
	},
	{
		name: "a digest that hangs when the program is killed is taken for sent",
		edits: []Edit{{"alerts/deliver.go", "l.State, l.Attempts = store.Sending, l.Attempts+1",
			"l.State, l.Attempts = store.Sent, l.Attempts+1"}},
		pkg: "molva/cmd/proof", test: "TestSlackOutages",
	},
	{
		name:  "only the letter that was throttled waits",
		edits: []Edit{{"alerts/lane.go", "until := later(now, err, now)", "until := now"}},
		pkg:   "molva/cmd/proof", test: "TestSlackOutages",
	},
	{
		name:  "nobody looks whether a digest arrived",
		edits: []Edit{{"alerts/deliver.go", "\tcase at.ID != \"\":\n", "\tcase at.ID == \"never\":\n"}},
		pkg:   "molva/cmd/proof", test: "TestSlackOutages",
	},
	{
		name: "a backup has its name before it is whole",
		edits: []Edit{{"store/backup.go", "os.CreateTemp(filepath.Dir(to), filepath.Base(to)+\".*.part\")", "os.Create(to)"},
			{"store/backup.go", "\tdefer os.Remove(part.Name())\n", ""},
			{"store/backup.go", "if err := os.Link(part.Name(), to); err != nil {", "if err := error(nil); err != nil {"}},
		pkg: "molva/cmd/proof", test: "TestBackups",
	},
	{
		name: "a backup is a copy of the file, without its log",
		edits: []Edit{{"store/backup.go", "if err := vacuumInto(ctx, from, part.Name()); err != nil {",
			"if b, err := os.ReadFile(from); err != nil || vacuumInto == nil {\n\t\treturn err\n\t} else if err := os.WriteFile(part.Name(), b, 0o600); err != nil {"}},
		pkg: "molva/cmd/proof", test: "TestBackups",
	},
	{
		name:  "a database of a newer program is opened",
		edits: []Edit{{"store/migrate.go", "\tcase have > len(steps):\n", "\tcase have > len(steps)+99:\n"}},
		pkg:   "molva/cmd/proof", test: "TestUpgrade",
	},
	{
		name: "an error of a source holds the whole address",
		edits: []Edit{{"ingest/fetch/get.go", `return fmt.Errorf("%s%s: %w", strings.ToLower(e.Op), host, Scrub(e.Err))`,
			`return fmt.Errorf("%s%s: %w", strings.ToLower(e.Op), host, err)`}},
		pkg: "molva/cmd/proof", test: "TestSecretsStayInside",
	},
	{
		name:  "an error of Slack's webhook holds its address",
		edits: []Edit{{"alerts/post/known.go", "\t\terr = outer.Err\n", "\t\terr = outer\n"}},
		pkg:   "molva/cmd/proof", test: "TestSecretsStayInside",
	},
	{
		name:  "what Slack answers is repeated",
		edits: []Edit{{"alerts/slack/client.go", "\t\treturn \"an unknown error\"\n", "\t\treturn answer.Err\n"}},
		pkg:   "molva/cmd/proof", test: "TestSecretsStayInside",
	},
	{
		name:  "a mistake in the configuration is quoted",
		edits: []Edit{{"config/decode.go", "\treturn \"one value\"\n", "\treturn strconv.Quote(n.GetToken().Value)\n"}},
		pkg:   "molva/cmd/proof", test: "TestSecretsStayInside",
	},
	{
		name:  "sources may dial whatever they like",
		edits: []Edit{{"ingest/fetch/guard.go", "return d.guarded.DialContext(ctx, network, addr)", "return d.open.DialContext(ctx, network, addr)"}},
		pkg:   "molva/cmd/proof", test: "TestNothingInwardIsReached",
	},
}
