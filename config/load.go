package config

import (
	"errors"
	"io"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Load reads and checks a file. The error is a Problems with every mistake, or the reason why the file cannot be read. One that holds a
// secret must be its owner's alone.
func Load(path string, lookup func(string) (string, bool)) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return read(path, data, lookup, func(d *decoder) { d.keep(info) })
}

// Parse is Load for bytes; name stands for the file in the problems. lookup is os.LookupEnv or a stand-in. On Problems
// the Config holds what could be read, so that a caller knows at least the language to complain in.
func Parse(name string, data []byte, lookup func(string) (string, bool)) (*Config, error) {
	return read(name, data, lookup, func(*decoder) {})
}

func read(name string, data []byte, lookup func(string) (string, bool), also func(*decoder)) (*Config, error) {
	c := Default()
	d := &decoder{file: name, expand: lookup, lines: map[string]int{}}
	root, err := parse(data)
	if err != nil {
		line, text := syntaxError(err)
		d.report(line, "", "not valid YAML: %s", text)
		return &c, d.problems
	}
	v := reflect.ValueOf(&c).Elem()
	if root != nil {
		d.value(root, v, "")
	}
	d.environment(v, "", lookup)
	c.check(d)
	also(d)
	if len(d.problems) > 0 {
		return &c, d.problems.sorted()
	}
	return &c, nil
}

// parse returns the one document of a file, nil when it is empty. The parser may panic on input that nobody would
// write; a configuration is never worth a crash.
func parse(data []byte) (root ast.Node, err error) {
	defer func() {
		if recover() != nil {
			root, err = nil, errors.New("the YAML parser cannot read this file")
		}
	}()
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey()) // a key that stands twice is found in decoding
	if err != nil {
		return nil, err
	}
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
			continue
		}
		if root != nil {
			return nil, errors.New("found more than one document (---), want one")
		}
		root = doc.Body
	}
	return root, nil
}

var position = regexp.MustCompile(`^\[(\d+):\d+\] (.*)`)

// syntaxError takes the line out of the library's message, which holds it as [line:column] and then quotes the source.
func syntaxError(err error) (line int, text string) {
	text, _, _ = strings.Cut(err.Error(), "\n")
	if m := position.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = m[2]
	}
	return line, text
}
