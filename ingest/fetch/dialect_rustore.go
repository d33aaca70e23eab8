package fetch

import "strings"

// RuStore says in a word beside the status what is wrong, and of a signature in a sentence. A word alone stands with status
// 200 (rustore.ru/help/work-with-rustore-api/api-authorization-token; techscripsi/docusaurus docs/integration/api-docs-2.md at
// ef92a34dbe091a198746e6f6d875faa596f10431).
func RuStore(a Answer, err error) error {
	var said struct{ Code, Message string }
	if !a.into(&said) || said.Code == "" || said.Code == "OK" {
		return err
	}
	switch message := strings.ToLower(said.Message); {
	case strings.Contains(message, "timestamp"): // Range timestamp not valid
		return a.wrong("the clock here and the store's are more than a minute apart")
	case strings.Contains(message, "signature"):
		return a.denied("the private key is not that of the key's id")
	case err != nil:
		return err
	}
	switch strings.ToUpper(said.Code) {
	case "NOT_FOUND":
		return a.gone("no such app, or not one of the key's")
	case "UNAUTHORIZED", "FORBIDDEN":
		return a.denied("the key is not accepted, or not for this")
	}
	return a.wrong("refuses what it was asked for")
}
