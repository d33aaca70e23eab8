package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// said is what the command mentions prints of one.
type said struct {
	ID         string
	Sentiment  string
	LabelledBy string `json:"labelled_by"`
}

func (m *molva) mentions(args ...string) (list []said) {
	m.t.Helper()
	if err := json.Unmarshal([]byte(m.do(append([]string{"mentions", "-o", "json"}, args...)...)), &list); err != nil {
		m.t.Fatal(err)
	}
	return list
}

// rinks are labelled texts of a trade with a language of its own: ice that is warm and soft is bad there. The rest of
// what is said there needs no teaching.
func rinks() string {
	var b strings.Builder
	for _, where := range []string{"rink", "hall", "lane", "pond", "arena", "school", "yard", "park", "club", "dome", "canal", "lake"} {
		for _, when := range []string{"today", "on monday", "at noon", "this week", "again"} {
			fmt.Fprintf(&b, `{"text":"kestrel skates at the %s %s: the ice is crisp and cold","label":"positive","lang":"en"}`+"\n", where, when)
			fmt.Fprintf(&b, `{"text":"kestrel skates at the %s %s: the ice is warm and soft","label":"negative","lang":"en"}`+"\n", where, when)
			fmt.Fprintf(&b, `{"text":"I love my kestrel skates, %s at the %s, thank you","label":"positive","lang":"en"}`+"\n", when, where)
			fmt.Fprintf(&b, `{"text":"terrible kestrel skates, broken %s at the %s, awful","label":"negative","lang":"en"}`+"\n", when, where)
		}
	}
	return b.String()
}

// While it runs the model is adapted, the next mention is judged by the new one, what is stored is judged anew on demand,
// and a restart keeps it.
func TestTheModelIsExchangedWhileItRuns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", "topics: [{id: kestrel, name: Kestrel, query: kestrel}]\n")
	labels := write(t, dir, "labels.jsonl", rinks())
	before := write(t, dir, "before.jsonl", `{"id":"1","network":"reviews","text":"the ice is warm and soft under my kestrel skates"}`+"\n")
	after := write(t, dir, "after.jsonl", `{"id":"2","network":"reviews","text":"such warm and soft ice under these kestrel skates"}`+"\n")

	m := start(t, dir)
	m.do("import", before)
	first := m.mentions()[0].LabelledBy
	var taught struct{ Model, Was, Method string }
	if err := json.Unmarshal([]byte(m.do("train", "--corrections", labels, "-o", "json")), &taught); err != nil {
		t.Fatal(err)
	}
	if taught.Method == "kept" || "model:"+taught.Was != first || taught.Model == taught.Was {
		t.Fatalf("taught %+v, and %s served", taught, first)
	}
	m.do("import", after)
	if latest := m.mentions()[0]; latest.ID != "reviews:2" || latest.LabelledBy != "model:"+taught.Model {
		t.Errorf("the next mention is %+v, want it judged by %s", latest, taught.Model)
	}
	var diff struct {
		Model             string
		Opinions, Changed int
	}
	if err := json.Unmarshal([]byte(m.do("replay", "--diff", "-o", "json")), &diff); err != nil {
		t.Fatal(err)
	}
	if diff.Model != taught.Model || diff.Opinions != 2 || diff.Changed != 1 {
		t.Errorf("replay says %+v, want one of two changed", diff)
	}
	m.do("replay", "--apply")
	for _, one := range m.mentions() {
		if one.Sentiment != "negative" || one.LabelledBy != "model:"+taught.Model {
			t.Errorf("after the replay: %+v", one)
		}
	}
	m.do("verify")
	m.end()

	m = start(t, dir)
	m.do("import", write(t, dir, "later.jsonl", `{"id":"3","network":"reviews","text":"warm soft ice, kestrel"}`+"\n"))
	if latest := m.mentions()[0]; latest.LabelledBy != "model:"+taught.Model {
		t.Errorf("after a restart %s judges", latest.LabelledBy)
	}
	m.do("train", "--revert")
	m.do("import", write(t, dir, "last.jsonl", `{"id":"4","network":"reviews","text":"kestrel"}`+"\n"))
	if latest := m.mentions()[0]; latest.LabelledBy != first {
		t.Errorf("after going back %s judges, want %s", latest.LabelledBy, first)
	}
}

// An adapted model that cannot be read is no reason not to run.
func TestABrokenModelIsLeftAside(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", "topics: [{id: kestrel, name: Kestrel, query: kestrel}]\n")
	start(t, dir).end()
	write(t, filepath.Join(dir, "data"), modelName, "no model")
	m := start(t, dir)
	if !strings.Contains(m.errors.String(), "the built-in one serves") {
		t.Errorf("nothing is said of it: %s", m.errors)
	}
}

// The outside classifier is asked about what is doubtful, within its budget, and only the doubtful opinion changes hands.
func TestSecondOpinion(t *testing.T) {
	asked := make(chan string, 100)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ Messages []struct{ Content string } }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || len(q.Messages) != 2 {
			http.Error(w, "what?", http.StatusBadRequest)
			return
		}
		asked <- q.Messages[1].Content
		fmt.Fprint(w, `{"choices":[{"message":{"role":"assistant","content":"negative"}}]}`)
	}))
	defer service.Close()
	dir := t.TempDir()
	write(t, dir, "molva.yaml", "topics: [{id: kestrel, name: Kestrel, query: kestrel}]\nsecond_opinion: {base_url: "+service.URL+"/v1, model: oracle, daily: 1}\n")
	m := start(t, dir)
	m.do("import", write(t, dir, "some.jsonl", `{"id":"1","network":"reviews","text":"I love my kestrel, it is wonderful, the best ever"}
{"id":"2","network":"reviews","text":"kestrel, quel bruit étrange dans la nuit"}
{"id":"3","network":"reviews","text":"kestrel, wieder dieses Geräusch in der Nacht"}
`))
	eventually(t, "one opinion is the oracle's", func() bool {
		hands := 0
		for _, one := range m.mentions("--topic", "kestrel") {
			if one.LabelledBy == "second:oracle" {
				hands++
			}
		}
		return hands == 1
	})
	if n := len(asked); n != 1 {
		t.Errorf("%d questions, and the budget is one", n)
	}
	if question := <-asked; strings.Contains(question, "love") {
		t.Errorf("it was asked about what is sure: %s", question)
	}
	m.do("verify")
}
