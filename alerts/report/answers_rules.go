package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/quantify"
)

// What the answers go by. Each rule is printed below the report.
const (
	noticeable = 1.1  // a growth that could not have reached this is no growth
	narrow     = 40.0 // points: the widest 90 % interval of the balance of opinions by which one knows it
	hopeless   = 0.6  // a measured accuracy that is surely below this tells nothing
)

// The rules in words.
var (
	audienceRule = metric.Text{
		EN: "The audience grew when the people who gave a sign of life became more by more than chance (90%, the exact test of two counts); it did not when they became fewer, or when even the upper end of the interval is below a tenth more. The interval allows for periods of unequal length and for more weeks told of one than of the other. Where the mentions of the period before were not heard, those decide who were active in the communities. Followers never decide.",
		RU: "Аудитория выросла, если людей, подавших признаки жизни, стало больше, чем объяснит случай (90\u00a0%, точный тест двух счётчиков); не выросла, если их стало меньше или если даже верхняя граница интервала ниже прибавки в одну десятую. Интервал делает поправку на разную длину периодов и на то, что об одном может быть известно больше недель, чем о другом. Если упоминаний за прошлый период никто не слышал, решают активные в сообществах. Подписчики никогда не решают."}
	awarenessRule = metric.Text{
		EN: "Awareness grew when one of the two deciding figures rose by more than chance and none fell; it did not when one fell and none rose, or when the authors could not have become a tenth more. Each is judged at 90%, so of two that stand still one seems to rise in about one period of ten. Where surveys before and now were entered, they decide instead.",
		RU: "Известность растёт, если хотя бы один из двух решающих показателей вырос больше, чем объяснит случай, и ни один не упал; не растёт, если один упал и ни один не вырос или если число авторов не могло вырасти на десятую часть. О каждом судят с уверенностью 90\u00a0%, поэтому, даже если оба стоят на месте, примерно раз в десять периодов один из них покажется растущим. Если введены опросы — прошлый и нынешний, — решают они."}
	opinionRule = metric.Text{
		EN: "We know what people think when the 90% interval of the balance of opinions is at most 40 points wide, the accuracy was measured and is not stale, and nothing was lost or left unheard. An accuracy surely below 60% means that we do not.",
		RU: "Мы знаем, что думают люди, если интервал баланса мнений (90\u00a0%) не шире 40\u00a0п., точность измерена и не устарела, а записи не терялись и источники не молчали. Точность заведомо ниже 60\u00a0% значит, что не знаем."}
)

// grown judges one figure by its change. Only of a count of people a growth can be ruled out.
func grown(c Course) Answer {
	switch m := c.Change; {
	case m.Direction == quantify.Up:
		return Yes
	case m.Direction == quantify.Down, m.Known && m.Times && !m.Open && m.High < noticeable:
		return No
	}
	return TooLittle
}

// together judges several figures: those that moved must have moved the same way; where none did, the first one tells.
func together(figures []Course) Answer {
	up, down := 0, 0
	for _, c := range figures {
		switch {
		case !c.Decides:
		case c.Change.Direction == quantify.Up:
			up++
		case c.Change.Direction == quantify.Down:
			down++
		}
	}
	switch {
	case up > 0 && down == 0:
		return Yes
	case down > 0 && up == 0:
		return No
	case up > 0:
		return TooLittle
	}
	return grown(figures[0])
}

// heardAll says what the coverage of a period lacks.
func heardAll(c alerts.Coverage) (lacks []metric.Text) {
	if c.Deaf() {
		lacks = append(lacks, metric.Text{EN: "no source can be read", RU: "ни один источник не читается"})
	}
	if len(c.Gaps) > 0 {
		lacks = append(lacks, metric.Text{EN: "sources lost something in the period", RU: "источники за период что-то потеряли"})
	}
	if len(c.Past) > 0 {
		lacks = append(lacks, metric.Text{EN: "a source is still reading the past of the period", RU: "источник ещё дочитывает прошлое этого периода"})
	}
	return lacks
}

// measured says what the accuracy lacks, and whether it is surely too low.
func measured(r alerts.Reliability) (lacks []metric.Text, hopelessly bool) {
	switch {
	case !r.Right.Known():
		lacks = append(lacks, metric.Text{EN: "the accuracy of the sentiment was never measured: label a random sample with 'molva label'",
			RU: "точность тональности не измерялась: разметьте случайную выборку командой «molva label»"})
	case r.Stale:
		lacks = append(lacks, metric.Text{EN: "the measured accuracy is stale: draw a new sample with 'molva label'",
			RU: "измеренная точность устарела: возьмите новую выборку командой «molva label»"})
	}
	return lacks, r.Right.Known() && r.Right.High < hopeless
}

// narrowly says whether the balance of opinions is known well enough.
func narrowly(v metric.Value) (lacks []metric.Text) {
	switch {
	case !v.Known || v.Interval == nil:
		lacks = append(lacks, metric.Text{EN: "there are too few opinions to estimate their balance", RU: "мнений слишком мало, чтобы оценить их баланс"})
	case v.Interval.High-v.Interval.Low > narrow:
		lacks = append(lacks, metric.Text{EN: "the interval of the balance of opinions is wider than 40 points: more opinions or more labels make it narrower",
			RU: "интервал баланса мнений шире 40\u00a0п.: его сузят новые мнения или новая разметка"})
	}
	return lacks
}
