package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// spare is how long before its end a token is no longer used: a clock may be wrong, and a question may take a while.
const spare = time.Minute

// Bearer asks an API with a token that ends after a while, and has another one made then. Whoever needs a token while it is
// being made waits for the same. Safe for any goroutine.
type Bearer struct {
	API  API
	Put  func(h http.Header, token string)                                       // into every request; nil: as a bearer token
	Make func(ctx context.Context) (token string, life time.Duration, err error) // life 0: until it is refused
	Now  func() time.Time

	mu    sync.Mutex
	token string
	life  time.Duration
	until time.Time
}

// Get is [API.Get] with a token. Where the answer is a bare 401 it asks once more with a new one, as a token may end before its time.
func (b *Bearer) Get(ctx context.Context, path string, q url.Values, into any) error {
	token, err := b.Token(ctx, "")
	if err != nil {
		return err
	}
	var said *StatusError
	if err = b.ask(ctx, token, path, q, into); !errors.As(err, &said) || said.Status != http.StatusUnauthorized {
		return err
	}
	if token, err = b.Token(ctx, token); err != nil {
		return err
	}
	return b.ask(ctx, token, path, q, into)
}

func (b *Bearer) ask(ctx context.Context, token, path string, q url.Values, into any) error {
	api := b.API
	api.Header = func(h http.Header) {
		if b.Put == nil {
			h.Set("Authorization", "Bearer "+token)
			return
		}
		b.Put(h, token)
	}
	return api.Get(ctx, path, q, into)
}

// Token is one that is good for a while yet, and another one than was refused.
func (b *Bearer) Token(ctx context.Context, refused string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.Now()
	left := b.until.Sub(now) // more than a life, where the clock was put back
	if b.token != refused && (b.life == 0 || left > spare && left <= b.life) {
		return b.token, nil
	}
	token, life, err := b.Make(ctx)
	switch {
	case err != nil:
		return "", fmt.Errorf("get a token: %w", err)
	case token == "":
		return "", errors.New("get a token: the answer has none")
	}
	b.token, b.life, b.until = token, life, now.Add(life)
	return token, nil
}

// Life is how long a token lives that ends after so many seconds, a day at most; 0 when nobody says it.
func Life(seconds float64) time.Duration {
	return time.Duration(min(max(seconds, 0), (24*time.Hour).Seconds()) * float64(time.Second))
}
