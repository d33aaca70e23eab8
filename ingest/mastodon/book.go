package mastodon

import (
	"sync"

	"molva/ingest"
)

// pages is how many statuses a book holds.
const pages = 4096

// book remembers statuses since the start: what an answer means needs what it answers, and what is looked at again is asked
// for by the instance's own number. Safe for any goroutine.
type book struct {
	mu      sync.Mutex
	entries map[string]entry  // by number
	numbers map[string]string // by id
	order   []string          // of the numbers, oldest first
}

// entry is one status. One that is not for everybody, or not there, has no id.
type entry struct {
	id, text string
	answers  string // a number; "" starts a thread
}

func newBook() *book {
	return &book{entries: map[string]entry{}, numbers: map[string]string{}}
}

// learn remembers a status, or what became of it.
func (b *book) learn(st status) {
	var e entry
	if st.open() && len(st.URI) <= ingest.MaxID {
		e = entry{id: st.URI, answers: st.ReplyTo}
		e.text, _ = ingest.CleanText(st.text(), ingest.MaxContext)
	}
	b.put(st.Number, e)
}

// hide remembers that a status is not to be seen.
func (b *book) hide(number string) { b.put(number, entry{}) }

func (b *book) put(number string, e entry) {
	if number == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	was, again := b.entries[number]
	if !again {
		b.order = append(b.order, number)
	}
	delete(b.numbers, was.id)
	b.entries[number] = e
	if e.id != "" {
		b.numbers[e.id] = number
	}
	if len(b.order) > pages {
		oldest := b.order[0]
		delete(b.numbers, b.entries[oldest].id)
		delete(b.entries, oldest)
		b.order = b.order[1:]
	}
}

// find gives a status; ok is false when nobody has asked for it yet.
func (b *book) find(number string) (e entry, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok = b.entries[number]
	return e, ok
}

// number gives the number of a status by its id, "" when it is not known.
func (b *book) number(id string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.numbers[id]
}
