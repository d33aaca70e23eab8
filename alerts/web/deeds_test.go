package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"molva/alerts/web/access"
	"molva/store"
)

// send sends a form.
func send(h http.Handler, target, header string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", header)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// deed is an act on a thing of each of the two topics.
type deed struct {
	target, what string
	own, other   url.Values
}

// deeds are all that can be done to what belongs to a topic; what they leave behind does not stand in each other's way.
func deeds() []deed {
	one := func(name, own, other string) (url.Values, url.Values) {
		return url.Values{name: {own}}, url.Values{name: {other}}
	}
	on := func(target, what, name, own, other string) deed {
		d := deed{target: target, what: what}
		d.own, d.other = one(name, own, other)
		return d
	}
	counted := deed{"/mentions/count", "mention.count", url.Values{"mention": {"vk:2"}, "topic": {"kestrel"}, "out": {"true"}}, url.Values{"mention": {"vk:3"}, "topic": {"lumen"}, "out": {"true"}}}
	worked := deed{"/mentions/work", "mention.work", url.Values{"mention": {"0 vk:4"}, "state": {"closed"}}, url.Values{"mention": {"0 vk:5"}, "state": {"closed"}}}
	muted := deed{"/alerts/mute", "alert.mute", url.Values{"topic": {"kestrel"}, "hours": {"3"}}, url.Values{"topic": {"lumen"}, "hours": {"3"}}}
	return []deed{counted, worked, muted,
		on("/mentions/judge", "mention.judge", "judge", "positive kestrel vk:6", "positive lumen vk:7"),
		on("/mentions/unjudge", "mention.unjudge", "label", "1", "2"),
		on("/alerts/acknowledge", "alert.acknowledge", "incident", "1", "2"),
		on("/alerts/unmute", "alert.unmute", "mute", "1", "2"),
		on("/accuracy/draw", "accuracy.draw", "topic", "kestrel", "lumen"),
	}
}

// Who sees one topic changes nothing of another; and what is done stands in the audit log with who did it, what and to what.
func TestDeedsOfThoseWhoSeeSome(t *testing.T) {
	db := talked(t)
	h := guarded(t, db)
	all := askers(t, db)
	analyst := all[slices.IndexFunc(all, func(a asker) bool { return !a.who.Everything() && a.who.Role == access.Analyst })]
	for _, d := range deeds() {
		before := logged(t, db)
		if w := send(h, d.target, analyst.header, d.other); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s of another topic: %d", d.target, w.Code)
		}
		if now := logged(t, db); len(now) != len(before) {
			t.Errorf("%s of another topic is in the audit log: %v", d.target, now[0])
		}
		if w := send(h, d.target, analyst.header, d.own); w.Code != http.StatusSeeOther {
			t.Errorf("%s of its own topic: %d %.500s", d.target, w.Code, w.Body)
			continue
		}
		now := logged(t, db)
		if len(now) != len(before)+1 || now[0].What != d.what || now[0].Who != "token:"+analyst.name || now[0].On == "" {
			t.Errorf("%s: the audit log has %+v", d.target, now[:min(len(now), 1)])
		}
	}
}

func logged(t *testing.T, db *store.DB) []store.AuditEntry {
	t.Helper()
	all, err := db.AuditLog(t.Context(), store.AuditWanted{N: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
