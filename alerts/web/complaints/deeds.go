package complaints

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/store"
)

// reading makes the act of a form on a complaint, and says whether something is wrong with it.
type reading func(r *http.Request, c store.Complaint) (store.Act, error)

// deeds are what the forms do, by the last part of their addresses.
func (p *pages) deeds() map[string]reading {
	return map[string]reading{
		"rename": p.renaming,
		"merge":  p.pairing(store.Merged),
		"refuse": p.pairing(store.Refused),
		"split":  p.splitting,
		"part":   p.parting,
		"move":   p.moving,
		"fixed":  p.fixing,
		"reopen": simply(store.Reopened),
		"ignore": simply(store.Ignored),
		"undo":   simply(store.Undone),
	}
}

// doing does what a form asks for, unless the complaint has changed since the form was made.
func (p *pages) doing(read reading) func(*http.Request) (frame.Done, error) {
	return func(r *http.Request) (frame.Done, error) {
		id, err := p.id(r)
		if err != nil {
			return frame.Done{}, err
		}
		p.acting.Lock()
		defer p.acting.Unlock()
		if err := p.fits(r.Context(), id, r.PostFormValue("seen")); err != nil {
			return frame.Done{}, err
		}
		c, err := p.DB.Complaint(r.Context(), id)
		if err != nil {
			return frame.Done{}, p.gone(err)
		}
		a, err := read(r, c)
		if err != nil {
			return frame.Done{}, err
		}
		a.By, a.Seen = p.By(r), &store.Seen{Of: id, Mark: r.PostFormValue("seen")}
		done, err := p.do(r.Context(), a)
		if err != nil {
			return frame.Done{}, err
		}
		return p.answer(r, a, done), nil
	}
}

// do does an act. What the database refuses is for the asker to know: it is about what is there, and nothing was done.
func (p *pages) do(ctx context.Context, a store.Act) (store.Done, error) {
	defer p.forget()
	done, err := p.options.Act(ctx, a)
	switch {
	case err == nil:
		return done, nil
	case ctx.Err() != nil, errors.Is(err, store.ErrReadOnly):
		return done, err
	case errors.Is(err, store.ErrUnknownComplaint):
		return done, p.gone(err)
	}
	p.Log.Warn("act on a complaint refused", "complaint", a.ID.String(), "err", err)
	return done, frame.Conflict(errors.New(p.Printer.Sprintf("Nothing was done: %s", alerts.Inert(err.Error()))))
}

// answer leads to the complaint and says what was done.
func (p *pages) answer(r *http.Request, a store.Act, done store.Done) frame.Done {
	to, on := frame.Here.Complaint(done.ID), cmp.Or(a.ID, done.ID).String()
	if back := r.PostFormValue("back"); back != "" {
		to = frame.Local(back)
	}
	say := p.Printer
	switch {
	case a.What == store.Undone:
		return frame.Done{To: to, Said: say.Sprintf("Taken back."), On: on}
	case done.Act == 0:
		return frame.Done{To: to, Said: say.Sprintf("Nothing had to change.")}
	}
	if a.What == store.Split || a.What == store.Moved {
		a.Into = done.ID
	}
	zone, _ := p.zone(r.Context(), "") // UTC where it is not known
	return frame.Done{To: to, Said: say.Sprintf("Done: %s. It can be taken back below.", p.did(a, zone)), On: on, Detail: became(a)}
}

// became is an act as the audit log has it.
func became(a store.Act) map[string]string {
	detail := map[string]string{}
	for name, value := range map[string]string{"label": a.Label, "ticket": a.Ticket, "mentions": strings.Join(a.Mentions, " ")} {
		if value != "" {
			detail[name] = value
		}
	}
	if a.Into != 0 {
		detail["into"] = a.Into.String()
	}
	return detail
}

func simply(what store.Deed) reading {
	return func(_ *http.Request, c store.Complaint) (store.Act, error) {
		return store.Act{What: what, ID: c.ID}, nil
	}
}

// longestLabel is how many bytes a name may have.
const longestLabel = 300

