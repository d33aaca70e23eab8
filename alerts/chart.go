package alerts

// Chart shows how many, by the day or the hour. What is not known is nil and is drawn as nothing, not as zero.
type Chart struct {
	Title  string   `json:"title"`
	Unit   string   `json:"unit"`   // of the values: mentions
	Labels []string `json:"labels"` // of the points, oldest first, all different
	Series []Series `json:"series"`
}

// Series is one row of a chart, with as many values as the chart has labels.
type Series struct {
	Name   string `json:"name"`
	Values []*int `json:"values"`
}

// chart draws how many were for and against, by the day or by the week; nil where there is nothing to see.
func (t teller) chart() *Chart {
	c := &Chart{Title: t.Sprintf("Positive and negative by day"), Unit: t.Sprintf("mentions")}
	if len(t.Steps) > 0 && daysIn(t.Steps[0].Period) > 1 {
		c.Title = t.Sprintf("Positive and negative by week")
	}
	positive, negative := Series{Name: t.Sprintf("positive mentions")}, Series{Name: t.Sprintf("negative mentions")}
	known, opinions := 0, 0
	for _, s := range t.Steps {
		c.Labels = append(c.Labels, t.Day(s.From))
		positive.add(s.Positive, s.Known)
		negative.add(s.Negative, s.Known)
		if s.Known {
			known, opinions = known+1, opinions+s.Opinions()
		}
	}
	if known < 2 || opinions == 0 {
		return nil
	}
	c.Series = []Series{positive, negative}
	return c
}

func (s *Series) add(value int, known bool) {
	if !known {
		s.Values = append(s.Values, nil)
		return
	}
	s.Values = append(s.Values, &value)
}
