package reddit

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

const patience = 20 * time.Second // for what comments answer; a page is not to wait for longer

// Refresh asks for all of them at once. What Reddit does not give any more is deleted, unless it gives something that cannot be
// read, which may be any of them, or none of several: that is trouble of its own, as once with a single name that it did not
// know (reddit-archive/reddit issue 1347).
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
	whole := now[""].bad == nil && (len(now) > 0 || len(names) == 1)
	var p ingest.Page
	for _, name := range names {
		switch t, given := now[name]; {
		case t.bad != nil, !given && !whole:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: "the answer does not tell what has become of it"})
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

// info asks for things by their names, a hundred at once. One without a name stands under "".
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
