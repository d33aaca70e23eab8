package alerts

import "strings"

// corrections say how the words of people moved the figures; "" where nobody said anything.
func (t teller) corrections() string {
	c := t.Corrected
	if c.Labels == 0 && c.Excluded == 0 {
		return ""
	}
	var given, moves []string
	if c.Labels > 0 {
		given = append(given, t.Sprintf("%d labels", c.Labels))
	}
	if c.Excluded > 0 {
		given = append(given, t.Sprintf("taken out: %d", c.Excluded))
	}
	line := t.Sprintf("Corrections on %s", t.Span(t.Period.From, t.Period.To)) + " " + t.Sprintf("by %d people", c.People) + ": " +
		strings.Join(given, ", ")
	if c.Changed == 0 {
		return line + "; " + t.Sprintf("no figure moved") + "."
	}
	if c.Positive != 0 {
		moves = append(moves, t.Sprintf("positive %s", t.signed(c.Positive)))
	}
	if c.Negative != 0 {
		moves = append(moves, t.Sprintf("negative %s", t.signed(c.Negative)))
	}
	if c.Neutral != 0 {
		moves = append(moves, t.Sprintf("neutral %s", t.signed(c.Neutral)))
	}
	line += "; " + t.Sprintf("%d mentions count otherwise now", c.Changed)
	if len(moves) > 0 {
		line += ": " + strings.Join(moves, ", ")
	}
	return line + "."
}

// signed writes by how much a figure moved: +3, −4.
func (t teller) signed(n int) string {
	if n < 0 {
		return "−" + t.Number(-n)
	}
	return "+" + t.Number(n)
}
