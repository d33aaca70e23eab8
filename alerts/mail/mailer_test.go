package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/post/posttest"
	"molva/alerts/sheet/sheettest"
	"molva/config/secret"
)

var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

// mails starts the server and gives a mailer for it.
func mails(t *testing.T, s *server, change func(*Options), log io.Writer) *mailer {
	t.Helper()
	port, roots := s.start(t)
	o := Options{Host: "127.0.0.1", Port: port, Username: "molva", Password: secret.New("CANARY"),
		From: "Молва <digest@zarya.example>", To: []string{"brand@zarya.example", "Анна <anna@zarya.example>"}}
	if change != nil {
		change(&o)
	}
	m, err := open(o, slog.New(slog.NewTextHandler(log, nil)), now)
	if err != nil {
		t.Fatal(err)
	}
	m.roots = roots
	return m
}

var usual = []string{"8BITMIME", "STARTTLS", "AUTH PLAIN LOGIN"}

func TestSend(t *testing.T) {
	plainly := "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00molva\x00CANARY"))
	for name, c := range map[string]struct {
		server *server
		change func(*Options)
		auth   string // command that signs in
		crypt  bool   // STARTTLS is asked for
	}{
		"starttls":  {&server{offers: usual}, nil, plainly, true},
		"implicit":  {&server{offers: usual, secure: true}, func(o *Options) { o.TLS = Implicit }, plainly, false},
		"login":     {&server{offers: []string{"STARTTLS", "AUTH LOGIN"}}, nil, "AUTH LOGIN", true},
		"here":      {&server{}, func(o *Options) { o.Username, o.Password = "", secret.String{} }, "", false},
		"none said": {&server{offers: usual}, func(o *Options) { o.TLS, o.Username, o.Password = None, "", secret.String{} }, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := mails(t, c.server, c.change, io.Discard)
			at, err := m.Notify(t.Context(), sheettest.Week("en"))
			if err != nil || !idForm.MatchString(at.ID) {
				t.Fatalf("stands at %v, %v", at, err)
			}
			mails, heard := c.server.taken()
			if len(mails) != 1 || !strings.Contains(mails[0], "Message-ID: "+at.ID) {
				t.Errorf("%d mails", len(mails))
			}
			if slices.Contains(heard, "STARTTLS") != c.crypt || (c.auth != "" && !slices.Contains(heard, c.auth)) || heard[0] != "EHLO zarya.example" {
				t.Errorf("heard %q", heard)
			}
			for _, want := range []string{"RCPT TO:<brand@zarya.example>", "RCPT TO:<anna@zarya.example>", "QUIT"} {
				if !slices.Contains(heard, want) {
					t.Errorf("heard %q, not %q", heard, want)
				}
			}
		})
	}
}

// What is known after each kind of answer.
func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		command, answer string
		want            error // nil: another error, which says that it was not posted
		wait            time.Duration
	}{
		"busy":                      {"greeting", "421 4.3.2 CANARY", nil, time.Minute},
		"closed":                    {"greeting", "554 5.7.1 CANARY", alerts.ErrRefused, 0},
		"hangs up at once":          {"greeting", "hang up", nil, 0},
		"no TLS now":                {"STARTTLS", "454 4.7.0 CANARY", nil, 0},
		"wrong password":            {"AUTH", "535 5.7.8 CANARY", alerts.ErrRefused, 0},
		"cannot check the password": {"AUTH", "454 4.7.0 CANARY", nil, 0},
		"sender is refused":         {"MAIL", "550 5.1.8 CANARY", alerts.ErrRefused, 0},
		"all are refused":           {"RCPT", "550 5.1.1 CANARY", alerts.ErrRefused, 0},
		"greylisted":                {"RCPT", "450 4.2.0 CANARY", nil, time.Minute},
		"too many":                  {"RCPT", "452 4.5.3 CANARY", nil, time.Minute},
		"no mail now":               {"DATA", "451 4.3.0 CANARY", nil, time.Minute},
		"no mail":                   {"DATA", "554 5.7.1 CANARY", alerts.ErrRefused, 0},
		"hangs up before the mail":  {"DATA", "hang up", nil, 0},
		"mail is put off":           {"mail", "451 4.7.1 CANARY", nil, time.Minute},
		"mail is refused":           {"mail", "550 5.7.1 CANARY", alerts.ErrRefused, 0},
		"hangs up after the mail":   {"mail", "hang up", alerts.ErrUnclear, 0},
		"talks nonsense after it":   {"mail", "CANARY", alerts.ErrUnclear, 0},
		"says another yes after it": {"mail", "251 CANARY", alerts.ErrUnclear, 0},
		"talks nonsense before it":  {"MAIL", "CANARY", nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := mails(t, &server{offers: usual, say: map[string]string{c.command: c.answer}}, nil, io.Discard)
			_, err := m.Notify(t.Context(), sheettest.Week("en"))
			check(t, err, c.want, c.wait)
		})
	}
}

