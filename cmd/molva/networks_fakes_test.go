package main

import (
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"molva/ingest"
)

// scene is what all fake networks stand in: the demo's mentions, each of its network, as that network knows them. A part of
// them is shown at first.
type scene struct {
	t   *testing.T
	key *ecdsa.PrivateKey // that the App Store gave

	acts  map[string][]ingest.Mention // by network, oldest first
	cast  map[string]ingest.Mention   // by their public ids in the demo
	lines strings.Builder             // of the demo, the same mentions

	mu        sync.Mutex
	shown     int     // of each network
	confirmed int     // the update that Telegram is asked for next
	bill      float64 // of X, in US dollars
}

// show lets the networks tell so many mentions each.
func (s *scene) show(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = n
}

// visible are the mentions of a network that were written so far, newest first.
func (s *scene) visible(network string) []ingest.Mention {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.acts[network][:min(s.shown, len(s.acts[network]))])
	slices.Reverse(all)
	return all
}

func (s *scene) billed() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bill
}

// object is JSON that a fake writes.
type object = map[string]any

// serve starts a server that speaks for every network. What it does not know is asked for by mistake.
func (s *scene) serve() string {
	mux := http.NewServeMux()
	for pattern, says := range map[string]func(*http.Request) (status int, answer object){
		"GET /method/newsfeed.search":        s.vk,
		"GET /{bot}/{method}":                s.telegram,
		"GET /2/tweets/search/recent":        s.x,
		"GET /v1/apps/{app}/customerReviews": s.appStore,
		"/":                                  s.nobody,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			status, answer := says(r)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(answer) // who asked has gone
		})
	}
	server := httptest.NewServer(mux)
	s.t.Cleanup(server.Close)
	return server.URL
}

func (s *scene) nobody(r *http.Request) (int, object) {
	s.t.Errorf("nobody answers %s %s", r.Method, r.URL.Path)
	return http.StatusNotFound, object{}
}

// whole is a number in a query; 0 where there is none.
func (s *scene) whole(r *http.Request, name string) int {
	text := cmp.Or(r.URL.Query().Get(name), "0")
	n, err := strconv.Atoi(text)
	if err != nil {
		s.t.Errorf("%s of %s is %q, want a number", name, r.URL.Path, text)
	}
	return n
}

// part is a page of what there is, and whether something comes after it.
func part(all []ingest.Mention, skip, most int) (page []ingest.Mention, more bool) {
	all = all[min(skip, len(all)):]
	n := min(most, len(all))
	return all[:n], n < len(all)
}

// numberOf is that of a name, for networks that have numbers.
func numberOf(name string) int64 { return int64(crc32.ChecksumIEEE([]byte(name))) }

// vk speaks as newsfeed.search does.
func (s *scene) vk(r *http.Request) (int, object) {
	if r.Header.Get("Authorization") != "Bearer vk-token" {
		return http.StatusOK, object{"error": object{"error_code": 5, "error_msg": "User authorization failed"}}
	}
	if q := r.URL.Query(); q.Get("v") != "5.199" || q.Get("q") != "кестрел" || q.Get("extended") != "1" {
		s.t.Errorf("newsfeed.search is asked %v", q)
	}
	all, since, skip := s.visible("vk"), int64(s.whole(r, "start_time")), s.whole(r, "start_from")
	all = slices.DeleteFunc(all, func(m ingest.Mention) bool { return m.Published.Unix() < since })
	page, more := part(all, skip, min(s.whole(r, "count"), 100))
	posts, people := []object{}, []object{}
	for _, m := range page {
		posts = append(posts, vkPost(m))
		people = append(people, object{"id": json.Number(m.Author.ID), "first_name": m.Author.Name, "last_name": "",
			"followers_count": m.Author.Followers})
	}
	answer := object{"items": posts, "profiles": people, "groups": []object{}, "count": len(posts), "total_count": len(all)}
	if more {
		answer["next_from"] = strconv.Itoa(skip + len(page))
	}
	return http.StatusOK, object{"response": answer}
}

// vkPost is a post: -1_2.
func vkPost(m ingest.Mention) object {
	owner, id, _ := strings.Cut(m.ID, "_")
	post := object{"id": json.Number(id), "owner_id": json.Number(owner), "from_id": json.Number(m.Author.ID),
		"date": m.Published.Unix(), "text": m.Text, "post_type": "post"}
	e := m.Engagement
	for name, n := range map[string]*int64{"views": e.Views, "likes": e.Likes, "comments": e.Replies, "reposts": e.Shares} {
		if n != nil {
			post[name] = object{"count": *n}
		}
	}
	return post
}

const telegramToken = "12345:abcdefghijklmnop"

// telegram speaks as the Bot API does: an update that was confirmed does not come again.
func (s *scene) telegram(r *http.Request) (int, object) {
	switch {
	case r.PathValue("bot") != "bot"+telegramToken:
		return http.StatusUnauthorized, object{"ok": false, "error_code": 401, "description": "Unauthorized"}
	case r.PathValue("method") == "getMe":
		return http.StatusOK, object{"ok": true, "result": object{
			"id": 12345, "is_bot": true, "first_name": "molva", "username": "molva_bot", "can_read_all_group_messages": true}}
	case r.PathValue("method") != "getUpdates":
		return s.nobody(r)
	}
	updates, all := []object{}, s.visible("telegram")
	slices.Reverse(all)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.confirmed = max(s.confirmed, s.whole(r, "offset"))
	for n := max(s.confirmed, 1); n <= len(all) && len(updates) < s.whole(r, "limit"); n++ {
		updates = append(updates, object{"update_id": n, "message": telegramMessage(all[n-1])})
	}
	return http.StatusOK, object{"ok": true, "result": updates}
}

