package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"molva/ingest"
)

// page makes one page of a body: all of its mentions, or a refusal that names each bad one.
func (s *source) page(body []byte) (ingest.Page, *refusal) {
	items, no := split(body, s.options.MaxItems)
	if no != nil {
		return ingest.Page{}, no
	}
	var page ingest.Page
	var bad []badItem
	for i, item := range items {
		m, unknown, err := s.mention(item)
		if err != nil {
			bad = append(bad, badItem{Index: i, ID: m.ID, Error: err.Error()})
			continue
		}
		page.Mentions = append(page.Mentions, m)
		count(&page, unknown)
	}
	if len(bad) == 0 {
		return page, nil
	}
	no = refuse(http.StatusBadRequest, "%d of %d items are bad; nothing of this request was taken", len(bad), len(items))
	no.Items = bad
	return ingest.Page{}, no
}

// mention reads one item and makes sure that it will be admitted. Admit works on a copy, for what it settles may depend
// on the time, and a repeat must have the same bytes.
func (s *source) mention(item []byte) (m ingest.Mention, unknown []string, err error) {
	if m, unknown, err = ingest.Decode(item); err != nil {
		return m, nil, err
	}
	trial := m
	err = ingest.Admit(&trial, s.network, s.now())
	if err == nil && len(item) > most/2 {
		err = sendable(m)
	}
	if err != nil {
		return ingest.Mention{ID: shownID(m.ID)}, nil, err
	}
	return m, unknown, nil
}

// most is how much a mention may carry beside its text, of which the worker sends no more than the rest.
const most = ingest.MaxBody - 4*ingest.MaxText

// sendable refuses a mention that the worker could not send for its size: to take it would be a lie.
func sendable(m ingest.Mention) error {
	m.Text = ""
	b, err := ingest.Encode(m)
	if err == nil && len(b) > most {
		err = fmt.Errorf("%d bytes beside the text, at most %d are taken", len(b), most)
	}
	return err
}

// shownID is an id that an answer may repeat: one that could be an id at all.
func shownID(id string) string {
	if len(id) > ingest.MaxID {
		return ""
	}
	return id
}

func count(page *ingest.Page, unknown []string) {
	for _, name := range unknown {
		if page.Unknown == nil {
			page.Unknown = map[string]int{}
		}
		page.Unknown[name]++
	}
}

// rejections are bad items as the ledger counts them.
func rejections(bad []badItem) []ingest.Rejection {
	all := make([]ingest.Rejection, len(bad))
	for i, b := range bad {
		all[i] = ingest.Rejection{Item: b.ID, Reason: b.Error}
		if b.ID == "" {
			all[i].Item = fmt.Sprintf("item %d", b.Index)
		}
	}
	return all
}

// split cuts a body into items: itself, or the elements of an array.
func split(body []byte, limit int) ([]json.RawMessage, *refusal) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	switch {
	case len(body) == 0:
		return nil, refuse(http.StatusBadRequest, "the body is empty, want a mention or an array of them")
	case body[0] != '[':
		return []json.RawMessage{body}, nil
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	if _, err := dec.Token(); err != nil {
		return nil, broken(0)
	}
	var items []json.RawMessage
	for dec.More() {
		if len(items) == limit {
			return nil, refuse(http.StatusRequestEntityTooLarge, "more than %d items in one request", limit)
		}
		var item json.RawMessage
		if err := dec.Decode(&item); err != nil {
			return nil, broken(len(items))
		}
		items = append(items, item)
	}
	if _, err := dec.Token(); err != nil || len(bytes.TrimSpace(body[dec.InputOffset():])) > 0 {
		return nil, broken(len(items))
	}
	if len(items) == 0 {
		return nil, refuse(http.StatusBadRequest, "the array is empty, want 1 to %d mentions", limit)
	}
	return items, nil
}

// broken is JSON that ends or goes wrong after so many items. What stands there is not quoted.
func broken(items int) *refusal {
	return refuse(http.StatusBadRequest, "the body is not valid JSON after %d items", items)
}
