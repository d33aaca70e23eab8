package reddit

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

const patience = 20 * time.Second // for what comments answer; a page is not to wait for longer

var nameForm = regexp.MustCompile(`^t[13]_[0-9a-z]{1,16}$`)

// Refresh asks for all of them at once. Whatever Reddit does not give any more is deleted, unless something that it gives
// cannot be read: it may be any of them.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var names []string
	for _, k := range known {
		if nameForm.MatchString(k.ID) {
			names = append(names, k.ID)
		}
	}
	now, err := s.info(ctx, names)
	if err != nil {
		return fmt.Errorf("look again: %w", err)
	}
	var p ingest.Page
	for _, name := range names {
		switch t, given := now[name]; {
		case given && t.bad != nil, !given && now[""].bad != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: "post or comment is no readable JSON"})
		case !given || t.gone():
			p.Mentions = append(p.Mentions, ingest.Mention{ID: name, Network: Network, Edited: s.env.Now(), Deleted: true})
		default:
			p.Mentions = append(p.Mentions, t.mention())
		}
	}
	if err := s.explain(ctx, p.Mentions); err != nil { // without its title a comment may no more name a topic
		return fmt.Errorf("look again at threads: %w", err)
	}
	return emit(p)
}

// info asks for things by their names, up to a hundred at once. One without a name stands under "".
func (s *Source) info(ctx context.Context, names []string) (map[string]thing, error) {
	found := map[string]thing{}
	for some := range slices.Chunk(names, perPage) {
		things, _, err := s.list(ctx, "/api/info", url.Values{"id": {strings.Join(some, ",")}})
		if err != nil {
			return nil, err
		}
		for _, t := range things {
			found[t.Name] = t
		}
	}
	return found, nil
}

// explain gives comments the words that they answer and, where it is missing, the title of their thread.
func (s *Source) explain(ctx context.Context, mentions []ingest.Mention) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var names []string
	for _, m := range mentions {
		names = append(names, m.Parent)
		if m.Title == "" {
			names = append(names, m.Thread)
		}
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return !nameForm.MatchString(name) })
	above, err := s.info(ctx, names)
	if err != nil {
		return err
	}
	for i := range mentions {
		m := &mentions[i]
		if m.Parent == "" {
			continue
		}
		if thread := above[m.Thread]; m.Title == "" && !thread.gone() {
			m.Title = thread.Title
		}
		if parent := above[m.Parent]; !parent.gone() {
			m.Context = strings.TrimSpace(parent.Title + "\n" + parent.words())
		}
	}
	return nil
}
