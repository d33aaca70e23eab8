package naming

// Quotes picks up to n texts that show what a complaint is about.
func Quotes(members []Text, label Label, n int) []Text { return nil }
