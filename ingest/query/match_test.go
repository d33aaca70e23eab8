package query_test

import (
	"slices"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/query"
)

// In a wanted text, brackets stand around the spans; without brackets the query does not match.
func TestMatch(t *testing.T) {
	for _, tt := range []struct{ name, expr, want string }{
		{"word", "kestrel", "The [Kestrel] and two [kestrels]"},
		{"inside another word", "кот", "который скот"},
		{"and", "kestrel app", "[app] of [Kestrel]"},
		{"and, one missing", "kestrel app", "Kestrel alone"},
		{"or", "kestrel OR app", "an [app]"},
		{"not", "kestrel -job", "[Kestrel] update"},
		{"not, there", "kestrel -job", "Kestrel job"},
		{"not binds tighter than or", "a1 -b1 OR c1", "b1 [c1]"},
		{"and binds tighter than or", "a1 OR b1 c1", "b1 alone"},
		{"brackets", "(a1 OR b1) c1", "[b1] [c1]"},
		{"double not", "a1 NOT NOT b1", "[a1] b1"},

		{"phrase", `"служба поддержки"`, "Звонил в [службу поддержки] дважды"},
		{"phrase over punctuation", `"служба поддержки"`, "[Служба — «поддержки]»"},
		{"phrase, apart", `"служба поддержки"`, "служба технической поддержки"},
		{"phrase, other order", `"служба поддержки"`, "поддержки служба"},
		{"phrase of three", `"банк города москвы"`, "в [банке города Москва] и банке города"},
		{"phrase again and again", `"a b"`, "a [a b] [a b] b"},
		{"phrase of one word twice", `"да да"`, "да нет [да да]"},
		{"phrase with a tag", `"#kestrel рулит"`, "[#Kestrel рулит]"},
		{"phrase with a star", `"kest* app"`, "[Kestrel's app]"},
		{"phrase behind a possessive", `"kestrel app"`, "the [Kestrel's app]"},

		{"star", "кестрел*", "[кестреловский] [кестрел]"},
		{"star inside a word", "ке*рел", "[кестрел] [керрел] кестрела"},
		{"two stars", "ке*р*л", "[кестрел] кл"},
		{"star in a tag", "#kes*", "[#kestrel_app] kestrel"},
		{"star in a handle", "@kes*", "[@kestrel.example.social] #kestrel"},
		{"star over a hyphen", "альфаб*", "[Альфа-Банк]"},

		{"near", "кестрел NEAR/3 тормозит", "[Кестрел] у меня [тормозит]"},
		{"near, too far", "кестрел NEAR/2 тормозит", "Кестрел у меня тормозит"},
		{"near, other order", "кестрел NEAR/3 тормозит", "[тормозит] мой [кестрел]"},
		{"near is next to", "a1 NEAR/1 b1", "[b1] [a1] x b1"},
		{"near phrase and group", `("служба поддержки" OR сапорт) NEAR/2 молчит`, "[служба поддержки] опять [молчит]"},
		{"near, only the partners", "a1 NEAR/2 b1", "a1 x x x [a1] x [b1] x x x b1"},
		{"near itself", "да NEAR/3 да", "да"},
		{"near itself, twice", "да NEAR/3 да", "[да], [да]"},

		{"literal", "{МТС}", "мтс [МТС] МТСа"},
		{"literal with punctuation", "{Mail.ru}", "mail.ru [Mail.ru], Mail.rush"},
		{"literal of several words", `{Скай Линк}`, "скай линк [Скай Линк]"},
		{"literal with signs around", "{C++}", "c++ [C++]17"},
		{"literal with a hyphen", "{Wi-Fi}", "wi-fi [Wi-Fi]"},
		{"literal and a possessive", "{Kestrel}", "[Kestrel]'s kestrel's"},
		{"literal has its ё", "{Ёлка}", "Елка [Ёлка]"},
		{"literal in NFD", "{Йота}", "[Йота] йота"},
		{"literal near", "{МТС} NEAR/2 связь", "[МТС], где [связь]"},

		{"tag", "#kestrel", "kestrel @kestrel [#Kestrel] #kestrels"},
		{"handle", "@kestrel", "kestrel #kestrel [@Kestrel]"},
		{"word finds both", "kestrel", "#[kestrel] @[kestrel]"},
		{"tag of several words", "#kestrel_app", "[#Kestrel_App] #kestrel"},
		{"word in a tag", "kestrel", "#[kestrel]_app"},
		{"handle with a server", "@kestrel@example.social", "@kestrel [@kestrel@example.social]"},
		{"handle without its server", "@kestrel", "[@kestrel]@example.social"},
		{"handle at the end", "@kestrel", "Ask [@kestrel]."},
		{"handle with a sign in front", "@_kestrel", "[@_kestrel] @kestrel"},
		{"no handle in an address", "@kestrel", "mail me@kestrel.example"},
		{"word in an address", "kestrel", "me@[kestrel].example"},
		{"tag behind a word", "#kestrel", "so[#kestrel]"},

		{"hyphen", "альфа-банк", "[Альфа-Банк], [альфа банка], [альфабанком], [Альфа – Банк]"},
		{"hyphen, another word", "альфа-банк", "альфа и банк"},
		{"one word for a hyphen", "альфабанк", "[Альфа-Банком]"},
		{"one word for two hyphens", "abc", "[a-b-c]"},
		{"underscore", "alfa-bank", "@[alfa_bank]"},
		{"hyphen in a phrase", `"карта альфа-банка"`, "[карту альфабанка], [карты Альфа-Банк]"},
		{"hyphen with a star", "газпром-банк*", "[газпромбанковский] [газпром-банка]"},
		{"digits behind a hyphen", "теле-2", "[Теле2] [теле 2] [Tеле-2]"},

		{"ё", "ёлка", "[елка] [Ёлку]"},
		{"й is not и", "йота", "иота"},
		{"NFD", "йота", "[Йоту]"},
		{"stress mark", "кестрел", "[Кестре́л]"},
		{"zero width", "kestrel", "[kes\u200btrel] [k\u2060estrel]"},
		{"soft hyphen", "кестрел", "[кес\u00adтрел]"},
		{"emoji beside", "kestrel", "🔥[kestrel]❤\ufe0f"},
		{"latin letters in a Russian word", "кестрел", "[кecтрел] [KЕСТРЕЛ]"},
		{"cyrillic letters in a Latin word", "kestrel", "[kеstrеl] [Кestrel]"},
		{"wholly in the other script", "МТС", "MTC"},
		{"strike-through", "kestrel", "[k̶e̶s̶t̶r̶e̶l̶]"},
		{"curly apostrophe", "o'reilly", "[O’Reilly] oreilly"},
		{"decimal number", "3.14", "[3.14] 314"},
		{"not a UTF-8 text", "kestrel", "\xff[kestrel]\xfe"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := query.Parse(tt.expr)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.NewReplacer("[", "", "]", "").Replace(tt.want)
			spans, ok := q.Match(&ingest.Mention{Text: text})
			if got := mark(text, spans); got != tt.want || ok != (len(spans) > 0) {
				t.Errorf("%s: got %v %q, want %q", tt.expr, ok, got, tt.want)
			}
		})
	}
}

