// Package proof holds the built program to its promises: it starts the real binary, feeds it, kills it, starves it of disk
// and locks its database, and then compares what is stored with a ledger of its own.
//
// The parts are small: a [Home] is a folder with a configuration, [Home.Start] runs the program in it, a [Ledger] remembers
// what was sent and what was acknowledged, [Senders] push signed webhooks and write into the ledger, and [Home.Check]
// compares the ledger with the database's views.
package proof
