package mattermost

import (
	"strings"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/sheet"
)

// maxRunes is the limit of a post, model.PostMessageMaxRunesV2 of the server.
const maxRunes = 16_383

// frames stand around rows. A quote holds its mark and ends with an empty line, or what follows would belong to it.
var frames = map[sheet.Style][2]string{
	sheet.Title:    {"#### ", "\n"},
	sheet.Note:     {"_", "_\n"},
	sheet.Headline: {"**", "**\n"},
	sheet.Heading:  {"\n##### ", "\n"},
	sheet.Bullet:   {"* ", "\n"},
	sheet.Name:     {"\n**", "**\n"},
	sheet.Detail:   {"* ", "\n"},
	sheet.Quote:    {"\n> ", "\n"},
	sheet.Mark:     {"> ", "\n\n"},
	sheet.Way:      {"", "\n"},
	sheet.Foot:     {"\n_", "_\n"},
}

// Render is what a message says, in Markdown within the limit of a post.
func Render(m alerts.Message) string {
	var b strings.Builder
	for _, r := range sheet.Of(m).Fit(maxRunes, size) {
		b.WriteString(row(r))
	}
	return strings.TrimSpace(b.String())
}

func size(r sheet.Row) int { return utf8.RuneCountInString(row(r)) }

func row(r sheet.Row) string {
	if r.Style == sheet.Chart {
		return "\n```\n" + fence(sheet.Sparks(*r.Chart)) + "\n```\n"
	}
	var b strings.Builder
	for _, s := range r.Line {
		b.WriteString(link(s.Text, s.URL))
	}
	frame := frames[r.Style]
	return frame[0] + strings.TrimSpace(b.String()) + frame[1]
}

// verbatim holds neither the end of a block of code nor what a webhook reads before it reads Markdown.
var verbatim = strings.NewReplacer("`", "'", "<", "‹", "@", "@\u2060")

func fence(lines []string) string { return verbatim.Replace(strings.Join(lines, "\n")) }
