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
