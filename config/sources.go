package config

import (
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"molva/ingest"
)

// Source is one place to read. Its network's own options stand beside the common ones.
type Source struct {
	ID      string `yaml:"id"`
	Network string `yaml:"network"`
	Common
	Options any // a pointer to the network's options
	Opener  ingest.Opener
}

// Common are the options that every source has.
type Common struct {
	Topics   []string      `yaml:"topics"`   // that everything from here is about, instead of what the queries find
	Backfill time.Duration `yaml:"backfill"` // how far to look back, once
	Calls    int64         `yaml:"calls"`    // a day at most; 0: as many as the network allows
	Budget   float64       `yaml:"budget"`   // US dollars a month at most, where reading costs money; 0: nothing is bought
	Expires  Date          `yaml:"expires"`  // when the credentials end, so that somebody renews them before
}

// Limits are the owner's own quotas.
func (c Common) Limits() []ingest.Quota {
	limits := []ingest.Quota{{Name: ingest.USD, Max: c.Budget, Window: ingest.PerMonth}}
	if c.Calls > 0 {
		limits = append(limits, ingest.Quota{Name: "calls", Max: float64(c.Calls), Window: ingest.PerDay})
	}
	return limits
}

// Date is a day, written 2027-03-01; it begins at midnight UTC.
type Date struct{ time.Time }

// UnmarshalText reads a date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if d.Time, err = time.Parse(time.DateOnly, string(text)); err != nil {
		return fmt.Errorf("want a date such as 2027-03-01")
	}
	return nil
}

// SourceIDs lists the sources that are configured.
func (c *Config) SourceIDs() []string {
	ids := make([]string, len(c.Sources))
	for i, s := range c.Sources {
		ids[i] = s.ID
	}
	return ids
}

// maxBackfill bounds how far a source looks back: what is older than two years retention would drop at once.
const maxBackfill = 731 * 24 * time.Hour

// decode reads a source: what all have, and beside it the network's own options.
func (s *Source) decode(d *decoder, n ast.Node, path string) {
	d.lines[path] = lineOf(n)
	values, ok := pairs(n)
	if !ok {
		d.report(lineOf(n), path, "found %s, want a section with keys: %s", describe(n), "id, network")
		return
	}
	keys := keysOf(reflect.TypeFor[Source]())
	for _, pair := range values {
		key := pair.Key.GetToken().Value
		if field, known := fieldOf(reflect.ValueOf(s).Elem(), key); known {
			d.value(pair.Value, field, join(path, key))
		}
	}
	row, known := networks[s.Network]
	switch {
	case s.Network == "":
		d.report(lineOf(n), path, "the network is missing; possible are: %s", strings.Join(Networks(), ", "))
	case !known:
		d.report(d.lines[join(path, "network")], join(path, "network"), "found %q; possible are: %s", s.Network, strings.Join(Networks(), ", "))
	case !row.Open():
		d.report(d.lines[join(path, "network")], join(path, "network"), row.Closed)
	default:
		s.Opener, s.Options = row.opener, row.opener.Options()
		before := len(d.problems)
		d.mapping(n, reflect.ValueOf(s.Options).Elem(), path, keys...)
		d.validate(s.Options, lineOf(n), path)
		if len(d.problems) == before {
			_, err := s.open() // which may find what no option by itself is to blame for, such as nothing to read
			d.complain(err, lineOf(n), path)
		}
	}
}

// validate reports every complaint of a room's own options.
func (d *decoder) validate(options any, line int, path string) {
	if v, ok := options.(interface{ Validate() error }); ok {
		d.complain(v.Validate(), line, path)
	}
}

// complain reports an error of a room, each of several that were joined by itself.
func (d *decoder) complain(err error, line int, path string) {
	var joined interface{ Unwrap() []error }
	var complaint *ingest.Complaint
	switch {
	case err == nil:
	case errors.As(err, &joined):
		for _, one := range joined.Unwrap() {
			d.complain(one, line, path)
		}
	case errors.As(err, &complaint):
		d.report(line, path, complaint.Key, complaint.Args...)
	default:
		d.report(line, path, "%v", err)
	}
}

// checkSources looks at what the sources have in common.
func (c *Config) checkSources(d *decoder) {
	seen := map[string]bool{}
	for i, s := range c.Sources {
		path := fmt.Sprintf("sources[%d]", i)
		if !idPattern.MatchString(s.ID) {
			d.report(d.lines[path], join(path, "id"), "found %q, want an id of small letters, digits and hyphens", s.ID)
		} else if s.ID == ImportSource {
			d.report(d.lines[path], join(path, "id"), "the id %q belongs to the command import; take another", s.ID)
		} else if seen[s.ID] {
			d.report(d.lines[path], join(path, "id"), "the id %q stands twice", s.ID)
		}
		seen[s.ID] = true
		c.checkCommon(d, s, path)
	}
}

func (c *Config) checkCommon(d *decoder, s Source, path string) {
	at := func(key string) (int, string) { return d.lines[join(path, key)], join(path, key) }
	for _, id := range s.Topics {
		if !slices.ContainsFunc(c.Topics, func(t Topic) bool { return t.ID == id }) {
			line, key := at("topics")
			d.report(line, key, "there is no topic %q", id)
		}
	}
	switch line, key := at("backfill"); {
	case s.Backfill > maxBackfill:
		d.report(line, key, "found %v, want at most 731d", s.Backfill)
	case s.Backfill > 0 && s.Opener.Open != nil && !s.looksBack():
		d.report(line, key, "%s cannot be asked for the past; import a file with --backfill instead", s.Network)
	}
	if line, key := at("calls"); s.Calls < 0 {
		d.report(line, key, "found %d, want a whole number, 0 or more", s.Calls)
	}
	switch line, key := at("budget"); {
	case s.Budget < 0:
		d.report(line, key, "found %v, want US dollars a month, 0 or more", s.Budget)
	case s.Budget == 0 && s.Opener.Open != nil && s.Charges():
		d.report(d.lines[path], path, "%s charges for what is read: set budget, in US dollars a month", s.Network)
	}
}

// open makes the source as if there was something to search for, to see what it can do.
func (s Source) open() (ingest.Source, error) {
	env := ingest.Env{ID: s.ID, Topics: []ingest.Topic{{Terms: []string{s.ID}}}, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	source, _, err := s.Opener.Open(s.Options, env)
	return source, err
}

// looksBack reports whether the source can be asked for the past. One whose options are wrong is not held against that.
func (s Source) looksBack() bool {
	source, err := s.open()
	_, able := source.(ingest.Backfiller)
	return err != nil || able
}

// Charges reports whether reading the source costs money.
func (s Source) Charges() bool {
	source, err := s.open()
	_, paid := source.(ingest.Pricer)
	return err == nil && paid
}
