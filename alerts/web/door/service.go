package door

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/config/secret"
	"molva/store"
)

// Service is an OpenID Connect provider that people sign in with.
type Service struct {
	Issuer       string // "": there is none
	ClientID     string
	ClientSecret secret.String
	Claim        string              // what of the provider's word decides on the role; "": nobody's role comes from there
	Roles        map[string][]string // by role, the values of the claim that bring it; the highest counts
}

// Where a service sends people back to, and how long they may take there.
const (
	servicePath   = InPath + "/oidc"
	backPath      = InPath + "/oidc/back"
	stateCookie   = "molva_state"
	waitsFor      = 10 * time.Minute
	maxWaiting    = 1000
	serviceWithin = 10 * time.Second
)

// service is the provider, once it has said who it is, and those who are on the way there.
type service struct {
	Service
	now      func() time.Time
	random   io.Reader
	mu       sync.Mutex
	provider *oidc.Provider
	waiting  map[string]errand // by state
}

// errand is what must come back unchanged.
type errand struct {
	nonce, verifier, back string
	began                 time.Time
}

// client speaks to the provider, whose address an operator has set and which may well be within the house.
var client = &http.Client{Timeout: serviceWithin}

func (s *service) known(ctx context.Context) (*oidc.Provider, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.provider == nil {
		// The provider fetches its keys with this context for as long as the program runs.
		p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), client), s.Issuer)
		if err != nil {
			return nil, err
		}
		s.provider = p
	}
	return s.provider, nil
}

