package feed

import (
	"errors"
	"fmt"
	"strings"

	"molva/ingest"
)

// Limits of one item, and of what stands before the first.
const (
	maxDepth = 100
	maxTags  = 10_000
	maxTag   = 64 << 10 // bytes of one tag with its attributes
	maxRoot  = 4000     // bytes of the first tag, which is parsed again with each item
)

// cuts is a feed in pieces that can be parsed on their own.
type cuts struct {
	root     string // the first tag as it stands
	name     string // its name
	head     string // what stands between it and the first item
	items    []piece
	rejected []ingest.Rejection
	whole    bool  // the end was reached
	broken   error // it breaks off inside an item
}

// piece is one item as it stands in the feed, and its place from the top, counted from 1.
type piece struct {
	place int
	text  []byte
}

func itemName(place int) string { return fmt.Sprintf("item %d", place) }

// cutXML finds the items of RSS, RDF or Atom, at most max of them, and lets everything inside an item be.
func cutXML(text []byte, max int) (cuts, error) {
	first, ok := nextTag(text, 0)
	if !ok {
		return cuts{}, errors.New("found no tag, want RSS, Atom or JSON Feed")
	}
	c := cutter{text: text, max: max}
	if err := c.begin(first); err != nil {
		return cuts{}, err
	}
	for t, ok := nextTag(text, first.end); ok && !c.whole; t, ok = nextTag(text, t.end) {
		c.take(t)
	}
	return c.finish(first)
}

type cutter struct {
	text []byte
	max  int
	cuts
	called string // what an item's tag is called
	count  int    // items that ended, well or not
	item   *part  // the one that is open, or nil
	before part   // what stands before the first
	end    int    // of that
}

// part is a piece of the feed, and what is wrong with it.
type part struct {
	start, depth, tags int
	why                string
}

// spend counts a tag of the part.
func (p *part) spend(t tag) {
	p.tags++
	if t.closes {
		p.depth--
	} else if !t.empty {
		p.depth++
	}
	switch {
	case p.depth > maxDepth:
		p.why = fmt.Sprintf("tags nest deeper than %d", maxDepth)
	case p.tags > maxTags:
		p.why = fmt.Sprintf("there are more than %d tags", maxTags)
	case t.end-t.start > maxTag:
		p.why = fmt.Sprintf("a tag has more than %d bytes", maxTag)
	}
}

// begin learns from the first tag what the feed's items are called.
func (c *cutter) begin(first tag) error {
	prefix, local := "", strings.ToLower(first.name)
	if before, after, found := strings.Cut(local, ":"); found {
		prefix, local = before+":", after
	}
	switch {
	case local == "html":
		return errors.New("found a page of HTML, want RSS, Atom or JSON Feed; look in the page for the feed's own address")
	case local == "rss" || local == "rdf":
		c.called = "item"
	case local == "feed":
		c.called = prefix + "entry"
	default:
		return fmt.Errorf("the first tag is %q, want rss, rdf:RDF or feed", first.name)
	}
	if first.end-first.start > maxRoot {
		return fmt.Errorf("the first tag has more than %d bytes", maxRoot)
	}
	c.root, c.name = string(c.text[first.start:first.end]), first.name
	c.whole = first.empty
	return nil
}

func (c *cutter) take(t tag) {
	switch {
	case t.is(c.called) && t.closes:
		c.close(t.end, "")
	case t.is(c.called) && !t.empty:
		c.close(t.start, "the item is not closed")
		c.open(t.start)
	case t.is(c.name) && t.closes:
		c.close(t.start, "the item is not closed")
		c.whole = true
	case c.item != nil:
		c.item.spend(t)
	case c.count == 0:
		c.before.spend(t)
	}
	if c.count == 0 && c.item == nil {
		c.end = t.end
		if c.whole {
			c.end = t.start
		}
	}
}

func (c *cutter) open(start int) {
	if c.count == c.max {
		c.reject("the rest", fmt.Sprintf("the feed has more than %d items", c.max))
		c.whole = true
		return
	}
	c.item = &part{start: start}
}

// close ends the item that is open, if one is. why is what is wrong with it.
func (c *cutter) close(end int, why string) {
	if c.item == nil {
		return
	}
	c.count++
	if c.item.why != "" {
		why = c.item.why
	}
	if why == "" {
		c.items = append(c.items, piece{c.count, c.text[c.item.start:end]})
	} else {
		c.reject(itemName(c.count), why)
	}
	c.item = nil
}

func (c *cutter) reject(item, why string) {
	c.rejected = append(c.rejected, ingest.Rejection{Item: item, Reason: why})
}

func (c *cutter) finish(first tag) (cuts, error) {
	if c.before.why != "" {
		return cuts{}, errors.New("before the first item " + c.before.why)
	}
	if c.item != nil {
		c.broken = errors.New("the feed breaks off inside an item")
	}
	if c.end > first.end {
		c.head = string(c.text[first.end:c.end])
	}
	return c.cuts, nil
}
