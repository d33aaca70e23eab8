package concept

import (
	"strings"
	"sync"
)

// Name is how a concept reads in Russian ("ru") or English (all else): "=refund" is "refund" and "возврат". It is the first
// entry that the file has for it.
func Name(id, lang string) (name string, ok bool) {
	name, ok = names()[named{id, lang == "ru"}]
	return name, ok
}

type named struct {
	id      string
	russian bool
}

var names = sync.OnceValue(func() map[named]string {
	first := make(map[named]string)
	for id, entry := range entries() {
		name := named{id, isCyrillic(entry)}
		if _, ok := first[name]; !ok {
			first[name] = readable(entry, name.russian)
		}
	}
	return first
})

func readable(entry string, russian bool) string {
	bare, isDenied := strings.CutPrefix(entry, denied)
	switch {
	case isDenied && russian:
		return "не " + bare
	case isDenied:
		return "not " + bare
	}
	return bare
}

// isCyrillic looks at the last letter: some Russian entries begin with a Latin word.
func isCyrillic(entry string) bool { return entry[len(entry)-1] >= 0x80 }
