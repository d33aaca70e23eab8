package file

import (
	"errors"
	"log/slog"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// Limit is the most bytes that one record may have, its line end not counted: the longest text that is taken at all, and
// as much again for what stands beside it.
const Limit = 2 * ingest.MaxRaw

// The formats.
const (
	JSONL = "jsonl"
	CSV   = "csv"
)

// Options says which file to read and how to understand it.
type Options struct {
	Path   string            `yaml:"path"`
	Format string            `yaml:"format"`   // jsonl or csv; "": by the name, then by the first bytes
	Map    map[string]string `yaml:"map"`      // our name → the file's own, such as text: body, engagement.shares: retweets
	Zone   string            `yaml:"timezone"` // of times that name no zone; "": UTC
	Topic  string            `yaml:"topic"`    // every mention is about this topic, whatever its record says
	Follow bool              `yaml:"follow"`   // the file grows: look every 5 s, not every hour, and leave an unfinished line alone
	Quiet  time.Duration     `yaml:"quiet"`    // no new mention for longer than this makes a followed file late

	Network string       `yaml:"-"` // every mention is from this network, whatever its record says; for an import
	Kind    ingest.Kind  `yaml:"-"` // of a mention whose record says none; for an import
	Log     *slog.Logger `yaml:"-"` // hears what was guessed about the file; nil: nobody does
}

// Validate reports everything that is wrong with the options of a configured file.
func (o Options) Validate() error {
	var missing error
	if o.Path == "" {
		missing = ingest.Complain("path is missing: which file should be read?")
	}
	return errors.Join(missing, o.check())
}

// check reports what makes a file unreadable wherever it comes from.
func (o Options) check() error {
	var all []error
	if o.Format != "" && o.Format != JSONL && o.Format != CSV {
		all = append(all, ingest.Complain("format is %q, want %s or %s", o.Format, JSONL, CSV))
	}
	if o.Follow && strings.HasSuffix(o.Path, ".gz") {
		all = append(all, ingest.Complain("a gzipped file cannot be followed"))
	}
	if _, err := time.LoadLocation(o.Zone); err != nil {
		all = append(all, ingest.Complain("timezone is %q, want a name such as Europe/Moscow", o.Zone))
	}
	if o.Kind != "" && !slices.Contains(ingest.Kinds, o.Kind) {
		all = append(all, ingest.Complain("kind is %q, want one of %q", o.Kind, ingest.Kinds))
	}
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		switch _, ok := kindOf(ours); {
		case !ok:
			all = append(all, ingest.Complain("map has %q, which is no field of a mention; possible are: %s", ours, known()))
		case o.Map[ours] == "":
			all = append(all, ingest.Complain("map %s= names no field of the file", ours))
		}
	}
	return errors.Join(all...)
}

// formatByName tells the format by the file's name, "" when it does not say.
func formatByName(name string) string {
	switch path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
	case ".jsonl", ".ndjson":
		return JSONL
	case ".csv", ".tsv":
		return CSV
	}
	return ""
}
