// Package classify is the second room of the pipeline: it takes a mention and says how it feels, about what.
//
//	networks → ingest → classify → store → alerts → people
//
// A [Stage] turns messages of the stream into [Result]s and keeps no state, so it runs beside the writer ([Over]) or on
// as many machines as wanted ([Tagger], read by [Elsewhere]), and both ways give the same results. The languages are in
// classify/lang, the built-in model in classify/sentiment, replies that only agree or disagree in classify/reply,
// near-duplicates in classify/copies, honest shares in classify/quantify and recurring complaints in classify/cluster,
// which has a memory and is asked by the writer.
package classify
