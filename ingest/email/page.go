package email

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"molva/ingest"
)

const (
	maxHeader = 64 << 10           // bytes of a header that are read
	maxBody   = 1 << 20            // and of a mail's text, as it comes
	maxText   = 4 * ingest.MaxText // and of it as people read it; more is never kept
)

var head = &imap.FetchItemBodySection{
	Specifier: imap.PartSpecifierHeader, Peek: true, Partial: &imap.SectionPartial{Size: maxHeader},
}

// page reads some mails. One that is gone meanwhile is left out.
func (s *Source) page(c *session, at place, uids []imap.UID, wanted func(time.Time) bool) (p ingest.Page, next place, err error) {
	good, bad := s.stumbles.part(uids)
	for _, uid := range bad {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: numbered(at.Validity, uid), Reason: "the server has no readable answer about the mail"})
	}
	mails, err := c.fetch(good, &imap.FetchOptions{
		UID: true, InternalDate: true, BodyStructure: &imap.FetchItemBodyStructure{Extended: true},
		BodySection: []*imap.FetchItemBodySection{head},
	})
	if err != nil {
		return p, at, err
	}
	next = at.reached(uint32(uids[len(uids)-1]), time.Time{}, s.env.Now())
	for _, uid := range good {
		mail := mails[uid]
		if mail == nil || !wanted(mail.InternalDate) {
			continue
		}
		next = next.reached(next.Last, mail.InternalDate, s.env.Now())
		if err := s.add(c, &p, at.Validity, mail); err != nil {
			return p, at, err
		}
	}
	p.Next = next.cursor()
	return p, next, nil
}

// fetch asks for mails, by their number; what else the server tells meanwhile is left out.
func (c *session) fetch(uids []imap.UID, items *imap.FetchOptions) (map[imap.UID]*imapclient.FetchMessageBuffer, error) {
	mails := map[imap.UID]*imapclient.FetchMessageBuffer{}
	if len(uids) == 0 {
		return mails, nil
	}
	err := c.ask("fetch mail", func() error {
		all, err := c.Fetch(imap.UIDSetNum(uids...), items).Collect()
		for _, mail := range all {
			mails[mail.UID] = mail
		}
		return err
	})
	if errors.Is(err, ingest.ErrDenied) { // a server may be unable to give a mail that it has
		err = fmt.Errorf("fetch mail: %s says no: %w", c.server, errUnreadable)
	}
	return mails, err
}

// numbered names a mail that has no id of its own.
func numbered(validity uint32, uid imap.UID) string { return fmt.Sprintf("%d/%d", validity, uid) }

// section is a part of a mail. Not every server says at which byte it begins.
func section(mail *imapclient.FetchMessageBuffer, want *imap.FetchItemBodySection) []byte {
	for _, s := range mail.BodySection {
		if s.Section.Specifier == want.Specifier && slices.Equal(s.Section.Part, want.Part) {
			return s.Bytes
		}
	}
	return nil
}

// add puts a mail onto the page, or the reason why it is none of what people say.
func (s *Source) add(c *session, p *ingest.Page, validity uint32, mail *imapclient.FetchMessageBuffer) error {
	h := parseHeader(section(mail, head))
	author := h.author()
	if s.own(author.ID) {
		return nil
	}
	id := h.id()
	if id == "" {
		id = numbered(validity, mail.UID)
	}
	reject := func(why string) { p.Rejected = append(p.Rejected, ingest.Rejection{Item: id, Reason: why}) }
	parts, invites := readable(mail.BodyStructure)
	sign := h.automatic()
	if sign == "" && invites {
		sign = "invitation"
	}
	if sign != "" {
		reject("automatic mail: " + sign)
		return nil
	}
	text, err := c.text(mail.UID, parts)
	if err != nil {
		return err
	}
	own, quoted := split(text[:min(len(text), maxText)])
	switch {
	case strings.TrimSpace(text) == "":
		reject("mail has no text")
	case own == "":
		reject("mail has nothing but a quotation or a forwarded mail")
	default:
		m := ingest.Mention{ID: id, Network: Network, Text: own, Title: h.subject(), Author: author, Kind: ingest.Message,
			Context: answered(quoted), Published: h.written()}
		if m.Thread, m.Parent = h.thread(); m.Published.IsZero() {
			m.Published = mail.InternalDate
		}
		p.Mentions = append(p.Mentions, m)
	}
	return nil
}