func (d *Door) oauth(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: d.Service.ClientID, ClientSecret: d.Service.ClientSecret.Reveal(), Endpoint: p.Endpoint(),
		RedirectURL: strings.TrimRight(d.Base, "/") + backPath, Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

func (s *service) remember(e errand) (state string, err error) {
	if state, err = s.word(); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil || len(s.waiting) >= maxWaiting {
		s.waiting = map[string]errand{}
	}
	s.waiting[state] = e
	return state, nil
}

// take returns an errand once.
func (s *service) take(state string) (errand, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.waiting[state]
	delete(s.waiting, state)
	return e, ok && s.now().Sub(e.began) <= waitsFor
}

func (s *service) word() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// toService sends somebody to the provider.
func (d *Door) toService(w http.ResponseWriter, r *http.Request) {
	to, state, err := d.departure(r)
	if err != nil {
		d.failed(w, r, err)
		return
	}
	// Lax, since the provider's page leads back here.
	http.SetCookie(w, &http.Cookie{Name: stateCookie, Value: state, Path: servicePath, MaxAge: int(waitsFor / time.Second), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.encrypted(r)})
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (d *Door) departure(r *http.Request) (to, state string, err error) {
	if d.Service.Issuer == "" || !d.Writes {
		return "", "", errors.New("nobody signs in with a service here")
	}
	p, err := d.service.known(r.Context())
	if err != nil {
		return "", "", err
	}
	nonce, err := d.service.word()
	if err != nil {
		return "", "", err
	}
	e := errand{nonce: nonce, verifier: oauth2.GenerateVerifier(), back: frame.Local(r.URL.Query().Get("back")), began: d.Now()}
	if state, err = d.service.remember(e); err != nil {
		return "", "", err
	}
	return d.oauth(p).AuthCodeURL(state, oidc.Nonce(e.nonce), oauth2.S256ChallengeOption(e.verifier)), state, nil
}

// fromService takes somebody whom the provider sends back.
func (d *Door) fromService(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie(stateCookie)
	state := r.URL.Query().Get("state")
	if err != nil || state == "" || c.Value != state {
		d.failed(w, r, errors.New("somebody came back who had not been sent"))
		return
	}
	e, ok := d.service.take(state)
	if !ok {
		d.failed(w, r, errors.New("somebody came back too late, or twice"))
		return
	}
	u, err := d.arrival(r, e)
	if err != nil {
		d.failed(w, r, err)
		return
	}
	d.audit(r, u.Name, "session.begin", u.Name, map[string]string{"with": d.Service.Issuer})
	d.enter(w, r, session{user: u.ID, epoch: u.Epoch}, e.back)
}

// claims is what the provider says of somebody.
type claims struct {
	Subject  string `json:"sub"`
	Username string `json:"preferred_username"`
	Email    string `json:"email"`
}

// arrival is who the provider says that somebody is, and who they are here.
func (d *Door) arrival(r *http.Request, e errand) (store.User, error) {
	if reason := r.URL.Query().Get("error"); reason != "" {
		return store.User{}, fmt.Errorf("the provider answers %.80q", reason)
	}
	p, err := d.service.known(r.Context())
	if err != nil {
		return store.User{}, err
	}
	ctx := oidc.ClientContext(r.Context(), client)
	token, err := d.oauth(p).Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(e.verifier))
	if err != nil {
		return store.User{}, tokenless(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return store.User{}, errors.New("the provider's answer has no id_token")
	}
	id, err := p.Verifier(&oidc.Config{ClientID: d.Service.ClientID, Now: d.Now}).Verify(ctx, raw)
	if err != nil {
		return store.User{}, err
	}
	if id.Nonce != e.nonce {
		return store.User{}, errors.New("the id_token was made for somebody else's errand")
	}
	var c claims
	all := map[string]any{}
	if err := errors.Join(id.Claims(&c), id.Claims(&all)); err != nil {
		return store.User{}, err
	}
	return d.admitted(r.Context(), c, all[d.Service.Claim])
}

// tokenless is an error of the provider's without what it answered, which may hold a secret.
func tokenless(err error) error {
	var answered *oauth2.RetrieveError
	if errors.As(err, &answered) {
		return fmt.Errorf("the provider refuses the code with %s", answered.Response.Status)
	}
	return err
}

// admitted is somebody whom the provider knows: who came before, with the role that they have now, or a new one.
func (d *Door) admitted(ctx context.Context, c claims, values any) (store.User, error) {
	role, decided := d.roleOf(values)
	subject := d.Service.Issuer + " " + c.Subject
	u, err := d.DB.UserOf(ctx, subject)
	switch {
	case decided && role == "":
		return store.User{}, fmt.Errorf("the claim %s brings none of the roles", d.Service.Claim)
	case errors.Is(err, store.ErrUnknownUser):
		if role == "" {
			role = access.Viewer.String()
		}
		u, err = d.DB.AddUser(ctx, store.NewUser{Name: nameOf(c), Role: role, Subject: subject})
	case err == nil && u.Disabled:
		return store.User{}, errors.New("somebody who was shut out")
	case err == nil && decided && u.Role != role:
		u, err = d.DB.ChangeUser(ctx, u.ID, store.UserChange{Role: &role})
	}
	if err != nil {
		return store.User{}, err
	}
	_, err = d.DB.Arrived(ctx, u.ID, 0)
	return u, err
}

// roleOf is the highest role that a claim brings, and whether the claim decides at all.
func (d *Door) roleOf(values any) (role string, decided bool) {
	if d.Service.Claim == "" || len(d.Service.Roles) == 0 {
		return "", false
	}
	var has []string
	switch v := values.(type) {
	case string:
		has = []string{v}
	case []any:
		for _, one := range v {
			if s, ok := one.(string); ok {
				has = append(has, s)
			}
		}
	}
	for _, r := range access.Roles { // the highest is the last
		if slices.ContainsFunc(d.Service.Roles[r.String()], func(want string) bool { return slices.Contains(has, want) }) {
			role = r.String()
		}
	}
	return role, true
}

// nameOf is how somebody is called here.
func nameOf(c claims) string {
	for _, name := range []string{c.Username, c.Email} {
		if name != "" {
			return name
		}
	}
	return c.Subject
}

// failed tells the log what went wrong, and the visitor that something did.
func (d *Door) failed(w http.ResponseWriter, r *http.Request, err error) {
	d.Log.Warn("sign-in with the service failed", "err", err)
	d.audit(r, "", "session.refuse", "", map[string]string{"with": d.Service.Issuer})
	d.asking(w, r, http.StatusUnauthorized, "/", d.Printer.Sprintf("Signing in with the service did not work. Try again; the log says more."))
}
