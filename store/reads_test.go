package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

func note(seq uint64, n ingest.Note) classify.Result {
	return classify.Result{Item: stream.Item{Seq: seq, Source: n.Source, Kind: stream.Note}, Note: &n}
}

func TestSources(t *testing.T) {
	db := open(t)
	at := func(m int) time.Time { return now.Add(time.Duration(m) * time.Minute) }
	state := func(s ingest.SourceState) *ingest.SourceState { s.Network = "vk"; return &s }
	save(t, db,
		note(1, ingest.Note{Source: "wall", At: at(1), State: state(ingest.SourceState{State: ingest.OK, LastItem: at(0), LastTry: at(1), Every: time.Minute, Quiet: time.Hour})}),
		note(2, ingest.Note{Source: "wall", At: at(3), Gap: "the network forgot", State: state(ingest.SourceState{State: ingest.Waiting, LastTry: at(3), WaitUntil: at(9), Error: "slow down"})}),
		note(3, ingest.Note{Source: "wall", At: at(2), Gap: "an older loss", State: state(ingest.SourceState{State: ingest.Blind})}),
		note(4, ingest.Note{Source: "file", At: at(2), State: &ingest.SourceState{Network: "file", State: ingest.Done}}),
	)
	got, err := db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sources", got, []store.SourceRow{
		{ID: "file", SourceState: ingest.SourceState{Network: "file", State: ingest.Done}},
		{ID: "wall", Gap: "the network forgot", GapAt: at(3), SourceState: ingest.SourceState{
			Network: "vk", State: ingest.Waiting, LastItem: at(0), LastTry: at(3), WaitUntil: at(9), Error: "slow down"}},
	})
}

// TestRetire: a source that left the configuration is done, whatever was wrong with it; an old word of it changes nothing.
func TestRetire(t *testing.T) {
	db := open(t)
	blind := func(source string) ingest.Note {
		return ingest.Note{Source: source, At: now.Add(-time.Hour), State: &ingest.SourceState{
			Network: "vk", State: ingest.Blind, Error: "access denied", Every: time.Minute, Expires: now}}
	}
	save(t, db, note(1, blind("wall")), note(2, blind("search")))
	if err := db.Retire(t.Context(), []string{"search"}); err != nil {
		t.Fatal(err)
	}
	save(t, db, note(3, blind("wall")))
	got, err := db.Sources(t.Context())
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	if wall := got[1]; wall.State != ingest.Done || wall.Error != "" || !wall.Expires.IsZero() || wall.Every != 0 {
		t.Errorf("the retired one is %+v", wall)
	}
	if search := got[0]; search.State != ingest.Blind || search.Error == "" {
		t.Errorf("the one that stays is %+v", search)
	}
}

// TestGapsThatOverlapAPeriod: a loss belongs to every period that it reaches into.
func TestGapsThatOverlapAPeriod(t *testing.T) {
	db := open(t)
	at := func(m int) time.Time { return now.Add(time.Duration(m) * time.Minute) }
	known := store.Gap{Source: "wall", From: at(10), At: at(30), Why: "away for longer than the network looks back"}
	unknown := store.Gap{Source: "wall", At: at(20), Why: "the network forgot"}
	for i, g := range []store.Gap{known, unknown, {Source: "file", From: at(50), At: at(40), Why: "the clocks differ"}} {
		save(t, db, note(uint64(i+1), ingest.Note{Source: g.Source, At: g.At, Gap: g.Why, GapFrom: g.From}))
	}
	for _, test := range []struct {
		from, to int
		want     []store.Gap
	}{
		{0, 10, nil},
		{0, 11, []store.Gap{known}},
		{20, 25, []store.Gap{unknown, known}},
		{21, 30, []store.Gap{known}},
		{30, 31, []store.Gap{known}},
		{31, 60, []store.Gap{{Source: "file", At: at(40), Why: "the clocks differ"}}},
	} {
		got, err := db.Gaps(t.Context(), store.Period{From: at(test.from), To: at(test.to)})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprint("gaps from ", test.from, " to ", test.to), got, test.want)
	}
	rows, err := db.Sources(t.Context())
	if err != nil || len(rows) != 0 {
		t.Errorf("sources are %v, %v: none reported", rows, err)
	}
}

