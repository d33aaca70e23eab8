package ingest

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Admit makes a post of an account safe to keep, as [Admit] does a mention. An error is the reason for which it is not kept;
// it quotes no text of it. A time after seen is seen. Of a deleted post nothing stays but that there was one.
func (p *AccountPost) Admit(seen time.Time) error {
	if err := checkAccount(p.Account, p.Network); err != nil {
		return err
	}
	if err := checkID(p.ID); err != nil {
		return fmt.Errorf("post: %w", err)
	}
	if p.Form != "" && !slices.Contains(Forms, p.Form) {
		return fmt.Errorf("form is %q, want one of %q", brief(p.Form), Forms)
	}
	if p.Published.Before(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) {
		return errors.New("the time is missing or before the year 2000")
	}
	if p.Published = p.Published.UTC(); p.Published.After(seen.Add(MaxSkew)) {
		p.Published = seen.UTC()
	}
	p.Text, _ = CleanText(p.Text, MaxText)
	p.Author, _ = line(p.Author, MaxID)
	if !webLink(p.URL) {
		p.URL = ""
	}
	if p.Deleted {
		p.Text, p.Author, p.URL = "", "", ""
	}
	return nil
}

// Check returns why a piece of a set cannot be kept.
func (m Members) Check() error {
	switch {
	case !slices.Contains(MemberSets, m.Set):
		return fmt.Errorf("set is %q, want one of %q", brief(m.Set), MemberSets)
	case m.At.Before(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)):
		return errors.New("the time is missing or before the year 2000")
	case m.Span < 0:
		return fmt.Errorf("span is %s, want 0 or more", m.Span)
	case slices.ContainsFunc(m.IDs, blank):
		return errors.New("the id of a member shows nothing")
	case slices.ContainsFunc(m.IDs, func(id string) bool { return len(id) > MaxID }):
		return fmt.Errorf("the id of a member has more than %d bytes", MaxID)
	}
	return checkAccount(m.Account, m.Network)
}
