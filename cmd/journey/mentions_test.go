package journey

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
)

// introduces oneself, so that what one does has a name.
func (x *tab) introduces(name string) {
	x.Helper()
	x.fill(`details.person input[name="name"]`, name)
	x.follow(`form[action="/name"] button`, "")
}

// keyOf is the mention that a button acts on: the last word of its value.
func (x *tab) keyOf(button string) string {
	x.Helper()
	x.find(button, "")
	return eval[string](x, `wanted.value.split(" ").slice(-1)[0]`)
}

// works: a mention is found by a word, taken into work, given to somebody, answered and closed, and stands among the closed.
func works(x *tab) {
	x.to("/mentions")
	x.introduces("Ольга")
	x.fill(`main input[name="search"]`, x.in("app", "доставка"))
	x.choose(`main select[name="sentiment"]`, "negative")
	x.follow(`main form[action="/mentions"][method="get"] button`, "")
	if x.rows() <= 0 {
		x.Fatalf("%s finds nothing", x.where())
	}
	const take = `button[name="do"][value^="work "]`
	key := x.keyOf(take)
	x.follow(take, "")
	x.did()
	x.shoot("taken")
	x.to("/mentions?work=work")
	page := fmt.Sprintf(`article:has(button[name="do"][value$=" %s"]) a[href^="/mentions/"]`, key)
	x.has(page)
	x.says("Ольга")
	x.follow(page, "")
	x.fill(`form[action="/mentions/work"] input[name="assignee"]`, "Marat")
	x.follow(`button[name="assign"]`, "")
	x.did()
	x.says("Marat")
	for _, state := range []string{"answered", "closed"} {
		x.follow(fmt.Sprintf(`button[name="do"][value^="%s "]`, state), "")
		x.did()
	}
	x.shoot("history")
	x.to("/mentions?work=closed")
	x.has(page)
	x.follow(page, "")
	x.follow(`button[name="do"][value^="new "]`, "")
	x.did()
}

// closesMany: mentions are ticked and closed at once.
func closesMany(x *tab) {
	x.to("/mentions?work=new&sentiment=positive")
	for nth := range 3 {
		box := eval[string](x, fmt.Sprintf(`document.querySelectorAll('main input[type="checkbox"][name="mention"]')[%d].value`, nth))
		x.press(fmt.Sprintf(`main input[name="mention"][value=%q]`, box), "")
	}
	before := x.rows()
	x.follow(`button[name="state"][value="closed"]`, "")
	x.did()
	x.to("/mentions?work=new&sentiment=positive")
	if got := x.rows(); got != before-3 {
		x.Errorf("%d are new, want %d: three of %d were closed", got, before-3, before)
	}
}

// corrects: somebody says that a mention was judged wrongly, and takes it back.
func corrects(x *tab) {
	x.to("/mentions?topic=kestrel&sentiment=negative")
	const judge = `button[name="judge"][value^="neutral "]`
	key := x.keyOf(judge)
	x.follow(judge, "")
	x.did()
	x.to("/mentions/" + key)
	x.shoot("corrected")
	const back = `form[action="/mentions/unjudge"] button`
	before := x.number(back)
	x.follow(back, "")
	x.did()
	if got := x.number(back); got != before-1 {
		x.Errorf("%s: %d labels stand, %d did before", x.where(), got, before)
	}
}

// collidesOnMention: who closes what somebody else has just taken is told so.
func collidesOnMention(x *tab) {
	x.to("/mentions?work=new&topic=kestrel")
	x.follow(`main a[rel="next"]`, "") // the first page would change by itself
	const take = `button[name="do"][value^="work "]`
	key := x.keyOf(take)
	other := x.world.open(x.T, screens[0], false)
	other.to("/mentions/" + key)
	other.follow(take, "")
	x.provokes("409")
	x.follow(fmt.Sprintf(`button[name="do"][value^="closed "][value$=" %s"]`, key), "")
	x.shoot("refused")
	other.to("/mentions/" + key)
	other.has(".chip.state-work")
	other.follow(`button[name="do"][value^="new "]`, "")
}

// arrivals number the mentions that come while a page is open.
var arrivals atomic.Int64

// arrives: what is imported beside the running program stands on the open page, which nobody has loaded again.
func arrives(x *tab) {
	x.to("/mentions?topic=kestrel")
	text := fmt.Sprintf("%s №%d", x.in("The Kestrel case came today and fits", "Сегодня пришёл чехол для Кестрел и подошёл"), arrivals.Add(1))
	item, err := json.Marshal(map[string]any{"id": fmt.Sprint("arrival-", arrivals.Load(), x.Name()), "network": "forum", "text": text,
		"published_at": "2026-09-28T05:59:00Z", "author": fmt.Sprint("visitor ", arrivals.Load())})
	if err != nil {
		x.Fatal(err)
	}
	x.tell(x.T, string(item)+"\n", "import", "-")
	x.await("the new mention", fmt.Sprintf(`window.here && document.querySelector("main").textContent.includes(%q)`, text))
	x.shoot("arrived")
}

// tries: a query is tried, and a broken one is shown with its place.
func tries(x *tab) {
	x.to("/topics")
	x.fill(`form[action="/topics/preview"] input[name="q"], form[action="/topics/preview"] textarea[name="q"]`, x.in("kestrel AND (sound OR battery)", "кестрел AND (звук OR зарядка OR доставка)"))
	x.follow(`form[action="/topics/preview"] button`, "")
	x.has("main mark")
	x.shoot("caught")
	x.fill(`form[action="/topics/preview"] input[name="q"], form[action="/topics/preview"] textarea[name="q"]`, "kestrel AND (sound")
	x.follow(`form[action="/topics/preview"] button`, "")
	x.has(`main [role="alert"]`)
	if at := x.text("main pre"); !strings.Contains(at, "^") {
		x.Errorf("the place of the mistake is not shown: %q", at)
	}
}
