package webhook

import (
	"encoding/base64"
	"errors"
	"strings"

	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest"
)

// Options say where digests are sent and with what they are signed.
type Options struct {
	URL    secret.String `yaml:"url"`    // may hold a token, so it is kept secret
	Secret secret.String `yaml:"secret"` // whsec_ and base64 of 24 to 64 bytes
}

// Enabled reports whether anything can be sent.
func (o Options) Enabled() bool { return !o.URL.Empty() }

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	if o.URL.Empty() {
		all = append(all, ingest.Complain("url is missing"))
	}
	_, err := key(o.Secret)
	return errors.Join(append(all, post.CheckURL("url", o.URL.Reveal()), err)...)
}

// Bounds of a secret in bytes, as the standard recommends them.
const minKey, maxKey = 24, 64

// key is what a secret signs with.
func key(s secret.String) ([]byte, error) {
	encoded, ok := strings.CutPrefix(s.Reveal(), "whsec_")
	switch {
	case s.Empty():
		return nil, ingest.Complain("secret is missing: without one, the listener cannot know who speaks")
	case !ok:
		return nil, ingest.Complain("secret does not begin with whsec_")
	}
	k, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(encoded, "="))
	if err != nil {
		return nil, ingest.Complain("secret begins with whsec_, but what follows is not base64")
	}
	if len(k) < minKey || len(k) > maxKey {
		return nil, ingest.Complain("secret is %d bytes long, want %d to %d", len(k), minKey, maxKey)
	}
	return k, nil
}
