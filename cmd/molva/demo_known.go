package main

import (
	"bytes"
	"context"

	"molva/cmd/molva/demo"
	"molva/ingest"
)

// knowDemo brings in what the company of the story knows of itself: its communities and a competitor's, what it entered, and
// what its CRM exports.
func (r *rooms) knowDemo(ctx context.Context) (known tally, err error) {
	for _, file := range []struct {
		content []byte
		what    importing
	}{
		{demo.Accounts, importing{figures: true}},
		{demo.Posts, importing{figures: true}},
		{demo.Numbers, importing{inputs: true}},
		{demo.Steps, importing{crm: true}},
	} {
		t, err := r.letThrough(ctx, bytes.NewReader(file.content), file.what, func(progress) {})
		if err != nil {
			return known, err
		}
		if len(t.Unread) > 0 {
			return known, fault("the demo's own file has a line that cannot be read: %s", t.Unread[0].Item+": "+t.Unread[0].Reason)
		}
		known.Figures, known.Posts = known.Figures+t.Figures, known.Posts+t.Posts
		known.Inputs, known.Steps = known.Inputs+t.Inputs, known.Steps+t.Steps
	}
	_, err = r.drain(ctx, importing{}.run(), &fileSource{in: &countingReader{}, show: func(progress) {}, read: demoSets})
	return known, err
}

// demoSets reads the people of the communities, which no file format of ours has: networks alone tell them.
func demoSets(_ context.Context, emit func(ingest.Page) error) error {
	for set, err := range demo.Sets() {
		if err != nil {
			return err
		}
		if err := emit(ingest.Page{Members: []ingest.Members{set}}); err != nil {
			return err
		}
	}
	return nil
}
