package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"molva/ingest"
)

// jsonCuts is a JSON Feed in pieces: everything but the items, and the items as they stand.
type jsonCuts struct {
	head     map[string]json.RawMessage
	items    []piece
	rejected []ingest.Rejection
	whole    bool
	broken   error
}

// cutJSON takes the items of a JSON Feed one after the other, at most max, so that one that breaks off loses no other.
func cutJSON(text []byte, max int) (jsonCuts, error) {
	c := jsonCuts{head: map[string]json.RawMessage{}}
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return c, errors.New("found no readable JSON, want RSS, Atom or JSON Feed")
	}
	c.broken = c.members(d, max)
	c.whole = c.broken == nil
	if c.broken != nil && len(c.items) == 0 {
		return c, c.broken
	}
	return c, nil
}

func (c *jsonCuts) members(d *json.Decoder, max int) error {
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return errors.New("the JSON breaks off or is broken")
		}
		if name == "items" {
			if err := c.list(d, max); err != nil {
				return err
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return errors.New("the JSON breaks off or is broken")
		}
		if key, ok := name.(string); ok {
			c.head[key] = value
		}
	}
	if _, err := d.Token(); err != nil {
		return errors.New("the JSON breaks off or is broken")
	}
	return nil
}

func (c *jsonCuts) list(d *json.Decoder, max int) error {
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return errors.New("items is no array")
	}
	for d.More() {
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return errors.New("the feed breaks off inside an item, or the item is broken")
		}
		if len(c.items) < max {
			c.items = append(c.items, piece{len(c.items) + 1, item})
		} else if len(c.rejected) == 0 {
			c.rejected = []ingest.Rejection{{Item: "the rest", Reason: fmt.Sprintf("the feed has more than %d items", max)}}
		}
	}
	_, err := d.Token()
	return err
}
