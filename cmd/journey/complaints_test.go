package journey

import (
	"fmt"
	"regexp"
	"strings"
)

// complaint opens the first complaint of the list that is in one of the states, and returns its address.
func (x *tab) complaint(nth int) string {
	x.Helper()
	x.to("/complaints?kind=complaint")
	const one = `main article h2 a[href^="/complaints/c"]`
	link := eval[string](x, fmt.Sprintf(`document.querySelectorAll(%q)[%d]?.getAttribute("href") ?? ""`, one, nth))
	if link == "" {
		x.Fatalf("there are not %d complaints", nth+1)
	}
	x.follow(fmt.Sprintf(`main article h2 a[href=%q]`, link), "")
	return link
}

// did wants the page to say that something was done.
func (x *tab) did() {
	x.Helper()
	if x.text(`main [role="status"]`) == "" {
		x.Errorf("%s does not say what was done: %.300s", x.where(), x.text("main"))
	}
}

// act is the way to the button of a form.
func act(path, verb string) string { return fmt.Sprintf(`form[action="%s/%s"] button`, path, verb) }

// renames: a complaint gets a name of the team's, and loses it again.
func renames(x *tab) {
	at := x.complaint(0)
	before := x.text("h1")
	name := x.in("The left ear goes silent", "Молчит левый наушник")
	x.fill(fmt.Sprintf(`form[action="%s/rename"] input[name="label"]`, at), name)
	x.send(act(at, "rename"), "")
	x.did()
	if got := x.text("h1"); !strings.Contains(got, name) {
		x.Errorf("it is called %q, want %q", got, name)
	}
	x.shoot("renamed")
	x.follow(act(at, "undo"), "")
	x.did()
	if got := x.text("h1"); got != before {
		x.Errorf("taken back, it is called %q, want %q", got, before)
	}
}

// fixes: a complaint is marked as fixed with a ticket, which is shown with its host, and opened again.
func fixes(x *tab) {
	at := x.complaint(1)
	x.fill(fmt.Sprintf(`form[action="%s/fixed"] input[name="ticket"]`, at), "https://tracker.example/K-7")
	x.send(act(at, "fixed"), "")
	x.did()
	x.has(".chip.state-fixed")
	if got := x.text(`main a[href="https://tracker.example/K-7"]`); !strings.Contains(got, "tracker.example") {
		x.Errorf("the ticket's link says %q, not its host", got)
	}
	x.shoot("fixed")
	x.follow(act(at, "reopen"), "")
	x.did()
	if x.number("main h1 ~ * .chip.state-fixed") > 0 {
		x.Errorf("%s is still fixed", at)
	}
	x.follow(act(at, "undo"), "") // of the reopening, so that the next round finds it as this one did
	x.follow(act(at, "undo"), "")
	if x.number(".chip.state-fixed") > 0 {
		x.Errorf("%s is still fixed after both acts were taken back", at)
	}
}

// sizes are what a complaint says of itself: how many people, how many mentions.
func (x *tab) sizes() string {
	x.Helper()
	return eval[string](x, `[...document.querySelectorAll("main .tile [data-people], main .tile [data-count]")].map((a) => a.textContent).join()`)
}

var publicID = regexp.MustCompile(`c\d+`)

// merges: two complaints become one, and two again with the same numbers.
func merges(x *tab) {
	first := x.complaint(2)
	firstSize := x.sizes()
	second := x.complaint(3)
	secondSize := x.sizes()
	x.fill(fmt.Sprintf(`form[action="%s/merge"] input[name="into"]`, second), publicID.FindString(first))
	x.send(fmt.Sprintf(`form[action="%s/merge"] input[name="into"][list] ~ button, %s`, second, act(second, "merge")), "")
	x.did()
	whole := strings.TrimPrefix(x.where(), "/complaints/")
	if size := x.sizes(); size == firstSize || size == secondSize {
		x.Errorf("merged, %s still has %s", whole, size)
	}
	x.shoot("merged")
	x.follow(fmt.Sprintf(`form[action="/complaints/%s/undo"] button`, publicID.FindString(whole)), "")
	x.did()
	for at, want := range map[string]string{first: firstSize, second: secondSize} {
		x.to(at)
		if got := x.sizes(); got != want {
			x.Errorf("%s is back with %s, had %s", at, got, want)
		}
	}
}

// collides: who acts on what somebody else has just changed is told so, and nothing is lost.
func collides(x *tab) {
	at := x.complaint(0)
	x.tell(x.T, "", "complaints", "rename", "--by", "Olga", publicID.FindString(at), x.in("Named meanwhile", "Названо тем временем"))
	x.fill(fmt.Sprintf(`form[action="%s/rename"] input[name="label"]`, at), x.in("Too late", "Слишком поздно"))
	x.provokes("409")
	x.send(act(at, "rename"), "")
	x.has(`main [role="alert"]`)
	x.shoot("refused")
	x.to(at)
	if got := x.text("h1"); !strings.Contains(got, x.in("Named meanwhile", "Названо тем временем")) {
		x.Errorf("it is called %q", got)
	}
	x.follow(act(at, "undo"), "")
}
