package fetch

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

func TestRefused(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	c := &http.Client{Transport: &transport{hosts: newHosts(Options{Now: func() time.Time { return now }})}}
	at := &http.Request{URL: &url.URL{Scheme: "https", Host: "a.test", RawQuery: "token=hush"}}
	for _, r := range []struct {
		reply *http.Response
		is    error
		says  string
	}{
		{nil, nil, "connect: get a.test: EOF"},
		{&http.Response{StatusCode: 200}, nil, "connect: a.test answers 200"},
		{&http.Response{StatusCode: 401}, ingest.ErrDenied, "connect: a.test answers 401"},
		{&http.Response{StatusCode: 502}, nil, "connect: a.test answers 502"},
		{&http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"90"}}}, nil, "connect: asked to wait until 2027-01-15T08:01:30Z"},
	} {
		if r.reply != nil {
			r.reply.Request = at
		}
		err := Refused(c, r.reply, &url.Error{Op: "Get", URL: at.URL.String(), Err: errors.New("EOF")})
		if err == nil || !strings.HasPrefix(err.Error(), r.says) || r.is != nil && !errors.Is(err, r.is) {
			t.Errorf("%+v: %v, want %q", r.reply, err, r.says)
		}
	}
}
