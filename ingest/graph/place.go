package graph

import (
	"encoding/json"
	"slices"
	"time"

	"molva/ingest"
)

// Place is where the reading of an account's lists stands; it is part of a cursor.
type Place struct {
	Since int64           `json:"since"`           // Unix time of the first read
	Lists json.RawMessage `json:"lists,omitempty"` // the cursor of the lists, a trail of each by name
	Told  []string        `json:"told,omitempty"`  // lists that cannot be read, told once
	Round
}

// Begin sets the time of the first read, and reports whether this is the first. One that is still to come is the word of a clock that
// was ahead.
func (p *Place) Begin(now time.Time) (first bool) {
	first = p.Since == 0
	if first || p.Since > now.Unix() {
		p.Since = now.Unix()
	}
	return first
}

// From is the cursor to read some lists from. What an account's own lists have had since the first read is new, however much it is
// at once; of the others the newest part, the first time.
func (p Place) From(names []string, own func(name string) bool) (ingest.Cursor, error) {
	trails := map[string]ingest.Trail{}
	if err := ingest.Cursor(p.Lists).Into(&trails); err != nil {
		return "", err
	}
	for _, name := range names {
		if _, read := trails[name]; !read && own(name) {
			trails[name] = ingest.Trail{Until: p.Since}
		}
	}
	return ingest.CursorOf(trails), nil
}

// Tell says on a page that something cannot be read, once until [Place.Clear].
func (p *Place) Tell(page *ingest.Page, name, why string) {
	if !slices.Contains(p.Told, name) {
		p.Told = append(slices.Clone(p.Told), name)
		page.Rejected = append(page.Rejected, ingest.Rejection{Item: name, Reason: why})
	}
}

// Clear says that something can be read again.
func (p *Place) Clear(name string) { p.Keep(func(told string) bool { return told != name }) }

// Keep forgets what was told of lists that there are not any more.
func (p *Place) Keep(there func(name string) bool) {
	p.Told = slices.DeleteFunc(slices.Clone(p.Told), func(told string) bool { return !there(told) })
}
