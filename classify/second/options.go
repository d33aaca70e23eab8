package second

import (
	"errors"
	"net/url"
	"time"

	"molva/config/secret"
	"molva/ingest"
)

// Options say whom to ask, and how much of it.
type Options struct {
	BaseURL string        `yaml:"base_url"` // up to and with /v1; empty: nobody is asked
	Model   string        `yaml:"model"`    // as the service calls it
	Key     secret.String `yaml:"key"`      // sent as a bearer token; many local services need none
	Timeout time.Duration `yaml:"timeout"`  // of one question; 0: 20 s
	Daily   int           `yaml:"daily"`    // questions in a day (UTC) at most; 0: 200
}

const (
	defaultTimeout = 20 * time.Second
	defaultDaily   = 200
)

// Enabled reports whether anybody is asked.
func (o Options) Enabled() bool { return o.BaseURL != "" }

// Budget is how many questions a day may have.
func (o Options) Budget() int {
	if o.Daily == 0 {
		return defaultDaily
	}
	return o.Daily
}

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	if !o.Enabled() {
		return nil
	}
	var all []error
	u, err := url.Parse(o.BaseURL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		all = append(all, ingest.Complain("base_url: want an address such as http://127.0.0.1:11434/v1, without a password in it"))
	}
	if o.Model == "" {
		all = append(all, ingest.Complain("model is missing: the service wants to know which of its models to ask"))
	}
	if o.Timeout < 0 {
		all = append(all, ingest.Complain("timeout: found %v, want a positive time", o.Timeout))
	}
	if o.Daily < 0 {
		all = append(all, ingest.Complain("daily: found %d, want a positive number of questions", o.Daily))
	}
	return errors.Join(all...)
}
