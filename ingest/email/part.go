package email

import (
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// part is a piece of a mail that people read.
type part struct {
	path []int
	*imap.BodyStructureSinglePart
}

// stub is the most bytes of a plain text that is passed over for HTML beside it: many programs leave the plain one empty.
const stub = 16

// readable picks the parts that hold the text: the plain ones, or those in HTML where there is nothing else. invites: the
// mail is an invitation, or an answer to one.
func readable(structure imap.BodyStructure) (parts []part, invites bool) {
	if structure == nil {
		return nil, false
	}
	var plain, rich []part
	size := uint32(0)
	structure.Walk(func(path []int, bs imap.BodyStructure) bool {
		single, ok := bs.(*imap.BodyStructureSinglePart)
		if d := bs.Disposition(); d != nil && strings.EqualFold(d.Value, "attachment") || !ok {
			return d == nil || !strings.EqualFold(d.Value, "attachment")
		}
		switch p := (part{slices.Clone(path), single}); single.MediaType() {
		case "text/plain":
			plain, size = append(plain, p), size+single.Size
		case "text/html":
			rich = append(rich, p)
		case "text/calendar":
			invites = true
		}
		return true
	})
	if len(plain) == 0 || size <= stub && len(rich) > 0 {
		return rich, invites
	}
	return plain, invites
}

// text fetches the parts and gives them as one plain text, at most maxBody of them.
func (c *session) text(uid imap.UID, parts []part) (string, error) {
	var sections []*imap.FetchItemBodySection
	left := int64(maxBody)
	for _, p := range parts {
		if size := min(int64(p.Size), left); size > 0 {
			sections = append(sections, &imap.FetchItemBodySection{Part: p.path, Peek: true, Partial: &imap.SectionPartial{Size: size}})
			left -= size
		}
	}
	if len(sections) == 0 {
		return "", nil
	}
	mails, err := c.fetch([]imap.UID{uid}, &imap.FetchOptions{UID: true, BodySection: sections})
	if err != nil || mails[uid] == nil {
		return "", err
	}
	var all []string
	for _, want := range sections {
		i := slices.IndexFunc(parts, func(p part) bool { return slices.Equal(p.path, want.Part) })
		p := parts[i]
		text := decode(section(mails[uid], want), p.MediaType(), p.Encoding, p.Params["charset"])
		if p.MediaType() == "text/html" {
			text = plain(text)
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n\n"), nil
}
