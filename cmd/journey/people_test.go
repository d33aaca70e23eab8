package journey

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// own is a configuration in which people sign in.
const own = `topics:
  - {id: zarya, name: Zarya, query: zarya}
  - {id: boreal, name: Boreal, query: boreal}
sources: []
http: {listen: "127.0.0.1:0"}
`

// TestPeopleComeIn: the first person is let in on the machine, chooses a password, sets up a second factor and lets the next one in, who sees
// one topic, shares a page and leaves; whoever has the link sees that page and nothing else.
func TestPeopleComeIn(t *testing.T) {
	for _, language := range languages {
		for _, s := range screens {
			if (language == "en") != (s.name == "wide") && !*every {
				continue
			}
			t.Run(language+" "+s.name, func(t *testing.T) {
				t.Parallel()
				dir, err := os.MkdirTemp("", "molva-journey-people-")
				if err != nil {
					t.Fatal(err)
				}
				w := &world{language: language, data: dir}
				w.config = filepath.Join(w.data, "molva.yaml")
				if err := os.WriteFile(w.config, []byte(own), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := w.start("run"); err != nil {
					t.Fatal(err)
				}
				w.open(t, s, language == "ru").run("come in", comeIn)
			})
		}
	}
}

const (
	plums  = "forty-two plums, no jam"
	herons = "eleven quiet herons"
)

func comeIn(x *tab) {
	var made struct{ Code string }
	if err := json.Unmarshal([]byte(x.tell(x.T, "", "user", "add", "marina", "--role", "admin", "--by", "ops", "-o", "json")), &made); err != nil {
		x.Fatal(err)
	}
	x.to("/roi")
	x.has(`form[action="/sign-in"]`)
	x.shoot("sign in")
	x.follow(`a[href="/welcome"]`, "")
	x.begin("marina", made.Code, plums)
	x.has(`nav a[href="/people"]`)

	x.to("/me")
	x.shoot("account")
	key := x.text("main code")
	x.fill(`#second-old`, plums)
	x.fill(`form[action="/me/second"] input[name="code"]`, oneTime(x, key))
	x.follow(`form[action="/me/second"] button`, "")
	x.has(`form[action="/me/second/drop"]`)

	x.to("/people")
	x.fill(`form[action="/people/add"] input[name="name"]`, "anton")
	x.press(`form[action="/people/add"] input[value="zarya"]`, "")
	x.follow(`form[action="/people/add"] button`, "")
	x.shoot("code")
	code := x.text("main code")
	x.leave()

	x.to("/welcome")
	x.begin("anton", code, herons)
	if x.number(`nav a[href="/people"]`)+x.number(`main a[href*="boreal"]`) > 0 {
		x.Errorf("a viewer of one topic is led to people or to another topic")
	}
	x.leave()
	x.to("/mentions")
	x.sign("anton", herons, "")
	if x.where() != "/mentions" {
		x.Errorf("led to %s after signing in", x.where())
	}
	x.follow(`form[action="/shares/add"] button`, "")
	x.shoot("link")
	link := strings.TrimPrefix(x.text("main pre code"), x.url)
	x.leave()
	x.to(link)
	x.has("main h1")
	if x.where() != "/mentions" || x.number(`form[action="/sign-out"]`)+x.number(".side nav a") > 0 {
		x.Errorf("the link leads to %s and offers more than that page", x.where())
	}
	x.to("/")
	x.has(`form[action="/sign-in"]`)
}

// begin changes a code for a password.
func (x *tab) begin(name, code, password string) {
	x.Helper()
	x.fill("#name", name)
	x.fill("#code", code)
	x.fill("#password", password)
	x.fill("#again", password)
	x.follow(`form[action="/welcome"] button`, "")
	x.has(`form[action="/sign-out"]`)
}

func (x *tab) sign(name, password, code string) {
	x.Helper()
	x.fill("#name", name)
	x.fill("#password", password)
	if code != "" {
		x.fill("#code", code)
	}
	x.follow(`form[action="/sign-in"] button`, "")
}

func (x *tab) leave() {
	x.Helper()
	x.follow(`form[action="/sign-out"] button`, "")
	x.has(`form[action="/sign-in"]`)
}

func oneTime(x *tab, key string) string {
	x.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(key, " ", ""), time.Now())
	if err != nil {
		x.Fatalf("key %q: %v", key, err)
	}
	return code
}
