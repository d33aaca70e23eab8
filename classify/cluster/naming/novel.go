package naming

// Novel returns up to three phrases that are new inside a complaint.
func Novel(recent, before []Text, all *Background) []Phrase { return nil }
