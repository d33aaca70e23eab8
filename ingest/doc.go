// Package ingest is the first room of the pipeline: it reads networks and publishes what it reads.
//
//	networks → ingest → classify → store → alerts → people
//
// A [Source] reads one network page by page. A [Worker] runs one source: it loads the cursor, emits each page into the
// [Pipe] and moves the cursor only when the pipe has the page, so a crash repeats work and loses nothing. Everything
// that enters, from wherever, passes [Admit] behind the stream; a source need not be trusted.
//
// The networks lie below this folder, one each. The stream is in ingest/stream, the queries that find a topic in a
// text are in ingest/query.
package ingest
