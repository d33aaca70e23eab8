package query_test

import (
	"errors"
	"strings"
	"testing"

	"molva/ingest/query"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ expr, want string }{
		{"Kestrel", "kestrel"},
		{"a b", "a AND b"},
		{"a AND b OR c", "(a AND b) OR c"},
		{"a OR b c", "a OR (b AND c)"},
		{"a OR b AND NOT c", "a OR (b AND NOT c)"},
		{"(a OR b) c", "(a OR b) AND c"},
		{"((a OR b) OR (c))", "a OR b OR c"},
		{"a -b -(c OR d)", "a AND NOT b AND NOT (c OR d)"},
		{"a NOT NOT b", "a AND NOT NOT b"},
		{"а И б ИЛИ в НЕ г", "(а AND б) OR (в AND NOT г)"},
		{"a and b or c not d", "a AND and AND b AND or AND c AND not AND d"},
		{"a NEAR/3 b c", "(a NEAR/3 b) AND c"},
		{"x NOT a NEAR/3 b OR c d", "(x AND NOT (a NEAR/3 b)) OR (c AND d)"},
		{`(a OR "b c") NEAR/10 {D.e}`, `(a OR "b c") NEAR/10 {D.e}`},
		{`"Служба  поддержки!"`, `"служба поддержки"`},
		{"«служба поддержки» “b c” „d e“", `"служба поддержки" AND "b c" AND "d e"`},
		{`"one"`, "one"},
		{"Альфа-Банк", "альфа-банк"},
		{`"приложение Альфа–Банк"`, `"приложение альфа-банк"`},
		{"mail.ru", `"mail ru"`},
		{"O’Reilly", "o'reilly"},
		{"#Kestrel_App @kestrel@example.social", "#kestrel_app AND @kestrel@example.social"},
		{"КЕСТРЕЛ* #кес*л", "кестрел* AND #кес*л"},
		{"{ Mail.ru }", "{Mail.ru}"},
		{"lang:RU network:vk", `lang:"ru" AND network:"vk"`},
		{"lang:(ru OR en) x", `(lang:"ru" OR lang:"en") AND x`},
		{`author:"Иван  Петров"`, `author:"иван петров"`},
		{"url:https://www.Example.com/News/", `url:"example.com/news"`},
		{`title:kestrel title:(a OR "b c") title:{D}`, `title:kestrel AND (title:a OR title:"b c") AND title:{D}`},
		{"https://example.com/a", `"https example com a"`},
		{"12:30", `"12 30"`},
		{"a, b; c", "a AND b AND c"},
		{"ёлка", "елка"},
	} {
		q, err := query.Parse(tt.expr)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.expr, err)
			continue
		}
		if got := q.String(); got != tt.want {
			t.Errorf("Parse(%q) is %q, want %q", tt.expr, got, tt.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, expr, want string }{
		{"empty", "", `column 1: found the end, want a word, a phrase or "("`},
		{"blank", "  \t", `column 4: found the end, want a word, a phrase or "("`},
		{"operator first", "OR a", `column 1: found "OR", want a word, a phrase or "("`},
		{"operator last", "кестрел AND", `column 12: found the end, want a word, a phrase or "("`},
		{"two operators", "a AND OR b", `column 7: found "OR", want a word, a phrase or "("`},
		{"open bracket", "a (b OR c", `column 10: found the end, want AND, OR, a word or ")"`},
		{"stray bracket", "кот) b", `column 4: found ")", want AND, OR, a word or the end`},
		{"empty brackets", "a ()", `column 4: found ")", want a word, a phrase or "("`},
		{"open quote", `кот "b c`, `column 9: found the end, want the closing "`},
		{"open guillemet", "«кот", `column 5: found the end, want the closing »`},
		{"open brace", "a {B", `column 5: found the end, want the closing }`},
		{"only NOT", "NOT a", `column 1: found "NOT", want a word that must be there beside the one that must not`},
		{"only minus", "  -a -b", `column 3: found "-", want a word that must be there beside the one that must not`},
		{"OR NOT", "a OR NOT b", `column 6: found "NOT", want a word that must be there beside the one that must not`},
		{"NOT a field", "-lang:ru", `column 1: found "-", want a word that must be there beside the one that must not`},
		{"lone minus", "альфа - банк", `column 7: found "-", want "-" with a word directly behind it`},
		{"NOT last", "a NOT", `column 6: found the end, want a word, a phrase or "("`},
		{"NEAR without distance", "a NEAR b", `column 3: found "NEAR", want NEAR/n with n from 1 to 100`},
		{"NEAR of zero", "a NEAR/0 b", `column 3: found "NEAR/0", want NEAR/n with n from 1 to 100`},
		{"NEAR too far", "a NEAR/101 b", `column 3: found "NEAR/101", want NEAR/n with n from 1 to 100`},
		{"NEAR of rubbish", "a NEAR/x b", `column 3: found "NEAR/x", want NEAR/n with n from 1 to 100`},
		{"NEAR first", "NEAR/3 b", `column 1: found "NEAR/3", want a word, a phrase or "("`},
		{"NEAR an AND", "a NEAR/3 (b c)", `column 10: found "(", want a word, a phrase or brackets with only these and OR beside NEAR`},
		{"NEAR a field", "lang:ru NEAR/3 a", `column 1: found "lang:", want a word, a phrase or brackets with only these and OR beside NEAR`},
		{"NEAR twice", "a NEAR/3 b NEAR/3 c", `column 12: found "NEAR/3", want AND or OR: NEAR measures between two; write (a NEAR/3 b) AND (b NEAR/3 c)`},
		{"one letter before the star", "к*", `column 1: found "к*", want at least two letters before *`},
		{"star first", "a *стрел", `column 3: found "*стрел", want at least two letters before *`},
		{"star in a tag", "#к*", `column 1: found "#к*", want at least two letters before *`},
		{"no letters", "a & b", `column 3: found "&", want a letter or a digit`},
		{"phrase without letters", `a "..."`, `column 3: found "...", want a letter or a digit`},
		{"literal without letters", "{:-)}", `column 1: found "{:-)}", want a letter or a digit between the braces`},
		{"unknown field", "a autor:ivan", `column 3: found "autor:", want one of author, lang, network, title, url, or quotes around what is no field`},
		{"field without value", "a lang:", `column 8: found the end, want a value of lang`},
		{"field before an operator", "lang: OR a", `column 7: found "OR", want a value of lang`},
		{"field in a field", "title:(a lang:ru)", `column 10: found "lang:", want a value of title`},
		{"bad language", "lang:r/u", `column 6: found "r/u", want letters, digits and hyphens`},
		{"bad link", `url:"a b"`, `column 5: found "a b", want a host, as in example.com or example.com/path`},
		{"no name", `author:"!"`, `column 8: found "!", want a name`},
		{"too deep", strings.Repeat("(", 41) + "a" + strings.Repeat(")", 41), `column 41: found "(", want at most 40 levels`},
		{"too many words", strings.TrimSpace(strings.Repeat("ab ", 501)), `column 1501: found "ab", want at most 500 words`},
		{"too long", strings.Repeat("a", 8001), `column 8001: found 8001 characters, want at most 8000`},
		{"bytes", "кот \xff", "column 5: found bytes that are no UTF-8, want text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := query.Parse(tt.expr)
			var at *query.Error
			if !errors.As(err, &at) {
				t.Fatalf("got %v, want a *query.Error", err)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestErrorPoint(t *testing.T) {
	for _, tt := range []struct{ expr, want string }{
		{"кестрел AND OR b", "кестрел AND OR b\n            ^"},
		{"a AND", "a AND\n     ^"},
		{"a OR\nб\tAND )\nc", "б AND )\n      ^"},
		{"", "\n^"},
	} {
		_, err := query.Parse(tt.expr)
		var at *query.Error
		if !errors.As(err, &at) {
			t.Fatalf("Parse(%q): got %v, want a *query.Error", tt.expr, err)
		}
		if got := at.Point(tt.expr); got != tt.want {
			t.Errorf("Point(%q) is\n%s\nwant\n%s", tt.expr, got, tt.want)
		}
	}
}
