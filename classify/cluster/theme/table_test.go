package theme

import (
	"bytes"
	"math"
	"testing"
	"time"

	"molva/classify/cluster/terms"
)

// said are complaints of our own and what they are about.
var said = []struct{ theme, text string }{
	{"support", "I have been on hold for two hours and nobody answers the phone"},
	{"price", "my refund is still missing and you charged me twice"},
	{"app", "the app crashes every time since the last update"},
	{"staff", "the courier was rude and shouted at my mother"},
	{"lost", "parcel lost again, nobody can find it, the box was damaged"},
	{"waiting", "third week of waiting, the delivery is delayed once more"},
	{"account", "cannot log in, the verification code never comes"},
	{"ads", "so many ads, and then spam in my mailbox"},
	{"quality", "the left speaker broke after a week, poor quality"},
	{"app", "приложение вылетает после обновления, ничего не открывается"},
	{"support", "вторую неделю не могу дозвониться до поддержки, бросают трубку"},
	{"price", "списали деньги дважды и не вернули"},
	{"account", "не могу войти в аккаунт, пароль не принимает"},
	{"staff", "администратор нахамил и накричал на ребёнка"},
	{"lost", "посылку потеряли, коробка разбита"},
	{"waiting", "заказ задерживают, ждать ещё неделю"},
	{"cancelled", "заказ отменили без объяснений"},
	{"ads", "реклама через каждую минуту, надоела эта реклама"},
}

func read(text string) []terms.Term { return terms.NewReader().Read(nil, "", text, "") }

func day(n int) time.Time { return time.Date(2026, 1, 1+n, 12, 0, 0, 0, time.UTC) }

// hear has a table hear a text, and says what it guessed of it.
func hear(t *Table, text string, at time.Time) string {
	list := read(text)
	g := t.Read(list)
	t.Learn(list, g, at)
	if g.Theme == None {
		return ""
	}
	return t.Themes()[g.Theme]
}

// hearAll has a table hear all that is said, the days from one to another.
func hearAll(t *Table, from, to int) {
	for n := from; n < to; n++ {
		hear(t, said[n%len(said)].text, day(n))
	}
}

