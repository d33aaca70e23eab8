package report

import (
	"io"
	"strings"

	"molva/alerts"
)

// markdown writes the document as Markdown, with its links.
func (d Document) markdown(w io.Writer) error {
	blocks := []string{"# " + inMarkdown.Replace(d.Title)}
	blocks = append(blocks, marked(d.Lead)...)
	for _, part := range d.Parts {
		if part.Title != "" {
			blocks = append(blocks, "## "+inMarkdown.Replace(part.Title))
		}
		blocks = append(blocks, marked(part.Lines)...)
		if part.Table != nil {
			blocks = append(blocks, part.Table.markdown())
		}
		blocks = append(blocks, marked(part.After)...)
	}
	blocks = append(blocks, marked(d.Foot)...)
	_, err := io.WriteString(w, strings.Join(blocks, "\n\n")+"\n")
	return err
}

func marked(lines []alerts.Line) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = markdownOf(l)
	}
	return all
}

// markdownOf is a line with its links. What a reader may not be sent to leads nowhere.
func markdownOf(l alerts.Line) string {
	var b strings.Builder
	for _, s := range l {
		text := inMarkdown.Replace(s.Text)
		if s.URL == "" || text == "" {
			b.WriteString(text)
			continue
		}
		b.WriteString("[" + text + "](" + inAddress.Replace(s.URL) + ")")
	}
	return plainStart(b.String())
}

// plainStart keeps the first character of a line from making it a list, a rule or a heading.
func plainStart(line string) string {
	word, _, _ := strings.Cut(line, " ")
	number := strings.TrimRight(word, ".)")
	switch {
	case word == "":
		return line
	case strings.ContainsRune("-+=~", rune(word[0])):
		return `\` + line
	case number != word && strings.Trim(number, "0123456789") == "":
		return number + `\` + line[len(number):]
	}
	return line
}

func (t Table) markdown() string {
	rows := make([]string, 0, len(t.Rows)+2)
	head, rule := make([]string, len(t.Head)), make([]string, len(t.Head))
	for i, title := range t.Head {
		head[i], rule[i] = inMarkdown.Replace(title), ":--"
		if t.Right[i] {
			rule[i] = "--:"
		}
	}
	rows = append(rows, inRow(head), "|"+strings.Join(rule, "|")+"|")
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = markdownOf(c.Line)
		}
		rows = append(rows, inRow(cells))
	}
	return strings.Join(rows, "\n")
}

func inRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// inMarkdown disarms what strangers wrote, so that it reads as it was written.
var inMarkdown = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "|", `\|`,
	"!", `\!`, "~", `\~`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "://", ":\\//", "www.", "www\\.")

// inAddress keeps an address from ending before its end.
var inAddress = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "|", "%7C", "\\", "%5C", "\"", "%22", "`", "%60")