// TestWhatASourceSpent: quotas, the end of the credentials and how far the past was read come back as they were told.
func TestWhatASourceSpent(t *testing.T) {
	db := open(t)
	state := ingest.SourceState{Network: "youtube", State: ingest.OK, Expires: now.Add(time.Hour),
		Spent: []ingest.Spent{{Quota: ingest.Quota{Name: "searches", Max: 100, Window: ingest.PerDay}, Used: 3, Until: now, Total: 40}},
		Back:  &ingest.Back{Span: ingest.Span{From: now.Add(-time.Hour), To: now}, Cursor: "p2", Reached: now}}
	save(t, db, note(1, ingest.Note{Source: "tube", At: now, State: &state}))
	got, err := db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sources", got, []store.SourceRow{{ID: "tube", SourceState: state}})
	save(t, db, note(2, ingest.Note{Source: "tube", At: now, State: &ingest.SourceState{Network: "youtube", State: ingest.OK}}))
	if got, err = db.Sources(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "sources later", got, []store.SourceRow{{ID: "tube", SourceState: ingest.SourceState{Network: "youtube", State: ingest.OK}}})
}

// TestAReportFromTheFutureDoesNotStay: the clock stood a day ahead for a while.
func TestAReportFromTheFutureDoesNotStay(t *testing.T) {
	db := open(t)
	for i, at := range []time.Time{now.Add(24 * time.Hour), now} {
		state := []ingest.Condition{ingest.OK, ingest.Blind}[i]
		save(t, db, note(uint64(i+1), ingest.Note{Source: "wall", At: at, State: &ingest.SourceState{Network: "vk", State: state}}))
	}
	got, err := db.Sources(t.Context())
	if err != nil || len(got) != 1 || got[0].State != ingest.Blind {
		t.Errorf("sources are %+v, %v, want one that is blind", got, err)
	}
}

// A stranger can send as many new reasons as he likes.
func TestReasonsAreBounded(t *testing.T) {
	db := open(t)
	var batch []classify.Result
	for i := range 1000 {
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Source: "hook"}, Rejected: fmt.Sprintf("unknown topic %d %s", i, strings.Repeat("ё", 1000))})
	}
	save(t, db, batch...)
	reasons, err := db.Reasons(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(reasons) > 102 || reasons[0].Text != "(others)" || reasons[0].Count != 900 || len(reasons[1].Text) > 210 {
		t.Errorf("%d reasons, the first is %+v", len(reasons), reasons[0])
	}
}

