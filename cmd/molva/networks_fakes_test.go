package main

import (
	"cmp"
	"crypto/ecdsa"
	"encoding/json"
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
	t *testing.T

	acts  map[string][]ingest.Mention // by network, oldest first
	cast  map[string]ingest.Mention   // by their public ids in the demo
	lines strings.Builder             // of the demo, the same mentions

	mu    sync.Mutex
	shown int     // of each network
	bill  float64 // of X, in US dollars
}

// visible are the mentions of a network that were written so far, or of those that are about a topic.
func (s *scene) visible(network, topic string) (all []ingest.Mention) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.acts[network] {
		if topic == "" || slices.Contains(m.Topics, topic) {
			all = append(all, m)
		}
	}
	return all[:min(s.shown, len(all))]
}

// serve starts a fake. What it does not know is asked for by mistake.
func (s *scene) serve(routes map[string]http.HandlerFunc) string {
	mux := http.NewServeMux()
	for pattern, answer := range routes {
		mux.HandleFunc(pattern, answer)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.t.Errorf("nobody answers %s %s", r.Method, r.URL.Path)
		http.NotFound(w, r)
	})
	server := httptest.NewServer(mux)
	s.t.Cleanup(server.Close)
	return server.URL
}

// object is JSON that a fake writes.
type object = map[string]any

func say(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who asked has gone
}

// whole is a number in a query; 0 where there is none.
func (s *scene) whole(r *http.Request, name string) int64 {
	text := cmp.Or(r.URL.Query().Get(name), "0")
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		s.t.Errorf("%s of %s is %q, want a number", name, r.URL.Path, text)
	}
	return n
}

// newest gives a page of what is visible and wanted, newest first, and how many come after it.
func newest(all []ingest.Mention, wanted func(ingest.Mention) bool, skip, most int64) (page []ingest.Mention, rest int) {
	all = slices.DeleteFunc(slices.Clone(all), func(m ingest.Mention) bool { return !wanted(m) })
	slices.Reverse(all)
	all = all[min(int(skip), len(all)):]
	n := min(int(most), len(all))
	return all[:n], len(all) - n
}

// numberOf is that of a name, for networks that have numbers.
func numberOf(name string) int64 { return int64(crc32.ChecksumIEEE([]byte(name))) }

// vk speaks as newsfeed.search does.
func (s *scene) vk() string {
	return s.serve(map[string]http.HandlerFunc{"GET /method/newsfeed.search": func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.Header.Get("Authorization") != "Bearer vk-token" {
			say(w, http.StatusOK, object{"error": object{"error_code": 5, "error_msg": "User authorization failed"}})
			return
		}
		if q.Get("v") != "5.199" || q.Get("q") != "кестрел" || q.Get("extended") != "1" {
			s.t.Errorf("newsfeed.search is asked %v", q)
		}
		since, skip, most := s.whole(r, "start_time"), s.whole(r, "start_from"), min(s.whole(r, "count"), 100)
		page, rest := newest(s.visible("vk", ""), func(m ingest.Mention) bool { return m.Published.Unix() >= since }, skip, most)
		items, who := []object{}, []object{}
		for _, m := range page {
			items = append(items, vkPost(m))
			who = append(who, object{"id": json.Number(m.Author.ID), "first_name": m.Author.Name, "last_name": "", "followers_count": m.Author.Followers})
		}
		answer := object{"items": items, "profiles": who, "groups": []object{}, "count": len(items), "total_count": len(items) + rest}
		if rest > 0 {
			answer["next_from"] = strconv.FormatInt(skip+most, 10)
		}
		say(w, http.StatusOK, object{"response": answer})
	}})
}

// vkPost is a post, or a comment that was found as one: -1_2, -1_2_r3.
func vkPost(m ingest.Mention) object {
	owner, id, _ := strings.Cut(m.ID, "_")
	post := object{"owner_id": json.Number(owner), "from_id": json.Number(m.Author.ID), "date": m.Published.Unix(), "text": m.Text, "post_type": "post"}
	if thread, reply, found := strings.Cut(id, "_r"); found {
		post["post_type"], post["post_id"], id = "reply", json.Number(thread), reply
	}
	post["id"] = json.Number(id)
	for name, n := range map[string]*int64{"views": m.Engagement.Views, "likes": m.Engagement.Likes, "comments": m.Engagement.Replies, "reposts": m.Engagement.Shares} {
		if n != nil {
			post[name] = object{"count": *n}
		}
	}
	return post
}

const telegramToken = "12345:abcdefghijklmnop"

