package complaints

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/store"
)

// seen is what a reader knows of the acts on a complaint when he decides on another one.
func (p *pages) seen(ctx context.Context, id cluster.ID) (string, error) {
	acts, err := p.DB.Acts(ctx, id)
	return store.Mark(acts), err
}

// fits refuses an act of somebody who has not seen what others did meanwhile.
func (p *pages) fits(ctx context.Context, id cluster.ID, seen string) error {
	acts, err := p.DB.Acts(ctx, id)
	if err != nil {
		return p.gone(err)
	}
	if store.Mark(acts) == seen {
		return nil
	}
	var last, undone int
	if _, err := fmt.Sscanf(seen, "%d.%d", &last, &undone); err != nil {
		return frame.Wrong(errors.New(p.Printer.Sprintf("The form does not say which state of the complaint it was made for. Open the complaint again.")))
	}
	zone, err := p.zone(ctx, "")
	if err != nil {
		return err
	}
	var since []string
	for _, a := range acts {
		if a.Number > int64(last) || !a.Undone.IsZero() {
			since = append(since, p.past(a, zone).line())
		}
	}
	since = since[max(0, len(since)-3):]
	return frame.Conflict(errors.New(p.Printer.Sprintf("Somebody acted on %s since you opened it: %s. Nothing was done now; open it again and decide.", id, strings.Join(since, "; "))))
}

// gone says of a complaint that there is not that there is none.
func (p *pages) gone(err error) error {
	if errors.Is(err, store.ErrUnknownComplaint) {
		return frame.Missing(errors.New(p.Printer.Sprintf("There is no such complaint, or nothing is left of it: its mentions are gone. The list shows what there is.")))
	}
	return err
}
