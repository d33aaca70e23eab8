package stream

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"slices"

	"github.com/minio/highwayhash"
)

// A block of JetStream's file store is a row of records: 4 bytes of length, with a bit for headers; 8 of sequence, with bits for one
// that was erased and for the note that one was deleted; 8 of time; 2 of the subject's length; then subject, headers and body; and
// 8 of a hash, whose key is of the log and the block.
const (
	recordHead    = 22
	recordHash    = 8
	withHeaders   = 1 << 31
	wasErased     = 1 << 63
	tellsDeletion = 1 << 62
)

// eraseInBlock writes over the records of messages, in order, as the server itself does, and says how many there were. A block that is not as
// expected is left alone: the server then says what is wrong with it.
func eraseInBlock(path, log string, seqs []uint64) (erased int, err error) {
	block, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	sum, err := blockHash(path, log)
	if err != nil {
		return 0, err
	}
	for rest := block; len(rest) >= recordHead+recordHash; {
		size := int(binary.LittleEndian.Uint32(rest) &^ withHeaders)
		if size < recordHead+recordHash || size > len(rest) {
			break
		}
		record := rest[:size]
		rest = rest[size:]
		seq := binary.LittleEndian.Uint64(record[4:])
		if _, wanted := slices.BinarySearch(seqs, seq); !wanted || seq&(wasErased|tellsDeletion) != 0 {
			continue
		}
		if erased == 0 && !isRecord(record, sum) {
			return 0, fmt.Errorf("%s is not as this molva knows it", filepath.Base(path))
		}
		eraseRecord(record, sum)
		erased++
	}
	if erased == 0 {
		return 0, nil
	}
	return erased, replaceFile(path, block)
}

func blockHash(path, log string) (hash.Hash, error) {
	var number uint32
	if _, err := fmt.Sscanf(filepath.Base(path), "%d.blk", &number); err != nil {
		return nil, fmt.Errorf("read the number of %s: %w", filepath.Base(path), err)
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%s-%d", log, number))
	return highwayhash.NewDigest64(key[:])
}

// isRecord reports whether the hash is the one that the server would write.
func isRecord(record []byte, sum hash.Hash) bool {
	body := record[recordHead : len(record)-recordHash]
	subject := int(binary.LittleEndian.Uint16(record[20:]))
	if subject > len(body) {
		return false
	}
	sum.Reset()
	sum.Write(record[4:20])
	sum.Write(body[:subject])
	if binary.LittleEndian.Uint32(record)&withHeaders != 0 {
		subject = min(subject+4, len(body))
	}
	sum.Write(body[subject:])
	return bytes.Equal(sum.Sum(nil), record[len(record)-recordHash:])
}

// eraseRecord makes of a record one that was erased: noise, with the sequence.
func eraseRecord(record []byte, sum hash.Hash) {
	le := binary.LittleEndian
	le.PutUint32(record, uint32(len(record)))
	le.PutUint64(record[4:], le.Uint64(record[4:])|wasErased)
	le.PutUint64(record[12:], 0)
	le.PutUint16(record[20:], 0)
	noise := record[recordHead : len(record)-recordHash]
	rand.Read(noise)
	sum.Reset()
	sum.Write(record[4:20])
	sum.Write(noise)
	copy(record[len(record)-recordHash:], sum.Sum(nil))
}
