package stream

import (
	"context"
	"errors"
	"testing"
	"time"
)

func keptBy(t *testing.T, err error, place string, same bool) {
	t.Helper()
	var kept *Kept
	if !errors.As(err, &kept) || kept.Place != place || kept.Same != same {
		t.Errorf("found %v, want it kept at %s, same database: %v", err, place, same)
	}
}

func take(t *testing.T, k *Keeper, over bool) {
	t.Helper()
	if err := k.Take(t.Context(), over); err != nil {
		t.Fatal(err)
	}
	if !k.Holds() {
		t.Error("it was taken and is not held")
	}
}

func TestOneDatabaseIsServed(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	one, two := open(t, "", at(srv)), open(t, "", at(srv))
	first := one.Keeper("db1", "here:/data")
	take(t, first, false)
	keptBy(t, two.Keeper("db2", "there:/data").Take(t.Context(), false), "here:/data", false)
	keptBy(t, two.Keeper("db1", "there:/data").Take(t.Context(), false), "here:/data", true)

	take(t, one.Keeper("db1", "here:/data"), false) // the first was killed, and the folder's lock says so
	keptBy(t, first.renew(t.Context()), "here:/data", true)
	if first.Holds() {
		t.Error("the claim is lost and still held")
	}
}

func TestAnotherDatabaseTakesOverOnPurpose(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv))
	old, young := s.Keeper("db1", "here:/data"), s.Keeper("db2", "there:/data")
	take(t, old, false)
	if err := old.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	keptBy(t, young.Take(t.Context(), false), "here:/data", false) // that it has stopped is no reason to split the mentions
	take(t, young, true)
	keptBy(t, s.Keeper("db1", "here:/data").Take(t.Context(), false), "there:/data", false)
}

func TestACopyTakesThePlaceOfOneThatStopped(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv))
	first, standby := s.Keeper("db1", "here:/data"), s.Keeper("db1", "there:/data")
	take(t, first, false)
	keptBy(t, standby.Take(t.Context(), false), "here:/data", true)
	if err := first.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	take(t, standby, false)
}

func TestACopyTakesThePlaceOfOneThatIsSilent(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv))
	first, standby := s.Keeper("db1", "here:/data"), s.Keeper("db1", "there:/data")
	take(t, first, false)
	keptBy(t, standby.Take(t.Context(), false), "here:/data", true)
	standby.since = standby.since.Add(-voidAfter)
	if err := first.renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	keptBy(t, standby.Take(t.Context(), false), "here:/data", true) // it has spoken meanwhile
	standby.since = standby.since.Add(-voidAfter - time.Second)
	take(t, standby, false)
}

// A claim whose renewal got no answer may have been renewed all the same; that is no reason to give it up.
func TestAClaimOutlivesALostAnswer(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv))
	k := s.Keeper("db1", "here:/data")
	take(t, k, false)
	before := k.revision
	if err := k.renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	k.revision = before
	if err := k.renew(t.Context()); err != nil || !k.Holds() {
		t.Errorf("renew: %v", err)
	}
	if err := s.places.Delete(t.Context(), keeperKey); err != nil {
		t.Fatal(err)
	}
	if err := k.renew(t.Context()); err != nil || !k.Holds() {
		t.Errorf("renew what somebody deleted: %v", err)
	}
}

func TestHoldEndsWithItsContext(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	k := open(t, "", at(srv)).Keeper("db1", "here:/data")
	take(t, k, false)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := k.Hold(ctx); err != nil {
		t.Error(err)
	}
}

func TestAwayOrWrong(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	wrong := Options{URL: srv.ClientURL()} // without the password
	if _, err := Open(t.Context(), wrong); err == nil || errors.Is(err, ErrAway) {
		t.Errorf("a wrong password: %v; waiting does not help", err)
	}
	var o Options
	at(srv)(&o)
	stop(srv)
	if _, err := Open(t.Context(), o); !errors.Is(err, ErrAway) {
		t.Errorf("a server that is down: %v", err)
	}
}
