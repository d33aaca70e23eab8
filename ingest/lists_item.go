package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Dated is an item of a list.
type Dated struct {
	Mention Mention // published when it was last changed, which is what the list is sorted by
	Bad     error   // why it cannot be taken; Mention has its id and time as far as they are known
}

const (
	maxKey  = 32   // bytes of an id as a cursor keeps it
	maxSeen = 1500 // items that a cursor remembers of all lists together
)

// Take adds an item to the page.
func (p *Page) Take(d Dated) {
	if d.Bad != nil {
		p.Rejected = append(p.Rejected, Rejection{Item: d.Mention.ID, Reason: d.Bad.Error()})
		return
	}
	p.Mentions = append(p.Mentions, d.Mention)
}

func (d Dated) at() int64 { return d.Mention.Published.Unix() }

// key tells an item from others; one without an id is known by its time. An id that is long, or that JSON would write longer, is
// known by its hash.
func (d Dated) key() string {
	key := cmp.Or(d.Mention.ID, strconv.FormatInt(d.at(), 10))
	if len(key) <= maxKey && !strings.ContainsFunc(key, unplain) {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:maxKey/2])
}

func unplain(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) }

// short is what fits into a cursor: the longest trails forget most. What is forgotten comes once more.
func short(trails map[string]Trail) map[string]Trail {
	all, most := maps.Clone(trails), maxSeen
	for held(all) > maxSeen {
		most /= 2
		for name, t := range all {
			all[name] = t.first(most)
		}
	}
	return all
}

// held is how many items all of the trails remember.
func held(trails map[string]Trail) (n int) {
	for _, t := range trails {
		n += len(t.Seen)
	}
	return n
}

// oldest is the time of the last item that has one; that of a list without any is now or later.
func oldest(items []Dated) int64 {
	for _, d := range slices.Backward(items) {
		if !d.Mention.Published.IsZero() {
			return d.at()
		}
	}
	return 1 << 62
}

// unseen are the items, not older than the bound, that the trail does not have, oldest first and each once. One without a
// time is as old as what stands below it.
func (t Trail) unseen(items []Dated, bound int64) (all []Dated) {
	below := time.Unix(0, 0).UTC() // the last of a list that says nothing of its time comes once, at the first read
	taken := map[string]bool{}
	for _, d := range slices.Backward(items) {
		if d.Mention.Published.IsZero() {
			d.Mention.Published = below
		}
		below = d.Mention.Published
		if d.at() >= bound && !t.Has(d.key(), d.at()) && !taken[d.key()] {
			taken[d.key()] = true
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b Dated) int { return cmp.Compare(a.at(), b.at()) })
	return all
}
