package metric

import (
	"context"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
)

func unprompted(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	if err != nil {
		return nil, err
	}
	f := r.said()
	f.Prompted = new(false)
	n, err := r.number(ctx, f)
	v := share(n, t.Counted).from(alerts.OfMentions(f))
	if len(r.Business.Staff) == 0 {
		v = v.but(Text{"no staff is configured: an answer to an employee's own account counts as unprompted",
			"сотрудники не заданы: ответ на личный аккаунт сотрудника считается спонтанным"})
	}
	return []Value{v}, err
}

const partOfAuthors = "of_authors"

// firstTime is how many are new, and which part of the authors that is. Their list is that of all authors of the period, where
// the new ones stand among the others.
func firstTime(ctx context.Context, r *Reader) ([]Value, error) {
	n, heard, err := r.newcomers(ctx)
	if err != nil || !heard {
		return []Value{missing(InputBefore)}, err
	}
	t, err := r.tally(ctx)
	all := alerts.OfMentions(r.voices())
	among := textf("the list has all %d authors of the period", "в списке все авторы за период: %d", t.People)
	return []Value{known(float64(n)).but(among).from(all), share(n, t.People).as(partOfAuthors).in(ingest.UnitShare).from(all)}, err
}

func (r *Reader) newcomers(ctx context.Context) (n int, heard bool, err error) {
	type news struct {
		n     int
		heard bool
	}
	found, err := once(r, "newcomers", func() (news, error) {
		n, heard, err := r.DB.Newcomers(ctx, r.Topic.ID, r.Period)
		return news{n, heard}, err
	})
	return found.n, found.heard, err
}

func recommendation(ctx context.Context, r *Reader) ([]Value, error) {
	tone, err := r.Tone(ctx)
	if err != nil {
		return nil, err
	}
	f := r.felt(classify.Positive)
	f.Recommends = new(true)
	n, err := r.number(ctx, f)
	return []Value{share(n, tone.Opinions()).from(alerts.OfMentions(f))}, err
}
