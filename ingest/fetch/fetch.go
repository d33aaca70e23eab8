package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// What a request may take.
const (
	connectTimeout = 10 * time.Second
	totalTimeout   = 30 * time.Second // one request with its redirects and its body
	maxQueue       = 10 * time.Second // in line for a host, before the request
	maxRedirects   = 5
	maxHeader      = 256 << 10
)

// MaxBody is how many bytes of a body are read, decompressed, unless the options say otherwise.
const MaxBody = 5 << 20

// Options say how to reach the web. The zero value works.
type Options struct {
	Version string `yaml:"-"`       // of molva, for the user agent
	Contact string `yaml:"contact"` // an address where a server's owner finds the operator; "" for none
	// Allow lists what may be dialled although it is private or on an unusual port: host:port, the host as it stands
	// in the URL.
	Allow []string         `yaml:"allow"`
	Rate  float64          `yaml:"rate"`  // requests a second to one host; 0: two
	Burst int              `yaml:"burst"` // requests to one host at once before the pace holds; 0: four
	Body  int64            `yaml:"body"`  // bytes of a body that are read; 0: MaxBody
	Now   func() time.Time `yaml:"-"`     // nil: time.Now
}

// Validate joins all complaints about the options.
func (o Options) Validate() error {
	var errs []error
	for _, entry := range o.Allow {
		host, port, err := net.SplitHostPort(entry)
		if n, bad := strconv.Atoi(port); err != nil || host == "" || bad != nil || n < 1 || n > 65535 {
			errs = append(errs, ingest.Complain("allow has %q, want host:port", entry))
		}
	}
	if o.Rate < 0 || o.Burst < 0 || o.Body < 0 {
		errs = append(errs, ingest.Complain("rate, burst and body cannot be negative"))
	}
	return errors.Join(errs...)
}

// New returns a client for every source to share. It never sends cookies and uses no proxy.
func New(o Options) (*http.Client, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	return &http.Client{
		Transport:     newTransport(o),
		CheckRedirect: checkRedirect,
		Timeout:       totalTimeout + maxQueue,
	}, nil
}

// transport is the http.RoundTripper of the package. Errors that it makes itself name the host and nothing more.
type transport struct {
	agent string
	body  int64
	hosts *hosts
	next  http.RoundTripper
}

func newTransport(o Options) *transport {
	dial := newDialer(o.Allow, 80, 443)
	t := &transport{agent: agent(o), body: o.Body, hosts: newHosts(o)}
	if t.body == 0 {
		t.body = MaxBody
	}
	t.next = &http.Transport{ // without Proxy: the environment does not decide where we go
		DialContext:            dial.DialContext,
		TLSHandshakeTimeout:    connectTimeout,
		ResponseHeaderTimeout:  totalTimeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        90 * time.Second,
	}
	return t
}

// agent is molva/VERSION (+contact).
func agent(o Options) string {
	version := o.Version
	if version == "" {
		version = "dev"
	}
	if o.Contact == "" {
		return "molva/" + version
	}
	return fmt.Sprintf("molva/%s (+%s)", version, o.Contact)
}

// RoundTrip waits for the host's turn and asks. A host that wants to be left alone is not asked at all: the error is
// an *ingest.Throttled.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("scheme is %q, want http or https", req.URL.Scheme)
	}
	if err := t.hosts.turn(req.Context(), req.URL.Host); err != nil {
		return nil, err
	}
	if req.Header.Get("User-Agent") == "" {
		req = req.Clone(req.Context())
		req.Header.Set("User-Agent", t.agent)
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	t.hosts.heard(req.URL.Host, resp)
	if to := resp.Header.Get("Location"); to != "" {
		if _, err := req.URL.Parse(to); err != nil { // net/http would quote it whole
			resp.Body.Close()
			return nil, errors.New("redirect to an address that cannot be read")
		}
	}
	if resp.StatusCode != http.StatusSwitchingProtocols { // a websocket is no body
		resp.Body = &bounded{ReadCloser: resp.Body, left: t.body}
	}
	return resp, nil
}

// checkRedirect follows a few hops and takes nothing secret to another origin than the first. (net/http keeps only some
// headers back, and tells the next server the whole address that it came from.)
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	req.Header.Del("Referer")
	if first := via[0].URL; first.Scheme == req.URL.Scheme && first.Host == req.URL.Host {
		return nil
	}
	if req.Body != nil { // 307 and 308 would send it on, such as a password
		return errors.New("redirect of what was sent to another server")
	}
	for name := range req.Header {
		if !harmless(name) {
			req.Header.Del(name)
		}
	}
	return nil
}

// harmless reports whether a header may be shown to any server.
func harmless(name string) bool {
	switch name {
	case "Accept", "Accept-Language", "Connection", "If-Modified-Since", "If-None-Match", "Upgrade", "User-Agent":
		return true
	}
	return strings.HasPrefix(name, "Sec-Websocket-")
}
