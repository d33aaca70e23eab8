package likeness

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"molva/classify/cluster"
	"molva/classify/lang"
)

// said is a public text and what it is about by its labels.
type said struct {
	Text, Lang, Label, Reason string
	At                        time.Time `json:"created_at"`
}

// about is the reason of a complaint, where the set has reasons, or the intent.
func (s said) about() string {
	if s.Reason != "" {
		return s.Reason
	}
	return s.Label
}

// stream places texts one after another and remembers which stand where.
type stream struct {
	book    *cluster.Book
	next    cluster.ID
	texts   []said
	members map[cluster.ID][]int
}

func newStream() *stream {
	return &stream{book: cluster.NewBook(cluster.Options{}), members: make(map[cluster.ID][]int)}
}

// put places a text and returns where it stands.
func (s *stream) put(text said) cluster.ID {
	n := len(s.texts)
	s.texts = append(s.texts, text)
	if text.At.IsZero() {
		text.At = time.Date(2026, 1, 1, 0, 10*n, 0, 0, time.UTC)
	}
	post := cluster.Post{Mention: int64(n), Text: text.Text, Lang: text.Lang, Author: uint64(n), At: text.At}
	at := s.book.Find(post)
	if at.New {
		s.next++
		at.ID = s.next
	}
	s.members[at.ID] = append(s.members[at.ID], n)
	for _, m := range s.book.Put(post, at) {
		s.members[m.Into] = append(s.members[m.Into], s.members[m.From]...)
		delete(s.members, m.From)
	}
	return at.ID
}

// abouts counts what the members of a cluster are about.
func (s *stream) abouts(id cluster.ID) map[string]int {
	count := make(map[string]int)
	for _, n := range s.members[id] {
		count[s.texts[n].about()]++
	}
	return count
}

func (s *stream) summaries(least int) []Summary {
	var list []Summary
	for _, id := range s.book.Live() {
		if c, ok := s.book.Cluster(id); ok && len(s.members[id]) >= least {
			list = append(list, Summary{
				ID: id, Kind: cluster.Complaint, Theme: c.Theme, Terms: c.Terms, Mentions: len(s.members[id]),
			})
		}
	}
	return list
}

// agree is the cosine of what two clusters are about.
func agree(a, b map[string]int) float64 {
	var aa, bb, ab float64
	for about, n := range a {
		aa += float64(n * n)
		ab += float64(n * b[about])
	}
	for _, n := range b {
		bb += float64(n * n)
	}
	return ab / math.Sqrt(aa*bb)
}

// chief reports the one thing that 60 % of a cluster are about.
func chief(count map[string]int) (about string, ok bool) {
	var all, most int
	for name, n := range count {
		all += n
		if n > most || n == most && name < about {
			about, most = name, n
		}
	}
	return about, 10*most >= 6*all
}

// TestLanguagesThroughABook places two troubles in two languages and wants each offered as one, unless the book has put the
// languages together itself.
func TestLanguagesThroughABook(t *testing.T) {
	s := newStream()
	for _, c := range []struct {
		trouble string
		texts   []string
	}{
		{"parcel", []string{
			"My parcel is lost", "Мою посылку потеряли", "The parcel never came, the courier lost it",
			"Курьер потерял посылку", "parcel lost by the courier again", "посылку потеряли, курьер молчит",
			"you have lost the parcel, have you", "вы опять потеряли посылку",
		}},
		{"password", []string{
			"the password reset mail never comes", "не приходит письмо для сброса пароля", "cannot reset my password",
			"не могу сбросить пароль", "password reset link is dead", "пароль сбросить нельзя, ссылка мертвая",
			"my password is wrong they say", "говорят, пароль неверный",
		}},
	} {
		for _, text := range c.texts {
			s.put(said{Text: text, Lang: lang.Detect(text, ""), Label: c.trouble})
		}
	}
	joined := s.bilingual()
	for _, pair := range Suggest(s.summaries(2), nil) {
		if pair.Reason.Way == Languages {
			joined[s.texts[s.members[pair.A][0]].Label] = true
		}
	}
	if !joined["parcel"] || !joined["password"] {
		t.Errorf("offered by %v, want the parcel and the password", joined)
	}
}

