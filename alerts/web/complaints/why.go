package complaints

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// why is the page of one mention: by which words it stands where it does, and where else it could.
type why struct {
	Key       string // of the mention, its public id
	Mention   string // the same, as it is shown
	In        named
	Cluster   string // whose words are compared
	Closeness string
	Terms     []term
	Notes     []string
	Refused   string // why there is no explanation; "": there is one
	Said      *member
	Others    []named
	Seen      string
	Writes    bool
}

// term is a word that a mention shares with its complaint.
type term struct {
	Text, Share string
	Width       string // of its meter, of a hundred
}

func (p *pages) why(r *http.Request) (frame.View, error) {
	v := frame.View{Title: p.Printer.Sprintf("Why is it here?"), Live: true}
	id := r.URL.Query().Get("mention")
	_, ok, err := p.DB.Find(r.Context(), id)
	switch {
	case err != nil:
		return v, err
	case !ok:
		return v, frame.Missing(errors.New(p.Printer.Sprintf("Mention %q is not stored: want network:id as the lists show it.", alerts.Inert(id))))
	}
	y := why{Key: id, Mention: alerts.Inert(id), Writes: p.May(r.Context(), "POST /complaints/{id}/move")}
	w, err := p.DB.Why(r.Context(), id)
	switch {
	case r.Context().Err() != nil:
		return v, err
	case err != nil:
		p.Log.Info("a mention is not explained", "mention", id, "err", err)
		y.Refused = p.Printer.Sprintf("It stands in no complaint, praise or wish, or in one that has been silent for so long that its words are forgotten.")
		v.Body = y
		return v, nil
	}
	err = p.explain(r.Context(), id, w, &y)
	v.Body = y
	return v, err
}

// explain fills in the reasons.
func (p *pages) explain(ctx context.Context, id string, w store.MentionWhy, y *why) error {
	say := p.reasons()
	c, err := p.DB.Complaint(ctx, w.Root)
	if err != nil {
		return p.gone(err)
	}
	y.In = named{ID: c.ID.String(), Name: alerts.Name(c, p.Printer), URL: frame.Here.Complaint(c.ID)}
	y.Cluster, y.Closeness, y.Notes = w.ID.String(), say.Closeness(w), say.Notes(w)
	for _, t := range w.Terms {
		y.Terms = append(y.Terms, term{say.Term(t.Text), p.Printer.Decimal(t.Share, 3), width(t.Share, w.Similarity)})
	}
	if y.Seen, err = p.seen(ctx, w.Root); err != nil {
		return err
	}
	return p.elsewhere(ctx, id, c, y)
}

// width is the part of a share in the whole, in hundredths.
func width(share, whole float64) string {
	if whole <= 0 || share <= 0 {
		return "0"
	}
	return strconv.Itoa(int(min(100*share/whole, 100)))
}

// elsewhere fills in the mention's text and where it could go.
func (p *pages) elsewhere(ctx context.Context, id string, c store.Complaint, y *why) error {
	k, err := p.known(ctx)
	if err != nil {
		return err
	}
	for _, other := range k.All {
		if other.Kind == c.Kind && other.ID != c.ID && len(y.Others) < mostOthers {
			y.Others = append(y.Others, named{ID: other.ID.String(), Name: alerts.Name(other, p.Printer)})
		}
	}
	zone, err := p.zone(ctx, "")
	if err != nil {
		return err
	}
	row, ok, err := p.DB.Mention(ctx, id)
	if ok {
		y.Said = new(p.member(row, zone))
	}
	return err
}