// mark puts brackets around the spans.
func mark(text string, spans []query.Span) string {
	for _, s := range slices.Backward(spans) {
		text = text[:s.Start] + "[" + text[s.Start:s.End] + "]" + text[s.End:]
	}
	return text
}

func TestMatchFields(t *testing.T) {
	m := ingest.Mention{
		Network: "vk", Lang: "ru-RU", URL: "https://www.News.example.com/Tech/kestrel?id=1",
		Author: ingest.Author{ID: "id-77", Name: "Иван Кестрелов"},
		Title:  "Кестрел: новая версия", Text: "Скачал приложение, тормозит",
	}
	for _, tt := range []struct {
		expr string
		want bool
	}{
		{"lang:ru", true},
		{"lang:ru-ru", true},
		{"lang:en", false},
		{"lang:r", false},
		{"lang:(en OR ru)", true},
		{"приложение -lang:ru", false},
		{"приложение -lang:en", true},
		{"network:VK", true},
		{"network:v", false},
		{`author:"Иван Кестрелов"`, true},
		{"author:кестрелов", true},
		{"author:кестрел", false},
		{"author:id-77", true},
		{"author:77", false},
		{"url:example.com", true},
		{"url:news.example.com", true},
		{"url:ample.com", false},
		{"url:example.com/tech", true},
		{"url:example.com/te", false},
		{"url:https://news.example.com/tech/kestrel", true},
		{"кестрел", true},
		{"title:кестрелом", true},
		{`title:"новая версия"`, true},
		{"title:приложение", false},
		{"title:{Кестрел}", true},
		{"title:{кестрел}", false},
		{"title:(приложение OR версия)", true},
		{"title:версия приложение lang:ru network:vk", true},
		{"title:версия -title:приложение", true},
		{`"версия скачал"`, false},
		{"версия NEAR/3 скачал", false},
		{"title:(кестрел NEAR/1 версия)", false},
		{"title:(кестрел NEAR/2 версия)", true},
	} {
		q, err := query.Parse(tt.expr)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := q.Match(&m); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.expr, got, tt.want)
		}
	}
}

// A match in the title counts, though Match gives the spans of the text alone.
func TestMatchTitle(t *testing.T) {
	q, err := query.Parse("kestrel")
	if err != nil {
		t.Fatal(err)
	}
	spans, ok := q.Match(&ingest.Mention{Title: "Kestrel", Text: "kestrel"})
	if !ok || !slices.Equal(spans, []query.Span{{Start: 0, End: 7}}) {
		t.Errorf("got %v %v, want the span of the text alone", spans, ok)
	}
	if spans, ok = q.Match(&ingest.Mention{Title: "Kestrel", Text: "nothing"}); !ok || spans != nil {
		t.Errorf("got %v %v, want a match without spans", spans, ok)
	}
}