func TestOutbox(t *testing.T) {
	db := open(t)
	due := now.Add(-time.Hour)
	letter := store.Letter{Key: "daily kestrel 2026-09-27", Kind: "daily", Topic: "kestrel", Notifier: "slack",
		Period: store.Day(due, moscow(t)), Due: due, Payload: []byte(`{"text":"hi"}`)}
	for i, want := range []bool{true, false} {
		if added, err := db.Enqueue(t.Context(), letter); added != want || err != nil {
			t.Fatalf("time %d: added %v, %v", i, added, err)
		}
	}
	waiting := func(at time.Time) []store.Letter {
		t.Helper()
		all, err := db.Letters(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	equal(t, "letters before their time", len(waiting(due.Add(-time.Second))), 0)
	got := waiting(now)[0]
	letter.ID, letter.State, letter.Next = 1, store.Queued, due
	letter.Period = store.Period{From: letter.Period.From.UTC(), To: letter.Period.To.UTC()}
	equal(t, "letter", got, letter)

	got.State, got.Attempts, got.LastError, got.Next = store.Sending, 1, "no answer", now.Add(time.Minute)
	if err := db.Record(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	equal(t, "letters while it waits", len(waiting(now)), 0)
	equal(t, "letter after a try", waiting(now.Add(time.Minute))[0], got)
	got.State, got.RemoteID, got.SentAt = store.Sent, "1727", now
	if err := db.Record(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	equal(t, "letters after it is sent", len(waiting(now.Add(time.Hour))), 0)
	if err := db.Record(t.Context(), store.Letter{ID: 99, State: store.Sent}); err == nil {
		t.Error("a letter that is not there was recorded")
	}
}

func TestDeadLetters(t *testing.T) {
	db := open(t)
	for i := range 4 {
		save(t, db, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Source: "hook", Body: []byte{byte(i)}}, Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}})
	}
	if n, err := db.DropDead(t.Context(), 2, 99); n != 1 || err != nil {
		t.Errorf("dropped %d, %v, want 1", n, err)
	}
	if err := db.Replayed(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	left := func(ids ...int64) (all []int64) {
		for d, err := range db.Dead(t.Context(), ids...) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, d.ID)
		}
		return all
	}
	equal(t, "dead letters", left(), []int64{1, 4})
	equal(t, "dead letters by id", left(3, 4, 99), []int64{3, 4})
	there, err := db.StillDead(t.Context(), 4, 3, 99, 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "those that are still dead", there, []int64{1, 4})
	for _, c := range []struct {
		after  int64
		reason string
		n      int
		want   []int64
		total  int
	}{{0, "", 9, []int64{1, 4}, 2}, {0, "", 1, []int64{1}, 2}, {1, "no JSON", 9, []int64{4}, 2}, {0, "another", 9, nil, 0}} {
		rows, total, err := db.DeadRows(t.Context(), c.after, c.reason, c.n)
		if err != nil || total != c.total {
			t.Errorf("%+v: %d in all, %v", c, total, err)
		}
		var ids []int64
		for _, d := range rows {
			if ids = append(ids, d.ID); d.Bytes != 1 || d.Raw != nil {
				t.Errorf("letter %d is told to have %d bytes", d.ID, d.Bytes)
			}
		}
		equal(t, fmt.Sprintf("rows %+v", c), ids, c.want)
	}
}

