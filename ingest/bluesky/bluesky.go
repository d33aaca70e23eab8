// Package bluesky reads every public post of Bluesky from a Jetstream server and keeps those that name a topic.
//
// It speaks the wire of 2026, network.bsky.jetstream.subscribeEvents: events come over a websocket in the server's own
// order, each with a sequence number, and a place that the server no longer has is refused instead of skipped. So a gap
// is always told, as Page.Gap.
//
// A place is a sequence number, the time at which the server saw that event, and the server's boot id. The number is
// exact but means something to one server only. When another one answers (its boot id differs), or the number is too
// old, reading goes on from the time, ten seconds earlier; what comes twice has the same key and is dropped downstream.
//
// The network deletes several posts a second, nearly none of them ours. A deletion is passed on when the post is one of
// the last 2,048 that named a topic, which the cursor remembers by a 32-bit hash of their id (a false hit is a deletion
// of something that nobody has, which is harmless). Deletions of older posts, and of whole accounts, are not seen.
//
// A mention's id is the post's at:// address, its author the DID: handles change and Jetstream does not tell them.
package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
)

// Network is the network of every mention from here.
const Network = "bluesky"

// DefaultURL is one of the four servers that Bluesky runs.
const DefaultURL = "https://jetstream2.us-east.bsky.network"

// Options says where to listen.
type Options struct {
	BaseURL string        `yaml:"base_url"` // of a Jetstream server; DefaultURL when empty
	Quiet   time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	var all []error
	if o.BaseURL != "" {
		u, err := url.Parse(o.BaseURL)
		if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "ws", "wss"}, u.Scheme) {
			all = append(all, errors.New("base_url is no address of a Jetstream server, want one such as "+DefaultURL))
		} else if u.User != nil || u.RawQuery != "" || u.Path != "" && u.Path != "/" {
			all = append(all, errors.New("base_url has more than scheme and host, want one such as "+DefaultURL))
		}
	}
	if o.Quiet < 0 {
		all = append(all, fmt.Errorf("quiet is %s, want 0 or more", o.Quiet))
	}
	return errors.Join(all...)
}

// Source listens to one Jetstream server.
type Source struct {
	base string
	env  ingest.Env
}

// New checks the options. The source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base := o.BaseURL
	if base == "" {
		base = DefaultURL
	}
	return &Source{base: base, env: env}, ingest.Rhythm{Quiet: o.Quiet}, nil
}
