package query

import (
	"testing"

	"molva/ingest"
)

// The buffers are the run's own: once warm, reading a text that names nothing costs no allocation. (Set keeps its runs
// in a pool, which may drop them at any time.)
func TestRunAllocates(t *testing.T) {
	n, err := parse(`kestrel OR кестрел* OR #tag OR "a b" OR {С}`)
	if err != nil {
		t.Fatal(err)
	}
	r := newRun(build([]*node{n}))
	m := ingest.Mention{Title: "О птицах", Text: "Просто текст, где всё-таки нет #названий kеstrеlov, @only words’"}
	once := func() {
		r.read(&m)
		if r.holds(&r.x.rules[0]) {
			t.Error("the text is found")
		}
		r.forget()
	}
	once()
	if n := testing.AllocsPerRun(100, once); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
