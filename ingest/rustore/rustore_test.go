package rustore

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// made is a key as the console gives it, for this run of the tests alone.
var made = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// keyed is New with a key in place of the word that a fixture has for it.
func keyed(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	o.PrivateKey = secret.New(sourcetest.PEM(made(), o.PrivateKey.Reveal()))
	return New(o, env)
}

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(keyed))
}

func TestDecodes(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Decodes(t, schema, "Review", func(data []byte) error {
		_, err := parseReview(data)
		return err
	})
	sourcetest.Decodes(t, schema, "Answer", func(data []byte) error { return json.Unmarshal(data, new(answer)) })
	sourcetest.Fields(t, schema, "Review", new(review))
}

// TestKeys: the console's form, and those that openssl makes of it.
func TestKeys(t *testing.T) {
	key := made()
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	line := base64.StdEncoding.EncodeToString(pkcs8)
	for about, text := range map[string]string{
		"the console's":     line,
		"in several lines":  line[:64] + "\n" + line[64:] + "\n",
		"PKCS #8 in PEM":    string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})),
		"PKCS #1 in PEM":    string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})),
		"PKCS #1 in base64": base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(key)),
	} {
		if got, err := parseKey(text); err != nil || !got.Equal(key) {
			t.Errorf("%s: %v", about, err)
		}
	}
}

func TestValidate(t *testing.T) {
	err := Options{BaseURL: "rustore", PrivateKey: secret.New("hunter2"), Apps: []string{"shop"}, Every: time.Second}.Validate()
	want := `base_url is no address, want one such as https://public-api.rustore.ru
every is 1s, want 1m0s or more
key_id is no number, want the number beside the key in the RuStore console, under API RuStore
private_key is no RSA key in base64 or PEM, want the one that the RuStore console gave
apps has "shop", want a package name such as ru.example.shop`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if err := (Options{}).Validate(); err == nil || !strings.Contains(err.Error(), "apps is missing") || !strings.Contains(err.Error(), "private_key is missing") {
		t.Errorf("complaint is %v", err)
	}
}

// TestSignature: the store checks SHA512withRSA of the key's id and the time, as it stands beside them.
func TestSignature(t *testing.T) {
	key := made()
	text, err := sign("123", key, time.Date(2024, 6, 18, 11, 49, 8, 290e6, time.FixedZone("MSK", 3*60*60)))
	var request struct{ KeyID, Timestamp, Signature string }
	if err != nil || json.Unmarshal(text, &request) != nil {
		t.Fatal(err)
	}
	signature, _ := base64.StdEncoding.DecodeString(request.Signature)
	sum := sha512.Sum512([]byte("1232024-06-18T08:49:08.290+00:00"))
	if err := rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA512, sum[:], signature); err != nil || request.Timestamp != "2024-06-18T08:49:08.290+00:00" {
		t.Errorf("%s: %v", text, err)
	}
}

// store answers with reviews, newest first, and counts what it is asked for.
type store struct {
	reviews int
	byID    string // what it answers who asks for reviews by their ids
	answers int    // status of the list of answers; 0: there are none
	tokens  int
}

func (st *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost:
		st.tokens++
		fmt.Fprintf(w, `{"code":"OK","body":{"jwe":"t%d","ttl":900}}`, st.tokens)
	case strings.HasSuffix(r.URL.Path, "/feedback") && st.answers != 0:
		w.WriteHeader(st.answers)
	case strings.HasSuffix(r.URL.Path, "/feedback"):
		fmt.Fprint(w, `{"code":"OK","body":[]}`)
	case r.URL.Query().Has("id"):
		fmt.Fprintf(w, `{"code":"OK","body":%s}`, st.byID)
	default:
		fmt.Fprintf(w, `{"code":"OK","body":[%s]}`, strings.Join(st.page(r.URL.Query()), ","))
	}
}

