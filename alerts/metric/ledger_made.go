package metric

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/classify/cluster"
	"molva/store"
)

// ledgerForms are which posts of users are what kind of content. A text is an article once it is as long as one: most of what
// people write on a wall is a question.
var ledgerForms = []struct {
	input string
	is    store.PostQuery
}{
	{"ugc_articles", store.PostQuery{Form: "text", Part: store.PostPart{Length: "long"}}},
	{"ugc_photos", store.PostQuery{Form: "photo"}},
	{"ugc_videos", store.PostQuery{Form: "video"}},
}

// madeByUsers gives what users published in our own communities. Where nothing of theirs was ever told there, how much there is
// is not known.
func (g *gathering) madeByUsers(ctx context.Context) error {
	accounts, err := g.Accounts(ctx)
	if err != nil || !slices.ContainsFunc(accounts, (*Account).hasUsers) {
		return err
	}
	for _, form := range ledgerForms {
		if g.has(form.input) {
			continue
		}
		n, list, caveat := g.made(accounts, form.is)
		g.counted(form.input, float64(n), list, caveat)
	}
	return nil
}

func (a *Account) hasUsers() bool {
	return slices.ContainsFunc(a.Posts, func(p Post) bool { return p.Author != "" })
}

// made counts posts of users, with the list of them. A list is of one account or of all, competitors' too.
func (g *gathering) made(accounts []*Account, q store.PostQuery) (n int, list alerts.Evidence, caveat Text) {
	q.Users, q.Period = new(true), g.Reader.Period
	var of []*Account
	for _, a := range accounts {
		here := 0
		for _, p := range a.Posts {
			if p.Author != "" && p.Form == q.Form && (q.Part.Length == "" || store.Length(p.Text) == q.Part.Length) {
				here++
			}
		}
		if n += here; here > 0 {
			of = append(of, a)
		}
	}
	if len(of) == 1 {
		q.Account, q.Network = of[0].Account, of[0].Network
	}
	if len(of) > 1 && len(g.Business.Accounts) > len(of) {
		caveat = textf("of %d accounts; the list has those of all", "по %d аккаунтам; в списке — все", len(of))
	}
	return n, alerts.OfPosts(q), caveat
}

// learned gives the insights: complaints and wishes that recur, were spoken of in the period, and that somebody acted upon, by
// giving them a name, by a ticket, or by saying that they are fixed. What is ignored is none.
func (g *gathering) learned(ctx context.Context) error {
	if g.has("insights") {
		return nil
	}
	all, err := g.clusters(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, c := range all {
		if accepted(c) {
			n++
		}
	}
	if len(all) > 0 {
		g.counted("insights", float64(n), alerts.OfMentions(g.said()), Text{
			"complaints and wishes that somebody named, linked to a ticket or marked as fixed; the list has the mentions of the period",
			"жалобы и пожелания, которым дали имя, завели задачу или поставили отметку об исправлении; в списке — упоминания за период",
		})
	}
	return nil
}

func accepted(c store.Complaint) bool {
	wanted := c.Kind == cluster.Complaint || c.Kind == cluster.Suggestion
	return wanted && c.Recurs && !c.Ignored && c.Mentions > 0 && (c.Named || c.Ticket != "" || !c.Fixed.IsZero())
}