func check(t *testing.T, err, want error, wait time.Duration) {
	t.Helper()
	posttest.Error(t, err, want, noon, wait, "zarya.example")
}

// No password goes where it can be read, and nothing to a server that is not who it says.
func TestInsecure(t *testing.T) {
	s := &server{offers: usual}
	m := mails(t, s, nil, io.Discard)
	m.roots = nil
	_, err := m.Notify(t.Context(), sheettest.Week("en"))
	check(t, err, nil, 0)
	if mails, heard := s.taken(); len(mails) > 0 || strings.Contains(strings.Join(heard, "\n"), "AUTH") {
		t.Errorf("heard %q", heard)
	}
	elsewhere := &session{}
	if err := elsewhere.signIn(Options{Host: "smtp.zarya.example", Username: "molva"}); err == nil {
		t.Error("signs in without TLS")
	}
}

// One whom the server does not know does not keep the others from their mail.
func TestSomeRefused(t *testing.T) {
	var log bytes.Buffer
	s := &server{offers: usual, refuse: "gone@zarya.example"}
	m := mails(t, s, func(o *Options) { o.To = append(o.To, "gone@zarya.example") }, &log)
	if _, err := m.Notify(t.Context(), sheettest.Week("en")); err != nil {
		t.Fatal(err)
	}
	if got := log.String(); !strings.Contains(got, "receiver 3 of 3: refused: answer is 550 5.1.1") || strings.Contains(got, "gone@") {
		t.Errorf("log: %s", got)
	}
}

func TestExamine(t *testing.T) {
	s := &server{offers: usual}
	e, err := mails(t, s, nil, io.Discard).examine(t.Context())
	if err != nil || e != (Examination{Encrypted: true, SignedIn: true}) {
		t.Errorf("%+v, %v", e, err)
	}
	if mails, heard := s.taken(); len(mails) > 0 || slices.ContainsFunc(heard, func(l string) bool { return strings.HasPrefix(l, "MAIL") }) {
		t.Errorf("heard %q", heard)
	}
	_, err = mails(t, &server{offers: usual, say: map[string]string{"AUTH": "535 5.7.8 no"}}, nil, io.Discard).examine(t.Context())
	check(t, err, alerts.ErrRefused, 0)
}

func TestValidate(t *testing.T) {
	good := Options{Host: "smtp.zarya.example", From: "digest@zarya.example", To: []string{"Бренд <brand@zarya.example>"}}
	for name, c := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"good":           {func(*Options) {}, ""},
		"no host":        {func(o *Options) { o.Host = "" }, `host is "", want the name of a server such as smtp.zarya.example`},
		"port":           {func(o *Options) { o.Port = 70000 }, "port is 70000, want 1 to 65535, or 0 for 587"},
		"tls":            {func(o *Options) { o.TLS = "ssl" }, `tls is "ssl", want starttls, implicit or none`},
		"no password":    {func(o *Options) { o.Username = "molva" }, "username and password go together: one is missing"},
		"in the clear":   {func(o *Options) { o.TLS, o.Username, o.Password = None, "molva", secret.New("CANARY") }, "tls is none, which would send the password in the clear: want starttls or implicit"},
		"from":           {func(o *Options) { o.From = "digest" }, `from is "digest", want an address such as digest@zarya.example`},
		"nobody":         {func(o *Options) { o.To = nil }, "to is empty: nobody would get the mail"},
		"to":             {func(o *Options) { o.To = append(o.To, "x@y\r\nBcc: z") }, `to[1] is "x@y\r\nBcc: z", want an address such as digest@zarya.example`},
		"strange letter": {func(o *Options) { o.To = []string{"бренд@заря.example"} }, `to[0] is "бренд@заря.example", want an address such as digest@zarya.example`},
	} {
		o := good
		c.change(&o)
		got := ""
		if err := o.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