func (st *store) page(q url.Values) (all []string) {
	from := 0
	_, _ = fmt.Sscan(q.Get("page"), &from)
	for n := from * perPage; n < min((from+1)*perPage, st.reviews); n++ {
		at := sourcetest.Now().Add(-time.Duration(n) * time.Minute).Format(time.RFC3339)
		all = append(all, fmt.Sprintf(`{"commentId":%d,"commentDate":%q,"commentText":"hi","appRating":5}`, st.reviews-n, at))
	}
	return all
}

// open gives a source that asks the store.
func (st *store) open(t *testing.T) *Source {
	t.Helper()
	env := sourcetest.Env(sourcetest.Serve(t, st), slog.New(slog.DiscardHandler))
	env.Now = sourcetest.Now
	source, _, err := keyed(Options{BaseURL: "http://store.test", KeyID: "1", Apps: []string{"ru.lumen"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

// TestPages: the first read takes one page, and a later one all that came since.
func TestPages(t *testing.T) {
	st := &store{reviews: 250}
	s := st.open(t)
	late := ingest.CursorOf(map[string]ingest.Trail{"ru.lumen": {Until: sourcetest.Now().Add(-30 * 24 * time.Hour).Unix()}})
	for after, want := range map[ingest.Cursor]int{"": 100, late: 250} {
		got := 0
		err := s.Read(t.Context(), after, func(p ingest.Page) error {
			got += len(p.Mentions)
			return nil
		})
		if got != want || err != nil {
			t.Errorf("after %q: %d reviews, %v; want %d", after, got, err, want)
		}
	}
	if st.tokens != 1 {
		t.Errorf("%d tokens were made", st.tokens)
	}
}

// TestReviewsWithoutAnswers: a key that may not ask for answers, or an app without any, is no reason to leave the reviews.
func TestReviewsWithoutAnswers(t *testing.T) {
	for _, status := range []int{http.StatusForbidden, http.StatusNotFound} {
		st, got := &store{reviews: 3, answers: status}, 0
		err := st.open(t).Read(t.Context(), "", func(p ingest.Page) error {
			got += len(p.Mentions)
			return nil
		})
		if got != 3 || err != nil || st.tokens != 1 {
			t.Errorf("answers are %d: %d reviews, %d tokens, %v", status, got, st.tokens, err)
		}
	}
}

// TestRefresh: what a review has become is told of that review alone.
func TestRefresh(t *testing.T) {
	const good = `{"commentId":77,"commentDate":"2026-11-20T08:00:00Z","commentText":"hi"}`
	for about, c := range map[string]struct{ body, want string }{
		"gone":                  {`[]`, "77 is deleted, 78 is deleted, "},
		"one left":              {`[` + good + `]`, "77, 78 is deleted, "},
		"as a page":             {`{"content":[` + good + `]}`, "77, 78 is deleted, "},
		"others":                {`[{"commentId":5,"commentDate":"2026-11-20T08:00:00Z"}]`, "error"},
		"the same twice":        {`[` + good + `,` + good + `]`, "error"},
		"no list":               {`null`, "error"},
		"unreadable":            {`[{"commentId":77,"commentText":7}]`, "78 is deleted, (77), "},
		"who knows what it was": {`[` + good + `,7]`, "77, (), "},
	} {
		got := ""
		err := (&store{byID: c.body}).open(t).Refresh(t.Context(), []ingest.Known{
			{ID: "ru.lumen/77"}, {ID: "ru.lumen/78"}, {ID: "ru.other/1"}, {ID: "somebody else's"},
		}, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				got += strings.TrimPrefix(m.ID, "ru.lumen/") + map[bool]string{true: " is deleted"}[m.Deleted] + ", "
			}
			for _, r := range p.Rejected {
				got += "(" + strings.TrimPrefix(r.Item, "ru.lumen/") + "), "
			}
			return nil
		})
		if err != nil {
			got = "error"
		}
		if got != c.want {
			t.Errorf("%s: %q, %v; want %q", about, got, err, c.want)
		}
	}
}
