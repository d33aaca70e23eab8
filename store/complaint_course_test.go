package store_test

import (
	"testing"

	"molva/classify/cluster"
	"molva/store"
)

// A course has what the list of the same days has, and nothing is told of what is not there.
func TestCourses(t *testing.T) {
	db := openAt(t, t.TempDir()+"/molva.db", tree(t))
	courses, err := db.Courses(t.Context(), []cluster.ID{1, 2}, "", now, 7, 4)
	if err != nil || len(courses) != 0 {
		t.Errorf("courses of nothing: %v, %v", courses, err)
	}
	if _, err := db.Courses(t.Context(), nil, "nobody", now, 1, 1); err == nil {
		t.Error("a topic that there is not has courses")
	}
	if places, err := db.Places(t.Context(), store.Filter{}); err != nil || len(places) != 0 {
		t.Errorf("places of nothing: %v, %v", places, err)
	}
	for _, id := range []string{"vk:1", "", "vk"} {
		if _, ok, err := db.Mention(t.Context(), id); ok || err != nil {
			t.Errorf("mention %q: %v, %v", id, ok, err)
		}
	}
}
