package sentiment

import (
	"math/rand/v2"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
)

// The lanes hold what a row at a time would give, also where one of them would run over.
func TestSorterSums(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	s := sorter{table: make([]uint64, 8)}
	var rows []uint32
	for i := range s.table {
		s.table[i] = random.Uint64()
	}
	s.table[0], s.table[1] = 0xffffffffffffffff, 0
	for range 3 * inLanes {
		rows = append(rows, 0, 1, uint32(random.IntN(len(s.table))))
	}
	for n := range rows {
		var want [8]int
		for _, row := range rows[:n] {
			for i := range want {
				want[i] += int(s.table[row]>>(8*i)&0xff) - 128
			}
		}
		if got := s.sum(rows[:n]); got != want {
			t.Fatalf("%d rows sum to %v, want %v", n, got, want)
		}
	}
}

func TestSorterFile(t *testing.T) {
	s, err := readSorter(embeddedSorter)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.bytes()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := readSorter(b); err != nil || again.head != s.head || again.table[7] != s.table[7] {
		t.Errorf("read back: %v, head %+v, want %+v", err, again.head, s.head)
	}
	if _, err := readSorter(b[:len(b)/2]); err == nil {
		t.Error("half a file is read without an error")
	}
	if _, err := readSorter(nil); err == nil {
		t.Error("an empty file is read without an error")
	}
}

// Of a change to the model or to the cues the table knows nothing before it is made anew, as CATEGORY.md says.
func TestSorterStandsOnThisModel(t *testing.T) {
	m := loaded(t)
	if was, is := m.cues.sorter.head.On, m.basis(); was != is {
		t.Errorf("category.bin was learned on %+v, these are %+v: make it anew by the command in CATEGORY.md", was, is)
	}
	if !strings.HasSuffix(m.Name(), "-"+rulesVersion()) {
		t.Errorf("the model is called %s, which does not tell its categories %s", m.Name(), rulesVersion())
	}
}

func TestSorterLeavesOtherLanguagesToTheRules(t *testing.T) {
	m := loaded(t)
	for text, want := range map[string]classify.Category{
		"Das Paket ist seit gestern nicht angekommen, wo ist es?": classify.Question,
		"": classify.Other,
	} {
		if v := verdict(t, m, ingest.Mention{Text: text}); v.Category != want {
			t.Errorf("%q (%s) is %s, want %s", text, v.Lang, v.Category, want)
		}
	}
}

func TestSorterIsFrugal(t *testing.T) {
	m := loaded(t)
	s := newScratch(m.cues, m.head.Bits)
	x := Statement{Text: strings.Repeat("Where is my order? It was promised for Monday. ", 20), Lang: "en"}
	signs, v := m.grasp(s, &x)
	m.cues.sorter.sort(s, &signs, &v)
	if n := testing.AllocsPerRun(100, func() {
		m.cues.sorter.sort(s, &signs, &v)
	}); n > 0 {
		t.Errorf("a text costs %v allocations", n)
	}
}

// What of Classify goes into the category: compare with BenchmarkClassify.
func BenchmarkCategory(b *testing.B) {
	m, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, x := range []Statement{
		{Text: "@kestrel still waiting for the refund you promised three weeks ago, nobody answers the phone", Lang: "en"},
		{Text: "Третью неделю жду возврата денег от Кестрела, на звонки никто не отвечает, сколько можно", Lang: "ru"},
	} {
		s := newScratch(m.cues, m.head.Bits)
		_, v := m.grasp(s, &x)
		b.Run(x.Lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				signs := m.cues.look(s.tokens.list)
				m.cues.sorter.sort(s, &signs, &v)
			}
		})
	}
}
