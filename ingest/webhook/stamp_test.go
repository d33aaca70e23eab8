package webhook

import (
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
)

// The vector that the libraries of Standard Webhooks share.
func TestPublishedVector(t *testing.T) {
	k, err := key(0, secret.New("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
	if err != nil {
		t.Fatal(err)
	}
	got := base64.StdEncoding.EncodeToString(sign(k, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`)))
	if want := "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestSignatures(t *testing.T) {
	hook := listen(t, Options{Secrets: []secret.String{secret.New(key1), secret.New(key2)}})
	set := func(name, value string) func(http.Header) { return func(h http.Header) { h.Set(name, value) } }
	by := func(key string, after time.Duration, body string) func(http.Header) {
		return func(h http.Header) { signed(h, key, "msg_1", hook.clock().Add(after), body) }
	}
	right := func(h http.Header) string { return h.Get("Webhook-Signature") }
	other := "v1," + base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, test := range []struct {
		name   string
		change func(http.Header)
		status int
		err    string
	}{
		{"good", func(http.Header) {}, 200, ""},
		{"replay", func(http.Header) {}, 200, ""},
		{"the other secret, during rotation", by(key2, 0, one), 200, ""},
		{"two signatures", func(h http.Header) { h.Set("Webhook-Signature", other+" "+right(h)) }, 200, ""},
		{"with other versions", func(h http.Header) { h.Set("Webhook-Signature", "v1a,abc v2,def "+right(h)+" v1") }, 200, ""},
		{"300 s old", by(key1, -300*time.Second, one), 200, ""},
		{"300 s ahead", by(key1, 300*time.Second, one), 200, ""},
		{"301 s old", by(key1, -301*time.Second, one), 401, "webhook-timestamp is 301 s away from our clock, at most 300 are allowed"},
		{"301 s ahead", by(key1, 301*time.Second, one), 401, "webhook-timestamp is 301 s away from our clock, at most 300 are allowed"},
		{"no time", set("Webhook-Timestamp", "now"), 401, "webhook-timestamp is not a number of seconds since 1970"},
		{"a time before all time", set("Webhook-Timestamp", "-9223372036854775808"), 401, "webhook-timestamp is not a number of seconds since 1970"},
		{"a time after all time", set("Webhook-Timestamp", "9223372036854775807"), 401, "webhook-timestamp is 922337203505"},
		{"wrong secret", by("a key that nobody gave this source", 0, one), 401, "no secret of this source gives the signature"},
		{"a byte of the body changed", by(key1, 0, strings.Replace(one, "leaks", "leakz", 1)), 401, "no secret of this source"},
		{"other JSON spacing", by(key1, 0, strings.ReplaceAll(one, ":", ": ")), 401, "no secret of this source"},
		{"another id", set("Webhook-Id", "msg_2"), 401, "no secret of this source"},
		{"a later time than was signed", set("Webhook-Timestamp", "1795262401"), 401, "no secret of this source"},
		{"no id", func(h http.Header) { h.Del("Webhook-Id") }, 401, "webhook-id is missing"},
		{"no timestamp", func(h http.Header) { h.Del("Webhook-Timestamp") }, 401, "webhook-timestamp is missing"},
		{"no signature", func(h http.Header) { h.Del("Webhook-Signature") }, 401, "webhook-signature is missing"},
		{"two ids", func(h http.Header) { h.Add("Webhook-Id", "msg_1") }, 401, "webhook-id stands twice"},
		{"upper-case hex", func(h http.Header) {
			mac, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(right(h), "v1,"))
			h.Set("Webhook-Signature", "v1,"+strings.ToUpper(hex.EncodeToString(mac)))
		}, 401, "webhook-signature has no v1 signature"},
		{"without its version", func(h http.Header) { h.Set("Webhook-Signature", strings.TrimPrefix(right(h), "v1,")) }, 401, "webhook-signature has no v1 signature"},
		{"huge header", func(h http.Header) { h.Set("Webhook-Signature", strings.Repeat(other+" ", 5000)) }, 401, "webhook-signature is longer than 4096 bytes"},
		{"more signatures than anybody needs", func(h http.Header) { h.Set("Webhook-Signature", strings.Repeat(other+" ", 16)+right(h)) }, 401, "no secret"},
	} {
		t.Run(test.name, func(t *testing.T) {
			hook.t = t
			r := hook.request(one)
			test.change(r.Header)
			response, a := hook.send(r)
			if response.StatusCode != test.status || !strings.HasPrefix(a.Error, test.err) {
				t.Errorf("%s %q, want %d %q", response.Status, a.Error, test.status, test.err)
			}
		})
	}
	if _, rejected := hook.taken(); len(rejected) > 0 {
		t.Errorf("what nobody signed was counted: %v", rejected)
	}
}

func FuzzSignatureHeader(f *testing.F) {
	for _, seed := range []string{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,", " v1a,x v1,AAAA  v1,\xff", "v1,,", "v1"} {
		f.Add("1614265330", seed)
	}
	f.Fuzz(func(t *testing.T, timestamp, list string) {
		h := http.Header{"Webhook-Id": {"msg"}, "Webhook-Timestamp": {timestamp}, "Webhook-Signature": {list}}
		s, err := readStamp(h)
		if err != nil {
			return
		}
		if len(s.signatures) == 0 || len(s.signatures) > maxSigners {
			t.Errorf("%d signatures without an error", len(s.signatures))
		}
		_ = s.fresh(time.Unix(s.at, 0))
		if s.signedBy([][]byte{[]byte("a key that the fuzzer cannot know")}, []byte("body")) {
			t.Error("a signature fits a key that nobody knows")
		}
	})
}
