package bench

import (
	"reflect"
	"testing"

	"molva/ingest/query"
)

// TestCorpus: the same seed gives the same mentions wherever one begins, another seed others, and no two say the same.
func TestCorpus(t *testing.T) {
	const n = 3000
	all := corpus{1}.mentions(0, n)
	if !reflect.DeepEqual(all[1000:], corpus{1}.mentions(1000, n-1000)) {
		t.Error("mentions depend on where one begins")
	}
	if reflect.DeepEqual(all, corpus{2}.mentions(0, n)) {
		t.Error("the seed means nothing")
	}
	keys, texts := map[string]bool{}, map[string]bool{}
	for _, m := range all {
		keys[m.Key()], texts[m.Text] = true, true
	}
	if len(keys) != n || len(texts) != n {
		t.Errorf("of %d mentions %d keys and %d texts differ", n, len(keys), len(texts))
	}
}

// TestEveryTopicIsNamed, or a query would be measured that never has anything to do.
func TestEveryTopicIsNamed(t *testing.T) {
	set, err := query.NewSet(topics())
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, m := range (corpus{1}).mentions(0, 5000) {
		for _, topic := range set.Match(&m) {
			named[topic]++
		}
	}
	for _, topic := range topics() {
		if named[topic.ID] == 0 {
			t.Errorf("nobody names %s", topic.ID)
		}
	}
}
