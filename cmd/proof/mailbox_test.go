package proof

import (
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// mailbox is an IMAP server on this machine with one user.
type mailbox struct {
	user *imapmemserver.User
	addr string
	sent int
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	memory := imapmemserver.New()
	m := &mailbox{user: imapmemserver.NewUser("care@zarya.test", "app-passw0rd")}
	if err := m.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory.AddUser(m.user)
	server := imapserver.New(&imapserver.Options{
		InsecureAuth: true, Logger: log.New(io.Discard, "", 0),
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr = l.Addr().String()
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return m
}

// deliver puts so many letters into the mailbox, each an answer with what it answers quoted below.
func (m *mailbox) deliver(t *testing.T, n int) {
	t.Helper()
	for range n {
		m.sent++
		text := strings.ReplaceAll(fmt.Sprintf(`From: Anna <anna%d@lumen.test>
To: care@zarya.test
Subject: Re: your order
Date: %s
Message-ID: <letter-%[1]d@lumen.test>
In-Reply-To: <answer-%[1]d@zarya.test>
Content-Type: text/plain; charset=utf-8

Кестрел %[1]d так и не пришёл.

> Ваш заказ в пути.
--%[3]s
Анна
`, m.sent, time.Now().Format(time.RFC1123Z), " "), "\n", "\r\n")
		if _, err := m.user.Append("INBOX", strings.NewReader(text), &imap.AppendOptions{Time: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMailboxIsRead reads a mailbox with the built program, killed again and again while letters come. Each is stored once,
// without what it quotes, which is kept as what it answers. Without leave the server, which stands inside, is not reached.
func TestMailboxIsRead(t *testing.T) {
	mostlyWaits(t)
	box := newMailbox(t)
	source := fmt.Sprintf("  - {id: care, network: email, server: %q, tls: none, user: care@zarya.test, password: app-passw0rd, topics: [zarya], every: 10s}\n", box.addr)
	home := NewHome(t, binary, source)
	p := home.Start(t)
	deadline := time.Now().Add(20 * time.Second)
	for home.source(t, "care").Error == "" && time.Now().Before(deadline) {
		time.Sleep(200 * time.Millisecond)
	}
	if why := home.source(t, "care").Error; !strings.Contains(why, "prohibited") && !strings.Contains(why, "not allowed") {
		t.Errorf("a server inside that nobody allowed: the source says %q", why)
	}
	p.Stop(t)

	home.Configure(t, source+fmt.Sprintf("fetch: {allow: [%q]}\n", box.addr))
	for range 3 {
		p := home.Start(t)
		box.deliver(t, 20)
		time.Sleep(3 * time.Second)
		box.deliver(t, 5)
		p.Kill(t)
	}
	p = home.Start(t)
	db := home.views(t)
	defer db.Close()
	var stored map[string]int
	for deadline := time.Now().Add(time.Minute); len(stored) < box.sent && time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		stored = counts(t, db, `SELECT external_id, count(*) FROM v_mention WHERE network = 'email' GROUP BY 1`)
	}
	p.Stop(t)
	for n := range box.sent {
		if id := fmt.Sprintf("letter-%d@lumen.test", n+1); stored[id] != 1 {
			t.Errorf("%s is stored %d times", id, stored[id])
		}
	}
	if quoting := counts(t, db, `SELECT 'quoting', count(*) FROM v_mention WHERE network = 'email' AND (text LIKE '%заказ%' OR text LIKE '%Анна%')`); quoting["quoting"] > 0 {
		t.Errorf("%d letters are stored with what they quote", quoting["quoting"])
	}
	if answers := counts(t, db, `SELECT 'answers', count(*) FROM mention WHERE network = 'email' AND context LIKE '%заказ в пути%'`); answers["answers"] != box.sent {
		t.Errorf("of %d letters %d have what they answer", box.sent, answers["answers"])
	}
}
