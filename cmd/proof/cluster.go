package proof

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Cluster is servers that reach each other by cables that can be cut.
type Cluster struct {
	Servers  []*Server
	monitors []string
	cables   map[[2]int]*cable // from, to
}

// NewCluster starts n servers. Each goes to each other one by a cable of its own, and none tells the others a shorter
// way.
func NewCluster(t testing.TB, binary string, n int) *Cluster {
	t.Helper()
	c := &Cluster{cables: map[[2]int]*cable{}}
	routes := make([]string, n)
	for i := range routes {
		routes[i] = FreeAddr(t)
	}
	for from := range n {
		var ways []string
		for to := range n {
			if to != from {
				c.cables[[2]int{from, to}] = lay(t, routes[to])
				ways = append(ways, fmt.Sprintf("%q", "nats://"+c.cables[[2]int{from, to}].addr))
			}
		}
		c.monitors = append(c.monitors, FreeAddr(t))
		c.Servers = append(c.Servers, NewServer(t, binary, fmt.Sprintf("n%d", from+1), fmt.Sprintf(
			"http: %q\ncluster {name: proof, listen: %q, no_advertise: true, routes: [%s]}\n", c.monitors[from], routes[from], strings.Join(ways, ", "))))
	}
	for _, s := range c.Servers {
		s.Start(t)
	}
	return c
}

// Serving is the server that a client of some name is connected to; -1: none.
func (c *Cluster) Serving(t testing.TB, client string) int {
	t.Helper()
	for i, addr := range c.monitors {
		status, body, err := get(t.Context(), probe, "http://"+addr+"/connz")
		var said struct{ Connections []struct{ Name string } }
		if err != nil || status != 200 || json.Unmarshal(body, &said) != nil {
			continue
		}
		for _, one := range said.Connections {
			if one.Name == client {
				return i
			}
		}
	}
	return -1
}

// Isolate lets nothing through between a server and the others, in either direction, until mend is called. Connections
// stay, as when a switch dies; clients reach every server.
func (c *Cluster) Isolate(server int) (mend func()) {
	var cut []*cable
	for ends, way := range c.cables {
		if ends[0] == server || ends[1] == server {
			cut = append(cut, way)
			way.cut()
		}
	}
	return func() {
		for _, way := range cut {
			way.mend()
		}
	}
}

// cable is a TCP proxy that can stop passing on.
type cable struct {
	addr, to string

	mu    sync.Mutex
	whole chan struct{} // closed while bytes may pass
}

func lay(t testing.TB, to string) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	c := &cable{addr: l.Addr().String(), to: to, whole: make(chan struct{})}
	close(c.whole)
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			go c.join(near)
		}
	}()
	return c
}

func (c *cable) join(near net.Conn) {
	defer near.Close()
	far, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer far.Close()
	over := make(chan struct{}, 2)
	pass := func(from, to net.Conn) {
		defer func() { over <- struct{}{} }()
		buffer := make([]byte, 32<<10)
		for {
			n, err := from.Read(buffer)
			<-c.open()
			if n > 0 {
				if _, err := to.Write(buffer[:n]); err != nil {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
	go pass(near, far)
	go pass(far, near)
	<-over
}

func (c *cable) open() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.whole
}

func (c *cable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.whole = make(chan struct{})
}

func (c *cable) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.whole)
}
