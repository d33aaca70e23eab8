package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// What every method of the store does for whoever sees only some topics. A new one has to be put into one of the lists.
var (
	// narrowing are those that tell of what may be seen, and of nothing else.
	narrowing = words(`Accounts Acts Arrivals Attention Authors ByNetwork Cell Cells CellsByNetwork Censuses Complaint Complaints Corrected Count
		CountNetworks Courses Exchanges Figures FiguresPage Find Gaps Handled HandlingLog Hours Incident Incidents Inputs Judgements
		KnownUntil LabelCount Labels Latest Loud Mapped MeasuredPosts MemberSet Members Mention Mentions MostSeen Mutes Newcomers OpenDraws
		OpenIncidents Pairs Paths People Places Posts PostsPage Replies Row Sample Sources Spoken Steps Suggestions Sum Tally Topics Viewed
		Watched Weeks Why`)
	// refusing are those about everything, and the work of the program itself.
	refusing = words(`AddToken AddUser Applied Asked AuditLog Backup Barred BeginErasure ChangeUser Corrections Dead DeadRows Doubtful DropDead Due
		Enqueue EraseContact ErasePages EraseRows Erasure Erasures GivenUp Guard Index Intake LetterAt LetterByKey Letters Live LogErased LogMarked
		LookedThrough Marks NextIncident Once Person React Reasons Reclassify Record Replayed Retire RevokeToken Rewind Save SaveIncident Second
		SetTopics Settle StillDead Stored Sweep Tokens Turns Unindexed Unreact Users Verify`)
	// doing are those that change what may be seen; see TestDeedsWithin.
	doing = words(`Acknowledge Act Draw Exclude Handle Label Mute Unlabel Unmute`)
	// silent are those that tell nothing of any topic: who signs in, how much there is, and what the program is made of.
	silent = words(`AddShare Arrived Assignees Audit Begin Close DropBackups ID Newest Peopled Pseudonym PseudonymKey Revision RevokeShare SetPassword
		SetTOTP ShareBy Shares Signing Size Tend TendAll Themes TokenBy UsedToken User UserOf`)
)

func words(text string) []string { return strings.Fields(text) }

