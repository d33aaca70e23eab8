package proof

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Post is one mention on its way to a hook.
type Post struct {
	Source    string    `json:"-"`
	ID        string    `json:"id"`
	Text      string    `json:"text"`
	Author    string    `json:"author,omitempty"`
	Published time.Time `json:"published_at"`
	Edited    time.Time `json:"edited_at,omitzero"`
	Deleted   bool      `json:"deleted,omitempty"`

	Extra map[string]string `json:"extra,omitempty"`
}

// Key is the mention's id in v_mention: a hook's mentions are of a network named like their source.
func (p Post) Key() string { return p.Source + ":" + p.ID }

// opinions of our own; each says something of the topic, and with its number no two are the same.
var opinions = []string{
	"kestrel %d is wonderful, I love the sound",
	"my kestrel %d broke after a day, terrible",
	"кестрел %d отличный, всем советую",
	"кестрел %d ужасный, не включается",
	"the shop has kestrel %d in two colours",
}

// NewPost makes the nth mention of a source: the same for the same n, and spread over two days.
func NewPost(source string, n int) Post {
	return Post{
		Source: source, ID: fmt.Sprintf("p%d", n), Text: fmt.Sprintf(opinions[n%len(opinions)], n), Author: fmt.Sprintf("a%d", n%997),
		Published: time.Now().UTC().Truncate(time.Hour).Add(-time.Duration(1+n%48) * time.Hour),
	}
}

// Client has a longer patience than the program's own three seconds, or every slow sync would count as unknown.
var Client = &http.Client{
	Timeout:   10 * time.Second,
	Transport: &http.Transport{MaxIdleConnsPerHost: 64, MaxConnsPerHost: 64},
}

// Send signs a batch as Standard Webhooks asks and posts it to a hook of the program at url. Status 0 is no answer.
func Send(ctx context.Context, url string, batch []Post) (status int, header http.Header, err error) {
	return SendAt(ctx, url, batch, time.Now())
}

// SendAt is Send for a program whose clock shows another time.
func SendAt(ctx context.Context, url string, batch []Post, now time.Time) (status int, header http.Header, err error) {
	body, err := json.Marshal(batch)
	if err != nil {
		return 0, nil, err
	}
	sum := sha256.Sum256(body)
	req, err := requestAt(ctx, url+"/hooks/"+batch[0].Source, fmt.Sprintf("msg-%x", sum[:12]), body, now)
	if err != nil {
		return 0, nil, err
	}
	resp, err := Client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, nil, err
	}
	return resp.StatusCode, resp.Header, nil
}

func request(ctx context.Context, url, id string, body []byte) (*http.Request, error) {
	return requestAt(ctx, url, id, body, time.Now())
}

func requestAt(ctx context.Context, url, id string, body []byte, now time.Time) (*http.Request, error) {
	key, err := base64.StdEncoding.DecodeString(Secret)
	if err != nil {
		return nil, err
	}
	stamp := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, stamp, body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Webhook-Id", id)
	req.Header.Set("Webhook-Timestamp", stamp)
	req.Header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return req, nil
}
