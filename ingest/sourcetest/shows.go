package sourcetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"molva/ingest"
)

// What the fixtures of a network must show together. A section lacks says of each that they do not why the network has none.
const (
	pages         = "pages"          // two or more, each with a cursor of its own
	emptyPage     = "empty page"     // after the last cursor somebody answers, and there is nothing
	deletedAuthor = "deleted author" // a mention without an author's id
	edit          = "edit"           // a mention with the time of its last change
	badItem       = "bad item"       // a rejection, with mentions around it
	slowDown      = "slow-down"      // a section throttled
	expiredToken  = "expired token"  // a section expired
)

// expected lists all of them.
func expected() []string {
	return []string{pages, emptyPage, deletedAuthor, edit, badItem, slowDown, expiredToken}
}

// lack takes a line of a section lacks: WHAT: why.
func (f *fixture) lack(t *testing.T, line string) {
	t.Helper()
	what, why, _ := strings.Cut(line, ": ")
	if !slices.Contains(expected(), what) || strings.TrimSpace(why) == "" {
		t.Fatalf("%s: lacks: %q, want WHAT: why, with one of: %s", f.path, line, strings.Join(expected(), ", "))
	}
	f.lacks = append(f.lacks, what)
}

// complete fails the test for what a network's fixtures neither show nor lack, and for what they say to lack and do show.
func complete(t *testing.T, all []*fixture, start starter) {
	t.Helper()
	var shown, lacks []string
	for _, f := range all {
		shown, lacks = append(shown, f.shows(t, start)...), append(lacks, f.lacks...)
	}
	for _, wrong := range incomplete(shown, lacks) {
		t.Error(wrong)
	}
}

func incomplete(shown, lacks []string) (wrong []string) {
	for _, what := range expected() {
		switch shows, lack := slices.Contains(shown, what), slices.Contains(lacks, what); {
		case !shows && !lack:
			wrong = append(wrong, fmt.Sprintf("no fixture shows %q, and none has a section lacks that says why", what))
		case shows && lack:
			wrong = append(wrong, fmt.Sprintf("a fixture shows %q, which is said to be lacking", what))
		}
	}
	return wrong
}

// shows is what there is in a fixture. What must come of it is what came, or another trial fails.
func (f *fixture) shows(t *testing.T, start starter) []string {
	t.Helper()
	all := f.turned(t, f.reading(start))
	if f.backfill != nil {
		all = append(all, f.turned(t, f.backfilling(start))...)
	}
	for _, line := range slices.Concat(f.outcome.Mentions, f.backfilled, f.refreshed) {
		all = append(all, f.told(t, line)...)
	}
	if len(f.outcome.Rejected) > 0 && len(f.outcome.Mentions) > 0 {
		all = append(all, badItem)
	}
	if len(f.throttled) > 0 {
		all = append(all, slowDown)
	}
	if len(f.expired) > 0 {
		all = append(all, expiredToken)
	}
	return all
}

// told is what one mention shows.
func (f *fixture) told(t *testing.T, line string) (all []string) {
	t.Helper()
	var m ingest.Mention
	if err := json.Unmarshal([]byte(line), &m); err != nil {
		t.Fatalf("%s: %v", f.path, err)
	}
	if !m.Deleted && m.Author.ID == "" {
		all = append(all, deletedAuthor)
	}
	if !m.Deleted && !m.Edited.IsZero() {
		all = append(all, edit)
	}
	return all
}

// turned goes through a course page by page and asks once more after the last.
func (f *fixture) turned(t *testing.T, c *course) (all []string) {
	t.Helper()
	c.try(t, func(tr *trial) {
		var cursors []ingest.Cursor
		whole := tr.read(tr.after, tr.want.Mentions, 0)
		for _, p := range whole.pages {
			if p.Next != "" && !slices.Contains(cursors, p.Next) {
				cursors = append(cursors, p.Next)
			}
		}
		if len(cursors) > 1 {
			all = append(all, pages)
		}
		before := tr.network.answered()
		after := tr.read(whole.next, nil, 0)
		if asked := len(f.replies) == 0 || tr.network.answered() > before; asked && after.err == nil && len(tr.see(tr.t, after).Mentions) == 0 {
			all = append(all, emptyPage)
		}
	})
	return all
}
