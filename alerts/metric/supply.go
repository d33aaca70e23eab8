package metric

// Input names. Those of communities are as sources supply them: a metric of ingest.Metrics, "post." before it of a post,
// "set." before a set of people, and published, form, text, author of a post itself. "input:" stands before a kind of
// ingest.InputKinds, "config:" before a key of the configuration, and mentions are those that we hold.
const (
	InputMentions = "mentions"
	InputBefore   = "mentions before the period"
	InputStaff    = "config:staff"
	InputAccounts = "config:accounts"
	InputSegment  = "config:segment"
	InputSLA      = "config:service.sla"
	InputSteps    = "steps"  // of a CRM, by import --crm
	InputLabels   = "labels" // by people
	InputScores   = "scores" // answers of surveys and reviews
)

// Supply says in a language what an input is and how to supply it, of a network or, where that is "", in general.
func Supply(input, network, language string, supplies map[string][]string) string { return "" }
