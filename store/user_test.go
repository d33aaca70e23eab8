package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"molva/store"
)

// openWhen is open with a clock that goes.
func openWhen(t *testing.T, clock func() time.Time) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: tree(t), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestPeople(t *testing.T) {
	db := open(t)
	if some, err := db.Peopled(t.Context()); err != nil || some {
		t.Fatalf("%v, %v: nobody was let in yet", some, err)
	}
	code := []byte("hash of a code")
	u, err := db.AddUser(t.Context(), store.NewUser{Name: "Марина", Role: "viewer", Topics: []string{"zarya"}, Code: code, Until: now.Add(time.Hour)})
	if err != nil || u.Password || u.Invited.IsZero() || len(u.Topics) != 1 {
		t.Fatalf("%+v, %v", u, err)
	}
	for _, wrong := range []store.NewUser{{Name: "Марина", Role: "viewer"}, {Name: "", Role: "viewer"}, {Name: "a\nb", Role: "viewer"}, {Name: "x", Role: "root"},
		{Name: "x", Role: "viewer", Topics: []string{}}, {Name: "x", Role: "viewer", Topics: []string{"nowhere"}}, {Name: "x", Role: "admin", Topics: []string{"zarya"}}} {
		if u, err := db.AddUser(t.Context(), wrong); err == nil {
			t.Errorf("%+v is let in as %+v", wrong, u)
		}
	}
	if _, err := db.Begin(t.Context(), "Марина", []byte("another"), "phc"); !errors.Is(err, store.ErrWrongCode) {
		t.Errorf("with a wrong code: %v", err)
	}
	u, err = db.Begin(t.Context(), "Марина", code, "phc")
	if err != nil || !u.Password || !u.Invited.IsZero() {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, err := db.Begin(t.Context(), "Марина", code, "other"); !errors.Is(err, store.ErrWrongCode) {
		t.Errorf("a code is good twice: %v", err)
	}
	if err := db.SetTOTP(t.Context(), u.ID, "SECRET", 7); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		step int64
		good bool
	}{{7, false}, {6, false}, {8, true}, {8, false}, {0, true}} {
		if good, err := db.Arrived(t.Context(), u.ID, c.step); err != nil || good != c.good {
			t.Errorf("step %d: %v, %v", c.step, good, err)
		}
	}
	again, k, err := db.Signing(t.Context(), "Марина")
	if err != nil || k.Password != "phc" || k.TOTP != "SECRET" || k.Step != 8 || again.Epoch <= u.Epoch || again.Seen.IsZero() {
		t.Errorf("%+v %+v, %v", again, k, err)
	}
	if _, _, err := db.Signing(t.Context(), "марина"); !errors.Is(err, store.ErrUnknownUser) {
		t.Errorf("another name: %v", err)
	}
}

