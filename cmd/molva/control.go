package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
)

// The control socket is how a command hands its work to the instance that runs on the same data folder: HTTP over a
// unix socket with mode 0600, so that whoever may write the folder may use it and nobody else.

const socketName = "control.sock"

// throughFolder calls do with a path to the socket that is short enough for the kernel, whose limit is 108 bytes,
// however deep the data folder lies.
func throughFolder(dir string, do func(path string) error) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	short := filepath.Join("/proc/self/fd", fmt.Sprint(d.Fd()), socketName)
	if _, err := os.Stat(filepath.Dir(short)); err != nil {
		short = filepath.Join(dir, socketName)
	}
	return do(short)
}

// listenControl opens the socket, in the place of one that is there already: it is a dead one, or that of a process
// that only answers for its own health.
func listenControl(dir string) (l net.Listener, err error) {
	err = throughFolder(dir, func(path string) error {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if l, err = net.Listen("unix", path); err != nil {
			return err
		}
		l.(*net.UnixListener).SetUnlinkOnClose(false)
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		var why syscall.Errno // without the path, which names a descriptor
		if errors.As(err, &why) {
			err = why
		}
		return nil, fmt.Errorf("open control socket in %s: %w", dir, err)
	}
	return l, nil
}

// errNobody means that no instance runs on the data folder.
var errNobody = errors.New("no running instance")

// instance talks to the one that runs on a data folder.
type instance struct{ client *http.Client }

func findInstance(dir string) instance {
	dial := func(ctx context.Context, _, _ string) (c net.Conn, err error) {
		err = throughFolder(dir, func(path string) error {
			var d net.Dialer
			c, err = d.DialContext(ctx, "unix", path)
			return err
		})
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
			err = errNobody
		}
		return c, err
	}
	return instance{&http.Client{Transport: &http.Transport{DialContext: dial}}}
}

// answered reports whether somebody holds the control socket of a data folder already.
func answered(ctx context.Context, dir string) bool {
	return findInstance(dir).call(ctx, "ready", nil, nil, func(json.RawMessage) error { return nil }) == nil
}

// work is call for what only the process that writes the database can do. It is asked before anything of the body is
// sent: what was read of a pipe could not be read again.
func (i instance) work(ctx context.Context, path string, q url.Values, body io.Reader, each func(json.RawMessage) error) error {
	if err := i.call(ctx, "writes", nil, nil, func(json.RawMessage) error { return nil }); err != nil {
		return err
	}
	return i.call(ctx, path, q, body, each)
}

// call posts body to a path of the control socket and hands every JSON value of the answer to each. errNobody: nobody is
// there, or nobody who could do that.
func (i instance) call(ctx context.Context, path string, q url.Values, body io.Reader, each func(json.RawMessage) error) error {
	if body != nil {
		body = struct{ io.Reader }{body} // the client would close it even when it found nobody to send it to
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://molva/"+path+"?"+q.Encode(), body)
	if err != nil {
		return err
	}
	resp, err := i.client.Do(req)
	if err != nil {
		if errors.Is(err, errNobody) {
			return errNobody
		}
		return fmt.Errorf("ask the running instance: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound {
		return errNobody
	}
	values := json.NewDecoder(resp.Body)
	for {
		var answer json.RawMessage
		if err := values.Decode(&answer); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the running instance's answer: %w", err)
		}
		if err := failure(answer); err != nil {
			return err
		}
		if err := each(answer); err != nil {
			return err
		}
	}
}

// failure is the error in an answer of the form {"error": …}.
func failure(answer json.RawMessage) error {
	var said struct{ Error string }
	if json.Unmarshal(answer, &said) == nil && said.Error != "" {
		return errors.New(said.Error)
	}
	return nil
}

// answers replies to a control request with JSON values, each sent at once.
type answers struct {
	w *json.Encoder
	f *http.ResponseController
}

func answer(w http.ResponseWriter) answers {
	w.Header().Set("Content-Type", "application/x-ndjson")
	return answers{json.NewEncoder(w), http.NewResponseController(w)}
}

func (s answers) send(v any) error { return errors.Join(s.w.Encode(v), s.f.Flush()) }

func (s answers) fail(err error) error { return s.send(map[string]string{"error": err.Error()}) }
