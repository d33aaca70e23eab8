// Package report builds the reports beside the digest. A builder knows no format; text, JSON, Markdown, HTML and CSV
// render what it built.
//
// In the JSON of every report keys are snake_case, numbers have at most six places, and a value is one shape, in every language
// the same: metric, topic, network, account, part; value, low, high, numerator and denominator, null where not known; unit,
// currency, class, formula, basis; missing, the input that lacks; caveat; and evidence, the path of the list behind it. The CSV has
// a row for each of them; its columns only ever grow, at the end. The ratio keeps the keys and columns that it
// had before, and the ledger has its own.
package report
