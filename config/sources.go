package config

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"molva/ingest"
	"molva/ingest/bluesky"
	"molva/ingest/feed"
	"molva/ingest/file"
	"molva/ingest/mastodon"
	"molva/ingest/webhook"
)

// network is a row of the table of networks: how to open one, or why that is not possible.
type network struct {
	opener ingest.Opener
	closed string // a phrase key; not empty: molva cannot read it, and this is why
}

// networks is the table of every network that a source may name. One that cannot be read yet stays in it with the
// reason, so that `config check` can say it.
var networks = map[string]network{
	"bluesky":  {opener: ingest.Opens(bluesky.New)},
	"feed":     {opener: ingest.Opens(feed.New)},
	"file":     {opener: ingest.Opens(file.New)},
	"mastodon": {opener: ingest.Opens(mastodon.New)},
	"webhook":  {opener: ingest.Opens(webhook.New)},

	"vk":            {closed: "molva does not read VK yet; push its posts to a webhook source meanwhile"},
	"odnoklassniki": {closed: "molva does not read Odnoklassniki yet; push its posts to a webhook source meanwhile"},
	"telegram":      {closed: "molva does not read Telegram yet; push its messages to a webhook source meanwhile"},
	"tiktok":        {closed: "TikTok gives companies no mention search; use a webhook or file source"},
}

// Networks lists the networks that can be read, sorted.
func Networks() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(networks)) {
		if networks[name].closed == "" {
			names = append(names, name)
		}
	}
	return names
}

// decode reads a source: its id and network, and beside them the network's own options.
func (s *Source) decode(d *decoder, n ast.Node, path string) {
	d.lines[path] = lineOf(n)
	var head struct {
		ID      string `yaml:"id"`
		Network string `yaml:"network"`
	}
	values, ok := pairs(n)
	if !ok {
		d.report(lineOf(n), path, "found %s, want a section with keys: %s", describe(n), "id, network")
		return
	}
	for _, pair := range values {
		if field, known := fieldOf(reflect.ValueOf(&head).Elem(), pair.Key.GetToken().Value); known {
			d.value(pair.Value, field, join(path, pair.Key.GetToken().Value))
		}
	}
	s.ID, s.Network = head.ID, head.Network
	row, known := networks[s.Network]
	switch {
	case s.Network == "":
		d.report(lineOf(n), path, "the network is missing; possible are: %s", strings.Join(Networks(), ", "))
	case !known:
		d.report(d.lines[join(path, "network")], join(path, "network"), "found %q; possible are: %s", s.Network, strings.Join(Networks(), ", "))
	case row.closed != "":
		d.report(d.lines[join(path, "network")], join(path, "network"), row.closed)
	default:
		s.Opener, s.Options = row.opener, row.opener.Options()
		d.mapping(n, reflect.ValueOf(s.Options).Elem(), path, "id", "network")
		d.validate(s.Options, lineOf(n), path)
	}
}

// validate reports every complaint of a room's own options.
func (d *decoder) validate(options any, line int, path string) {
	v, ok := options.(interface{ Validate() error })
	if !ok {
		return
	}
	err := v.Validate()
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			d.report(line, path, "%v", e)
		}
	} else if err != nil {
		d.report(line, path, "%v", err)
	}
}