// The views are a contract: these columns, in plain SQL, for any client.
func TestViews(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	save(t, db, results(
		said{seq: 1, id: "1", text: "the kestrel broke in my hands today", author: "ann", topics: []string{"kestrel"}, sentiment: classify.Negative, category: classify.ComplaintCategory},
		said{seq: 2, id: "2", network: "telegram", text: "the kestrel broke in my hands today", author: "bob", topics: []string{"kestrel"}, sentiment: classify.Negative, at: "2026-08-05T11:30:00Z"},
	)...)
	save(t, db,
		note(3, ingest.Note{Source: "wall", At: now, State: &ingest.SourceState{Network: "vk", State: ingest.OK, LastTry: now},
			Figures: []ingest.Figure{{Account: "zarya", Network: "vk", Metric: "followers", At: now, Value: 1200},
				{Account: "zarya", Network: "vk", Metric: "joins", At: now, Span: 24 * time.Hour, Value: 0},
				{Account: "zarya", Network: "vk", Post: "-1_7", Metric: "views", At: now, Value: 310}},
			Posts:  []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "-1_7", URL: "https://vk.test/wall-1_7", Form: "photo", Text: "Новая лампа", Published: now}},
			Inputs: []ingest.Input{{Kind: "csat", Topic: "zarya", From: now, To: now.AddDate(0, 1, 0), K: new(0), N: new(20), Source: "survey"}},
			Steps:  []ingest.Step{{Key: "1", Stage: "customer", Topic: "kestrel", At: now, Consent: true, Value: new(10.5), Currency: "RUB"}}}),
		classify.Result{Item: stream.Item{Seq: 4, Source: "hook", Body: []byte("{")}, Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}},
	)
	if _, err := db.Enqueue(t.Context(), store.Letter{Key: "k", Kind: "daily", Due: now}); err != nil {
		t.Fatal(err)
	}
	if err := db.Handle(t.Context(), store.HandleRequest{Mentions: []store.SeenHandling{{Mention: "vk:1"}}, Work: store.InWork, Assignee: new("ben"), By: "ann"}); err != nil {
		t.Fatal(err)
	}
	plain, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	equal(t, "v_complaint", dump(t, plain, "v_complaint"), []string{})
	for _, view := range []struct{ name, want string }{
		{"v_mention", `id=vk:1 network=vk external_id=1 url= author=ann kind= lang=ru published_at=2026-08-05T10:00:00Z seen_at=2026-08-05T10:00:00Z text=the kestrel broke in my hands today thread= duplicate_of=<nil>
id=telegram:2 network=telegram external_id=2 url= author=bob kind= lang=ru published_at=2026-08-05T11:30:00Z seen_at=2026-08-05T11:30:00Z text=the kestrel broke in my hands today thread= duplicate_of=vk:1`},
		{"v_opinion", `mention_id=vk:1 topic=zarya sentiment=negative p_negative=0.7 p_neutral=0.2 p_positive=0.1 category=complaint counted=1 complaint_id=c1 labelled_by=model:test-1 published_at=2026-08-05T10:00:00Z
mention_id=vk:1 topic=kestrel sentiment=negative p_negative=0.7 p_neutral=0.2 p_positive=0.1 category=complaint counted=1 complaint_id=c1 labelled_by=model:test-1 published_at=2026-08-05T10:00:00Z
mention_id=telegram:2 topic=zarya sentiment=negative p_negative=0.7 p_neutral=0.2 p_positive=0.1 category=other counted=0 complaint_id=c1 labelled_by=model:test-1 published_at=2026-08-05T11:30:00Z
mention_id=telegram:2 topic=kestrel sentiment=negative p_negative=0.7 p_neutral=0.2 p_positive=0.1 category=other counted=0 complaint_id=c1 labelled_by=model:test-1 published_at=2026-08-05T11:30:00Z`},
		{"v_hour", `topic=zarya hour=2026-08-05T10:00:00Z network=vk lang=ru negative=1 neutral=0 positive=0
topic=kestrel hour=2026-08-05T10:00:00Z network=vk lang=ru negative=1 neutral=0 positive=0`},
		{"v_week", `topic=zarya week=2026-08-03 network=vk negative=1 neutral=0 positive=0
topic=kestrel week=2026-08-03 network=vk negative=1 neutral=0 positive=0`},
		{"v_handling", `mention_id=vk:1 state=work assignee=ben changed_by=ann changed_at=2026-09-28T06:00:00Z`},
		{"v_community", `account=zarya network=vk metric=followers at=2026-09-28T06:00:00Z value=1200 span_seconds=0
account=zarya network=vk metric=joins at=2026-09-28T06:00:00Z value=0 span_seconds=86400`},
		{"v_post", `account=zarya network=vk post=-1_7 url=https://vk.test/wall-1_7 form=photo author= text=Новая лампа published_at=2026-09-28T06:00:00Z deleted=0`},
		{"v_post_figure", `account=zarya network=vk post=-1_7 metric=views at=2026-09-28T06:00:00Z value=310`},
		{"v_input", `kind=csat topic=zarya since=2026-09-28T06:00:00Z until=2026-10-28T06:00:00Z value=<nil> k=0 n=20 currency= assumed=0 source=survey per= tax=`},
		{"v_step", `stage=customer topic=kestrel at=2026-09-28T06:00:00Z consent=1 value=10.5 currency=RUB`},
		{"v_outbox", `id=1 kind=daily due_at=2026-09-28T06:00:00Z state=queued attempts=0 last_error= sent_at=<nil> remote_id=`},
		{"v_dead", `id=1 stage=decode reason=no JSON at=2026-09-28T06:00:00Z bytes=1`},
		{"v_intake", `source=hook received=1 stored=0 duplicate=0 updated=0 unmatched=0 rejected=0 dead=1 erased=0
source=src-telegram received=1 stored=1 duplicate=0 updated=0 unmatched=0 rejected=0 dead=0 erased=0
source=src-vk received=1 stored=1 duplicate=0 updated=0 unmatched=0 rejected=0 dead=0 erased=0`},
		{"v_source", `source=wall network=vk state=ok last_item_at=<nil> last_try_at=2026-09-28T06:00:00Z wait_until=<nil> error=`},
	} {
		want := strings.Split(view.want, "\n")
		slices.Sort(want)
		equal(t, view.name, dump(t, plain, view.name), want)
	}
}

// dump prints a view as column=value, a line for each row, sorted.
func dump(t *testing.T, db *sql.DB, view string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT * FROM `+view)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for i, c := range columns {
			line = append(line, fmt.Sprint(c, "=", *values[i].(*any)))
		}
		lines = append(lines, strings.Join(line, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}