func state(t testing.TB, table *Table) []byte {
	b, err := table.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGuess(t *testing.T) {
	for _, s := range said {
		if got := hear(NewTable(nil), s.text, day(0)); got != s.theme {
			t.Errorf("%s: %q, want %q", s.text, got, s.theme)
		}
	}
}

func TestShares(t *testing.T) {
	table := NewTable(nil)
	for _, s := range said {
		var sum float64
		g := table.Read(read(s.text))
		for i, share := range g.Shares {
			sum += share
			if share > g.Shares[g.Theme] {
				t.Errorf("%s: theme %d has more than the one guessed", s.text, i)
			}
		}
		if math.Abs(sum-1) > 1e-9 || g.P != float32(g.Shares[g.Theme]) {
			t.Errorf("%s: shares sum to %g, P is %g", s.text, sum, g.P)
		}
	}
}

func TestNothingKnown(t *testing.T) {
	for _, text := range []string{"", "xyzzy plugh", "ъъъ"} {
		if g := NewTable(nil).Read(read(text)); g.Theme != None || g.Seeded || g.P != 0 || g.Shares != nil {
			t.Errorf("%q: %+v, want no theme", text, g)
		}
	}
}

// TestLearns: a word that no pack knows comes to mean what it is said with, and is forgotten when it is not heard for long.
func TestLearns(t *testing.T) {
	table := NewTable(mustLoad(t, "theme\tbikes\tBicycles\tВелосипеды\nbikes\ten\tpedal"))
	for n := range 5 {
		hear(table, "the zarquon came off the pedal", day(n))
		hear(table, "a cheap dingbat, what a refund", day(n))
	}
	if got := hear(table, "zarquon", day(5)); got != "bikes" {
		t.Errorf("the theme of what came with it is bikes, got %q", got)
	}
	if info, ok := table.Info("zarquon"); !ok || info < 0.5 {
		t.Errorf("info %g, %v: want it to tell much", info, ok)
	}
	for n := range 40 {
		hear(table, "refund", day(30*n))
	}
	if n := table.terms.row(table.terms.slots["zarquon"])[table.index("bikes")] / float32(table.clock.present); n > 1e-9 {
		t.Errorf("three years later it still counts %g", n)
	}
}

func TestInfo(t *testing.T) {
	table := NewTable(coldPack(t))
	for range 20 {
		for _, s := range said {
			hear(table, s.text+" grommet", day(0))
		}
	}
	refund, ok := table.Info("refund")
	grommet, known := table.Info("grommet")
	if !ok || !known || refund < 0.8 || grommet > 0.3 {
		t.Errorf("refund tells %g (%v), what is said with everything %g (%v)", refund, ok, grommet, known)
	}
	if _, ok := table.Info("never heard"); ok {
		t.Error("a term never heard tells something")
	}
	hear(table, "sprocket refund", day(1))
	if _, ok := table.Info("sprocket"); ok {
		t.Error("a term heard once tells something")
	}
}

func TestReadChangesNothing(t *testing.T) {
	table := NewTable(nil)
	hearAll(table, 0, 30)
	before := state(t, table)
	for _, s := range said {
		table.Read(read(s.text))
	}
	table.Learn(read("xyzzy plugh"), Guess{Theme: None}, day(2))
	if !bytes.Equal(before, state(t, table)) {
		t.Error("reading changed the table")
	}
}

func TestSameHistorySameBytes(t *testing.T) {
	a, b := NewTable(nil), NewTable(nil)
	hearAll(a, 0, 200)
	hearAll(b, 0, 200)
	if !bytes.Equal(state(t, a), state(t, b)) {
		t.Error("two tables that heard the same differ")
	}
}

func TestBounded(t *testing.T) {
	table := NewTable(nil)
	table.most = 100
	for n := range 2000 {
		hear(table, "refund "+string(rune('a'+n%26))+string(rune('a'+n/26%26))+string(rune('a'+n/676))+"q", day(n/100))
	}
	if n := len(table.terms.texts); n > 104 {
		t.Errorf("%d terms, want hardly more than 100", n)
	}
	if _, ok := table.terms.slots["refund"]; !ok {
		t.Error("the commonest term was forgotten")
	}
}

// TestStrangeTimes: one wrong date does little, and no date makes a sum that is no number.
func TestStrangeTimes(t *testing.T) {
	for _, at := range []time.Time{{}, day(1 << 20), time.Unix(1, 0), time.Unix(math.MaxInt64, 0), day(-9000)} {
		table := NewTable(nil)
		hear(table, said[0].text, at)
		hearAll(table, 0, 3)
		hear(table, said[0].text, at)
		hearAll(table, 3, 20)
		if _, _, err := ReadTable(state(t, table), nil); err != nil {
			t.Errorf("%v: %v", at, err)
		}
		if info, ok := table.Info("refund"); !ok || !(info > 0) {
			t.Errorf("%v: refund tells %g (%v)", at, info, ok)
		}
	}
}

// TestFades: after many years the weights begin anew, and nothing but their scale changes.
func TestFades(t *testing.T) {
	table := NewTable(nil)
	for n := range 200 {
		hear(table, said[n%len(said)].text, day(30*n))
	}
	if table.clock.present > math.Exp2(fadeAt) {
		t.Errorf("a mention weighs %g", table.clock.present)
	}
	var all float64
	for _, n := range table.heard.seen[shared] {
		all += n / table.clock.present
	}
	if math.Abs(all-2) > 0.05 {
		t.Errorf("mentions of every half-life sum to %g, want 2", all)
	}
}

func BenchmarkTable(b *testing.B) {
	table := NewTable(nil)
	list := make([][]terms.Term, len(said))
	for i, s := range said {
		list[i] = read(s.text)
	}
	for i := 0; b.Loop(); i++ {
		l := list[i%len(list)]
		table.Learn(l, table.Read(l), day(i>>16))
		for _, term := range l {
			table.Info(term.Text)
		}
	}
}
