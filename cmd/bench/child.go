package bench

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"molva/ingest"
	"molva/store"
)

// child is molva running in a folder.
type child struct {
	data         string
	url          string // of its pages and hooks
	key          []byte // signs what is sent to its hook
	client       *http.Client
	pid          int
	began, ready time.Time
}

const (
	dataFolder = "data"
	hook       = "hook" // its one source
)

// withChild runs molva in a folder with the topics of the corpus and a webhook, and calls do once it is ready.
func (b *bench) withChild(ctx context.Context, dir string, do func(*child) error) (err error) {
	c := &child{data: filepath.Join(dir, dataFolder), key: []byte(rand.Text()),
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: Rated}}}
	defer c.client.CloseIdleConnections()
	settings := filepath.Join(dir, "molva.yaml")
	if err := os.WriteFile(settings, b.settings(c.key), 0o600); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, b.Binary, "--config", settings, "--data", c.data, "--log-level", "warn", "run", "--listen", "127.0.0.1:0")
	cmd.Env, cmd.Stderr = withoutOurs(os.Environ()), &said
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return err
	}
	c.began = time.Now()
	if err := cmd.Start(); err != nil {
		cancel()
		return err
	}
	c.pid = cmd.Process.Pid
	if err = c.await(out); err == nil {
		err = do(c)
	}
	cancel()
	// Its end was asked for, so only what it said before the ready line matters.
	if ended := cmd.Wait(); c.url == "" {
		err = errors.Join(err, ended, errors.New(strings.TrimSpace(said.String())))
	}
	return err
}

// await reads the ready line.
func (c *child) await(out io.Reader) error {
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("molva did not become ready: %w", err)
	}
	c.ready = time.Now()
	var said struct{ HTTP string }
	if err := json.Unmarshal(line, &said); err != nil {
		return fmt.Errorf("read the ready line: %w", err)
	}
	c.url = said.HTTP
	return nil
}

// withoutOurs leaves out what would lead the child elsewhere: to somebody's stream or folder.
func withoutOurs(env []string) (rest []string) {
	for _, e := range env {
		if !strings.HasPrefix(e, "MOLVA_") {
			rest = append(rest, e)
		}
	}
	return rest
}

// settings is a configuration; strings are quoted as JSON does, which YAML reads.
func (b *bench) settings(key []byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "language: ru\ntimezone: Europe/Moscow\ntopics:\n")
	for _, t := range b.topics {
		fmt.Fprintf(&out, "  - {id: %q, name: %q, parent: %q, competitor: %v, query: %q}\n", t.ID, t.Name, t.Parent, t.Competitor, t.Query)
	}
	fmt.Fprintf(&out, "sources:\n  - {id: %s, network: webhook, secrets: [whsec_%s]}\n", hook, base64.StdEncoding.EncodeToString(key))
	return out.Bytes()
}

// reading runs do with the child's database.
func (c *child) reading(ctx context.Context, do func(*store.DB) error) error {
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(c.data, "molva.db"), ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// send posts one mention, signed as Standard Webhooks asks; nil means that the child has it for good.
func (c *child) send(ctx context.Context, m ingest.Mention) error {
	body, err := ingest.Encode(m)
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, c.key)
	fmt.Fprintf(mac, "%s.%s.%s", m.ID, stamp, body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/hooks/"+hook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Webhook-Id", m.ID)
	req.Header.Set("Webhook-Timestamp", stamp)
	req.Header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	resp, err := c.client.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode/100 != 2 {
		err = fmt.Errorf("the webhook answered %s", resp.Status)
	}
	return errors.Join(err, resp.Body.Close())
}
