package watch

import (
	"context"
	"fmt"

	"molva/alerts"
	"molva/store"
)

// Told are the stories of incidents as they stood when they were last looked at, in their order. It reads only. Of one whose facts
// retention has removed only the title is left.
func (w *Watch) Told(ctx context.Context, saved []store.Incident) ([]alerts.Story, error) {
	l := &look{Watch: w, now: w.Now().UTC()}
	stories := make([]alerts.Story, len(saved))
	for n, i := range read(saved) {
		if i.facts.From.IsZero() {
			about, _ := l.topic(i.Topic)
			stories[n].Title = teller{l.printer(about), l, i, about, &i.facts, false}.title()
			continue
		}
		var err error
		if stories[n], err = l.tell(ctx, i, ""); err != nil {
			return nil, fmt.Errorf("tell incident %s: %w", i.name(), err)
		}
	}
	return stories, nil
}
