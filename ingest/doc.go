// Package ingest is the first room of the pipeline: it reads networks and publishes what it reads.
//
//	networks → ingest → classify → store → alerts → people
//
// A [Source] reads one network page by page. A [Worker] runs one source: it loads the cursor, emits each page into the
// [Pipe] and moves the cursor only when the pipe has the page, so a crash repeats work and loses nothing. Everything
// that enters, from wherever, passes [Admit] behind the stream; a source need not be trusted.
//
// Beside reading what is new a worker walks the past, where a [Backfiller] is asked to, and looks again at what came before,
// where there is a [Refresher]: neither makes the source look better or worse than it is. A [Governor] holds all three to
// what the network and the owner allow, and a restart is no excuse. Whoever was away for longer than the network looks back
// has lost something, and a [Note] says since when.
//
// The networks lie below this folder, one each. The stream is in ingest/stream, the queries that find a topic in a
// text are in ingest/query.
package ingest
