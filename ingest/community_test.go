package ingest_test

import (
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

func TestAPostOfAnAccountIsMadeSafe(t *testing.T) {
	now := time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)
	p := ingest.AccountPost{Account: "zarya", Network: "vk", ID: "7", URL: "javascript:alert(1)", Text: " Новая\x1b[31m лампа\x00 ",
		Author: "ann\nlee", Form: "photo", Published: now.Add(time.Hour)}
	if err := p.Admit(now); err != nil {
		t.Fatal(err)
	}
	if want := (ingest.AccountPost{Account: "zarya", Network: "vk", ID: "7", Text: "Новая[31m лампа", Author: "ann lee", Form: "photo", Published: now}); p != want {
		t.Errorf("the post is %+v, want %+v", p, want)
	}
	p.Deleted = true
	if err := p.Admit(now); err != nil || p.Text+p.Author != "" {
		t.Errorf("of a deleted post %+v is left, %v", p, err)
	}
}

func TestWhatIsNoPostOfAnAccount(t *testing.T) {
	now := time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)
	good := ingest.AccountPost{Account: "zarya", Network: "vk", ID: "7", Published: now}
	for want, change := range map[string]func(*ingest.AccountPost){
		`network is "V K", want 1 to 64 of a-z, 0-9 and -`:                                   func(p *ingest.AccountPost) { p.Network = "V K" },
		"account: id shows nothing":                                                          func(p *ingest.AccountPost) { p.Account = "" },
		"post: id holds a control character":                                                 func(p *ingest.AccountPost) { p.ID = "7\n" },
		"the time is missing or before the year 2000":                                        func(p *ingest.AccountPost) { p.Published = time.Time{} },
		`form is "reel", want one of ["text" "photo" "video" "link" "poll" "story" "other"]`: func(p *ingest.AccountPost) { p.Form = "reel" },
	} {
		p := good
		change(&p)
		if err := p.Admit(now); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestWhatIsNoSetOfPeople(t *testing.T) {
	now := time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)
	good := ingest.Members{Account: "zarya", Network: "vk", Set: "followers", At: now, IDs: []string{"1"}, Last: true}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*ingest.Members){
		`set is "fans", want one of ["followers" "dead" "active"]`: func(m *ingest.Members) { m.Set = "fans" },
		"the time is missing or before the year 2000":              func(m *ingest.Members) { m.At = time.Time{} },
		"span is -1s, want 0 or more":                              func(m *ingest.Members) { m.Span = -time.Second },
		"the id of a member shows nothing":                         func(m *ingest.Members) { m.IDs = []string{"1", "\u200b"} },
		"account: id shows nothing":                                func(m *ingest.Members) { m.Account = " " },
	} {
		m := good
		change(&m)
		if err := m.Check(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestContextIsCut: at a whole grapheme, and without a flag, since the mention itself is as it was.
func TestContextIsCut(t *testing.T) {
	m := ingest.Mention{ID: "1", Network: "vk", Text: "no", Context: "is it\x07 " + strings.Repeat("é", ingest.MaxContext)}
	if err := ingest.Admit(&m, "", time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	want := "is it " + strings.Repeat("é", (ingest.MaxContext-6)/2)
	if m.Context != want {
		t.Errorf("the context has %d bytes, want %d", len(m.Context), len(want))
	}
	if m.Flags&(ingest.Truncated|ingest.BytesReplaced) != 0 {
		t.Errorf("the mention is flagged %v", m.Flags)
	}
}
