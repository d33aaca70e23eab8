package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/config"
	"molva/store"
)

// codeLasts is how long somebody has to change a code for a password.
const codeLasts = 24 * time.Hour

// invitation lets somebody in, or changes what they may; of those there are already, Name says who is meant.
type invitation struct {
	Name     string
	Role     string
	Topics   []string // nil: everything
	All      bool     // of a change: everything from now on
	Disabled *bool
	Invite   bool // a new code is made
	By       string
}

// invited is what came of it.
type invited struct {
	User store.User
	Code string // "": none was made; it is shown once and kept nowhere
	At   string // where it is changed for a password
}

func welcomeAt(o config.HTTP, name string) string {
	return o.Base() + door.WelcomePath + "?" + url.Values{"name": {name}}.Encode()
}

var addUserOrder = order[invitation, invited]{"user-add", func(r *rooms, ctx context.Context, i invitation) (invited, error) {
	code, err := access.Code(rand.Reader)
	if err != nil {
		return invited{}, err
	}
	u, err := r.db.AddUser(ctx, store.NewUser{Name: i.Name, Role: i.Role, Topics: i.Topics, Code: access.Sum(code), Until: r.now().Add(codeLasts)})
	if err != nil {
		return invited{}, err
	}
	detail := map[string]string{"role": u.Role, "topics": topicsOf(u.Topics)}
	return invited{u, code, welcomeAt(r.cfg.HTTP, u.Name)}, r.db.Audit(ctx, store.AuditEntry{Who: i.By, What: "user.add", On: u.Name, Detail: detail})
}}

var changeUserOrder = order[invitation, invited]{"user-change", func(r *rooms, ctx context.Context, i invitation) (invited, error) {
	u, _, err := r.db.Signing(ctx, i.Name)
	if err != nil {
		return invited{}, err
	}
	c, code, err := i.change(r.now())
	if err != nil {
		return invited{}, err
	}
	if u, err = r.db.ChangeUser(ctx, u.ID, c); err != nil {
		return invited{}, err
	}
	return invited{u, code, welcomeAt(r.cfg.HTTP, u.Name)}, r.db.Audit(ctx, i.entry(u))
}}

// entry is what the audit log says of a change.
func (i *invitation) entry(u store.User) store.AuditEntry {
	e := store.AuditEntry{Who: i.By, What: "user.change", On: u.Name, Detail: map[string]string{"role": u.Role, "topics": topicsOf(u.Topics)}}
	switch {
	case i.Invite:
		e.What, e.Detail = "user.reset", nil
	case i.Disabled != nil && *i.Disabled:
		e.What, e.Detail = "user.disable", nil
	case i.Disabled != nil:
		e.What, e.Detail = "user.enable", nil
	}
	return e
}

func (i *invitation) change(now time.Time) (c store.UserChange, code string, err error) {
	c.Disabled = i.Disabled
	if i.Role != "" {
		c.Role = &i.Role
	}
	if i.Topics != nil || i.All {
		c.Topics = &i.Topics
	}
	if i.Invite {
		code, err = access.Code(rand.Reader)
		c.Code, c.Until = access.Sum(code), now.Add(codeLasts)
	}
	return c, code, err
}

func (p *program) userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: "Who may sign in, and what they may do"}
	c.AddCommand(p.usersCommand(), p.userAddCommand(), p.userChangeCommand(), p.userResetCommand(), p.userSwitch("disable", "Shut somebody out, wherever they are signed in", true),
		p.userSwitch("enable", "Let somebody in again", false))
	return c
}

// knownRole refuses a role that there is not.
func knownRole(role string) error {
	var r access.Role
	if r.UnmarshalText([]byte(role)) == nil {
		return nil
	}
	return usageError{fault("--role: found %q, want viewer, agent, analyst or admin", role)}
}

func (p *program) userAddCommand() *cobra.Command {
	var role string
	var topics []string
	c := p.signed("add NAME", "Let somebody in: prints a code that they change for a password of their own", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		if err := knownRole(role); err != nil {
			return err
		}
		made, err := through(c.Context(), p, addUserOrder, invitation{Name: args[0], Role: role, Topics: topics, By: by})
		if err != nil {
			return wrongTopic(err)
		}
		return p.printInvited(made)
	})
	c.Example = `  molva user add marina --role admin
  molva user add agency --role viewer --topics kestrel`
	c.Flags().StringVar(&role, "role", "viewer", "viewer, agent, analyst or admin")
	c.Flags().StringSliceVar(&topics, "topics", nil, "only these topics, with all below them; all when not given")
	return c
}

