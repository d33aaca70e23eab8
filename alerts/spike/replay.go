package spike

import "time"

// Replay judges the times from from on and before to as they would have been judged then: each with the model of
// its day, which knows nothing later. From and step are cut to whole hours, since within an hour nobody knows what
// came first; a step below an hour is an hour.
func Replay(s Series, from, to time.Time, step time.Duration) []Moment {
	step = max(step.Truncate(time.Hour), time.Hour)
	var moments []Moment
	var model *Model
	for at := from.UTC().Truncate(time.Hour); at.Before(to); at = at.Add(step) {
		if day := s.midnight(at); model == nil || !model.Day.Equal(day) {
			model = Fit(s, at)
		}
		moments = append(moments, Moment{At: at, Signs: model.Judge(s, at)})
	}
	return moments
}
