package metric

import (
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/service"
	"molva/ingest"
	"molva/store"
)

// Serving is how the customers of a topic were answered who began to wait in a period: everywhere or, where Network is not "",
// on one network.
type Serving struct {
	Topic    string
	Network  string
	Period   store.Period
	Desk     service.Desk
	Silent   bool              // nothing was heard of the topic, so that nobody knows whether somebody waited
	Episodes []service.Episode // by their beginning
}

// unasked returns why nobody can tell how the topic's customers are answered: there are no staff, or they are a competitor's.
func (r *Reader) unasked() (why Value, is bool) {
	switch {
	case r.Topic.Competitor:
		return none(Text{"nobody outside can know who answers for a competitor", "снаружи не узнать, кто отвечает за конкурента"}), true
	case len(r.Business.Staff) == 0:
		return missing(InputStaff), true
	}
	return Value{}, false
}

// Serving reads it. It knows nobody who waits, and nobody who answers, of a competitor or where the configuration names no staff.
// After it was told of a period, those inside that are not read again.
func (r *Reader) Serving(ctx context.Context) (Serving, error) {
	zone := zoneOf(r.Topic)
	s := Serving{Topic: r.Topic.ID, Period: r.Period, Desk: service.NewDesk(r.Business.Hours, zone, r.Business.SLA, r.Period.From, r.Now)}
	if _, is := r.unasked(); is {
		return s, nil
	}
	var err error
	if s.Desk.Known, err = r.knownUntil(ctx); err != nil {
		return s, err
	}
	w, err := r.waits(ctx)
	s.Silent, s.Episodes = w.silent, w.episodes
	return s, err
}

// knownUntil is until when each network was heard of the topic and all that it belongs to: a thread is known for as long whichever of
// them asks.
func (r *Reader) knownUntil(ctx context.Context) (map[string]time.Time, error) {
	top := r.top()
	if until, known := r.known.until[top]; known {
		return until, nil
	}
	until, err := r.DB.KnownUntil(ctx, top, r.Now)
	if err == nil {
		r.known.until[top] = until
	}
	return until, err
}

// top is the topic at the root of the tree that the reader's stands in.
func (r *Reader) top() string {
	id := r.Topic.ID
	for up := r.Topic.Parent; up != ""; {
		at := slices.IndexFunc(r.Tree, func(t ingest.Topic) bool { return t.ID == up })
		if at < 0 {
			break
		}
		id, up = up, r.Tree[at].Parent
	}
	return id
}

type waitsKey struct {
	topic    string
	from, to int64
}

// waits are those that began in a period.
type waits struct {
	episodes []service.Episode
	silent   bool
}

func (r *Reader) waits(ctx context.Context) (waits, error) {
	key := waitsKey{r.Topic.ID, r.Period.From.UnixMilli(), r.Period.To.UnixMilli()}
	if all, known := r.known.waits[key]; known {
		return all, nil
	}
	heard := r.known.heard[r.Topic.ID]
	if !heard.Covers(r.Period) {
		var err error
		if heard, err = service.Hear(ctx, r.DB, r.Topic.ID, r.Period, r.Now); err != nil {
			return waits{}, err
		}
		r.known.heard[r.Topic.ID] = heard
	}
	all := waits{heard.Begun(r.Period), heard.Silent(r.Period)}
	r.known.waits[key] = all
	return all, nil
}

// Networks are those on which somebody waited, by name.
func (s Serving) Networks() (names []string) {
	for _, e := range s.Episodes {
		if at, known := slices.BinarySearch(names, e.Network); !known {
			names = slices.Insert(names, at, e.Network)
		}
	}
	return names
}

// On is the part of one network.
func (s Serving) On(network string) Serving {
	s.Network = network
	s.Episodes = slices.DeleteFunc(slices.Clone(s.Episodes), func(e service.Episode) bool { return e.Network != network })
	return s
}

// Evidence is the list of the waits that are in a state.
func (s Serving) Evidence(state service.State) alerts.Evidence {
	return alerts.OfThreadsOn(s.Network, s.Topic, string(state), s.Period)
}

// Values are those of rows 104 to 109, in their order, of a topic that has staff.
func (s Serving) Values() (all []Value) {
	for _, m := range serviceRows {
		for _, v := range m.of(s) {
			v.Metric, v.Topic, v.Network = m.ID, s.Topic, s.Network
			all = append(all, v)
		}
	}
	return all
}

// Count is how many waits are in a state.
func (s Serving) Count(state service.State) int { return len(s.Desk.Pick(state, s.Episodes)) }

// served makes the function of a row from one that tells a number of all waits.
func served(of func(Serving) []Value) func(context.Context, *Reader) ([]Value, error) {
	return func(ctx context.Context, r *Reader) ([]Value, error) {
		if why, is := r.unasked(); is {
			return []Value{why}, nil
		}
		s, err := r.Serving(ctx)
		if err != nil {
			return nil, err
		}
		return of(s), nil
	}
}
