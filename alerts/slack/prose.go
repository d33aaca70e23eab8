package slack

import (
	"github.com/slack-go/slack"

	"molva/alerts"
)

// prose is a block of rich text: the one way to link words without markup, so that strangers' words act as nothing.
type prose struct {
	page       *page
	paragraphs []slack.RichTextElement
	open       []slack.RichTextSectionElement // lines that are not in a paragraph yet
}

func (p *page) prose() *prose { return &prose{page: p} }

// end closes the block. One that holds nothing is left out.
func (r *prose) end() {
	r.close()
	if len(r.paragraphs) > 0 {
		r.page.add(slack.NewRichTextBlock("", r.paragraphs...))
	}
}

func (r *prose) close() {
	if len(r.open) > 0 {
		r.paragraphs = append(r.paragraphs, slack.NewRichTextSection(r.open...))
		r.open = nil
	}
}

// strong is a line in bold.
func (r *prose) strong(text string) {
	if text = r.take(text, maxStrong); text != "" {
		r.put([]slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(text, &slack.RichTextSectionTextStyle{Bold: true})})
	}
}

// line goes under the one before it.
func (r *prose) line(l alerts.Line) { r.put(r.spans(l)) }

func (r *prose) put(spans []slack.RichTextSectionElement) {
	if len(spans) == 0 {
		return
	}
	if len(r.open) > 0 {
		r.open = append(r.open, newline())
	}
	r.open = append(r.open, spans...)
}

// bullets are a list. What is too much for one is said to be more.
func (r *prose) bullets(lines []alerts.Line) {
	if len(lines) > maxLines {
		lines = append(lines[:maxLines:maxLines], alerts.Words(more))
	}
	var items []slack.RichTextElement
	for _, l := range lines {
		if spans := r.spans(l); len(spans) > 0 {
			items = append(items, slack.NewRichTextSection(spans...))
		}
	}
	if len(items) > 0 {
		r.close()
		r.paragraphs = append(r.paragraphs, slack.NewRichTextList(slack.RTEListBullet, 0, items...))
	}
}

// quote shows what somebody said, up to limit, and where. There is room for both or it is left out.
func (r *prose) quote(q alerts.Said, limit int) {
	if r.page.room < limit+maxLine {
		return
	}
	mark := alerts.Words("— " + q.Mark)
	if q.URL != "" {
		mark = append(mark, alerts.Span{Text: ", "}, alerts.Span{Text: q.Host, URL: q.URL})
	}
	below := r.spans(mark)
	text := r.take(q.Text, limit)
	if text == "" {
		return
	}
	r.close()
	words := append([]slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(text, nil), newline()}, below...)
	r.paragraphs = append(r.paragraphs, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: words})
}

// spans are one line, cut where it is too long. A span leads somewhere when its address is good and there is room for it.
func (r *prose) spans(l alerts.Line) (spans []slack.RichTextSectionElement) {
	left := maxLine
	for _, s := range l {
		text := r.take(s.Text, left)
		if text == "" {
			continue
		}
		left -= units(text)
		if url := r.page.address(s.URL); url != "" {
			spans = append(spans, slack.NewRichTextSectionLinkElement(url, text, nil))
		} else {
			spans = joined(spans, text)
		}
	}
	return spans
}

// joined appends words, to the words before them where there are any.
func joined(spans []slack.RichTextSectionElement, text string) []slack.RichTextSectionElement {
	if len(spans) > 0 {
		if last, ok := spans[len(spans)-1].(*slack.RichTextSectionTextElement); ok {
			last.Text += text
			return spans
		}
	}
	return append(spans, slack.NewRichTextSectionTextElement(text, nil))
}

// take uses up the room of a text.
func (r *prose) take(text string, limit int) string {
	return r.page.cut(soft.Replace(text), limit, units)
}

// address gives one that readers may be sent to, "" when it is none or there is no room for it.
func (p *page) address(raw string) string {
	if raw == "" {
		return ""
	}
	url, _ := alerts.Link(raw)
	n := units(url)
	if n > maxLink || n > p.addresses || n > p.room {
		return ""
	}
	p.addresses -= n
	p.spend(n)
	return url
}

func newline() slack.RichTextSectionElement { return slack.NewRichTextSectionTextElement("\n", nil) }
