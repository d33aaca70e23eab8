package x

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/http/httptrace"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Prices are what X bills, in US dollars; 0 is the usual price.
type Prices struct {
	Post   float64 `yaml:"post"`   // that is read; usually 0.005
	User   float64 `yaml:"user"`   // that is read; usually 0.010
	Counts float64 `yaml:"counts"` // a question of how many posts a query would find; 0.010, as was measured
}

// lookPrice is the most that a look at the token's own usage may cost; X's list of prices has it among "owned reads".
const lookPrice = 0.001

func (p Prices) check() error {
	for _, price := range []float64{p.Post, p.User, p.Counts} {
		if !(price >= 0) || math.IsInf(price, 0) {
			return ingest.Complain("a price is %v, want US dollars, 0 or more", price)
		}
	}
	return nil
}

func (p Prices) completed() Prices {
	for _, c := range []struct {
		price *float64
		usual float64
	}{{&p.Post, 0.005}, {&p.User, 0.010}, {&p.Counts, 0.010}} {
		if *c.price == 0 {
			*c.price = c.usual
		}
	}
	return p
}

// each is what a post costs, with all that is read beside it.
func (s *Source) each() float64 {
	if s.options.Authors {
		return s.options.Prices.Post + s.options.Prices.User
	}
	return s.options.Prices.Post
}

// purse pays out of the source's budget, before anything is bought.
type purse struct {
	governor *ingest.Governor
	now      func() time.Time

	mu     sync.Mutex // while it is looked into, nobody takes anything out
	unsure int        // answers in a row that never came, or broke off
	failed time.Time  // the last one
}

// Whoever was not answered so often asks once in so long: each question may be billed.
const (
	patience = 3
	hesitate = time.Hour
)

// take pays for as many things as there is money for, from least to most, and returns how many. Where it does not suffice the
// error is an *ingest.Throttled.
func (p *purse) take(ctx context.Context, least, most int, each float64) (n int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.turning(); err != nil {
		return 0, err
	}
	if since := p.now().Sub(p.failed); p.unsure >= patience && since >= 0 && since < hesitate { // before 0: the clock was set back
		return 0, &ingest.Throttled{Until: p.failed.Add(hesitate), Why: "there is no answer, and each question may cost money"}
	}
	if p.unsure > 0 {
		most = least
	}
	if n = most; p.governor.Left(ingest.USD) < float64(n)*each {
		n = max(least, int(p.governor.Left(ingest.USD)/each+1e-9))
	}
	return n, p.refusal(p.governor.Take(ctx, ingest.USD, float64(n)*each))
}

// turn is how long before and after the end of a month nothing is bought: X's clock may differ from ours, and what is asked for in
// one month may be billed in the next. No answer takes as long.
const turn = time.Minute

// turning is an *ingest.Throttled while the month turns.
func (p *purse) turning() error {
	later := p.now().UTC().Add(turn)
	begin := time.Date(later.Year(), later.Month(), 1, 0, 0, 0, 0, time.UTC)
	if later.Sub(begin) >= 2*turn {
		return nil
	}
	return &ingest.Throttled{Until: begin.Add(turn), Why: "the month turns, and which one would be billed is not certain"}
}

// refusal says in words that the budget is used up, or that there is none.
func (p *purse) refusal(err error) error {
	var throttled *ingest.Throttled
	if !errors.As(err, &throttled) {
		return err
	}
	none := func(s ingest.Spent) bool { return s.Name == ingest.USD && s.Window != "" && s.Max == 0 }
	why := "the budget is used up: " + throttled.Why
	if slices.ContainsFunc(p.governor.Spent(), none) {
		why = "nothing may be bought: set budget, US dollars a month"
	}
	return &ingest.Throttled{Until: throttled.Until, Why: why}
}

// buy asks for as many things as there is money for. ask returns what the answer costs.
func (p *purse) buy(ctx context.Context, least, most int, each float64, ask func(ctx context.Context, n int) (float64, error)) error {
	at := p.now()
	n, err := p.take(ctx, least, most, each)
	if err != nil {
		return err
	}
	ctx, sent := traced(ctx)
	cost, err := ask(ctx, n)
	paid := float64(n) * each
	switch {
	case err == nil && cost > paid: // more than was asked for
		p.answered(true)
		_ = p.governor.Take(ctx, ingest.USD, min(cost-paid, p.governor.Left(ingest.USD)))
	case err == nil:
		p.answered(true)
		p.governor.GiveBack(ingest.USD, paid-cost, at)
	case !sent.Load() || refused(err):
		p.governor.GiveBack(ingest.USD, paid, at)
	default:
		p.answered(false)
	}
	return err
}

// traced tells whether a request may have left.
func traced(ctx context.Context) (context.Context, *atomic.Bool) {
	sent := new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent.Store(true) }}), sent
}

// answered notes whether an answer came whole.
func (p *purse) answered(whole bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if whole {
		p.unsure = 0
		return
	}
	p.unsure, p.failed = p.unsure+1, p.now()
}

// refused reports whether X has said that it does not answer this question, and so bills nothing.
func refused(err error) bool {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return status.Status >= http.StatusBadRequest && status.Status < http.StatusInternalServerError
	}
	return errors.As(err, new(*ingest.Throttled)) || errors.Is(err, ingest.ErrDenied)
}

// unfit reports whether X does not answer this one question, which says nothing of others.
func unfit(err error) bool {
	return errors.As(err, new(*fetch.StatusError)) && refused(err) && !errors.Is(err, ingest.ErrDenied) && !errors.As(err, new(*ingest.Throttled))
}
