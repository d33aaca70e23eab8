package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"molva/cmd/proof"
	"molva/store"
)

const (
	metaSecret = "0123456789abcdef0123456789abcdef"
	vkSecret   = "vk-s3cret"
)

// listeners are two sources that networks post to.
const listeners = `  - id: vk-events
    network: vk
    callback: {group: 17, confirmation: a1b2c3d4, secret: ` + vkSecret + `}
  - id: page
    network: facebook
    token: page-token
    webhook: {verify_token: is-it-you, app_secret: ` + metaSecret + `}
http: {token: for-people-alone}
`

// TestNetworksPost: VK and Meta make sure of the address, what they post is stored before they have their answer, also when
// the program is killed right after that, what they post again is stored once, and nobody else is let in.
func TestNetworksPost(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a process of its own, in which nobody looks for races")
	}
	binary, err := exec.LookPath("molva")
	if err != nil {
		t.Fatal(err)
	}
	h := proof.NewHome(t, binary, listeners)
	p := h.Start(t)
	vk := func(kind, object, secret string) string {
		return fmt.Sprintf(`{"type":%q,"group_id":17,"secret":%q,"event_id":"e1","v":"5.199","object":%s}`, kind, secret, object)
	}
	reply := fmt.Sprintf(`{"id":5,"from_id":901,"date":%d,"text":"Кестрел снова глохнет","post_owner_id":-17,"owner_id":-17,"post_id":4}`, time.Now().Unix())
	comment := fmt.Sprintf(`{"object":"page","entry":[{"id":"71","time":%[1]d,"changes":[{"field":"feed","value":{"item":"comment","verb":"add",
		"comment_id":"4_9","post_id":"71_4","parent_id":"71_4","message":"the kestrel is quiet again","created_time":%[1]d,"from":{"id":"5","name":"Ada"}}}]}]}`, time.Now().Unix())

	for _, c := range []struct {
		about, method, path, body, signed string
		status                            int
		answer                            string
	}{
		{"VK makes sure", "POST", "/hooks/vk-events", `{"type":"confirmation","group_id":17}`, "", 200, "a1b2c3d4"},
		{"VK posts", "POST", "/hooks/vk-events", vk("wall_reply_new", reply, vkSecret), "", 200, "ok"},
		{"VK posts it again", "POST", "/hooks/vk-events", vk("wall_reply_new", reply, vkSecret), "", 200, "ok"},
		{"somebody posts", "POST", "/hooks/vk-events", vk("wall_reply_new", reply, "guess"), "", 403, ""},
		{"somebody asks", "GET", "/hooks/vk-events", "", "", 405, ""},
		{"Meta makes sure", "GET", "/hooks/page?hub.mode=subscribe&hub.verify_token=is-it-you&hub.challenge=1158", "", "", 200, "1158"},
		{"somebody makes sure", "GET", "/hooks/page?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1158", "", "", 403, ""},
		{"Meta posts", "POST", "/hooks/page", comment, metaSecret, 200, ""},
		{"somebody posts as Meta", "POST", "/hooks/page", comment, "guess", 403, ""},
	} {
		status, answer := knock(t, p.URL, c.method, c.path, c.body, c.signed)
		if status != c.status || status == 200 && answer != c.answer {
			t.Errorf("%s: %d %q, want %d %q", c.about, status, answer, c.status, c.answer)
		}
	}

	p.Kill(t)
	p = h.Start(t)
	for _, key := range []string{"vk:-17_4_r5", "facebook:4_9"} {
		proof.Eventually(t, 20*time.Second, key+" is stored", func() bool { return has(t, h, key) })
	}
	p.Stop(t)
	if out := h.Do(t, "sources"); strings.Contains(out, vkSecret) || strings.Contains(out, metaSecret) || strings.Contains(p.Log(t), vkSecret) {
		t.Error("a secret is shown")
	}
}

// knock makes a request as a network does, signed as Meta signs where there is a secret.
func knock(t *testing.T, base, method, path, body, secret string) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		mac := hmac.New(sha256.New, []byte(secret))
		_, _ = io.WriteString(mac, body)
		req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	read, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(read)
}

// has reports whether a mention is stored, and fails when it is there twice.
func has(t *testing.T, h proof.Home, key string) bool {
	t.Helper()
	db := h.Open(t)
	defer db.Close()
	n := 0
	for row, err := range db.Mentions(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Mention.Key() == key {
			n++
		}
	}
	if n > 1 {
		t.Errorf("%s is stored %d times", key, n)
	}
	return n == 1
}
