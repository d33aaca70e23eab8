package access

import (
	"context"
	"testing"
)

func TestNobodyMayDoNothing(t *testing.T) {
	for _, least := range append(Roles[:], Nobody) {
		if From(context.Background()).May(least) {
			t.Errorf("nobody may do what %v may", least)
		}
	}
	if (Who{Role: Admin}).May(Nobody) {
		t.Error("what needs no role at all was never decided, and is let through")
	}
}

func TestEachMayWhatTheWeakerMay(t *testing.T) {
	for i, has := range Roles {
		for j, least := range Roles {
			ctx := With(context.Background(), Who{Role: has})
			if got := From(ctx).May(least); got != (i >= j) {
				t.Errorf("%v where %v is needed: %v", has, least, got)
			}
		}
	}
}

func TestRolesAreRead(t *testing.T) {
	for _, r := range Roles {
		var got Role
		text, _ := r.MarshalText()
		if err := got.UnmarshalText(text); err != nil || got != r {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, wrong := range []string{"", "nobody", "Admin", "root"} {
		var got Role
		if err := got.UnmarshalText([]byte(wrong)); err == nil || got != Nobody {
			t.Errorf("%q is read as %v", wrong, got)
		}
	}
}
