package api

import (
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"molva/alerts/web/access"
)

// perMinute is what a program may ask for in a minute; what costs more weighs more.
const perMinute = 600

// maxAskers is of how many programs it is remembered what they have left. Beyond that, those that have all of it left are forgotten.
const maxAskers = 1000

// budgets are what each program has left.
type budgets struct {
	mu   sync.Mutex
	now  func() time.Time
	each int // a minute
	left map[string]*rate.Limiter
}

func (b *budgets) of(r *http.Request) *rate.Limiter {
	who := access.From(r.Context())
	key := who.Name
	if key == "" {
		key = "from " + who.From
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if l := b.left[key]; l != nil {
		return l
	}
	if len(b.left) >= maxAskers {
		for k, l := range b.left {
			if l.TokensAt(b.now()) >= float64(b.each) {
				delete(b.left, k)
			}
		}
	}
	l := rate.NewLimiter(rate.Limit(float64(b.each)/60), b.each)
	b.left[key] = l
	return l
}

// spend takes a weight off the budget of whoever asks, and tells them what is left, as draft-ietf-httpapi-ratelimit-headers says it.
func (b *budgets) spend(w http.ResponseWriter, r *http.Request, weight int) error {
	l, now := b.of(r), b.now()
	granted := l.AllowN(now, weight)
	left := l.TokensAt(now)
	h := w.Header()
	h.Set("RateLimit-Policy", fmt.Sprintf(`"default";q=%d;w=60`, b.each))
	h.Set("RateLimit", fmt.Sprintf(`"default";r=%d;t=%d`, max(0, int(left)), b.until(float64(b.each)-left)))
	if granted {
		return nil
	}
	wait := max(1, b.until(float64(weight)-left))
	h.Set("Retry-After", fmt.Sprint(wait))
	return problem(http.StatusTooManyRequests, "there are %d requests a minute, and this one weighs %d: come again in %d seconds", b.each, weight, wait)
}

// until is in how many seconds so much is there again.
func (b *budgets) until(missing float64) int {
	return int(math.Ceil(max(0, missing) * 60 / float64(b.each)))
}
