package people

import (
	"net/http"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/store"
)

// tokensView is the page of what programs come in with.
type tokensView struct {
	Tokens []tokenView
	Roles  []option
	Topics []option
	Writes bool
}

type tokenView struct {
	ID, Name, Role, Sees         string
	By, Made, Until, Used, State string
	Good                         bool
}

// longestToken is for how many days a token is good at most, unless for ever.
const longestToken = 3650

func (s *pages) tokens(r *http.Request) (frame.View, error) {
	tree, err := s.DB.Topics(r.Context())
	if err != nil {
		return frame.View{}, err
	}
	all, err := s.DB.Tokens(r.Context())
	if err != nil {
		return frame.View{}, err
	}
	v := tokensView{Roles: s.rolesOf("viewer"), Topics: topicsOf(tree, nil), Writes: s.Writes}
	for _, t := range all {
		v.Tokens = append(v.Tokens, s.token(t))
	}
	return frame.View{Title: s.Printer.Sprintf("Tokens"), Body: v}, nil
}

func (s *pages) token(t store.Token) tokenView {
	p := s.Printer
	v := tokenView{ID: strconv.FormatInt(t.ID, 10), Name: alerts.Inert(t.Name), Role: s.role(t.Role), Sees: s.bounds(t.Topics), By: alerts.Inert(t.By),
		Made: s.moment(t.Created), Until: s.moment(t.Until), Used: s.moment(t.Used), Good: t.Good(s.Now())}
	switch {
	case t.Revoked:
		v.State = p.Sprintf("revoked")
	case !v.Good:
		v.State = p.Sprintf("expired")
	default:
		v.State = p.Sprintf("in force")
	}
	return v
}

// addToken makes a token for a program.
func (s *pages) addToken(r *http.Request) (frame.Done, frame.View, error) {
	days, err := s.days(r, 0, longestToken)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	t := store.Token{Name: strings.TrimSpace(r.PostForm.Get("name")), Role: r.PostForm.Get("role"), Topics: topicsGiven(r), By: s.By(r)}
	if days > 0 {
		t.Until = s.Now().AddDate(0, 0, days)
	}
	value, err := access.Token(s.Random)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	if t, err = s.DB.AddToken(r.Context(), t, access.Sum(value)); err != nil {
		return frame.Done{}, frame.View{}, s.refused(err)
	}
	p := s.Printer
	return frame.Done{On: t.Name, Detail: rights(t.Role, t.Topics)}, frame.View{Title: p.Sprintf("Token for %s", alerts.Inert(t.Name)), Body: secret{
		What: p.Sprintf("This token is shown once: molva keeps no more than its hash."), Value: value,
		How: []string{p.Sprintf("The program sends it with every request:")}, Code: `curl -H "Authorization: Bearer $TOKEN" ` + s.Base + `/api/v1/topics`,
		Back: string(frame.Tokens), Behind: p.Sprintf("Tokens"),
	}}, nil
}

// revokeToken ends one.
func (s *pages) revokeToken(r *http.Request) (frame.Done, error) {
	id, err := s.number(r, "token")
	if err != nil {
		return frame.Done{}, err
	}
	if err := s.DB.RevokeToken(r.Context(), id); err != nil {
		return frame.Done{}, s.refused(err)
	}
	return frame.Done{To: string(frame.Tokens), Said: s.Printer.Sprintf("The token is revoked: it lets nobody in any more."), On: "token " + strconv.FormatInt(id, 10)}, nil
}