// bilingual are the labels of clusters that hold both languages.
func (s *stream) bilingual() map[string]bool {
	found := make(map[string]bool)
	for _, members := range s.members {
		first := s.texts[members[0]]
		for _, n := range members {
			if s.texts[n].Lang != first.Lang {
				found[first.Label] = true
			}
		}
	}
	return found
}

// TestSuggestionsOnPublicTexts reads the first twenty pairs of three streams. A pair is right when both clusters are clear
// and about one thing; the cosine of what they are about is kinder to broad clusters.
func TestSuggestionsOnPublicTexts(t *testing.T) {
	for _, c := range []struct {
		set             string
		shuffled        bool
		right, agreeing float64
	}{
		{"en_airline", false, .45, .85},
		{"en_intents_bitext", true, .4, .7},
		{"en_intents_clinc150", true, .25, .55},
	} {
		s := newStream()
		for _, text := range texts(t, c.set, c.shuffled) {
			s.put(text)
		}
		offered := Suggest(s.summaries(4), nil)
		var right, agreeing float64
		first := offered[:min(len(offered), 20)]
		for _, pair := range first {
			a, b := s.abouts(pair.A), s.abouts(pair.B)
			agreeing += agree(a, b) / float64(len(first))
			aboutA, clearA := chief(a)
			if aboutB, clearB := chief(b); clearA && clearB && aboutA == aboutB {
				right += 1 / float64(len(first))
			}
		}
		t.Logf("%-20s %3d offered; of the first %d: right %.2f, agreeing %.2f", c.set, len(offered), len(first), right, agreeing)
		if right < c.right || agreeing < c.agreeing {
			t.Errorf("%s: right %.2f, agreeing %.2f; want %.2f and %.2f", c.set, right, agreeing, c.right, c.agreeing)
		}
	}
}

// TestSureOnPublicTexts compares what Sure says with how often two mentions of a small cluster agree, in streams of 300.
func TestSureOnPublicTexts(t *testing.T) {
	for _, set := range []string{"en_airline", "en_intents_bitext", "en_intents_clinc150"} {
		all := texts(t, set, true)
		var told, agreed, number [10]float64
		for len(all) >= 300 {
			s := newStream()
			for _, text := range all[:300] {
				id := s.put(text)
				n := len(s.members[id])
				c, ok := s.book.Cluster(id)
				if !ok || n < 2 || n > 5 {
					continue
				}
				sure := Sure(n, c.Cohesion)
				bin := int(10 * sure)
				number[bin]++
				told[bin] += sure
				agreed[bin] += pairs(s.abouts(id), n)
			}
			all = all[300:]
		}
		for bin := range number {
			if number[bin] < 30 {
				continue
			}
			said, is := told[bin]/number[bin], agreed[bin]/number[bin]
			t.Logf("%-20s n %5.0f  said %.2f  is %.2f", set, number[bin], said, is)
			if said > is+.12 {
				t.Errorf("%s: said %.2f, is %.2f", set, said, is)
			}
		}
	}
}

// pairs is the share of pairs of n mentions that are about one thing.
func pairs(count map[string]int, n int) float64 {
	var same int
	for _, k := range count {
		same += k * (k - 1)
	}
	return float64(same) / float64(n*(n-1))
}

// texts reads what a set has labels for: airline complaints with a reason, and requests inside the scope of their set.
func texts(t *testing.T, set string, shuffled bool) []said {
	t.Helper()
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set")
	}
	f, err := os.Open(filepath.Join(data, "train", set+".train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []said
	for lines := bufio.NewScanner(z); lines.Scan(); {
		var s said
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		if complains := s.Label == "negative" && s.Reason != "" && s.Reason != "Can't Tell"; complains || s.Reason == "" && s.Label != "oos" && set != "en_airline" {
			list = append(list, s)
		}
	}
	if shuffled {
		random := rand.New(rand.NewPCG(7, 0))
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	return list
}
