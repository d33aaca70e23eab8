package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"

	"molva/ingest"
)

// mentions turns a document into mentions, oldest first: by date when every item has one, else from the bottom up, as
// feeds are written. several says that the source has other feeds beside this one, at u.
func mentions(d document, u *url.URL, several bool) []ingest.Mention {
	all := make([]ingest.Mention, 0, len(d.items))
	for _, item := range slices.Backward(d.items) {
		all = append(all, mention(item, d, u))
	}
	identify(all, u, several)
	undated := slices.ContainsFunc(all, func(m ingest.Mention) bool { return m.Published.IsZero() })
	if !undated {
		slices.SortStableFunc(all, func(a, b ingest.Mention) int { return a.Published.Compare(b.Published) })
	}
	return all
}

// mention is an item as ingest has it, its id being the bare guid.
func mention(item *gofeed.Item, d document, u *url.URL) ingest.Mention {
	m := ingest.Mention{
		ID:     strings.TrimSpace(item.GUID),
		URL:    resolve(u, item.Link),
		Title:  ingest.PlainText(item.Title),
		Text:   ingest.PlainText(item.Content),
		Author: ingest.Author{Name: d.author},
		Lang:   d.lang,
		Kind:   ingest.Post,
	}
	if m.Text == "" {
		m.Text = ingest.PlainText(item.Description)
	}
	if m.Text == "" {
		m.Text, m.Title = m.Title, ""
	}
	if m.URL == "" && strings.HasPrefix(m.ID, "http") {
		m.URL = m.ID // RSS calls it a permalink
	}
	if len(item.Authors) > 0 && item.Authors[0] != nil && item.Authors[0].Name != "" {
		m.Author.Name = item.Authors[0].Name
	}
	if item.PublishedParsed != nil {
		m.Published = item.PublishedParsed.UTC()
	}
	if item.UpdatedParsed != nil && item.UpdatedParsed.After(m.Published) {
		m.Edited = item.UpdatedParsed.UTC()
	}
	if m.Published.IsZero() {
		m.Published = m.Edited
	}
	return m
}

// resolve makes a link whole. Nothing of the feed's own address but its place goes into it: no token, no password.
func resolve(u *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	base := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	whole, err := base.Parse(link)
	if err != nil {
		return ""
	}
	return whole.String()
}

// identify gives each mention an id that no other one of the feed has: the guid, the link, or a hash.
func identify(all []ingest.Mention, u *url.URL, several bool) {
	links := map[string]map[string]bool{} // guid → the links of its items
	texts := map[string]map[string]bool{} // link → the hashes of its items
	for _, m := range all {
		note(links, m.ID, cmp.Or(m.URL, digest(m)))
		note(texts, m.URL, digest(m))
	}
	for i, m := range all {
		switch guid := m.ID; {
		case guid != "" && len(links[guid]) == 1:
			if several && !strings.Contains(guid, ":") {
				guid = u.Host + u.Path + "#" + guid
			}
			all[i].ID = guid
		case m.URL != "" && len(texts[m.URL]) == 1:
			all[i].ID = m.URL
		default:
			all[i].ID = ""
		}
		if n := len(all[i].ID); n == 0 || n > ingest.MaxID {
			all[i].ID = digest(m)
		}
	}
}

func note(sets map[string]map[string]bool, key, value string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][value] = true
}

// digest is the id of an item that has no other: sha256: and the first 32 hex digits of SHA-256 of link, title and text,
// each followed by a zero byte.
func digest(m ingest.Mention) string {
	return "sha256:" + hex.EncodeToString(sum(m.URL, m.Title, m.Text)[:16])
}

func sum(parts ...string) []byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return h.Sum(nil)
}

// fresh leaves out what was seen before. It returns the hashes of everything that is in the feed now.
func fresh(all []ingest.Mention, before hashes) (ingest.Page, hashes) {
	var page ingest.Page
	var now hashes
	known := map[uint64]bool{}
	for _, h := range before {
		known[h] = true
	}
	for _, m := range all {
		h := binary.LittleEndian.Uint64(sum(m.ID, m.Title, m.Text, m.Edited.String()))
		now = append(now, h)
		if !known[h] {
			page.Mentions = append(page.Mentions, m)
		}
		known[h] = true
	}
	return page, now
}