func TestEveryMethodKnowsBounds(t *testing.T) {
	listed := slices.Concat(narrowing, refusing, doing, silent)
	methods := reflect.TypeFor[*store.DB]()
	for i := range methods.NumMethod() {
		n := 0
		for _, name := range listed {
			if name == methods.Method(i).Name {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s stands in %d lists of what methods do for those who see only some topics, want one", methods.Method(i).Name, n)
		}
	}
	if len(listed) != methods.NumMethod() {
		t.Errorf("%d methods are listed, there are %d", len(listed), methods.NumMethod())
	}
}

// outside are words that nobody reads who sees kestrel alone.
var outside = words(`canary boreal lumen zarya заря`)

// told is a store in which much is said of kestrel, and as much of others.
func told(t *testing.T) *store.DB {
	t.Helper()
	db := open(t)
	var all []classify.Result
	for i := range 12 {
		topic, word := "kestrel", "own"
		if i%2 == 1 {
			topic, word = []string{"boreal", "lumen"}[i/2%2], "canary"
		}
		s := said{seq: uint64(i + 1), id: fmt.Sprint(word, i), author: fmt.Sprint(word, "-author", i%4), text: "Курьер не приехал, заказ так и не привезли " + word, topics: []string{topic},
			sentiment: classify.Negative, category: "complaint", at: fmt.Sprintf("2026-09-%02dT10:00:00Z", 10+i), likes: int64(10 + i)}.result()
		m := &s.Tagged.Mention
		m.Title, m.URL, m.Thread, m.Author.Name, m.Author.Followers = word, "https://vk.example/"+word, word, word, new(int64(1000+i))
		if i > 3 {
			m.Parent, m.Context = fmt.Sprint(word, i-2), word
		}
		all = append(all, s)
	}
	save(t, db, all...)
	save(t, db, classify.Result{Item: all[1].Item, Failure: &classify.Failure{Stage: "read", Reason: "canary"}})
	for i, word := range []string{"own", "canary"} {
		topic := []string{"kestrel", "boreal"}[i]
		value := 5.0
		post := ingest.AccountPost{Account: word, Network: "vk", ID: word, Text: word, URL: "https://vk.example/" + word, Form: "text", Published: at(-3)}
		save(t, db, note(uint64(20+i), ingest.Note{Source: "wall" + fmt.Sprint(i), At: now, Posts: []ingest.AccountPost{post},
			Figures: []ingest.Figure{{Account: word, Network: "vk", Metric: "followers", At: at(-3), Value: 7}, {Account: word, Network: "vk", Post: word, Metric: "views", At: at(-2), Value: 7}},
			Members: []ingest.Members{{Account: word, Network: "vk", Set: word, At: at(-2), IDs: numbered(0, 5000), Last: true}},
			Inputs:  []ingest.Input{{Kind: "spend", Topic: topic, From: at(-48), To: at(0), Value: &value, Currency: "RUB", Source: word}},
			Steps:   []ingest.Step{{Key: word, Stage: word, Topic: topic, At: at(-5), Consent: true}},
			Gap:     word, State: &ingest.SourceState{Network: "vk", State: ingest.Waiting, LastTry: now, WaitUntil: at(1), Error: word},
		}))
	}
	discussed(t, db)
	return db
}

// discussed adds what people did.
func discussed(t *testing.T, db *store.DB) {
	t.Helper()
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, word := range []string{"own", "canary"} {
		topic, key := []string{"kestrel", "boreal"}[i], fmt.Sprint("vk:", word, i)
		label(t, db, store.Label{Mention: key, Topic: topic, Purpose: store.Corrected, Labeller: word, Sentiment: good})
		_, muted := db.Mute(t.Context(), store.Mute{Kind: "spike", Topic: topic, From: now, Until: at(3), By: word, Why: word})
		_, drawn := db.Draw(t.Context(), store.DrawRequest{Topic: topic, N: 2, Purpose: store.Sampled, Seed: 3})
		handled := db.Handle(t.Context(), store.HandleRequest{Mentions: []store.SeenHandling{{Mention: key}}, Work: store.InWork, By: word, Note: word})
		one := incident("spike", topic, word)
		for _, err := range []error{muted, drawn, handled, db.SaveIncident(t.Context(), &one)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Whoever sees kestrel is told of it by every method that tells, and of nothing else, whatever they ask.
func TestWhoSeesSomeReadsOfThem(t *testing.T) {
	db := told(t)
	ctx := store.Within(t.Context(), []string{"kestrel"}, store.Account{Account: "own", Network: "vk"})
	meant := 0
	for _, name := range narrowing {
		method := reflect.ValueOf(db).MethodByName(name)
		some, answers := false, 0
		for _, args := range asking(method.Type(), t.Context()) {
			text, err := answered(t, method, args)
			some = some || err == nil && slices.ContainsFunc(outside, func(word string) bool { return strings.Contains(strings.ToLower(text), word) })
		}
		if some {
			meant++
		}
		for _, args := range asking(method.Type(), ctx) {
			text, err := answered(t, method, args)
			if err == nil {
				answers++
			} else {
				text = ""
			}
			for _, word := range outside {
				if i := strings.Index(strings.ToLower(text), word); i >= 0 {
					t.Errorf("%s%v tells %q: …%s…", name, args[1:], word, text[max(0, i-80):min(len(text), i+40)])
				}
			}
			if err != nil && strings.Contains(err.Error(), "canary") && !strings.Contains(fmt.Sprint(args[1:]), "canary") {
				t.Errorf("%s%v: %v", name, args[1:], err)
			}
		}
		if answers == 0 {
			t.Errorf("%s answers nothing to whoever sees kestrel", name)
		}
	}
	if meant < 28 {
		t.Errorf("%d of %d methods tell those who see everything of what others may not see: this test looks at too little", meant, len(narrowing))
	}
}

func TestWhatIsAboutEverythingIsRefused(t *testing.T) {
	db := told(t)
	ctx := store.Within(t.Context(), []string{"kestrel"})
	careful := map[string]func() error{ // they look at what they are given first
		"AddToken": func() error {
			_, err := db.AddToken(ctx, store.Token{Name: "x", Role: "viewer"}, []byte("x"))
			return err
		},
		"AddUser":      func() error { _, err := db.AddUser(ctx, store.NewUser{Name: "x", Role: "viewer"}); return err },
		"Backup":       func() error { return db.Backup(ctx, filepath.Join(t.TempDir(), "backup.db")) },
		"EraseContact": func() error { _, err := db.EraseContact(ctx, store.Contact{Key: "x"}); return err },
		"ErasePages":   func() error { return db.ErasePages(ctx, &store.Erasure{}) },
		"React":        func() error { _, err := db.React(ctx, reacted("+1")); return err },
		"Second":       func() error { return db.Second(ctx, store.Row{}, good, "x") },
		"Unreact":      func() error { _, err := db.Unreact(ctx, "C1", "1727.5", "slack:ANN", "+1"); return err },
	}
	for _, name := range refusing {
		if ask := careful[name]; ask != nil {
			if err := ask(); !errors.Is(err, store.ErrBeyond) {
				t.Errorf("%s: %v, want ErrBeyond", name, err)
			}
			continue
		}
		method := reflect.ValueOf(db).MethodByName(name)
		for _, args := range asking(method.Type(), ctx)[:1] {
			if _, err := answered(t, method, args); !errors.Is(err, store.ErrBeyond) {
				t.Errorf("%s: %v, want ErrBeyond", name, err)
			}
		}
	}
}

// What others see is as it was, whatever is done by whoever does not see it.
func TestDeedsWithin(t *testing.T) {
	db := told(t)
	ctx := store.Within(t.Context(), []string{"kestrel"})
	all, err := db.Complaints(t.Context(), store.ComplaintFilter{Topic: "boreal", All: true})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d complaints, %v", len(all), err)
	}
	for what, deed := range map[string]func() error{
		"acknowledge":  func() error { return db.Acknowledge(ctx, 2, "mallory") },
		"exclude":      func() error { return db.Exclude(ctx, "vk:canary1", "boreal", "mallory", true) },
		"exclude ours": func() error { return db.Exclude(ctx, "vk:own0", "boreal", "mallory", true) },
		"handle": func() error {
			return db.Handle(ctx, store.HandleRequest{Mentions: []store.SeenHandling{{Mention: "vk:canary5"}}, Work: store.Closed, By: "mallory"})
		},
		"label": func() error {
			return refusedOf(db.Label(ctx, []store.Label{{Mention: "vk:canary5", Topic: "boreal", Purpose: store.Corrected, Labeller: "mallory", Sentiment: good}}))
		},
		"unlabel": func() error { return db.Unlabel(ctx, 2, "mallory") },
		"mute": func() error {
			_, err := db.Mute(ctx, store.Mute{Topic: "boreal", From: now, Until: at(3), By: "mallory"})
			return err
		},
		"mute all": func() error { _, err := db.Mute(ctx, store.Mute{From: now, Until: at(3), By: "mallory"}); return err },
		"unmute":   func() error { return db.Unmute(ctx, 2, "mallory") },
		"draw": func() error {
			_, err := db.Draw(ctx, store.DrawRequest{Topic: "boreal", N: 2, Purpose: store.Sampled})
			return err
		},
		"move": func() error {
			_, err := db.Act(ctx, store.Act{What: store.Moved, Mentions: []string{"vk:canary1"}, By: "mallory"})
			return err
		},
		"undo": func() error { _, err := db.Act(ctx, store.Act{What: store.Undone, By: "mallory"}); return err },
		"rename": func() error {
			_, err := db.Act(store.Within(t.Context(), []string{"zarya-no"}), store.Act{What: store.Renamed, ID: all[0].ID, Label: "mallory", By: "mallory"})
			return err
		},
	} {
		if err := deed(); err == nil {
			t.Errorf("%s: it was done", what)
		}
	}
	var marks []string
	for _, name := range narrowing {
		method := reflect.ValueOf(db).MethodByName(name)
		for _, args := range asking(method.Type(), t.Context()) {
			if text, _ := answered(t, method, args); strings.Contains(text, "mallory") {
				marks = append(marks, name)
			}
		}
	}
	if len(marks) > 0 {
		t.Errorf("mallory left traces: %v", marks)
	}
}

// refusedOf is why the only label was not taken.
func refusedOf(applied []store.Applied, err error) error {
	if err == nil && applied[0].Refused != "" {
		return errors.New(applied[0].Refused)
	}
	return err
}
