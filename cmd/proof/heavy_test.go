package proof

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// heavy are bodies that are small on the wire, or as large as they may be, and would be much larger in a careless
// program's memory.
var heavy = []struct {
	name string
	body func(n int) []byte
}{
	{"a thousand long texts", func(n int) []byte {
		text := strings.Repeat("kestrel пустельга ", 150)
		return items(n, 1000, func(id string) string { return fmt.Sprintf(`{"id":%q,"text":"%s %s"}`, id, text, id) })
	}},
	{"nothing but brackets", func(n int) []byte {
		empty := strings.Repeat("[],", 200_000) + "[]"
		return items(n, 6, func(id string) string {
			return fmt.Sprintf(`{"id":%q,"text":"kestrel %s","extra":{"a":[%s]}}`, id, id, empty)
		})
	}},
	{"nothing but braces, more than may be", func(n int) []byte {
		empty := strings.Repeat("{},", 1_700_000) + "{}"
		return items(n, 1, func(id string) string {
			return fmt.Sprintf(`{"id":%q,"text":"kestrel %s","extra":{"a":[%s]}}`, id, id, empty)
		})
	}},
	{"many names", func(n int) []byte {
		var names strings.Builder
		for i := range 90_000 {
			fmt.Fprintf(&names, `"%x":1,`, i)
		}
		return items(n, 5, func(id string) string {
			return fmt.Sprintf(`{"id":%q,"text":"kestrel %s","extra":{%s"z":1}}`, id, id, &names)
		})
	}},
	{"a small packet of zeros", func(int) []byte { return zeros() }},
}

func items(n, size int, item func(id string) string) []byte {
	all := make([]string, size)
	for i := range all {
		all[i] = item(fmt.Sprintf("h%d-%d", n, i))
	}
	return []byte("[" + strings.Join(all, ",") + "]")
}

// TestHeavyBodies lets 24 senders push each kind of heavy body at once. Some are refused; memory stays bounded, and an
// honest sender gets through all the while, if not at the first try.
func TestHeavyBodies(t *testing.T) {
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	honest := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Rate: 50}
	honest.Start(t, 4, *seed)
	n := 0
	for _, kind := range heavy {
		before, began := ledger.Acks(), time.Now()
		p.ForgetPeak(t)
		told := &answers{}
		var group sync.WaitGroup
		for range 24 {
			body := kind.body(n)
			n++
			group.Go(func() { push(t, p.URL, body, told) })
		}
		group.Wait()
		Eventually(t, 30*time.Second, "an honest mention is accepted", func() bool { return ledger.Acks() > before })
		p.settles(t)
		_, peak := p.Memory(t)
		t.Logf("%s: answers %v, peak %d MiB, %v", kind.name, told.seen(), peak/MiB, time.Since(began).Round(time.Second))
		if peak > 256*MiB {
			t.Errorf("%s: the program took %d MiB, want at most 256", kind.name, peak/MiB)
		}
	}
	honest.Stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
}

// push sends one body until it gets another answer than "later", but not for ever.
func push(t *testing.T, to string, body []byte, told *answers) {
	for try := range 3 {
		req, err := request(t.Context(), to+"/hooks/"+SourceIDs[len(body)%len(SourceIDs)], fmt.Sprintf("heavy-%p-%d", &body[0], try), body)
		if err != nil {
			t.Error(err)
			return
		}
		if body[0] == 0x1f {
			req.Header.Set("Content-Encoding", "gzip")
		}
		resp, err := Client.Do(req)
		if err != nil {
			continue // told to go before all was sent
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		told.heard(resp.StatusCode, resp.Header)
		if resp.StatusCode != http.StatusServiceUnavailable {
			return
		}
		if resp.Header.Get("Retry-After") == "" {
			t.Error("a refusal does not say when to come back")
		}
		wait(t.Context(), 500*time.Millisecond)
	}
}

// zeros is a fifth of a megabyte that unpacks to 200.
var zeros = sync.OnceValue(func() []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(bytes.Repeat([]byte("0"), 200*MiB))
	w.Close()
	return out.Bytes()
})

// TestSlowBodies: hundreds of senders who bring a byte a second hold up nobody, and are told to go after a while.
func TestSlowBodies(t *testing.T) {
	mostlyWaits(t)
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	const slow = 300
	told := make(chan string, slow)
	for i := range slow {
		conn := dribble(t, p.URL, SourceIDs[i%len(SourceIDs)])
		go func() { told <- answered(conn) }()
	}
	honest := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Rate: 200}
	readers := &Readers{URL: p.URL, Paths: []string{"/"}, Pause: 50 * time.Millisecond}
	honest.Start(t, 8, *seed)
	readers.Start(t, 2)
	began := time.Now()
	for range slow {
		select {
		case status := <-told:
			if status != "408" {
				t.Errorf("a slow sender is told %q, want 408", status)
			}
		case <-time.After(25 * time.Second):
			t.Fatal("a slow sender still waits")
		}
	}
	took := time.Since(began).Seconds()
	honest.Stop()
	readers.Stop()
	if ledger.Acks() < int(took*100) || honest.Refused() > 0 {
		t.Errorf("in %.0f s %d mentions were accepted and %d requests refused, want 200 a second and none", took, ledger.Acks(), honest.Refused())
	}
	readers.Check(t, 95, 500*time.Millisecond)
	p.Stop(t)
	home.Check(t, ledger)
}

// dribble begins a request and sends a byte of its body each second.
func dribble(t *testing.T, to, source string) net.Conn {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	req, err := request(t.Context(), to+"/hooks/"+source, "slow", bytes.Repeat([]byte("x"), 5*MiB))
	if err != nil {
		t.Fatal(err)
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n", req.URL.Path, u.Host, 5*MiB)
	for name := range req.Header {
		head += fmt.Sprintf("%s: %s\r\n", name, req.Header.Get(name))
	}
	if _, err := io.WriteString(conn, head+"\r\n"); err != nil {
		t.Fatal(err)
	}
	go func() {
		for _, err := conn.Write([]byte("x")); err == nil; _, err = conn.Write([]byte("x")) {
			wait(context.Background(), time.Second)
		}
	}()
	return conn
}

// answered is the status of a raw answer.
func answered(conn net.Conn) string {
	line := make([]byte, len("HTTP/1.1 200"))
	if _, err := io.ReadFull(conn, line); err != nil {
		return err.Error()
	}
	return string(line[len("HTTP/1.1 "):])
}
