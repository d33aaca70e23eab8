package reports

import "molva/alerts/report"

// laid is a document with its foot in two: notes that marks lead to stand open, the rest is folded away where it is long.
type laid struct {
	report.Laid
	Notes []report.Note
	Rest  []report.Note
	Fold  bool
}

// longFoot is how many lines of the foot stand open.
const longFoot = 4

func lay(d report.Document) laid {
	l := laid{Laid: d.Lay()}
	for _, n := range l.Foot {
		if n.Mark != "" {
			l.Notes = append(l.Notes, n)
		} else {
			l.Rest = append(l.Rest, n)
		}
	}
	l.Fold = len(l.Rest) > longFoot
	return l
}
