package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const (
	most  = 50          // updates that one call brings: a hundred long ones may be more than the client reads of an answer
	hold  = 25          // seconds that Telegram may hold a call that has nothing to tell; the client waits 30 for an answer
	pause = time.Second // after an answer that brings nothing: a server that does not hold the call is not asked in a circle
)

// Read fetches updates until ctx ends.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	err := s.greet(ctx)
	if err == nil {
		err = s.follow(ctx, at, emit)
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// greet finds out early whether the token works, and warns of a bot that does not hear groups.
func (s *Source) greet(ctx context.Context) error {
	me, err := s.me(ctx)
	s.hears = err == nil && me.ReadsGroups
	if err == nil && !s.hears {
		s.env.Log.Warn("bot hears little in groups", "err", privacy)
	}
	return err
}

// follow takes what comes and, when nothing is left over, counts.
func (s *Source) follow(ctx context.Context, at place, emit func(ingest.Page) error) error {
	for ctx.Err() == nil {
		came, next, err := s.listen(ctx, at.unbroken(s.env.Now()), emit)
		if err == nil && came < most {
			next, err = s.round(ctx, next, emit)
		}
		if err != nil {
			return err
		}
		at = next
		if came == 0 {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
			}
		}
	}
	return nil
}

// listen emits what one call brings, and says how many updates it were.
func (s *Source) listen(ctx context.Context, at place, emit func(ingest.Page) error) (int, place, error) {
	updates, err := s.updates(ctx, at)
	if err != nil || len(updates) == 0 {
		return 0, at, err
	}
	page, next, err := s.page(at, updates)
	if err != nil {
		return 0, at, err
	}
	return len(updates), next, emit(page)
}

// updates asks for what comes next, and confirms with that what came before. See getUpdates of the Bot API.
func (s *Source) updates(ctx context.Context, at place) (all []json.RawMessage, err error) {
	q := url.Values{"timeout": {strconv.Itoa(hold)}, "limit": {strconv.Itoa(most)}, "allowed_updates": {wanted}}
	if offset := at.offset(s.env.Now()); offset != 0 {
		q.Set("offset", strconv.FormatInt(offset, 10))
	}
	err = s.call(ctx, "getUpdates", q, &all)
	return all, err
}

// page turns updates into a page; they come in their order.
func (s *Source) page(at place, updates []json.RawMessage) (ingest.Page, place, error) {
	var p ingest.Page
	before := at.Roots
	for _, data := range updates {
		var u update
		err := json.Unmarshal(data, &u) // reads the id also where something else is not as it should be
		if u.ID == 0 {
			return p, at, errors.New("getUpdates: an update has no update_id")
		}
		at.Next, at.Came = u.ID+1, s.env.Now().UTC()
		if err != nil {
			reject(&p, "update "+strconv.FormatInt(u.ID, 10), "update is not as the Bot API describes it")
			continue
		}
		at = s.take(&p, at, u)
	}
	s.talked(&p, before, at.Roots)
	p.Next = ingest.CursorOf(at)
	return p, at, nil
}

// take puts one update into the page, if it is of a chat that is read.
func (s *Source) take(p *ingest.Page, at place, u update) place {
	for _, m := range []*message{u.Message, u.Edited, u.Post, u.EditedPost} {
		if m != nil && s.reads(m.Chat) && !s.own(m) {
			at = s.say(p, at, m)
		}
	}
	if u.Reactions != nil && s.reads(u.Reactions.Chat) {
		s.reacted(p, u.Reactions)
	}
	if u.Member != nil && s.listed(u.Member.Chat) != "" {
		at = s.moved(p, at, u.Member)
	}
	if u.Own != nil && s.reads(u.Own.Chat) && u.Own.Old.inside() && !u.Own.New.inside() {
		reject(p, s.account(u.Own.Chat), "the bot was put out of this chat and hears it no more")
	}
	return at
}

// say adds a message, and where it is a channel's post, the post.
func (s *Source) say(p *ingest.Page, at place, m *message) place {
	if m.MigratedTo != 0 {
		reject(p, s.account(m.Chat), fmt.Sprintf("this group became a supergroup with the id %d: put that into chats", m.MigratedTo))
		return at
	}
	where, number := m.source()
	if m.Automatic {
		at = at.rooted(root{Group: id(m.Chat, m.ID), Post: id(where, number), Account: s.listed(where)})
	}
	mention, ok := m.mention(at)
	if mention.Kind == ingest.Comment && m.Edited == 0 {
		at = at.commented(mention.Thread)
	}
	if ok {
		p.Mentions = append(p.Mentions, mention)
		s.remember(mention)
	}
	if account := s.listed(m.Chat); account != "" && m.Chat.Type == "channel" {
		p.Posts = append(p.Posts, ingest.AccountPost{Account: account, Network: Network, ID: mention.ID, URL: mention.URL,
			Text: mention.Text, Form: m.form(), Published: mention.Published})
	}
	return at
}

// remember keeps the posts of channels until there are many newer ones: reactions are told without what they are to.
func (s *Source) remember(m ingest.Mention) {
	if m.Kind != ingest.Post {
		return
	}
	s.posts = slices.DeleteFunc(s.posts, func(o ingest.Mention) bool { return o.ID == m.ID })
	s.posts = append(s.posts[max(0, len(s.posts)-maxRoots+1):], m)
}

func reject(p *ingest.Page, item, reason string) {
	p.Rejected = append(p.Rejected, ingest.Rejection{Item: item, Reason: reason})
}

// own tells what the bot said itself.
func (s *Source) own(m *message) bool {
	return m.Sender == nil && m.From != nil && strconv.FormatInt(m.From.ID, 10) == s.bot
}

// reads tells whether a chat is one that the owner wants read. What people write to the bot alone is theirs.
func (s *Source) reads(c chat) bool {
	return c.Type != "private" && (len(s.options.Chats) == 0 || s.listed(c) != "")
}

// account is the chat as the config writes it, or else its name or id.
func (s *Source) account(c chat) string {
	if listed := s.listed(c); listed != "" {
		return listed
	}
	if c.Username != "" {
		return "@" + c.Username
	}
	return strconv.FormatInt(c.ID, 10)
}

func (s *Source) listed(c chat) string {
	for _, entry := range s.options.Chats {
		if entry == strconv.FormatInt(c.ID, 10) || c.Username != "" && strings.EqualFold(entry, "@"+c.Username) {
			return entry
		}
	}
	return ""
}
