package second

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/config/secret"
)

// service answers as an OpenAI-compatible one does, and keeps what it was asked.
type service struct {
	*httptest.Server
	asked  []request
	keys   []string
	answer func(w http.ResponseWriter)
}

func serve(t *testing.T, answer func(http.ResponseWriter)) *service {
	t.Helper()
	s := &service{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/chat/completions" {
			http.NotFound(w, r)
			return
		}
		var q request
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			http.Error(w, "no JSON", http.StatusBadRequest)
			return
		}
		s.asked, s.keys = append(s.asked, q), append(s.keys, r.Header.Get("Authorization"))
		s.answer(w)
	}))
	t.Cleanup(s.Close)
	return s
}

func says(content string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		fmt.Fprintf(w, `{"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":%q},"finish_reason":"stop"}]}`, content)
	}
}

func (s *service) asker() *Asker {
	return New(Options{BaseURL: s.URL + "/v1/", Model: "small", Key: secret.New("k-1")})
}

func TestAsk(t *testing.T) {
	for content, want := range map[string]classify.Sentiment{
		"negative": classify.Negative, " Positive.\n": classify.Positive, `{"sentiment":"neutral"}`: classify.Neutral,
		"<think>is it positive or negative?</think>\nnegative": classify.Negative,
	} {
		s := serve(t, says(content))
		got, asked, err := s.asker().Ask(t.Context(), Question{Topic: "Kestrel", Text: "it hums \"loudly\"\nthe author"})
		if err != nil || !asked || got != want {
			t.Errorf("%q: %v, %v, %v", content, got, asked, err)
		}
		if s.keys[0] != "Bearer k-1" || s.asked[0].Model != "small" {
			t.Errorf("asked with %q for %q", s.keys[0], s.asked[0].Model)
		}
		var post map[string]string
		if err := json.Unmarshal([]byte(s.asked[0].Messages[1].Content), &post); err != nil || post["subject"] != "Kestrel" {
			t.Errorf("the post is not kept apart as JSON: %v, %v", post, err)
		}
	}
}

func TestTheSameIsAskedOnce(t *testing.T) {
	s := serve(t, says("positive"))
	a := s.asker()
	for i := range 3 {
		if got, asked, err := a.Ask(t.Context(), Question{"Kestrel", "", "fine"}); got != classify.Positive || asked != (i == 0) || err != nil {
			t.Errorf("%d: %v, %v, %v", i, got, asked, err)
		}
	}
	if _, asked, _ := a.Ask(t.Context(), Question{"Linnet", "", "fine"}); !asked || len(s.asked) != 2 {
		t.Error("another topic is another question")
	}
}

func TestAnswersThatHelpNobody(t *testing.T) {
	const text = "a text of the author"
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter)
		check  func(error) bool
	}{
		"unclear":   {says("it is rather mixed"), func(err error) bool { return errors.Is(err, ErrUnclear) }},
		"both":      {says("negative or positive"), func(err error) bool { return errors.Is(err, ErrUnclear) }},
		"no JSON":   {func(w http.ResponseWriter) { fmt.Fprint(w, "<html>") }, func(err error) bool { return strings.Contains(err.Error(), "no JSON") }},
		"empty":     {func(w http.ResponseWriter) { fmt.Fprint(w, `{"choices":[]}`) }, func(err error) bool { return strings.Contains(err.Error(), "no choices") }},
		"forbidden": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusForbidden) }, func(err error) bool { return strings.Contains(err.Error(), "403 Forbidden") }},
		"elsewhere": {func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(http.StatusFound)
		}, func(err error) bool { return strings.Contains(err.Error(), "302") }},
		"busy": {func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		}, func(err error) bool {
			var later *Throttled
			return errors.As(err, &later) && later.Wait == 7*time.Second
		}},
	} {
		_, asked, err := serve(t, c.answer).asker().Ask(t.Context(), Question{"Kestrel", "", text})
		if err == nil || !asked || !c.check(err) {
			t.Errorf("%s: asked %v, %v", name, asked, err)
		} else if strings.Contains(err.Error(), text) || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: the error tells the text or the address: %v", name, err)
		}
	}
}

func TestAnAnswerThatDoesNotCome(t *testing.T) {
	hold := make(chan struct{})
	s := serve(t, func(http.ResponseWriter) { <-hold })
	defer close(hold)
	a := New(Options{BaseURL: s.URL + "/v1", Model: "small", Timeout: 50 * time.Millisecond})
	if _, asked, err := a.Ask(t.Context(), Question{"Kestrel", "", "slow"}); err == nil || !asked {
		t.Errorf("asked %v, %v", asked, err)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	s := serve(t, says("neutral"))
	if _, _, err := s.asker().Ask(t.Context(), Question{"Kestrel", "", strings.Repeat("ж", 100_000)}); err != nil {
		t.Fatal(err)
	}
	if n := len(s.asked[0].Messages[1].Content); n > 2*maxText {
		t.Errorf("%d bytes were sent", n)
	}
}

func TestValidate(t *testing.T) {
	if err := (Options{}).Validate(); err != nil {
		t.Errorf("off is in order: %v", err)
	}
	bad := Options{BaseURL: "ftp://x", Timeout: -1, Daily: -1}
	err := bad.Validate()
	for _, part := range []string{"base_url", "model", "timeout", "daily"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("nothing is said of %s: %v", part, err)
		}
	}
}
