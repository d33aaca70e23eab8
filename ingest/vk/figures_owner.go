package vk

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"

	"molva/ingest"
)

// owner is the id of a community, which is negative, or of a person. A short name is asked for once, by
// utils.resolveScreenName. An [ingest.ErrGone] says that nobody has it.
func (s *Source) owner(ctx context.Context, name string) (int64, error) {
	if id, ok := numbered(name); ok {
		return id, nil
	}
	if id, ok := s.owners.Load(name); ok {
		return id.(int64), nil
	}
	data, err := call[json.RawMessage](ctx, s, "utils.resolveScreenName", url.Values{"screen_name": {name}})
	if err != nil {
		return 0, err
	}
	id := resolved(data)
	if id == 0 {
		return 0, fmt.Errorf("no community or person has this name: %w", ingest.ErrGone)
	}
	s.owners.Store(name, id)
	return id, nil
}

// resolved reads the answer, which is an empty list for a name that nobody has.
func resolved(data []byte) int64 {
	var found struct {
		Type string `json:"type"`
		ID   int64  `json:"object_id"`
	}
	_ = json.Unmarshal(data, &found) // a list is nobody
	switch found.Type {
	case "user":
		return found.ID
	case "group", "page", "event":
		return -found.ID
	}
	return 0
}

var withNumber = regexp.MustCompile(`^(club|public|event|id|-?)([0-9]+)$`)

// numbered reads a name that says its number: club123, public123 and event123 as -123, id1 as 1.
func numbered(name string) (int64, bool) {
	found := withNumber.FindStringSubmatch(name)
	if found == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(found[2], 10, 63)
	if err != nil || n == 0 {
		return 0, false
	}
	if found[1] == "id" || found[1] == "" {
		return n, true
	}
	return -n, true
}
