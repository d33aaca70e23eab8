package store

import "testing"

// TestScrub: what repeats somebody goes, the rest of a document stays and can be read.
func TestScrub(t *testing.T) {
	said := &phrases{}
	said.text("the left earcup of my kestrel crackles loudly")
	said.text("short words")
	said.name("vk:1234")
	said.name("Arthur Wexford")
	said.name("anna") // anybody's
	said.name("user77")
	said.add([]string{"zarquon"})
	for _, c := range []struct{ doc, want string }{
		{`plain and harmless`, `plain and harmless`},
		{`they say: The LEFT earcup — of my Kestrel!`, ``},
		{`the left earcup of a phone`, `the left earcup of a phone`},
		{`anna is asking`, `anna is asking`},
		{`ask arthur   WEXFORD`, ``},
		{`/mentions/vk:1234`, ``},
		{`/mentions/vk%3A1234?x=1`, ``},
		{`/mentions/vk:12345`, `/mentions/vk:12345`},
		{`see user77 there`, ``},
		{`100% done`, `100% done`},
		{`{"n":1234,"at":"2026-08-05T10:00:00Z","quotes":["ok","Zarquon says"],"by":{"vk:1234":1,"name":"x"}}`,
			`{"at":"2026-08-05T10:00:00Z","by":{"name":"x"},"n":1234,"quotes":["ok",""]}`},
		{`{"runs":["the left ","earcup"," of my kestrel"],"kind":"week"}`, `{"kind":"week","runs":["","earcup",""]}`},
		{`["short","words"]`, `null`},
		{`{"a":"<b> & fine"}`, `{"a":"<b> & fine"}`},
	} {
		got, found := said.scrub(c.doc)
		if !found {
			got = c.doc
		}
		if got != c.want || found != (c.doc != c.want) {
			t.Errorf("%s is %q, %t, want %q", c.doc, got, found, c.want)
		}
	}
	if got := said.scrubList("vk:77 vk:1234 vk:78"); got != "vk:77 vk:78" {
		t.Errorf("of three ids %q are left", got)
	}
}
