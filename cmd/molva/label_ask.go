package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"molva/store"
)

// labelHere shows one mention after another and takes a letter for each. The model's own word is not shown: who sees it
// agrees too easily.
func (p *program) labelHere(ctx context.Context, f labelFlags) error {
	if err := p.wants(textOrJSON...); err != nil {
		return err
	}
	if err := f.person(); err != nil {
		return err
	}
	d, err := f.drawing(p)
	if err != nil {
		return err
	}
	slips, err := through(ctx, p, drawOrder, d)
	if err != nil {
		return wrongTopic(err)
	}
	if len(slips) == 0 {
		fmt.Fprintln(p.err, p.say().Sprintf("there is nothing to label: everything that counts has a label, or was drawn before"))
		return nil
	}
	return p.ask(slips, func(s slip) error {
		verdicts, err := through(ctx, p, labelOrder, labelling{[]slip{s}, store.Sampled, f.by})
		if err == nil && len(verdicts) > 0 && verdicts[0].Refused != "" {
			fmt.Fprintln(p.err, inert(verdicts[0].Refused))
		}
		return err
	})
}

// answersByLetter are the answers, by their first letters in both languages.
var answersByLetter = map[string]string{
	"n": "negative", "0": "neutral", "p": "positive", "-": "negative", "+": "positive",
	"о": "negative", "н": "neutral", "п": "positive", "negative": "negative", "neutral": "neutral", "positive": "positive",
}

// ask takes answers until there are no more mentions, the input ends or "q" is said, and keeps each at once. What is
// passed over stays drawn.
func (p *program) ask(slips []slip, keep func(slip) error) error {
	in := bufio.NewScanner(p.in)
	for i, s := range slips {
		fmt.Fprintf(p.err, "\n[%d/%d] %s, %s, %s\n", i+1, len(slips), inert(s.Topic), inert(s.Network), s.Published)
		if s.Title != "" {
			fmt.Fprintln(p.err, inert(s.Title))
		}
		fmt.Fprintln(p.err, inert(s.Text))
		var more bool
		if s.Label, more = p.answer(in, s.Topic); !more {
			return in.Err()
		}
		if s.Label == "" {
			continue
		}
		if err := keep(s); err != nil {
			return err
		}
	}
	return nil
}

// answer asks until it understands; "" passes over the mention, and more is false when no other shall be shown.
func (p *program) answer(in *bufio.Scanner, topic string) (label string, more bool) {
	for {
		fmt.Fprint(p.err, p.say().Sprintf("feeling towards %s: n negative, 0 neutral, p positive, s skip, q end: ", inert(topic)))
		if !in.Scan() {
			fmt.Fprintln(p.err)
			return "", false
		}
		switch said := strings.ToLower(strings.TrimSpace(in.Text())); said {
		case "q":
			return "", false
		case "", "s":
			return "", true
		default:
			if label := answersByLetter[said]; label != "" {
				return label, true
			}
		}
	}
}
