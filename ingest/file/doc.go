// Package file reads mentions from a file or from standard input: JSON Lines or CSV, plain or gzipped.
//
// Every record becomes one object of the wire format and goes through [ingest.Decode], so a row of CSV, a line of JSONL
// and a webhook's item obey the same rules. A record that cannot be read is rejected with its line number and the
// reason; the others of the file are unharmed. A record is at most [Limit] bytes long, and no more than one page of
// them is held in memory.
//
// What the file is, is found out from its first bytes:
//
//   - gzip by its magic bytes; several members one after the other are one file. A byte order mark is dropped.
//   - JSONL when the first character is {, otherwise CSV, unless the name or the options say which.
//   - CSV is separated by comma, semicolon or tab, whichever its header has most of, and must have a header.
//   - CSV that is no UTF-8 but reads as Russian in windows-1251, as spreadsheets save it, is read so, and the log says
//     it. Single wrong bytes in a UTF-8 file stay one mention's trouble.
//   - UTF-16 is read when a byte order mark says that it is, whatever the format.
//
// A column nps, csat or acsi_… is a score of a survey, whose text may be empty where there is one. Figures of communities
// come from files of their own: see [ReadFigures].
//
// A configured file keeps its place over restarts: the offset of the next record, and the file's identity, which is a
// hash of its first bytes. A file that was replaced is read from its start. A gzipped file is never followed; one in UTF-16 is
// read over again each time, up to its place.
package file
