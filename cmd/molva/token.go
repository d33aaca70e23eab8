package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/web/access"
	"molva/config"
	"molva/store"
)

// tokenMade is a token that was made; its secret is shown once and kept nowhere.
type tokenMade struct {
	Token  store.Token
	Secret string
}

var addTokenOrder = order[store.Token, tokenMade]{"token-add", func(r *rooms, ctx context.Context, t store.Token) (tokenMade, error) {
	secret, err := access.Token(rand.Reader)
	if err != nil {
		return tokenMade{}, err
	}
	if t, err = r.db.AddToken(ctx, t, access.Sum(secret)); err != nil {
		return tokenMade{}, err
	}
	detail := map[string]string{"role": t.Role, "topics": topicsOf(t.Topics)}
	return tokenMade{t, secret}, r.db.Audit(ctx, store.AuditEntry{Who: t.By, What: "token.add", On: t.Name, Detail: detail})
}}

// revocation is which token is ended, and by whom.
type revocation struct {
	Name string
	By   string
}

var revokeTokenOrder = order[revocation, bool]{"token-revoke", func(r *rooms, ctx context.Context, v revocation) (bool, error) {
	all, err := r.db.Tokens(ctx)
	if err != nil {
		return false, err
	}
	var names []string
	for _, t := range all {
		if !t.Good(r.now()) {
			continue
		}
		if t.Name == v.Name || "t"+strconv.FormatInt(t.ID, 10) == v.Name {
			return true, errors.Join(r.db.RevokeToken(ctx, t.ID), r.db.Audit(ctx, store.AuditEntry{Who: v.By, What: "token.revoke", On: t.Name}))
		}
		names = append(names, t.Name)
	}
	return false, fmt.Errorf("%w %.80q, have %q", store.ErrUnknownToken, v.Name, names)
}}

func (p *program) tokenCommand() *cobra.Command {
	c := &cobra.Command{Use: "token", Short: "What lets programs in, and what they may do"}
	c.AddCommand(p.tokensCommand(), p.tokenAddCommand(), p.tokenRevokeCommand())
	return c
}

func (p *program) tokenAddCommand() *cobra.Command {
	var role, span string
	var topics []string
	c := p.signed("add NAME", "Let a program in: prints a token that it sends as 'Authorization: Bearer TOKEN'", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		if err := knownRole(role); err != nil {
			return err
		}
		t := store.Token{Name: args[0], Role: role, Topics: topics, By: by}
		if span != "" {
			length, err := config.ParseDuration(span)
			if err != nil || length <= 0 {
				return usageError{fault("--for: found %q, want a time span such as 12h or 2d", span)}
			}
			t.Until = p.now().Add(length)
		}
		made, err := through(c.Context(), p, addTokenOrder, t)
		if err != nil {
			return wrongTopic(err)
		}
		return p.printTokenMade(made)
	})
	c.Example = `  molva token add grafana
  molva token add helpdesk --role agent --topics kestrel --for 90d`
	c.Flags().StringVar(&role, "role", "viewer", "viewer, agent, analyst or admin")
	c.Flags().StringSliceVar(&topics, "topics", nil, "only these topics, with all below them; all when not given")
	c.Flags().StringVar(&span, "for", "", "for how long, such as 90d; until it is revoked when not given")
	return c
}

func (p *program) printTokenMade(made tokenMade) error {
	if p.output == "json" {
		return printJSON(p.out, map[string]string{"name": made.Token.Name, "role": made.Token.Role, "token": made.Secret})
	}
	fmt.Fprintln(p.out, p.say().Sprintf("The token of %s, shown only now:", made.Token.Name))
	fmt.Fprintln(p.out, "\n  "+made.Secret)
	return nil
}

func (p *program) tokenRevokeCommand() *cobra.Command {
	return p.signed("revoke NAME", "End a token now", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		if _, err := through(c.Context(), p, revokeTokenOrder, revocation{args[0], by}); err != nil {
			return err
		}
		fmt.Fprintln(p.out, p.say().Sprintf("%s lets nobody in any more", args[0]))
		return nil
	})
}

// tokenJSON is a token in the commands' output, without its secret, which nobody has any more.
type tokenJSON struct {
	ID      string     `json:"id"` // t3
	Name    string     `json:"name"`
	Role    string     `json:"role"`
	Topics  []string   `json:"topics,omitempty"` // none: all
	By      string     `json:"by"`
	Created time.Time  `json:"created"`
	Until   *time.Time `json:"until,omitempty"`
	Used    *time.Time `json:"used,omitempty"`
	Good    bool       `json:"good"`
}

func (p *program) tokensCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "All tokens that were ever made, the newest first",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Tokens(c.Context())
				if err != nil {
					return err
				}
				return p.printTokens(all)
			})
		},
	}
}

func (p *program) printTokens(all []store.Token) error {
	rows, lines := make([]tokenJSON, len(all)), make([][]string, len(all))
	for i, t := range all {
		id, good := "t"+strconv.FormatInt(t.ID, 10), t.Good(p.now())
		rows[i] = tokenJSON{id, t.Name, t.Role, t.Topics, t.By, t.Created, known(t.Until), known(t.Used), good}
		lines[i] = []string{id, t.Name, t.Role, topicsOf(t.Topics), p.usedLast(t, good)}
	}
	switch {
	case p.output == "json":
		return printJSON(p.out, rows)
	case len(all) == 0:
		fmt.Fprintln(p.out, p.say().Sprintf("there are no tokens yet"))
	default:
		table(p.out, lines)
	}
	return nil
}

func (p *program) usedLast(t store.Token, good bool) string {
	say := p.say()
	switch {
	case !good:
		return say.Sprintf("lets nobody in any more")
	case t.Used.IsZero():
		return say.Sprintf("was never used")
	}
	return say.Sprintf("last used %s", t.Used.UTC().Format("2006-01-02 15:00"))
}
