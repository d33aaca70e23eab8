package metric

import (
	"maps"
	"slices"
	"strings"

	"molva/ingest"
)

// Input names. Those of communities are as sources supply them: a metric of ingest.Metrics, "post." before it of a post,
// "set." before a set of people, and published, form, text, author of a post itself. "mention." stands before a counter of
// mentions, "input:" before a kind of ingest.InputKinds, "config:" before a key of the configuration.
const (
	InputMentions  = "mentions"        // that we hold
	InputBefore    = "mentions_before" // from before the period
	InputStaff     = "config:staff"
	InputAccounts  = "config:accounts"
	InputSegment   = "config:segment"
	InputSLA       = "config:service.sla"
	InputSteps     = "steps"  // of a CRM, by import --crm
	InputLabels    = "labels" // by people
	InputScores    = "scores" // answers of surveys and reviews
	InputRivals    = "config:topics.competitor"
	InputInfluence = "config:alerts.followers"
	InputBelow     = "config:topics.parent"
)

// Supply says in a language what an input is and how to supply it, of a network or, where that is "", in general; supplies are
// those of [Business]. Of an input that nobody knows it says nothing.
func Supply(input, network, language string, supplies map[string][]string) string {
	if way, known := ways[input]; known {
		return way.In(language)
	}
	if kind, entered := strings.CutPrefix(input, "input:"); entered {
		return byHand(kind).In(language)
	}
	base, _, _ := strings.Cut(input, "/")
	what, known := called[strings.TrimPrefix(base, "post.")]
	if !known {
		return ""
	}
	if strings.HasPrefix(base, "post.") {
		what = Text{what.EN + ", post by post", what.RU + " по каждой публикации"}
	}
	how := sourcesOf(base, network, supplies)
	return what.In(language) + ": " + how.In(language)
}

// byHand is how to supply a number that people enter.
func byHand(kind string) Text {
	if _, known := ingest.InputOf(kind); !known {
		return Text{}
	}
	return textf("a number of your own, %[1]s: `molva import --inputs`, or `inputs` in molva.yaml",
		"ваше собственное число, %[1]s: `molva import --inputs` или `inputs` в molva.yaml", kind)
}

// sourcesOf is how a figure, a set, or what a post says of itself comes in.
func sourcesOf(input, network string, supplies map[string][]string) Text {
	var sources []string
	for _, name := range slices.Sorted(maps.Keys(supplies)) {
		if slices.Contains(supplies[name], input) && (network == "" || network == name) {
			sources = append(sources, name)
		}
	}
	read, file := readBy(input, network, sources), inFile(input, network)
	if file == (Text{}) {
		return read
	}
	return Text{read.EN + "; or " + file.EN, read.RU + "; или " + file.RU}
}

func readBy(input, network string, sources []string) Text {
	names := strings.Join(sources, ", ")
	switch {
	case len(sources) == 0 && network != "":
		return textf("molva does not read this from %s", "из сети %s molva этого не читает", network)
	case len(sources) == 0:
		return Text{"no source reads this", "ни один источник этого не читает"}
	case strings.HasPrefix(input, "set."):
		return textf("a source of %s, where the list is open", "источник %s, если список открыт", names)
	case slices.Contains(ofOwner, strings.TrimPrefix(input, "post.")):
		return textf("a source of %s with the token of the account's owner", "источник %s с токеном владельца аккаунта", names)
	}
	return textf("a source of %s that has the account among its own", "источник %s, в котором указан аккаунт", names)
}

// inFile is how to bring a figure by hand. Sets of people, and what posts say of themselves, cannot be.
func inFile(input, network string) Text {
	metric, ofPost := strings.CutPrefix(input, "post.")
	if _, known := ingest.MetricOf(metric); !known {
		return Text{}
	}
	command := "`molva import --figures FILE --account ID`"
	if network != "" {
		command = "`molva import --figures FILE --network " + network + " --account ID`"
	}
	if ofPost {
		return textf("%[1]s with the columns post and %[2]s", "%[1]s с колонками post и %[2]s", command, metric)
	}
	return textf("%[1]s with the column %[2]s", "%[1]s с колонкой %[2]s", command, metric)
}
