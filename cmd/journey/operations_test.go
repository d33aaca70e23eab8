package journey

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// mutes: an alert is muted for a day with a reason, and the mute ended.
func mutes(x *tab) {
	x.to("/alerts")
	before := x.number(`form[action="/alerts/unmute"] button`)
	why := x.in("a campaign is running", "идёт акция")
	x.fill(`form[action="/alerts/mute"] input[name="why"]`, why)
	x.follow(`form[action="/alerts/mute"] button`, "")
	x.did()
	x.says(why)
	x.shoot("muted")
	x.follow(`form[action="/alerts/unmute"] button`, "")
	x.did()
	if got := x.number(`form[action="/alerts/unmute"] button`); got != before {
		x.Errorf("%d mutes are in force, there were %d", got, before)
	}
}

// bury puts a message among the dead letters, as a failure would, beside the running program.
func (w *world) bury(t testing.TB, source, raw string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(w.data, "molva.db")+"?_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.ExecContext(t.Context(), `INSERT INTO dead (stage, reason, source, run, network, at, raw) VALUES ('classify', ?, ?, '', 'forum', ?, ?)`,
		"the model was away: "+raw, source, time.Now().UnixMilli(), []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
}

// settles: of two dead letters one is sent through the pipe again, and the other dropped for good, which is asked twice.
func settles(x *tab) {
	x.bury(x.T, "file", `{"id":"again","network":"forum","text":"Kestrel came back from the dead","published_at":"2026-09-20T10:00:00Z"}`)
	x.bury(x.T, "file", "\x00\x01 nothing that can be read")
	x.to("/dead")
	before := x.number(`main input[name="id"]`)
	x.shoot("two")
	x.follow(`main a[href^="/dead/"]`, "")
	x.says("back from the dead")
	x.follow(`form[action="/dead/replay"] button`, "")
	x.did()
	x.to("/dead")
	x.press(`main input[name="id"]`, "")
	x.follow(`button[formaction="/dead/drop"]`, "")
	x.shoot("sure")
	x.follow(`form[action="/dead/drop"][method="post"] button`, "")
	x.did()
	if got := x.number(`main input[name="id"]`); got != before-2 {
		x.Errorf("%d dead letters are left of %d", got, before)
	}
}

// draws another evening's work when all is labelled.
func (x *tab) draws() {
	x.Helper()
	if x.number(`form[action="/accuracy/draw"]`) > 0 {
		x.follow(`form[action="/accuracy/draw"] button`, "")
		x.did()
	}
}

// labels: five of a sample are labelled, by the keys that the buttons name or by the buttons, and the last is taken back.
func labels(x *tab) {
	x.to("/accuracy/label?topic=kestrel")
	x.draws()
	const slip = `(document.querySelector('form[action="/accuracy/label"] input[name="mention"]')?.value ?? "")`
	x.shoot("slip")
	for _, key := range []string{"n", "0", "p", x.in("n", "н"), x.in("p", "п")} {
		before := eval[string](x, slip)
		if x.keys {
			x.key(key)
		} else {
			x.press(fmt.Sprintf(`form[action="/accuracy/label"] button[data-key~=%q]`, key), "")
		}
		x.await("the next mention", fmt.Sprintf("%s !== %q", slip, before))
		x.await("the page", `document.readyState === "complete"`)
		x.ready()
		x.draws()
	}
	before := eval[string](x, slip)
	if x.keys {
		x.key(x.in("u", "о"))
	} else {
		x.press(`form[action="/accuracy/undo"] button`, "")
	}
	x.await("the mention before", fmt.Sprintf("%s !== %q", slip, before))
	x.await("the page", `document.readyState === "complete"`)
}
