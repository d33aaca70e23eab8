package people

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/alerts/web/frame"
	"molva/ingest"
	"molva/store"
)

// peopleView is the page of those who may sign in.
type peopleView struct {
	Users  []userView
	Roles  []option
	Topics []option
	Writes bool
}

type userView struct {
	ID, Name, Role, Sees string
	By                   string // what they sign in with
	Seen, State          string
	Own                  bool // whoever asks: others change that
	Disabled             bool
	Roles, Topics        []option
}

// good is how long a code stands in for a password.
const good = 24 * time.Hour

func (s *pages) people(r *http.Request) (frame.View, error) {
	tree, err := s.DB.Topics(r.Context())
	if err != nil {
		return frame.View{}, err
	}
	users, err := s.DB.Users(r.Context())
	if err != nil {
		return frame.View{}, err
	}
	least := "viewer"
	if len(users) == 0 {
		least = "admin"
	}
	v := peopleView{Roles: s.rolesOf(least), Topics: topicsOf(tree, nil), Writes: s.Writes}
	for _, u := range users {
		v.Users = append(v.Users, s.user(u, tree, u.Name == access.From(r.Context()).Name))
	}
	return frame.View{Title: s.Printer.Sprintf("Users"), Body: v}, nil
}

func (s *pages) user(u store.User, tree []ingest.Topic, own bool) userView {
	return userView{ID: strconv.FormatInt(u.ID, 10), Name: alerts.Inert(u.Name), Role: s.role(u.Role), Sees: s.bounds(u.Topics), By: s.provenBy(u), Seen: s.moment(u.Seen),
		State: s.state(u), Own: own, Disabled: u.Disabled, Roles: s.rolesOf(u.Role), Topics: topicsOf(tree, u.Topics)}
}

// provenBy is what somebody signs in with.
func (s *pages) provenBy(u store.User) string {
	p := s.Printer
	switch {
	case u.Subject != "":
		return p.Sprintf("the company's account")
	case u.TOTP:
		return p.Sprintf("password and second factor")
	case u.Password:
		return p.Sprintf("password")
	}
	return "–"
}

func (s *pages) state(u store.User) string {
	p := s.Printer
	switch {
	case u.Disabled:
		return p.Sprintf("shut out")
	case u.Password || u.Subject != "":
		return p.Sprintf("may sign in")
	case s.Now().Before(u.Invited):
		return p.Sprintf("has a code until %s", s.moment(u.Invited))
	}
	return p.Sprintf("needs a new code")
}

// addUser lets somebody in, with a code that they change for a password.
func (s *pages) addUser(r *http.Request) (frame.Done, frame.View, error) {
	n := store.NewUser{Name: strings.TrimSpace(r.PostForm.Get("name")), Role: r.PostForm.Get("role"), Topics: topicsGiven(r), Until: s.Now().Add(good)}
	peopled, err := s.DB.Peopled(r.Context())
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	if !peopled && n.Role != access.Admin.String() {
		return frame.Done{}, frame.View{}, frame.Wrong(errors.New(s.Printer.Sprintf("The first user has to be an administrator: from then on nobody comes in unknown.")))
	}
	code, err := access.Code(s.Random)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	n.Code = access.Sum(code)
	u, err := s.DB.AddUser(r.Context(), n)
	if err != nil {
		return frame.Done{}, frame.View{}, s.refused(err)
	}
	return frame.Done{On: u.Name, Detail: rights(u.Role, u.Topics)}, s.code(u, code), nil
}

// rights are what somebody may, as the audit log has it.
func rights(role string, topics []string) map[string]string {
	detail := map[string]string{"role": role, "topics": "*"}
	if topics != nil {
		detail["topics"] = strings.Join(topics, " ")
	}
	return detail
}

// code is the page that shows somebody's code.
func (s *pages) code(u store.User, code string) frame.View {
	p := s.Printer
	at := s.Base + door.WelcomePath + "?" + url.Values{"name": {u.Name}}.Encode()
	return frame.View{Title: p.Sprintf("Code for %s", alerts.Inert(u.Name)), Body: secret{
		What: p.Sprintf("This code is shown once. It is good once, until %s.", s.moment(u.Invited)), Value: code,
		How:  []string{p.Sprintf("Give it to %s, not in the same message as the address. They choose a password with it here:", alerts.Inert(u.Name)), at},
		Back: string(frame.People), Behind: p.Sprintf("Users"),
	}}
}

// resetUser takes somebody's password and second factor away and gives a code for new ones.
func (s *pages) resetUser(r *http.Request) (frame.Done, frame.View, error) {
	u, err := s.meant(r)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	code, err := access.Code(s.Random)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	if u, err = s.DB.ChangeUser(r.Context(), u.ID, store.UserChange{Code: access.Sum(code), Until: s.Now().Add(good)}); err != nil {
		return frame.Done{}, frame.View{}, s.refused(err)
	}
	return frame.Done{On: u.Name}, s.code(u, code), nil
}

// meant is whom a form means: somebody else, so that nobody shuts themselves out.
func (s *pages) meant(r *http.Request) (store.User, error) {
	id, err := s.number(r, "user")
	if err != nil {
		return store.User{}, err
	}
	u, err := s.DB.User(r.Context(), id)
	if err != nil {
		return u, s.refused(err)
	}
	if u.Name == access.From(r.Context()).Name {
		return u, frame.Conflict(errors.New(s.Printer.Sprintf("That is you. Another administrator can change it.")))
	}
	return u, nil
}

// changeUser gives somebody another role and other topics, shuts them out or lets them in again.
func (s *pages) changeUser(r *http.Request) (frame.Done, error) {
	u, err := s.meant(r)
	if err != nil {
		return frame.Done{}, err
	}
	role, topics, disabled, was := r.PostForm.Get("role"), topicsGiven(r), r.PostForm.Get("disabled") == "true", u.Disabled
	if u, err = s.DB.ChangeUser(r.Context(), u.ID, store.UserChange{Role: &role, Topics: &topics, Disabled: &disabled}); err != nil {
		return frame.Done{}, s.refused(err)
	}
	done := frame.Done{To: string(frame.People), Said: s.Printer.Sprintf("%s is changed, and signed out everywhere.", alerts.Inert(u.Name)), On: u.Name, Detail: rights(u.Role, u.Topics)}
	switch {
	case disabled && !was:
		done.What = "user.disable"
	case was && !disabled:
		done.What = "user.enable"
	}
	return done, s.endShares(r, u)
}

// endShares ends the links of somebody who is changed: they may show more than their maker sees now.
func (s *pages) endShares(r *http.Request, u store.User) error {
	all, err := s.DB.Shares(r.Context(), u.Name)
	for _, one := range all {
		if err == nil && s.leads(one) {
			err = s.DB.RevokeShare(r.Context(), one.ID, u.Name)
		}
	}
	return err
}

// leaveUser signs somebody out wherever they are.
func (s *pages) leaveUser(r *http.Request) (frame.Done, error) {
	u, err := s.meant(r)
	if err != nil {
		return frame.Done{}, err
	}
	if _, err := s.DB.ChangeUser(r.Context(), u.ID, store.UserChange{Leave: true}); err != nil {
		return frame.Done{}, s.refused(err)
	}
	return frame.Done{To: string(frame.People), Said: s.Printer.Sprintf("%s is signed out everywhere.", alerts.Inert(u.Name)), On: u.Name}, nil
}
