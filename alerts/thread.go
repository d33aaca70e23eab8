package alerts

import (
	"fmt"

	"molva/store"
)

// quotesBelow is how many quotes stand in a thread at most.
const quotesBelow = 8

// leaf is one message of a thread.
type leaf struct {
	kind, name string
	parcel     parcel
}

// page is what the first message of a story has: all of it where there are no threads.
func page(s Story, o Outlet) Story {
	if o.Able().Threads {
		s.Details, s.Saying, s.Quotes = nil, "", nil
	}
	return s
}

// leaves are what stands under the first page: the details in one message, then each quote in one, because readers can
// react to messages only. Complaints' quotes are on the first page already; they come again when they can be reacted to.
func leaves(s Story, v voice) []leaf {
	var all []leaf
	if len(s.Details) > 0 {
		more := Story{Title: s.Title, Headline: v.Sprintf("In detail."), Sections: s.Details}
		all = append(all, leaf{detailsKind, "details", parcel{Story: &more}})
	}
	for i, q := range quotable(s) {
		all = append(all, leaf{quoteKind, fmt.Sprint("quote-", i+1), parcel{Said: &q}})
	}
	return all
}

// quotable are the quotes of a story that get a message of their own, none twice.
func quotable(s Story) []Said {
	all := s.Quotes
	seen := map[string]bool{}
	for _, q := range all {
		seen[q.Mention] = true
	}
	for _, section := range s.Recurs {
		for _, i := range section.Items {
			if i.Said != nil && i.Said.Mention != "" && !seen[i.Said.Mention] {
				seen[i.Said.Mention] = true
				all = append(all[:len(all):len(all)], *i.Said)
			}
		}
	}
	return all[:min(len(all), quotesBelow)]
}

// thread are the letters under a message that was posted. What answers or replaces another one has no thread of its own.
func (n *lane) thread(l store.Letter, o Outlet) ([]store.Letter, error) {
	if l.Manner != "" || placeOf(l).ID == "" || !o.Able().Threads {
		return nil, nil
	}
	said, err := unpack(l)
	if err != nil || said.Story == nil {
		return nil, err
	}
	v, err := n.voice(l.Topic)
	if err != nil {
		return nil, err
	}
	var all []store.Letter
	for _, f := range leaves(*said.Story, v) {
		below := f.under(l)
		below.Due = n.Now()
		if below.Payload, err = f.parcel.pack(); err != nil {
			return nil, err
		}
		all = append(all, below)
	}
	return all, nil
}

// under is the letter of a leaf below the one of a first page.
func (f leaf) under(l store.Letter) store.Letter {
	return store.Letter{Key: l.Key + "/" + f.name, Kind: f.kind, Topic: l.Topic, Notifier: l.Notifier, Period: l.Period,
		Manner: store.Under, Target: l.Key}
}
