package webhook

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

// What people send, kinds 66 to 80 of the bad inputs, and what else a body can be. All of it is signed, so that the
// answer is about the request itself.
func TestBadRequests(t *testing.T) {
	h := listen(t, Options{MaxBody: 1 << 20})
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	header := func(values ...string) func(*http.Request) {
		return func(r *http.Request) { r.Header["Content-Encoding"] = values }
	}
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	for _, test := range []struct {
		name, body string
		change     func(*http.Request)
		status     int
		err        string
	}{
		{"empty", "", nil, 400, "the body is empty, want a mention or an array of them"},
		{"blank", " \n", nil, 400, "the body is empty"},
		{"null", "null", nil, 400, "1 of 1 items are bad; nothing of this request was taken"},
		{"a string", `"the kettle"`, nil, 400, "1 of 1 items are bad"},
		{"an empty array", "[]", nil, 400, "the array is empty, want 1 to 1000 mentions"},
		{"an array of an array", "[[]]", nil, 400, "1 of 1 items are bad"},
		{"no JSON", "the kettle leaks", nil, 400, "1 of 1 items are bad"},
		{"half an array", "[" + one + ",", nil, 400, "the body is not valid JSON after 1 items"},
		{"half an object", one[:20], nil, 400, "1 of 1 items are bad"},
		{"garbage after an object", one + "}", nil, 400, "1 of 1 items are bad"},
		{"garbage after an array", "[" + one + "] kettle", nil, 400, "the body is not valid JSON after 1 items"},
		{"two objects", one + one, nil, 400, "1 of 1 items are bad"},
		{"deep", `{"id":"1","text":"a","extra":{"a":` + deep + `}}`, nil, 400, "1 of 1 items are bad"},
		{"deep in an array", "[" + deep + "]", nil, 400, "the body is not valid JSON after 0 items"},
		{"a name twice", `{"id":"a","ID":"b","text":"a"}`, nil, 400, "1 of 1 items are bad"},
		{"a number that no float can hold", `{"id":"1","text":"a","rating":1e400}`, nil, 400, "1 of 1 items are bad"},
		{"a count that no integer can hold", `{"id":"1","text":"a","engagement":{"likes":9223372036854775808}}`, nil, 400, "1 of 1 items are bad"},
		{"an id that is no UTF-8", "{\"id\":\"\xff\",\"text\":\"a\"}", nil, 400, "1 of 1 items are bad"},
		{"UTF-16", "{\x00\"\x00", nil, 400, "1 of 1 items are bad"},
		{"more beside the text than fits", `{"id":"1","text":"a","extra":{"a":"` + strings.Repeat("x", 900<<10) + `"}}`, nil, 400, "1 of 1 items are bad"},
		{"too many items", "[" + strings.Repeat(`{},`, 100_000) + "{}]", nil, 413, "more than 1000 items in one request"},
		{"too long", `{"text":"` + strings.Repeat("x", 10<<20) + `"}`, nil, 413, "the body is longer than 1048576 bytes"},
		{"too long, in pieces", `{"text":"` + strings.Repeat("x", 2<<20) + `"}`, func(r *http.Request) { r.ContentLength = -1 }, 413, "the body is longer"},
		{"a bomb", gz(t, strings.Repeat("0", 1<<30>>4)), set("Content-Encoding", "gzip"), 413, "the body is longer"},
		{"no gzip", one, set("Content-Encoding", "gzip"), 400, "the body is not gzip, though its content encoding says so"},
		{"half of a gzip", gz(t, one)[:40], set("Content-Encoding", "gzip"), 400, "the body cannot be read to its end"},
		{"packed twice", gz(t, gz(t, one)), set("Content-Encoding", "gzip"), 415, "the body is packed with gzip twice"},
		{"said to be packed twice", gz(t, one), set("Content-Encoding", "gzip, gzip"), 415, "the content encoding is not gzip, once, or none"},
		{"two encodings", gz(t, one), header("gzip", "gzip"), 415, "the content encoding is not gzip"},
		{"brotli", one, set("Content-Encoding", "br"), 415, "the content encoding is not gzip"},
		{"form", one, set("Content-Type", "multipart/form-data; boundary=x"), 415, "the content type is not application/json in UTF-8"},
		{"no type", one, func(r *http.Request) { r.Header.Del("Content-Type") }, 415, "the content type"},
		{"another charset", one, set("Content-Type", "application/json; charset=windows-1251"), 415, "the content type"},
		{"GET", one, func(r *http.Request) { r.Method = http.MethodGet }, 405, "want POST"},
		{"DELETE", one, func(r *http.Request) { r.Method = http.MethodDelete }, 405, "want POST"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h.t = t
			r := h.request(test.body)
			if test.change != nil {
				test.change(r)
			}
			response, a := h.send(r)
			if response.StatusCode != test.status || !strings.HasPrefix(a.Error, test.err) {
				t.Errorf("%s %q, want %d %q", response.Status, a.Error, test.status, test.err)
			}
			if response.StatusCode == 405 && response.Header.Get("Allow") != "POST" {
				t.Errorf("Allow is %q, want POST", response.Header.Get("Allow"))
			}
		})
	}
	if ids, _ := h.taken(); len(ids) > 0 {
		t.Errorf("ids %q were taken", ids)
	}
	h.t = t
	if response, _ := h.send(h.request(one)); response.StatusCode != http.StatusOK {
		t.Errorf("a good one after all of them: %s", response.Status)
	}
}

