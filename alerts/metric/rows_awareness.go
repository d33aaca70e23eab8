package metric

import (
	"slices"

	"molva/ingest"
)

// The rows of mentions and awareness. m is how many mentions there are, without spam and with copies folded into what they
// repeat; a is how many people wrote them or copies of them, each counted once on each network.
var awareness = slices.Concat(awarenessSaid, awarenessNoticed, awarenessNew, awarenessEntered)

// What several rows divide by.
var (
	ofMentions = Text{"m: mentions of the period that count", "m — учтённые упоминания за период"}
	ofOpinions = Text{"mentions of the period that are for or against", "упоминания за период, в которых есть мнение «за» или «против»"}
)

var awarenessSaid = []Metric{
	{Row: 71, ID: "mentions", Name: Text{"Mentions", "Упоминания"},
		Formula: Text{"m: mentions without spam, copies folded into what they repeat", "m — упоминания без спама, копии сложены с оригиналами"},
		Inputs:  inputs(InputMentions), Unit: ingest.UnitCount, Class: Vanity, Questions: []Question{Awareness}, Better: Higher,
		OfTopic: mentions},
	{Row: 72, ID: "unique_authors", Name: Text{"Unique authors", "Уникальные авторы"},
		Formula: Text{"a: people who wrote the mentions, or copies of them, each once on each network", "a — люди, написавшие упоминания или их копии; каждый один раз на каждой сети"},
		Inputs:  inputs(InputMentions), Unit: ingest.UnitCount, Class: KPI, Questions: []Question{Awareness}, Better: Higher,
		OfTopic: authors},
	{Row: 73, ID: "mentions_per_author", Name: Text{"Mentions per author", "Упоминаний на автора"},
		Formula: Text{"m / a", "m / a"}, Denominator: Text{"a: authors of the period", "a — авторы за период"},
		Inputs: inputs(InputMentions), Unit: ingest.UnitRate, Class: Diagnostic, Questions: []Question{Awareness},
		OfTopic: mentionsPerAuthor},
	{Row: 74, ID: "duplication_factor", Name: Text{"Duplication factor", "Коэффициент дублирования"},
		Formula:     Text{"mentions with their copies, without adverts / m", "упоминания вместе с копиями, без рекламы / m"},
		Denominator: ofMentions, Inputs: inputs(InputMentions), Unit: ingest.UnitRate, Class: Diagnostic, Questions: []Question{Awareness},
		OfTopic: duplication},
}
