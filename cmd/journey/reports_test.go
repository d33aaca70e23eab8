package journey

import (
	"fmt"
	"strconv"
	"strings"
)

// countsInAnswers: a number in the answers opens as many mentions.
func countsInAnswers(x *tab) {
	x.to("/answers")
	href := eval[string](x, `[...document.querySelectorAll('main td a[href^="/mentions?since="]')].find((a) => /^\d+$/.test(a.textContent) && !/all=|voices=|without=/.test(a.search))?.getAttribute("href") ?? ""`)
	if href == "" {
		x.Fatal("no number of the answers leads to mentions")
	}
	number := fmt.Sprintf(`main td a[href=%q]`, href)
	x.find(number, "")
	want, err := strconv.Atoi(eval[string](x, "wanted.textContent"))
	if err != nil {
		x.Fatal(err)
	}
	x.follow(number, "")
	if people := eval[int](x, `Number(document.querySelector("main").dataset.people)`); x.rows() != want && people != want {
		x.Errorf("%s: the list has %d rows of %d people, the answers say %d", x.where(), x.rows(), people, want)
	}
}

// supposes: the ledger is asked what would be if an input were another, and what some of its lines return.
func supposes(x *tab) {
	x.to("/roi")
	worth := `document.querySelector("main").textContent.replace(/\s+/g, " ")`
	before := eval[string](x, worth)
	input := eval[string](x, `[...document.querySelector("select[name=input]").options].find((o) => /%/.test(o.textContent))?.value ?? ""`)
	if input == "" {
		x.Fatal("no share is among the inputs that can be tried")
	}
	x.choose(`select[name="input"]`, input)
	x.fill(`input[name="value"]`, "17%")
	x.follow(`form:has(select[name="input"]) button`, "")
	if !strings.Contains(x.where(), "what-if=") && !strings.Contains(x.where(), "input=") {
		x.Errorf("%s does not hold the question", x.where())
	}
	x.says("17")
	if eval[string](x, worth) == before {
		x.Error("nothing changed")
	}
	x.shoot("what-if")
	x.to("/roi")
	for nth := range 2 {
		line := eval[string](x, fmt.Sprintf(`document.querySelectorAll("input[name=lines]")[%d].value`, nth))
		x.press(fmt.Sprintf(`input[name="lines"][value=%q]`, line), "")
	}
	x.follow(`form:has(input[name="lines"]) button`, "")
	if got := strings.Count(x.where(), "lines="); got != 2 && got != 1 {
		x.Errorf("%s does not hold the chosen lines", x.where())
	}
	x.shoot("lines")
}
