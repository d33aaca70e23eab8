package proof

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// inward are ways to write an address of this machine.
var inward = []string{
	"127.0.0.1", "127.1", "127.0.0.2", "0", "0.0.0.0", "2130706433", "0x7f000001", "017700000001", "[::1]", "[::]", "[::ffff:127.0.0.1]",
	"[::ffff:7f00:1]", "localhost", "localhost.", "good@127.0.0.1",
}

// TestNothingInwardIsReached points feeds at this machine in every spelling, directly and by the redirect of a feed that is
// allowed. Only the one address that is allowed is ever connected to.
func TestNothingInwardIsReached(t *testing.T) {
	trap := setTrap(t)
	began := time.Now()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>links</title><link>%[1]s</link><item><guid>1</guid><title>kestrel</title>`+
			`<description>the kestrel and its links</description><link>%[1]s/item</link><enclosure url="%[1]s/sound.mp3" type="audio/mpeg" length="1"/>`+
			`<pubDate>%s</pubDate></item></channel></rss>`, "http://"+trap.addr, began.UTC().Format(time.RFC1123Z))
	}))
	t.Cleanup(host.Close)
	feeds := map[string]string{"good": host.URL + "/feed"}
	for i, spelling := range inward {
		to := fmt.Sprintf("http://%s:%s/", spelling, trap.port)
		feeds[fmt.Sprint("straight", i)] = to
		feeds[fmt.Sprint("around", i)] = host.URL + "/?to=" + url.QueryEscape(to)
	}
	feeds["file"] = host.URL + "/?to=" + url.QueryEscape("file:///etc/passwd")
	yaml := ""
	for id, address := range feeds {
		yaml += fmt.Sprintf("  - {id: %s, network: feed, url: %q, every: 1s}\n", id, address)
	}
	home := NewHome(t, binary, yaml+fmt.Sprintf("fetch: {allow: [%q]}\n", strings.TrimPrefix(host.URL, "http://")))
	home.Env = []string{"GODEBUG=netdns=cgo"} // the resolver of the system understands the odd spellings, and asks nobody
	p := home.Start(t)
	p.wantBlocked(t, feeds)
	home.arrivals(t, "good", 1, 10*time.Second)
	p.Stop(t)
	if n := trap.caught.Load(); n > 0 {
		t.Errorf("%d connections were made to this machine", n)
	}
	t.Logf("%d feeds pointed at port %s of this machine", len(feeds)-1, trap.port)
}

// trap is a port of this machine that nobody may connect to.
type trap struct {
	addr, port string
	caught     atomic.Int64
}

// setTrap takes the web's own port where it may, because on others the program would not even look at the address.
func setTrap(t *testing.T) *trap {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:80")
	if err != nil {
		t.Logf("port 80 cannot be had, so another must do: %v", err)
		if l, err = net.Listen("tcp4", "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
	}
	x := &trap{addr: l.Addr().String()}
	_, x.port, _ = net.SplitHostPort(x.addr)
	x.watch(t, l)
	if l, err := net.Listen("tcp6", "[::1]:"+x.port); err == nil {
		x.watch(t, l)
	}
	return x
}

func (x *trap) watch(t *testing.T, l net.Listener) {
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			x.caught.Add(1)
			c.Close()
		}
	}()
}

// wantBlocked waits until every feed but the good one was tried and says why it brings nothing.
func (p *Process) wantBlocked(t *testing.T, feeds map[string]string) {
	t.Helper()
	tried := map[string]string{}
	Eventually(t, 30*time.Second, "every feed was tried", func() bool {
		var rows []struct{ Source, Network, Error string }
		if err := json.Unmarshal([]byte(p.Do(t, "sources", "-o", "json")), &rows); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Network == "feed" && r.Source != "good" && r.Error != "" {
				tried[r.Source] = r.Error
			}
		}
		return len(tried) == len(feeds)-1
	})
	t.Logf("for example: %s; %s", tried["straight0"], tried["around5"])
}
