package post

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Call is one call with a body of JSON.
type Call struct {
	Method, URL string
	Header      http.Header // may be nil
	Body        any         // what is encoded, nothing for nil; bytes are sent as they are
}

// Do makes the call. It gives the answer to read and returns its errors, and those of the call; both go to [Known].
func (c Call) Do(ctx context.Context, client *http.Client, read func(io.Reader) error) error {
	r, err := c.request(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsent, err)
	}
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return read(resp.Body)
}

func (c Call) request(ctx context.Context) (*http.Request, error) {
	var body io.Reader = http.NoBody
	if c.Body != nil {
		encoded, err := encode(c.Body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(ctx, c.Method, c.URL, body)
	if err != nil {
		return nil, errors.New("the address is none") // err repeats it
	}
	for key, values := range c.Header {
		r.Header[key] = values
	}
	if c.Body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, nil
}

func encode(body any) ([]byte, error) {
	if raw, ok := body.([]byte); ok {
		return raw, nil
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("encode the call: %w", err)
	}
	return encoded, nil
}

// Into reads an answer of JSON.
func Into(answer any) func(io.Reader) error {
	return func(body io.Reader) error {
		if json.NewDecoder(body).Decode(answer) != nil {
			return errors.New("answer is not understood") // the decoder's error may quote it
		}
		return nil
	}
}

// Nothing passes an answer over: that it came is all that matters.
func Nothing(io.Reader) error { return nil }

// Exactly takes no other answer than the word: a proxy's login page has a good status too.
func Exactly(word string) func(io.Reader) error {
	return func(body io.Reader) error {
		text, err := io.ReadAll(io.LimitReader(body, int64(len(word))+1))
		if err == nil && string(text) != word {
			err = errors.New("answer is not " + word)
		}
		return err
	}
}
