package vk

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/sourcetest"
)

func TestRules(t *testing.T) {
	for term, want := range map[string]string{`"Kestrel Air" -loans`: "Kestrel Air loans", "кофе-машина": "кофе-машина"} {
		if got := plainWords(term); got != want {
			t.Errorf("%s makes a rule of %q, want %q", term, got, want)
		}
	}
	for about, terms := range map[string][]string{
		"301 terms": make([]string, maxRules+1), "4097 bytes": {strings.Repeat("a", ruleBytes+1)},
	} {
		if err := checkRules(terms); err == nil || !strings.Contains(err.Error(), about) {
			t.Errorf("%s: %v", about, err)
		}
	}
}

// TestTermsOfTheSameWordsAreOneRule: the stream takes no rule twice.
func TestTermsOfTheSameWordsAreOneRule(t *testing.T) {
	s := stream{&Source{terms: []string{"kestrel", `"kestrel"`, "-kestrel", `"-"`, "boreal"}}}
	if all := s.rules(); len(all) != 2 || all[0].Value != "kestrel" || all[1].Value != "boreal" {
		t.Errorf("rules are %v", all)
	}
}

// TestADeletionNeedsNoTimeOfWriting: it might not be kept without one.
func TestADeletionNeedsNoTimeOfWriting(t *testing.T) {
	e := streamed{Type: "post", Action: "delete", Acted: sourcetest.Now().Unix()}
	if m := e.mention(); !m.Deleted || !m.Published.Equal(sourcetest.Now()) {
		t.Errorf("the mention is %+v", m)
	}
}

// TestRulesAreMadeTheSame: ours that are no longer wanted go, others stay, and a bad one holds up none.
func TestRulesAreMadeTheSame(t *testing.T) {
	var changes []string
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodGet {
			changes = append(changes, r.Method+" "+string(body))
		}
		if strings.Contains(string(body), "чай") {
			fmt.Fprint(w, `{"code":400,"error":{"message":"no","error_code":2003}}`)
			return
		}
		fmt.Fprint(w, `{"code":200,"rules":[{"tag":"molva-a-0000000000000001","value":"Kestrel"},{"tag":"molva-a-0000000000000002","value":"old"},
			{"tag":"molva-a-b-0000000000000003","value":"of the source a-b"},{"tag":"molva-a-mine","value":"by hand"}]}`)
	}))
	base := &url.URL{Scheme: "http", Host: "streaming.test"}
	s := server{&fetch.API{Client: client, Base: base, Says: ruled}, "k"}
	rejected, err := s.agree(t.Context(), "molva-a-", []rule{
		{"kestrel", "molva-a-0000000000000001"}, {"чай", "molva-a-0000000000000005"}, {"кестрел", "molva-a-0000000000000004"},
	})
	want := `[DELETE {"tag":"molva-a-0000000000000002"} POST {"rule":{"value":"чай","tag":"molva-a-0000000000000005"}} ` +
		`POST {"rule":{"value":"кестрел","tag":"molva-a-0000000000000004"}}]`
	if got := fmt.Sprint(changes); err != nil || got != want {
		t.Errorf("changes are %s, want %s; %v", got, want, err)
	}
	if got := fmt.Sprint(rejected); got != "[{чай streaming.test: error 2003}]" {
		t.Errorf("rejected %s", got)
	}
}

// TestBadRule: what the streaming server says of a rule is told with the words of it.
func TestBadRule(t *testing.T) {
	env := sourcetest.Answers(t, func(u *url.URL) string {
		if u.Path == "/method/streaming.getServerUrl" {
			return `{"response":{"endpoint":"streaming.test","key":"k"}}`
		}
		return `{"code":400,"error":{"message":"no","error_code":2003}}`
	})
	source, _, err := New(Options{BaseURL: "http://vk.test", Token: secret.New("t"), StreamingOptions: StreamingOptions{true}}, env)
	if err != nil {
		t.Fatal(err)
	}
	err = source.Read(t.Context(), "", func(ingest.Page) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "streaming.test: error 2003") || errors.Is(err, ingest.ErrDenied) {
		t.Errorf("%v", err)
	}
}
