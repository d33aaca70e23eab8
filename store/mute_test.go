package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"molva/store"
)

func TestMutes(t *testing.T) {
	db := open(t)
	later := now.Add(2 * time.Hour)
	id, err := db.Mute(t.Context(), store.Mute{Kind: "spike", Topic: "zarya", Until: later, By: "slack:U1", Why: "the sale"})
	if err != nil {
		t.Fatal(err)
	}
	mute := store.Mute{ID: id, Kind: "spike", Topic: "zarya", From: now, Until: later, By: "slack:U1", Why: "the sale"}
	if _, err := db.Mute(t.Context(), store.Mute{Subject: "c12", From: later, Until: later.Add(time.Hour), By: "ann"}); err != nil {
		t.Fatal(err)
	}
	at := func(at time.Time) []store.Mute {
		t.Helper()
		all, err := db.Mutes(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	equal(t, "mutes", at(now), []store.Mute{mute})
	equal(t, "mutes before", len(at(now.Add(-time.Millisecond))), 0)
	if got := at(later); len(got) != 1 || got[0].Subject != "c12" {
		t.Errorf("mutes when the first is over are %+v", got)
	}
	for range 2 {
		if err := db.Unmute(t.Context(), id, "bob"); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "mutes after it was lifted", len(at(now)), 0)
}

func TestMutesThatAreRefused(t *testing.T) {
	db := open(t)
	for want, m := range map[string]store.Mute{
		"want a time after it begins, on 2026-09-28T06:00:00Z": {Until: now, By: "ann"},
		"nobody is named": {Until: now.Add(time.Hour)},
	} {
		if _, err := db.Mute(t.Context(), m); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v gives %v, want %s", m, err, want)
		}
	}
	if err := db.Unmute(t.Context(), 9, "ann"); !errors.Is(err, store.ErrUnknownMute) {
		t.Errorf("lifting nothing gives %v", err)
	}
}
