package people

import (
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/alerts/web/frame"
	"molva/store"
)

// sharesView is the page of the links that pages are shared by.
type sharesView struct {
	Shares []shareView
	Days   int
	Writes bool
	All    bool // of everybody, and not of whoever asks alone
}

type shareView struct {
	ID, Path, Sees, By, Made, Until, State string
	Good                                   bool
}

// longestShare is for how many days a page may be shared.
const longestShare = 90

func (s *pages) shares(r *http.Request) (frame.View, error) {
	all, err := s.DB.Shares(r.Context(), s.whose(r))
	if err != nil {
		return frame.View{}, err
	}
	v := sharesView{Days: longestShare, Writes: s.May(r.Context(), "POST /shares/revoke"), All: s.whose(r) == ""}
	for _, one := range all {
		v.Shares = append(v.Shares, s.share(one))
	}
	return frame.View{Title: s.Printer.Sprintf("Shared links"), Body: v}, nil
}

// whose links somebody sees and ends: their own, and of those who administer everybody's, which is "".
func (s *pages) whose(r *http.Request) string {
	if access.From(r.Context()).May(access.Admin) {
		return ""
	}
	return s.By(r)
}

// leads reports whether a link still does.
func (s *pages) leads(one store.Share) bool { return !one.Revoked && s.Now().Before(one.Until) }

func (s *pages) share(one store.Share) shareView {
	p := s.Printer
	v := shareView{ID: strconv.FormatInt(one.ID, 10), Path: one.Path, Sees: s.bounds(one.Topics), By: alerts.Inert(one.By), Made: s.moment(one.Created), Until: s.moment(one.Until), Good: s.leads(one)}
	switch {
	case one.Revoked:
		v.State = p.Sprintf("revoked")
	case !v.Good:
		v.State = p.Sprintf("expired")
	default:
		v.State = p.Sprintf("in force")
	}
	return v
}

// addShare makes a link to a page that whoever asks sees: it shows what they see of it.
func (s *pages) addShare(r *http.Request) (frame.Done, frame.View, error) {
	days, err := s.days(r, 1, longestShare)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	path := r.PostForm.Get("path")
	if frame.Local(path) != path || !s.Sharing(path) {
		return frame.Done{}, frame.View{}, frame.Wrong(errors.New(s.Printer.Sprintf("This page cannot be shared: %s", alerts.Inert(alerts.Cut(path, 80, utf8.RuneCountInString)))))
	}
	value, err := access.Link(s.Random)
	if err != nil {
		return frame.Done{}, frame.View{}, err
	}
	one := store.Share{Path: path, Topics: access.From(r.Context()).Topics, By: s.By(r), Until: s.Now().AddDate(0, 0, days)}
	if one, err = s.DB.AddShare(r.Context(), one, access.Sum(value)); err != nil {
		return frame.Done{}, frame.View{}, s.refused(err)
	}
	p := s.Printer
	done := frame.Done{On: "share " + strconv.FormatInt(one.ID, 10), Detail: map[string]string{"path": one.Path, "days": strconv.Itoa(days)}}
	return done, frame.View{Title: p.Sprintf("Link to a page"), Body: secret{
		What: p.Sprintf("This link is shown once. It leads to the page until %s, and to nothing else.", s.moment(one.Until)), Value: s.Base + door.SharePath + value,
		How: []string{p.Sprintf("Whoever gets hold of it reads the page as you see it.")}, Back: path, Behind: p.Sprintf("Back to where you were"),
	}}, nil
}

// revokeShare ends one: of one's own, or of anybody's for those who administer.
func (s *pages) revokeShare(r *http.Request) (frame.Done, error) {
	id, err := s.number(r, "share")
	if err != nil {
		return frame.Done{}, err
	}
	if err := s.DB.RevokeShare(r.Context(), id, s.whose(r)); err != nil {
		return frame.Done{}, s.refused(err)
	}
	return frame.Done{To: string(frame.Shares), Said: s.Printer.Sprintf("The link is revoked: it leads nowhere any more."), On: "share " + strconv.FormatInt(id, 10)}, nil
}
