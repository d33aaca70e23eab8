// Package bench measures the pipeline on the machine it runs on: each stage alone, what the libraries below give with
// nothing around them, and the whole, in one run and on the same mentions. What a stage costs is its processor time,
// all threads counted, which other work on the machine changes far less than its rate; phases are measured one after
// the other, in rounds, and the medians count.
//
// # The ceiling
//
// No pipeline of these stages can be faster than its slowest durable part, nor than the processors that all its parts
// share. So the ceiling is the smaller of two rates:
//
//   - that of the slowest bare part: JetStream taking atomic batches with a sync before each answer, JetStream giving
//     them back, SQLite taking the same rows with synchronous FULL
//   - cores ÷ the sum of what the stages cost alone
//
// The second flatters a pipeline whose stages are slow, so a stricter ceiling stands beside it, with the bare costs of
// publishing, consuming and saving in place of those of our own stages.
//
// # What is measured
//
//	encode    a source's mention to its wire form
//	publish   pages of 1,000 into the raw log, durable when it returns
//	consume   the raw log read, in order
//	parse     decode, clean, check
//	match     twenty queries
//	classify  language and sentiment, of those that name a topic; its cost is spread over all
//	print     what near-duplicates are known by
//	save      5,000 a transaction, synchronous FULL, sums, folding and complaints included
//	place     the folding alone; save has it too, so it is not in the sum
//	index     full text; it runs behind the writer when that is idle, so it is not in the sum
//
// A whole is a source's pages published, classified and saved, until the ledger has the last mention: in one process,
// with an external server, with one and two classifiers apart, and as an import of a file. Every one of them starts with
// a tenth of the mentions more than is measured, so that nothing is measured cold.
package bench
