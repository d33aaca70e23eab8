package main

import (
	"net/netip"

	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/config"
)

// entrance is who comes in, by the configuration.
func entrance(o config.HTTP) door.Options {
	d := door.Options{
		Token: o.Token.Reveal(), Public: o.Public(), Idle: o.Sessions.Idle, Longest: o.Sessions.Longest,
		Header:  door.Header{User: o.Proxy.User, Role: o.Proxy.Role},
		Service: door.Service{Issuer: o.OIDC.Issuer, ClientID: o.OIDC.ClientID, ClientSecret: o.OIDC.ClientSecret, Claim: o.OIDC.Claim, Roles: o.OIDC.Roles},
	}
	if d.Public {
		d.Second = access.Analyst // ASVS 6.3.3: whoever can correct, erase or let others in
	}
	for _, text := range o.Proxy.Trust {
		if p, err := netip.ParsePrefix(text); err == nil { // the configuration has been checked
			d.Trust = append(d.Trust, p)
		}
	}
	return d
}