// telegram speaks as the Bot API does: an update that was confirmed does not come again.
func (s *scene) telegram() string {
	confirmed := int64(0)
	updates := func(r *http.Request) (all []object) {
		s.mu.Lock()
		confirmed = max(confirmed, s.whole(r, "offset"))
		from := confirmed
		s.mu.Unlock()
		for i, m := range s.visible("telegram", "") {
			if n := int64(i + 1); n >= from && len(all) < int(s.whole(r, "limit")) {
				all = append(all, object{"update_id": n, "message": telegramMessage(m)})
			}
		}
		return all
	}
	return s.serve(map[string]http.HandlerFunc{
		"GET /{bot}/{method}": func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.PathValue("bot") != "bot"+telegramToken:
				say(w, http.StatusUnauthorized, object{"ok": false, "error_code": 401, "description": "Unauthorized"})
			case r.PathValue("method") == "getMe":
				say(w, http.StatusOK, object{"ok": true, "result": object{"id": 12345, "is_bot": true, "first_name": "molva", "username": "molva_bot", "can_read_all_group_messages": true}})
			case r.PathValue("method") == "getUpdates":
				say(w, http.StatusOK, object{"ok": true, "result": append([]object{}, updates(r)...)})
			default:
				s.t.Errorf("nobody answers the method %s", r.PathValue("method"))
			}
		},
	})
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
func (s *scene) x() string {
	return s.serve(map[string]http.HandlerFunc{"GET /2/tweets/search/recent": func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		since, until, most := s.whole(r, "since_id"), s.whole(r, "until_id"), s.whole(r, "max_results")
		if r.Header.Get("Authorization") != "Bearer x-token" {
			say(w, http.StatusUnauthorized, object{"title": "Unauthorized", "type": "about:blank", "status": 401})
			return
		}
		if q.Get("query") != "(kestrel) -is:retweet" || most < 10 || most > 100 || q.Get("expansions") != "author_id" {
			s.t.Errorf("the search is asked %v", q)
		}
		page, rest := newest(s.visible("x", ""), func(m ingest.Mention) bool {
			id, _ := strconv.ParseInt(m.ID, 10, 64)
			return id > since && (until == 0 || id < until)
		}, 0, most)
		answer := object{"meta": object{"result_count": len(page)}}
		if len(page) > 0 {
			answer["data"], answer["includes"] = s.xPosts(page)
			answer["meta"] = object{"result_count": len(page), "newest_id": page[0].ID, "oldest_id": page[len(page)-1].ID}
			if rest > 0 {
				answer["meta"].(object)["next_token"] = "more"
			}
		}
		say(w, http.StatusOK, answer)
	}})
}

// xPosts are posts and their authors, each of whom comes once.
func (s *scene) xPosts(page []ingest.Mention) (posts []object, includes object) {
	users := map[string]object{}
	for _, m := range page {
		posts = append(posts, object{"id": m.ID, "edit_history_tweet_ids": []string{m.ID}, "conversation_id": m.ID, "text": m.Text, "author_id": m.Author.ID,
			"lang": cmp.Or(m.Lang, "und"), "public_metrics": object{"like_count": m.Engagement.Likes, "reply_count": m.Engagement.Replies, "retweet_count": m.Engagement.Shares}})
		users[m.Author.ID] = object{"id": m.Author.ID, "name": m.Author.Name, "username": "user" + m.Author.ID}
	}
	var who []object
	for _, u := range users {
		who = append(who, u)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bill += 0.005*float64(len(posts)) + 0.010*float64(len(who))
	return posts, object{"users": who}
}

// apps are the two of the story, by their topics.
var apps = map[string]string{"kestrel": "6448311069", "lumen": "6448311070"}

const keyID = "2X9R4HXF34"

// appStore speaks as App Store Connect does, to whoever holds the key.
func (s *scene) appStore(key *ecdsa.PrivateKey) string {
	routes := map[string]http.HandlerFunc{}
	for topic, app := range apps {
		routes["GET /v1/apps/"+app+"/customerReviews"] = func(w http.ResponseWriter, r *http.Request) {
			if !signed(r, key) {
				say(w, http.StatusUnauthorized, object{"errors": []object{{"status": "401", "code": "NOT_AUTHORIZED"}}})
				return
			}
			s.reviews(w, r, topic)
		}
	}
	return s.serve(routes)
}

// signed reports whether a request's token is one that Apple takes.
func signed(r *http.Request, key *ecdsa.PrivateKey) bool {
	var who jwt.RegisteredClaims
	token, err := jwt.ParseWithClaims(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), &who,
		func(*jwt.Token) (any, error) { return &key.PublicKey, nil }, jwt.WithValidMethods([]string{"ES256"}),
		jwt.WithAudience("appstoreconnect-v1"), jwt.WithIssuer("zarya"), jwt.WithExpirationRequired())
	return err == nil && token.Header["kid"] == keyID && time.Until(who.ExpiresAt.Time) <= 20*time.Minute
}

// reviews are those of one app, ten a page.
func (s *scene) reviews(w http.ResponseWriter, r *http.Request, topic string) {
	if sort := r.URL.Query().Get("sort"); sort != "-createdDate" {
		s.t.Errorf("reviews are sorted by %q", sort)
	}
	skip, most := s.whole(r, "cursor"), min(s.whole(r, "limit"), 10)
	page, rest := newest(s.visible("app-store", topic), func(ingest.Mention) bool { return true }, skip, most)
	all := []object{}
	for _, m := range page {
		_, id, _ := strings.Cut(m.ID, "/")
		all = append(all, object{"type": "customerReviews", "id": id, "attributes": object{"rating": m.Rating, "title": m.Title, "body": m.Text,
			"reviewerNickname": m.Author.Name, "createdDate": m.Published.Format(time.RFC3339), "territory": "RUS"}})
	}
	links := object{"self": "https://" + r.Host + r.URL.Path}
	if rest > 0 {
		links["next"] = fmt.Sprintf("https://%s%s?cursor=%d", r.Host, r.URL.Path, skip+most)
	}
	say(w, http.StatusOK, object{"data": all, "links": links})
}
