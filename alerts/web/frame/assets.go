package frame

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

// asset is a file of /static/, as it is and packed.
type asset struct {
	hash, kind    string
	plain, packed []byte
}

// assets are the style sheet, the scripts and the icon, by their names.
type assets map[string]asset

func readAssets(files fs.FS) (assets, error) {
	names, err := fs.Glob(files, "static/*")
	all := assets{}
	for _, name := range names {
		plain, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		all[path.Base(name)] = readAsset(path.Ext(name), plain)
	}
	return all, err
}

func readAsset(ending string, plain []byte) asset {
	sum := sha256.Sum256(plain)
	kind := mime.TypeByExtension(ending)
	switch ending { // not as the machine's own tables have it
	case ".js":
		kind = "text/javascript; charset=utf-8"
	case ".css":
		kind = "text/css; charset=utf-8"
	case ".svg":
		kind = "image/svg+xml"
	}
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(plain)
	w.Close()
	return asset{hex.EncodeToString(sum[:6]), kind, plain, packed.Bytes()}
}

// address is where a file stands for as long as it is what it is now.
func (a assets) address(name string) string { return "/static/" + name + "?v=" + a[name].hash }

// ServeHTTP answers for all of /static/. What is asked for with its hash never changes and need not be asked for again.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := a[path.Base(r.URL.Path)]
	if !ok || r.URL.Path != "/static/"+path.Base(r.URL.Path) {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("ETag", `"`+file.hash+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == file.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", file.kind)
	body := file.plain
	if unpacks(r) {
		h.Set("Content-Encoding", "gzip")
		body = file.packed
	}
	w.Write(body)
}