func (p *program) userChangeCommand() *cobra.Command {
	var role string
	var topics []string
	c := p.signed("change NAME", "Give somebody another role or other topics", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		i := invitation{Name: args[0], Role: role, By: by}
		if role == "" && len(topics) == 0 {
			return usageError{fault("nothing is to be changed: want --role, --topics or both")}
		}
		if role != "" {
			if err := knownRole(role); err != nil {
				return err
			}
		}
		if i.All = slices.Equal(topics, []string{"all"}); !i.All && len(topics) > 0 {
			i.Topics = topics
		}
		_, err := through(c.Context(), p, changeUserOrder, i)
		return p.changedUser(args[0], err)
	})
	c.Flags().StringVar(&role, "role", "", "viewer, agent, analyst or admin")
	c.Flags().StringSliceVar(&topics, "topics", nil, "only these topics, with all below them; all for every one")
	return c
}

func (p *program) userResetCommand() *cobra.Command {
	return p.signed("reset NAME", "Take somebody's password and second factor away, and print a code for new ones", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		made, err := through(c.Context(), p, changeUserOrder, invitation{Name: args[0], Invite: true, By: by})
		if err != nil {
			return err
		}
		return p.printInvited(made)
	})
}

func (p *program) userSwitch(use, short string, disabled bool) *cobra.Command {
	return p.signed(use+" NAME", short, cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		_, err := through(c.Context(), p, changeUserOrder, invitation{Name: args[0], Disabled: &disabled, By: by})
		return p.changedUser(args[0], err)
	})
}

func (p *program) changedUser(name string, err error) error {
	if err != nil {
		return wrongTopic(err)
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%s: changed, and signed out everywhere", name))
	return nil
}

func (p *program) printInvited(i invited) error {
	if p.output == "json" {
		return printJSON(p.out, map[string]string{"name": i.User.Name, "role": i.User.Role, "code": i.Code, "at": i.At, "until": i.User.Invited.UTC().Format(time.RFC3339)})
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%s may come in as %s. Their code, shown only now, is good until %s:", i.User.Name, i.User.Role, i.User.Invited.UTC().Format(time.RFC3339)))
	fmt.Fprintln(p.out, "\n  "+i.Code+"\n")
	fmt.Fprintln(p.out, p.say().Sprintf("They change it for a password at %s", i.At))
	return nil
}

// userJSON is somebody in the commands' output.
type userJSON struct {
	Name     string     `json:"name"`
	Role     string     `json:"role"`
	Topics   []string   `json:"topics,omitempty"` // none: all
	Second   bool       `json:"second_factor"`
	Service  bool       `json:"service"` // signs in with OpenID Connect
	Invited  *time.Time `json:"invited_until,omitempty"`
	Seen     *time.Time `json:"seen,omitempty"`
	Disabled bool       `json:"disabled"`
}

func (p *program) usersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "All who were ever let in",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Users(c.Context())
				if err != nil {
					return err
				}
				return p.printUsers(all)
			})
		},
	}
}

func (p *program) printUsers(all []store.User) error {
	rows, lines := make([]userJSON, len(all)), make([][]string, len(all))
	for i, u := range all {
		rows[i] = userJSON{u.Name, u.Role, u.Topics, u.TOTP, u.Subject != "", known(u.Invited), known(u.Seen), u.Disabled}
		lines[i] = []string{u.Name, u.Role, topicsOf(u.Topics), p.stateOf(u)}
	}
	switch {
	case p.output == "json":
		return printJSON(p.out, rows)
	case len(all) == 0:
		fmt.Fprintln(p.out, p.say().Sprintf("nobody yet; 'molva user add NAME --role admin' lets the first person in"))
	default:
		table(p.out, lines)
	}
	return nil
}

func (p *program) stateOf(u store.User) string {
	say := p.say()
	switch {
	case u.Disabled:
		return say.Sprintf("shut out")
	case !u.Invited.IsZero():
		return say.Sprintf("has a code until %s", u.Invited.UTC().Format(time.RFC3339))
	case u.Seen.IsZero():
		return say.Sprintf("was never here")
	}
	return say.Sprintf("last signed in %s", u.Seen.UTC().Format(time.RFC3339))
}

func topicsOf(topics []string) string {
	if topics == nil {
		return "*"
	}
	return strings.Join(topics, ",")
}