// telegramMessage is a message of a group: -1001/2.
func telegramMessage(m ingest.Mention) object {
	chat, id, _ := strings.Cut(m.ID, "/")
	return object{
		"message_id": json.Number(id), "date": m.Published.Unix(), "text": m.Text,
		"from": object{"id": json.Number(m.Author.ID), "is_bot": false, "first_name": m.Author.Name},
		"chat": object{"id": json.Number(chat), "type": "supergroup", "title": "talk"},
	}
}

// x speaks as /2/tweets/search/recent does, and writes a bill for every post and user that it hands out.
func (s *scene) x(r *http.Request) (int, object) {
	if r.Header.Get("Authorization") != "Bearer x-token" {
		return http.StatusUnauthorized, object{"title": "Unauthorized", "type": "about:blank", "status": 401}
	}
	q, since, until, most := r.URL.Query(), s.whole(r, "since_id"), s.whole(r, "until_id"), s.whole(r, "max_results")
	if q.Get("query") != "(kestrel) -is:retweet" || most < 10 || most > 100 || q.Get("expansions") != "author_id" {
		s.t.Errorf("the search is asked %v", q)
	}
	page, more := part(slices.DeleteFunc(s.visible("x"), func(m ingest.Mention) bool {
		id, _ := strconv.Atoi(m.ID)
		return id <= since || until > 0 && id >= until
	}), 0, most)
	meta := object{"result_count": len(page)}
	if len(page) == 0 {
		return http.StatusOK, object{"meta": meta}
	}
	meta["newest_id"], meta["oldest_id"] = page[0].ID, page[len(page)-1].ID
	if more {
		meta["next_token"] = "more"
	}
	posts, users := xPosts(page)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bill += 0.005*float64(len(posts)) + 0.010*float64(len(users))
	return http.StatusOK, object{"meta": meta, "data": posts, "includes": object{"users": users}}
}

// xPosts are posts and their authors, each of whom comes once.
func xPosts(page []ingest.Mention) (posts, users []object) {
	known := map[string]bool{}
	for _, m := range page {
		counts := object{"like_count": m.Engagement.Likes, "reply_count": m.Engagement.Replies, "retweet_count": m.Engagement.Shares}
		posts = append(posts, object{"id": m.ID, "edit_history_tweet_ids": []string{m.ID}, "conversation_id": m.ID,
			"text": m.Text, "author_id": m.Author.ID, "lang": cmp.Or(m.Lang, "und"), "public_metrics": counts})
		if !known[m.Author.ID] {
			users = append(users, object{"id": m.Author.ID, "name": m.Author.Name, "username": "user" + m.Author.ID})
		}
		known[m.Author.ID] = true
	}
	return posts, users
}

// apps are the two of the story, by their topics.
var apps = map[string]string{"kestrel": "6448311069", "lumen": "6448311070"}

const keyID = "2X9R4HXF34"

// appStore speaks as App Store Connect does, ten reviews a page, to whoever holds the key.
func (s *scene) appStore(r *http.Request) (int, object) {
	if !s.signed(r) {
		return http.StatusUnauthorized, object{"errors": []object{{"status": "401", "code": "NOT_AUTHORIZED"}}}
	}
	if sort := r.URL.Query().Get("sort"); sort != "-createdDate" {
		s.t.Errorf("reviews are sorted by %q", sort)
	}
	all, app, skip := s.visible("app-store"), r.PathValue("app")+"/", s.whole(r, "cursor")
	all = slices.DeleteFunc(all, func(m ingest.Mention) bool { return !strings.HasPrefix(m.ID, app) })
	page, more := part(all, skip, min(s.whole(r, "limit"), 10))
	reviews := []object{}
	for _, m := range page {
		said := object{"rating": m.Rating, "title": m.Title, "body": m.Text, "reviewerNickname": m.Author.Name,
			"createdDate": m.Published.Format(time.RFC3339), "territory": "RUS"}
		reviews = append(reviews, object{"type": "customerReviews", "id": strings.TrimPrefix(m.ID, app), "attributes": said})
	}
	links := object{"self": "https://" + r.Host + r.URL.Path}
	if more {
		links["next"] = fmt.Sprintf("https://%s%s?cursor=%d", r.Host, r.URL.Path, skip+len(page))
	}
	return http.StatusOK, object{"data": reviews, "links": links}
}

// signed reports whether a request's token is one that Apple takes.
func (s *scene) signed(r *http.Request) bool {
	var who jwt.RegisteredClaims
	token, err := jwt.ParseWithClaims(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), &who,
		func(*jwt.Token) (any, error) { return &s.key.PublicKey, nil }, jwt.WithValidMethods([]string{"ES256"}),
		jwt.WithAudience("appstoreconnect-v1"), jwt.WithIssuer("zarya"), jwt.WithExpirationRequired())
	return err == nil && token.Header["kid"] == keyID && time.Until(who.ExpiresAt.Time) <= 20*time.Minute
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// pemOf is the text of the file in which a key comes.
func pemOf(t *testing.T, key *ecdsa.PrivateKey) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
