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
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
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

// aKey is made for these tests.
func aKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestKeys: the console's form, and those that openssl makes of it.
func TestKeys(t *testing.T) {
	key := aKey(t)
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
key_id is missing, want the number beside the key in the RuStore console, under API RuStore
private_key is no RSA key in base64 or PEM, want the one that the RuStore console gave
app is "shop", want a package name such as ru.example.shop`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if err := (Options{}).Validate(); err == nil || !strings.Contains(err.Error(), "apps is missing") || !strings.Contains(err.Error(), "private_key is missing") {
		t.Errorf("complaint is %v", err)
	}
}

// TestSignature: the store checks SHA512withRSA of the key's id and the time, as it stands beside them.
func TestSignature(t *testing.T) {
	key := aKey(t)
	s := &Source{options: Options{KeyID: "123"}, key: key}
	text, err := s.sign(time.Date(2024, 6, 18, 11, 49, 8, 290e6, time.FixedZone("MSK", 3*60*60)))
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
	refuses string // a token that it does not take
	ignores bool   // ids that it is asked for
	tokens  int
	asked   int
}

func (st *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost:
		st.tokens++
		fmt.Fprintf(w, `{"code":"OK","body":{"jwe":"t%d","ttl":900}}`, st.tokens)
	case r.Header.Get("Public-Token") == st.refuses:
		w.WriteHeader(http.StatusUnauthorized)
	case strings.HasSuffix(r.URL.Path, "/feedback"):
		fmt.Fprint(w, `{"code":"OK","body":[]}`)
	default:
		st.asked++
		fmt.Fprintf(w, `{"code":"OK","body":[%s]}`, strings.Join(st.page(r.URL.Query()), ","))
	}
}

func (st *store) page(q url.Values) (all []string) {
	from := 0
	_, _ = fmt.Sscan(q.Get("page"), &from)
	if q.Has("id") && !st.ignores {
		return nil
	}
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
	der := x509.MarshalPKCS1PrivateKey(aKey(t))
	source, _, err := New(Options{BaseURL: "http://store.test", KeyID: "1", Apps: []string{"ru.lumen"},
		PrivateKey: secret.New(base64.StdEncoding.EncodeToString(der))}, env)
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

// TestATokenThatIsRefusedIsRenewed: it may end before its time.
func TestATokenThatIsRefusedIsRenewed(t *testing.T) {
	st := &store{reviews: 1}
	s := st.open(t)
	if _, err := s.reviews(t.Context(), "ru.lumen", pageOf(0)); err != nil {
		t.Fatal(err)
	}
	st.refuses = "t1"
	if items, err := s.reviews(t.Context(), "ru.lumen", pageOf(0)); len(items) != 1 || err != nil || st.tokens != 2 {
		t.Errorf("%d reviews with %d tokens, %v", len(items), st.tokens, err)
	}
	st.refuses = "t2"
	s.forget("t2")
	st.tokens = 1
	if _, err := s.reviews(t.Context(), "ru.lumen", pageOf(0)); !errors.Is(err, ingest.ErrDenied) || st.tokens != 2 {
		t.Errorf("a new token that is refused: %v, %d were made", err, st.tokens)
	}
}

// TestOtherReviewsDeleteNothing: a store that does not look at ids says nothing of those that it leaves out.
func TestOtherReviewsDeleteNothing(t *testing.T) {
	for ignores, want := range map[bool]int{true: 0, false: 1} {
		s, deleted := (&store{reviews: 3, ignores: ignores}).open(t), 0
		err := s.Refresh(t.Context(), []ingest.Known{{ID: "ru.lumen/77"}, {ID: "somebody else's"}}, func(p ingest.Page) error {
			deleted += len(p.Mentions)
			return nil
		})
		if deleted != want || (err != nil) != ignores {
			t.Errorf("a store that ignores ids (%t) deletes %d, %v", ignores, deleted, err)
		}
	}
}
