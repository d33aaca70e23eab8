package webhook

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
)

// Defaults and limits.
const (
	maxItems    = 1000
	defaultBody = 5 << 20
	mostBody    = 16 << 20
	patience    = 10 * time.Second
)

// Options says who may push and how much.
type Options struct {
	BaseURL   string          `yaml:"base_url"`   // where others reach molva; only to tell the operator the address to push to
	Secrets   []secret.String `yaml:"secrets"`    // whsec_ and base64, or the key itself; several while one is being replaced
	MaxBody   int64           `yaml:"max_body"`   // bytes of one request, packed and unpacked; 0: 5 MiB
	MaxItems  int             `yaml:"max_items"`  // mentions of one request; 0: 1,000
	PerSecond int             `yaml:"per_second"` // mentions a second that are taken on average; 0: as many as come
	Patience  time.Duration   `yaml:"patience"`   // how long a body may take to arrive; 0: 10 s
	Quiet     time.Duration   `yaml:"quiet"`      // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong.
func (o Options) Validate() error {
	var all []error
	if len(o.Secrets) == 0 {
		all = append(all, ingest.Complain("secrets is empty: without one, anybody could send"))
	}
	for i, s := range o.Secrets {
		_, err := key(i, s)
		all = append(all, err)
	}
	for _, limit := range []struct {
		name      string
		got, most int64
	}{{"max_body", o.MaxBody, mostBody}, {"max_items", int64(o.MaxItems), maxItems}, {"per_second", int64(o.PerSecond), 1e6},
		{"patience", int64(o.Patience.Seconds()), 600}} {
		if limit.got < 0 || limit.got > limit.most {
			all = append(all, ingest.Complain("%s is %s, want 0 to %s", limit.name, strconv.FormatInt(limit.got, 10), strconv.FormatInt(limit.most, 10)))
		}
	}
	return errors.Join(all...)
}

// filled gives every option that is zero its default.
func (o Options) filled() Options {
	if o.MaxBody == 0 {
		o.MaxBody = defaultBody
	}
	if o.MaxItems == 0 {
		o.MaxItems = maxItems
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	return o
}

// key is what the i-th secret signs with.
func key(i int, s secret.String) ([]byte, error) {
	text := strings.TrimSpace(s.Reveal())
	encoded, standard := strings.CutPrefix(text, "whsec_")
	if !standard {
		if text == "" {
			return nil, ingest.Complain("secrets[%d] is empty", i)
		}
		return []byte(text), nil
	}
	k, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(encoded, "="))
	if err != nil || len(k) == 0 {
		return nil, ingest.Complain("secrets[%d] begins with whsec_, but what follows is not base64", i)
	}
	return k, nil
}
