// Package sheettest has the messages that every outlet is tried with: one with all that a digest can have, in both
// languages, and ones in which every string is what a stranger would write to do harm.
package sheettest

import (
	"strings"
	"time"

	"molva/alerts"
	"molva/store"
)

// Texts are what strangers may write, by what is nasty about it.
var Texts = map[string]string{
	"nothing":       "",
	"blank":         " \u00a0 ",
	"very long":     strings.Repeat("очень длинный отзыв ", 2000),
	"one word":      strings.Repeat("а", 40_000),
	"zalgo":         "z" + strings.Repeat("\u0310", 5_000),
	"html":          `</title></p></blockquote><script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; " onclick="x`,
	"markdown":      "**b** _i_ ~~s~~ `c` ```\nx\n``` # h\n> q\n1. [a](https://evil.example) ![i](https://evil.example/i.png) | t | \\*x\\*",
	"mentions":      "@channel @all @here <!channel> <!here> <@U1> &#64;channel @zarya_bot /stop #tag $ZRYA :tada: t.me/zarya_bot",
	"links":         "https://evil.example/x www.evil.example evil.example/y tel:123 <https://evil.example|here> a@evil.example",
	"formulas":      "$x^2$ and $$y$$",
	"headers":       "x\r\nBcc: everybody@evil.example\r\n\r\n<html>\r\n.\r\nMAIL FROM:<x>",
	"encoded":       "=?utf-8?q?Bcc=3A_x?= =0D=0A",
	"boundary":      "--=_00112233445566778899aabbccddeeff\r\nContent-Type: text/html\r\n\r\n<b>",
	"emoji":         strings.Repeat("👩\u200d👩\u200d👧", 3_000),
	"right to left": "\u202e" + strings.Repeat("שלום ", 500),
	"lines":         strings.Repeat("\n", 50_000) + "end",
	"controls":      "\x00\x1b[2J\x07\x7f\u0085\u2028\u2029",
	"broken":        "\xff\xfe\xc3",
	"template":      "{{.Title}} ${x} %s %!d(MISSING)",
}

// Hostile is a message in which every string is the text, and there is too much of everything.
func Hostile(text string) alerts.Message {
	said := alerts.Said{Text: text, Mark: text, URL: text, Host: text, Mention: text, Topic: text}
	line := alerts.Line{{Text: text, URL: text}, {Text: text, URL: "https://vk.example/(a)'b'_c_?x=1&y=" + strings.Repeat("z", 300)}}
	item := alerts.Item{ID: text, Name: text, Theme: text, Lines: many(line, 50), Said: &said, Open: alerts.Way{Text: text, URL: text},
		Ticket: alerts.Way{Text: text, URL: "https://tracker.example/T-1"}, Trend: []int{0, 3, -1, 1 << 40}}
	section := alerts.Section{Title: text, Items: many(item, 20), Lines: many(line, 300), Quotes: many(said, 30)}
	sections := many(section, 30)
	action := alerts.Action{Do: alerts.Open, Text: text, Subject: text, URL: "https://molva.example/complaints/c12"}
	m := sample("en")
	m.Story = alerts.Story{Title: text, Notes: many(text, 40), Headline: text, News: many(line, 40), Lines: many(line, 40),
		Chart:  &alerts.Chart{Title: text, Unit: text, Labels: many(text, 300), Series: many(alerts.Series{Name: text, Values: make([]*int, 300)}, 9)},
		Recurs: sections, Sections: sections, Details: sections, Quotes: many(said, 30), Coverage: section, Foot: many(text, 20),
		Actions: many(action, 40)}
	return m
}

func many[T any](one T, n int) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = one
	}
	return all
}

// sample is a message that says nothing yet.
func sample(language string) alerts.Message {
	zone := time.FixedZone("MSK", 3*60*60)
	return alerts.Message{Key: "digest-week/zarya/2026-09-21/mail", Kind: "digest-week", Topic: "zarya", Language: language,
		Period: store.Week(time.Date(2026, 9, 23, 12, 0, 0, 0, zone), zone)}
}