func TestChangesSignOut(t *testing.T) {
	db := open(t)
	u, err := db.AddUser(t.Context(), store.NewUser{Name: "anton", Role: "agent", Topics: []string{"zarya"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetPassword(t.Context(), u.ID, "phc"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change store.UserChange
		want   func(store.User) bool
	}{
		{"a role", store.UserChange{Role: new("analyst")}, func(u store.User) bool { return u.Role == "analyst" && len(u.Topics) == 1 }},
		{"all topics", store.UserChange{Topics: new([]string(nil))}, func(u store.User) bool { return u.Topics == nil }},
		{"shut out", store.UserChange{Disabled: new(true)}, func(u store.User) bool { return u.Disabled }},
		{"a code", store.UserChange{Code: []byte("c"), Until: now.Add(time.Hour)}, func(u store.User) bool { return !u.Password && !u.TOTP && !u.Invited.IsZero() }},
		{"signed out", store.UserChange{Leave: true}, func(store.User) bool { return true }},
		{"admins see all", store.UserChange{Role: new("admin")}, func(u store.User) bool { return u.Topics == nil }},
	} {
		before, _ := db.User(t.Context(), u.ID)
		after, err := db.ChangeUser(t.Context(), u.ID, c.change)
		if err != nil || !c.want(after) || after.Epoch <= before.Epoch {
			t.Errorf("%s: %+v, %v", c.name, after, err)
		}
	}
	if _, err := db.ChangeUser(t.Context(), 99, store.UserChange{Leave: true}); !errors.Is(err, store.ErrUnknownUser) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := db.ChangeUser(t.Context(), u.ID, store.UserChange{Role: new("root")}); err == nil {
		t.Error("a role that there is not")
	}
}

func TestTokensAreGoodUntil(t *testing.T) {
	at := now
	db := openWhen(t, func() time.Time { return at })
	hash := []byte("hash of a token")
	tok, err := db.AddToken(t.Context(), store.Token{Name: "grafana", Role: "viewer", By: "marina", Until: at.Add(time.Hour)}, hash)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddToken(t.Context(), store.Token{Name: "grafana", Role: "viewer"}, []byte("other")); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("two of a name: %v", err)
	}
	if _, err := db.AddToken(t.Context(), store.Token{Name: "late", Role: "viewer", Until: at}, []byte("third")); err == nil {
		t.Error("one that has expired when it is made")
	}
	if found, err := db.TokenBy(t.Context(), hash); err != nil || found.ID != tok.ID || !found.Used.IsZero() {
		t.Errorf("%+v, %v", found, err)
	}
	if err := db.UsedToken(t.Context(), tok.ID); err != nil {
		t.Fatal(err)
	}
	if found, _ := db.TokenBy(t.Context(), hash); !found.Used.Equal(at) {
		t.Errorf("used %v", found.Used)
	}
	at = at.Add(time.Hour)
	if _, err := db.TokenBy(t.Context(), hash); !errors.Is(err, store.ErrUnknownToken) {
		t.Errorf("after its time: %v", err)
	}
	second, err := db.AddToken(t.Context(), store.Token{Name: "grafana", Role: "agent"}, []byte("fourth"))
	if err != nil {
		t.Fatalf("the name of one that has expired: %v", err)
	}
	if err := db.RevokeToken(t.Context(), second.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := db.TokenBy(t.Context(), []byte("fourth")); !errors.Is(err, store.ErrUnknownToken) {
		t.Errorf("revoked: %v", err)
	}
	if err := db.RevokeToken(t.Context(), 99); !errors.Is(err, store.ErrUnknownToken) {
		t.Errorf("none: %v", err)
	}
	if all, err := db.Tokens(t.Context()); err != nil || len(all) != 2 || all[0].ID != second.ID || !all[0].Revoked {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestSharedLinksEnd(t *testing.T) {
	at := now
	db := openWhen(t, func() time.Time { return at })
	hash := []byte("hash of a link")
	for _, wrong := range []store.Share{{Path: "//evil.example", Until: at.Add(time.Hour)}, {Path: "/", Until: at}, {Path: "/", Until: at.Add(store.MaxShared + time.Hour)}} {
		if _, err := db.AddShare(t.Context(), wrong, []byte("x")); err == nil {
			t.Errorf("%+v is shared", wrong)
		}
	}
	sh, err := db.AddShare(t.Context(), store.Share{Path: "/roi?topic=zarya", By: "marina", Topics: []string{"zarya"}, Until: at.Add(time.Hour)}, hash)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := db.ShareBy(t.Context(), hash); err != nil || found.Path != sh.Path || len(found.Topics) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	if err := db.RevokeShare(t.Context(), sh.ID, "anton"); !errors.Is(err, store.ErrUnknownShare) {
		t.Errorf("somebody ends another's: %v", err)
	}
	if all, err := db.Shares(t.Context(), "anton"); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if err := db.RevokeShare(t.Context(), sh.ID, "marina"); err != nil {
		t.Error(err)
	}
	if _, err := db.ShareBy(t.Context(), hash); !errors.Is(err, store.ErrUnknownShare) {
		t.Errorf("ended: %v", err)
	}
}

func TestAuditLog(t *testing.T) {
	db := open(t)
	for i := range 5 {
		e := store.AuditEntry{Who: "marina", What: []string{"user.add", "users", "mention.label"}[i%3], On: fmt.Sprint(i), From: "192.0.2.1", Detail: map[string]string{"n": fmt.Sprint(i)}}
		if err := db.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	first, err := db.AuditLog(t.Context(), store.AuditWanted{N: 3})
	if err != nil || len(first) != 3 || first[0].On != "4" || first[0].Detail["n"] != "4" || first[0].At.IsZero() {
		t.Fatalf("%+v, %v", first, err)
	}
	rest, err := db.AuditLog(t.Context(), store.AuditWanted{Before: first[2].ID, N: 3})
	if err != nil || len(rest) != 2 || rest[0].On != "1" {
		t.Errorf("%+v, %v", rest, err)
	}
	if some, err := db.AuditLog(t.Context(), store.AuditWanted{What: "user", N: 9}); err != nil || len(some) != 2 {
		t.Errorf("%+v, %v", some, err)
	}
}
