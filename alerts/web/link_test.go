package web

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/store"
)

// The door's own pages tell nothing of what is stored, and those about somebody are for them alone.
func TestTheDoorsPagesTellNothing(t *testing.T) {
	db := talked(t)
	h := guarded(t, db)
	d, err := door.New(door.Options{DB: db, Printer: h.site.Printer, Asset: h.site.Asset, Now: time.Now, Log: h.Log, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	some := askers(t, db)[:2]
	for _, pattern := range d.Routes() {
		method, targets := places(pattern)
		for _, a := range some {
			w := answer(h, method, targets[0], a.header)
			said := strings.ToLower(w.Body.String())
			if w.Code >= 500 || strings.Contains(said, seen) || strings.Contains(said, hidden) {
				t.Errorf("%s at %s: %d %.300s", a.name, pattern, w.Code, said)
			}
			if strings.Contains(pattern, door.MePath) && w.Code < 300 {
				t.Errorf("%s at %s: %d", a.name, pattern, w.Code)
			}
		}
	}
}

// Whoever holds a link reads its page, as whoever made it sees it, and nothing else.
func TestALinkLeadsToOnePage(t *testing.T) {
	db := talked(t)
	h := guarded(t, db)
	value, err := access.Link(rand.Reader)
	if err == nil {
		_, err = db.AddShare(t.Context(), store.Share{Path: "/mentions?topic=kestrel", Topics: []string{"kestrel"}, By: "marina", Until: now.Add(time.Hour)}, access.Sum(value))
	}
	if err != nil {
		t.Fatal(err)
	}
	w := answer(h, "GET", door.SharePath+value, "")
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		t.Fatalf("the link: %d", w.Code)
	}
	cookie := w.Result().Cookies()[0]
	page := answer(h, "GET", "/mentions?topic=kestrel", "", cookie)
	said := strings.ToLower(page.Body.String())
	if page.Code != http.StatusOK || !strings.Contains(said, seen) || strings.Contains(said, hidden) {
		t.Errorf("its page: %d", page.Code)
	}
	for _, form := range []string{"method=\"post\"", "/sign-out", "share this page", `href="/topics"`} {
		if strings.Contains(said, form) {
			t.Errorf("the page offers %s", form)
		}
	}
	for pattern := range needs {
		method, targets := places(pattern)
		for _, target := range targets {
			if target == "/mentions?topic=kestrel" && method == "GET" {
				continue
			}
			if w := answer(h, method, target, "", cookie); w.Code != http.StatusUnauthorized {
				t.Errorf("%s %s: %d", method, target, w.Code)
			}
		}
	}
}

func TestWhatCanBeShared(t *testing.T) {
	h := guarded(t, talked(t))
	for path, want := range map[string]bool{
		"/": true, "/complaints/c1": true, "/mentions?topic=kestrel": true, "/reports/funnel?at=2026-08-01": true,
		"/mentions.csv": false, "/live": false, "/shares": false, "/settings": false, "/sources": false, "/people": false, "/me": false, "/nowhere": false,
		"/api/v1/topics": false, "/topics/preview": false, "//evil.example": false, "": false,
	} {
		if h.sharing(path) != want {
			t.Errorf("%q can be shared: %v", path, !want)
		}
	}
}
