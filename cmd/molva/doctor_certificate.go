package main

import (
	"crypto/tls"
	"time"

	"molva/config"
)

// expiresSoon is when a certificate that renews itself has had its chance.
const expiresSoon = 14 * 24 * time.Hour

// examineDoor looks at how the pages are encrypted, and for how long.
func (p *program) examineDoor(o config.HTTP) finding {
	switch {
	case o.Open():
		return finding{"http", "warn", p.say().Sprintf("others can reach the pages unencrypted (http.plain)")}
	case !o.TLS.Enabled():
		return finding{"http", "ok", o.Base()}
	}
	pair, err := tls.LoadX509KeyPair(o.TLS.Cert, o.TLS.Key)
	if err != nil {
		return finding{"http", "fail", err.Error()}
	}
	switch until, day := pair.Leaf.NotAfter, pair.Leaf.NotAfter.UTC().Format(time.DateOnly); {
	case !until.After(p.now()):
		return finding{"http", "fail", p.say().Sprintf("the certificate ran out on %s", day)}
	case until.Sub(p.now()) < expiresSoon:
		return finding{"http", "warn", p.say().Sprintf("the certificate runs out on %s", day)}
	default:
		return finding{"http", "ok", p.say().Sprintf("the certificate holds until %s", day)}
	}
}
