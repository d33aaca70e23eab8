package email

import (
	"fmt"
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
	mails, err := c.fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{
		UID: true, InternalDate: true, BodyStructure: &imap.FetchItemBodyStructure{Extended: true},
		BodySection: []*imap.FetchItemBodySection{head},
	})
	if err != nil {
		return p, at, err
	}
	next = at.reached(uint32(uids[len(uids)-1]), time.Time{})
	for _, uid := range uids {
		mail := mails[uid]
		if mail == nil || !wanted(mail.InternalDate) {
			continue
		}
		next = next.reached(next.Last, mail.InternalDate)
		if err := s.add(c, &p, at.Validity, mail); err != nil {
			return p, at, err
		}
	}
	p.Next = next.cursor()
	return p, next, nil
}

// fetch asks for mails, by their number; what else the server tells meanwhile is left out.
func (c *session) fetch(set imap.UIDSet, items *imap.FetchOptions) (map[imap.UID]*imapclient.FetchMessageBuffer, error) {
	mails := map[imap.UID]*imapclient.FetchMessageBuffer{}
	err := c.ask("fetch mail", func() error {
		all, err := c.Fetch(set, items).Collect()
		for _, mail := range all {
			mails[mail.UID] = mail
		}
		return err
	})
	return mails, err
}

// add puts a mail onto the page, or the reason why it is none of what people say.
func (s *Source) add(c *session, p *ingest.Page, validity uint32, mail *imapclient.FetchMessageBuffer) error {
	h := parseHeader(mail.FindBodySection(head))
	author := h.author()
	if s.own(author.ID) {
		return nil
	}
	id := h.id()
	if id == "" {
		id = fmt.Sprintf("%d/%d", validity, mail.UID)
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