func (p *pages) renaming(r *http.Request, c store.Complaint) (store.Act, error) {
	label := strings.TrimSpace(alerts.Inert(r.PostFormValue("label")))
	if len(label) > longestLabel || !utf8.ValidString(label) {
		return store.Act{}, frame.Wrong(errors.New(p.Printer.Sprintf("A name has at most %d letters.", longestLabel/2)))
	}
	return store.Act{What: store.Renamed, ID: c.ID, Label: label}, nil
}

// pairing joins two complaints or keeps them apart; the older id stays.
func (p *pages) pairing(what store.Deed) reading {
	return func(r *http.Request, c store.Complaint) (store.Act, error) {
		other, err := p.other(r, c)
		return store.Act{What: what, ID: max(c.ID, other), Into: min(c.ID, other)}, err
	}
}

// other is the complaint that the form names beside its own: of the same kind, and another one.
func (p *pages) other(r *http.Request, c store.Complaint) (cluster.ID, error) {
	id, err := p.parse(firstWord(r.PostFormValue("into")))
	if err != nil {
		return 0, err
	}
	other, err := p.DB.Complaint(r.Context(), id)
	switch {
	case err != nil:
		return 0, p.gone(err)
	case other.ID == c.ID:
		return 0, frame.Conflict(errors.New(p.Printer.Sprintf("%s and %s are one already.", id, c.ID)))
	case other.Kind != c.Kind:
		return 0, frame.Wrong(errors.New(p.Printer.Sprintf("%s is of another kind than %s: only complaints of one kind go together.", id, c.ID)))
	}
	return other.ID, nil
}

// firstWord is an id with which a whole suggestion may have been taken over.
func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return word
}

func (p *pages) splitting(r *http.Request, c store.Complaint) (store.Act, error) {
	chosen := r.PostForm["mention"]
	switch {
	case len(chosen) == 0:
		return store.Act{}, frame.Wrong(errors.New(p.Printer.Sprintf("Tick the mentions that are to become a complaint of their own.")))
	case len(chosen) >= c.Mentions:
		return store.Act{}, frame.Wrong(errors.New(p.Printer.Sprintf("These are all its mentions: nothing would be left of %s.", c.ID)))
	}
	return store.Act{What: store.Split, ID: c.ID, Mentions: chosen}, nil
}

// parting takes out again what was merged by itself.
func (p *pages) parting(r *http.Request, c store.Complaint) (store.Act, error) {
	id, err := p.parse(r.PostFormValue("part"))
	return store.Act{What: store.Split, ID: id}, err
}

func (p *pages) moving(r *http.Request, c store.Complaint) (store.Act, error) {
	a := store.Act{What: store.Moved, ID: c.ID, Mentions: []string{r.PostFormValue("mention")}}
	if _, ok, err := p.DB.Find(r.Context(), a.Mentions[0]); err != nil || !ok {
		if err == nil {
			err = frame.Missing(errors.New(p.Printer.Sprintf("Mention %q is not stored: want network:id as the lists show it.", alerts.Inert(a.Mentions[0]))))
		}
		return a, err
	}
	if firstWord(r.PostFormValue("into")) == "new" {
		return a, nil
	}
	var err error
	a.Into, err = p.other(r, c)
	return a, err
}

// fixing marks a complaint as fixed, since a day or since now.
func (p *pages) fixing(r *http.Request, c store.Complaint) (store.Act, error) {
	a := store.Act{What: store.Fixed, ID: c.ID, Ticket: strings.TrimSpace(r.PostFormValue("ticket"))}
	if url, _ := alerts.Link(a.Ticket); a.Ticket != "" && (url == "" || len(a.Ticket) > longestLabel) {
		return a, frame.Wrong(errors.New(p.Printer.Sprintf("The ticket is %q, want an address such as https://tracker.example/BUG-7 of at most %d letters.", alerts.Inert(a.Ticket), longestLabel)))
	}
	since := r.PostFormValue("since")
	if since == "" {
		return a, nil
	}
	zone, err := p.zone(r.Context(), "")
	if err != nil {
		return a, err
	}
	if a.At, err = time.ParseInLocation(time.DateOnly, since, zone); err != nil || a.At.After(p.Now()) {
		return a, frame.Wrong(errors.New(p.Printer.Sprintf("Fixed since %q: want a day such as 2026-09-01 that is not still to come.", alerts.Inert(since))))
	}
	return a, nil
}
