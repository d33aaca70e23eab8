package ingest_test

import (
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"molva/ingest"
)

func TestCleanText(t *testing.T) {
	marks := strings.Repeat("\u0301", 8)
	for _, c := range []struct {
		name, in, want string
		max            int
		flags          string
	}{
		{"as it was", "Кестрел — топ!\n\nKestrel  rocks\t😀", "Кестрел — топ!\n\nKestrel  rocks\t😀", 100, ""},
		{"edges", "\ufeff \n\thi\u00a0\r\n", "hi", 100, ""},
		{"line ends", "a\r\nb\rc\vd\fe\u0085f", "a\nb\nc\nd\ne\nf", 100, ""},
		{"bytes", "a\xffb\xc0\xafc", "a\ufffdb\ufffd\ufffdc", 100, "bytes-replaced"},
		{"controls", "a\x1b[2Jb\u009bc\x7fd", "a[2Jbcd", 100, "bytes-replaced"},
		{"eight marks", "e" + marks + "x", "e" + marks + "x", 100, ""},
		{"nine marks around a control", "e" + marks + "\x01\u0301x", "e" + marks + "x", 100, "bytes-replaced,marks-capped"},
		{"nine marks, two letters", "e" + marks + "o\u0301", "e" + marks + "o\u0301", 100, ""},
		{"directions", "a\u202eb\u2066c", "a\u202eb\u2066c", 100, ""},
		{"cut at a letter", "ёлка", "ёл", 5, "truncated"},
		{"cut at a mark", "ae\u0301", "a", 3, "truncated"},
		{"cut at a flag", "a🇷🇺", "a", 6, "truncated"},
		{"cut leaves no blank", "one two", "one", 4, "truncated"},
		{"one grapheme longer than all", "👨\u200d👩\u200d👧\u200d👦", "👨", 6, "truncated"},
		{"exactly as long", "one", "one", 3, ""},
		{"nothing to see", "\u200b\u2060\u3164 \u00ad", "", 100, ""},
		{"a mark without a letter", "\u0301", "", 100, ""},
		{"nine breaks", "a" + strings.Repeat("\n", 9) + "b", "a" + strings.Repeat("\n", 8) + "b", 100, "truncated"},
	} {
		got, flags := ingest.CleanText(c.in, c.max)
		if got != c.want || flags.String() != c.flags {
			t.Errorf("%s: got %q (%s), want %q (%s)", c.name, got, flags, c.want, c.flags)
		}
	}
}

func FuzzCleanText(f *testing.F) {
	for _, c := range badCases(f) {
		if c.Text != nil {
			f.Add(*c.Text, 20)
		}
	}
	f.Add("a\xff\x00\r\n\n\n\n\n\n\n\n\n\n e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", 64)
	f.Fuzz(func(t *testing.T, in string, max int) {
		if max < 1 || max > 1<<20 {
			return
		}
		once, _ := ingest.CleanText(in, max)
		if !utf8.ValidString(once) || len(once) > max {
			t.Fatalf("%d bytes of %d: %q", len(once), max, once)
		}
		if strings.ContainsFunc(once, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }) {
			t.Fatalf("a control character in %q", once)
		}
		if twice, _ := ingest.CleanText(once, max); twice != once {
			t.Fatalf("cleaning twice:\n%q\n%q", once, twice)
		}
	})
}

func TestPlainText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"text", "just text", "just text"},
		{"blanks", "  one\n\t two  ", "one two"},
		{"paragraphs", "<p>one</p><p>two<br>three</p>\n<div>four</div>", "one\n\ntwo\nthree\n\nfour"},
		{"many breaks", "one<br><br><br><br>two", "one\n\ntwo"},
		{"inline", "a<b>b</b>c <i>d</i>", "abc d"},
		{"list", "<ul><li>one</li><li>two</li></ul>end", "one\ntwo\n\nend"},
		{"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		{"pre", "<pre>a\n  b</pre>c", "a\nb\n\nc"},
		{"entities once", "&lt;!channel&gt; &amp;lt; &nbsp;&#1082;&eacute;", "<!channel> &lt; \u00a0кé"},
		{"script", "a<script>alert('<b>')</script>b<style>p{}</style>c", "abc"},
		{"script in capitals, spoilt", "a<SCRIPT\n>x</ScRiPt >b", "ab"},
		{"comment", "a<!-- <b>x</b> -->b<![CDATA[c]]>d", "abd"},
		{"mention", `<p><span class="h-card"><a href="https://m.example/@k">@<span>kestrel</span></a></span> hi</p>`, "@kestrel hi"},
		{"not a tag", "i <3 you, 5 < 6 & 7 > 2", "i <3 you, 5 < 6 & 7 > 2"},
		{"not closed", "<p>one<b>two", "onetwo"},
		{"script not closed", "a<script>b", "a"},
		{"closed twice", "</p></p></script>a", "a"},
		{"attribute with a bracket", `<a title="a>b" href="x">c</a>`, "c"},
		{"image", `one<img src="x" onerror="alert(1)">two`, "onetwo"},
		{"deep", strings.Repeat("<div>", 200_000) + "x", "x"},
	} {
		if got := ingest.PlainText(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	f.Add("<p>one</p> &lt;b&gt; <script>x</script><pre> a\n b</pre>")
	f.Add("a <b c='<d>'> e &amp;lt; <!-- -- > <![CDATA[ ]]>")
	f.Fuzz(func(t *testing.T, in string) {
		ingest.PlainText(in)
		// What a writer escaped, a reader gets back, blanks aside.
		want := strings.Join(strings.FieldsFunc(in, func(r rune) bool { return r != 0xa0 && unicode.IsSpace(r) }), " ")
		if utf8.ValidString(in) && !strings.ContainsAny(in, "\x00\r") {
			if got := ingest.PlainText(html.EscapeString(in)); got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
		}
	})
}

func BenchmarkPlainText(b *testing.B) {
	post := strings.Repeat(`<p>Второй месяц жду ответа <a href="https://a.example/?a=1&amp;b=2" class="mention">@<span>kestrel</span></a>`+
		` &mdash; &laquo;мы передали ваш вопрос&raquo;.<br>Наушники хорошие.</p>`, 2)
	b.SetBytes(int64(len(post)))
	b.ReportAllocs()
	for b.Loop() {
		ingest.PlainText(post)
	}
}

func BenchmarkCleanText(b *testing.B) {
	for name, text := range map[string]string{
		"usual":  strings.Repeat("Второй месяц жду ответа поддержки — «мы передали ваш вопрос». ", 3),
		"zalgo":  strings.Repeat("z\u0335\u0301", 200),
		"1 MiB":  strings.Repeat("слово ", 1<<20/11),
		"breaks": strings.Repeat("\n", 50_000) + "x",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ingest.CleanText(text, ingest.MaxText)
			}
		})
	}
}