func TestGoodRequests(t *testing.T) {
	for _, test := range []struct {
		name, body string
		header     []string
	}{
		{"packed", gz(t, one), []string{"Content-Encoding", "gzip"}},
		{"packed, said loudly", gz(t, one), []string{"Content-Encoding", "GZIP"}},
		{"a charset", one, []string{"Content-Type", "application/json; charset=UTF-8"}},
		{"a megabyte in one word", `{"text":"` + strings.Repeat("x", 1_000_000) + `"}`, nil},
		{"a thousand", "[" + strings.Repeat(`{"text":"a"},`, 999) + one + "]", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := listen(t, Options{})
			r := h.request(test.body)
			for i := 0; i < len(test.header); i += 2 {
				r.Header.Set(test.header[i], test.header[i+1])
			}
			if response, a := h.send(r); response.StatusCode != http.StatusOK {
				t.Errorf("%s %+v, want 200", response.Status, a)
			}
		})
	}
}

func gz(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// dial opens a connection of its own, for requests that no client would make.
func (h *hook) dial(request string) net.Conn {
	h.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, request); err != nil {
		h.t.Fatal(err)
	}
	return conn
}

// head is a request's head, signed for the body.
func (h *hook) head(body string, more ...string) string {
	var b strings.Builder
	b.WriteString("POST / HTTP/1.1\r\nHost: molva\r\n")
	_ = h.request(body).Header.Write(&b)
	return b.String() + strings.Join(append(more, "", ""), "\r\n")
}

func (h *hook) line(conn net.Conn) string {
	h.t.Helper()
	b, err := io.ReadAll(conn)
	if err != nil {
		h.t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(b), "\r\n")
	return line
}

func TestSlowBody(t *testing.T) {
	h := listen(t, Options{Patience: 50 * time.Millisecond})
	for name, request := range map[string]string{
		"never ends":         h.head(one, "Transfer-Encoding: chunked") + "1\r\n{\r\n",
		"stops half way":     h.head(one, fmt.Sprintf("Content-Length: %d", len(one))) + one[:10],
		"wrong from the top": strings.Replace(h.head(one, fmt.Sprintf("Content-Length: %d", len(one))), "application/json", "text/plain", 1) + one[:10],
	} {
		t.Run(name, func(t *testing.T) {
			h.t = t
			want := "HTTP/1.1 408 Request Timeout"
			if name == "wrong from the top" {
				want = "HTTP/1.1 415 Unsupported Media Type"
			}
			if got := h.line(h.dial(request)); got != want {
				t.Errorf("answer %q, want %q", got, want)
			}
		})
	}
}

func TestEndlessBody(t *testing.T) {
	h := listen(t, Options{MaxBody: 1000})
	conn := h.dial(h.head(one, "Transfer-Encoding: chunked"))
	go func() {
		for {
			if _, err := io.WriteString(conn, "1\r\nx\r\n"); err != nil {
				return
			}
		}
	}()
	b := make([]byte, 12)
	if _, err := io.ReadFull(conn, b); err != nil || string(b) != "HTTP/1.1 413" {
		t.Errorf("answer %q, error %v, want 413", b, err)
	}
}

// With both a length and chunks, the length is nothing: a proxy before us that goes by it would see another request.
func TestTwoLengths(t *testing.T) {
	h := listen(t, Options{})
	conn := h.dial(h.head(one, "Content-Length: 5", "Transfer-Encoding: chunked", "Connection: close") + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(one), one))
	if got := h.line(conn); got != "HTTP/1.1 200 OK" && !strings.HasPrefix(got, "HTTP/1.1 4") {
		t.Errorf("answer %q, want 200 for the chunks or a refusal", got)
	}
}

func FuzzBody(f *testing.F) {
	for _, seed := range []string{one, "[" + one + `,{"id":2}]`, "[]", "null", "[[[", "{}{}", "\ufeff [ ] ", "[{\"id\":\"\xff\"},1e400]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := &source{network: "shop", now: func() time.Time { return time.Unix(1795262400, 0) }, options: Options{}.filled()}
		page, no := s.page(body)
		if no == nil && len(page.Mentions) == 0 {
			t.Error("neither a mention nor a refusal")
		}
		if no != nil && (len(page.Mentions) > 0 || no.status != 400 && no.status != 413) {
			t.Errorf("status %d with %d mentions", no.status, len(page.Mentions))
		}
		for _, m := range page.Mentions {
			if _, err := ingest.Encode(m); err != nil {
				t.Errorf("a mention that was taken cannot be sent: %v", err)
			}
		}
	})
}
