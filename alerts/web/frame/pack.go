package frame

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strings"
	"sync"
)

// packers are used again: one has tables of a megabyte.
var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.DefaultCompression)
	return w
}}

// pack packs a part of a page such that others may stand before and behind it; the last one ends the whole.
func pack(part []byte, last bool) []byte {
	var packed bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&packed)
	w.Write(part)
	if last {
		w.Close()
	} else {
		w.Flush()
	}
	return packed.Bytes()
}

// gzipHead begins a gzip stream of which nothing is known but that it is one.
var gzipHead = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}

// sendText answers with a page, packed where the asker can unpack it. The view in its middle is packed once for all readers:
// that takes ten times as long as the rest.
func sendText(w http.ResponseWriter, r *http.Request, status int, above []byte, v *shown, below []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	parts := [][]byte{above, v.body, below}
	if unpacks(r) {
		w.Header().Set("Content-Encoding", "gzip")
		parts = [][]byte{gzipHead, pack(above, false), v.packed, pack(below, true), gzipFoot(parts)}
	}
	w.WriteHeader(status)
	for _, p := range parts {
		w.Write(p)
	}
}

// gzipFoot is the sum and the length of all parts together.
func gzipFoot(parts [][]byte) []byte {
	var sum, length uint32
	for _, p := range parts {
		sum = crc32.Update(sum, crc32.IEEETable, p)
		length += uint32(len(p))
	}
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, sum), length)
}

// unpacks reports whether the asker says that it understands gzip.
func unpacks(r *http.Request) bool {
	for _, way := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(way), ";")
		if name == "gzip" && strings.TrimSpace(quality) != "q=0" {
			return true
		}
	}
	return false
}
