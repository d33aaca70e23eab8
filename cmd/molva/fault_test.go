package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"molva/alerts/phrase"
)

var faults = regexp.MustCompile(`\bfault\(("(?:[^"\\]|\\.)*"|\S+)`)

// TestFaultsInRussian: every sentence of a fault is a literal and has Russian that takes as many arguments.
func TestFaultsInRussian(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := phrase.Catalogue{}
	for _, catalogue := range []phrase.Catalogue{russian, eraseRussian, userRussian} {
		maps.Copy(said, catalogue)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range faults.FindAllSubmatch(text, -1) {
			if string(found[1]) == "key" || strings.HasSuffix(file, "_test.go") {
				continue // the declaration; and this
			}
			key, err := strconv.Unquote(string(found[1]))
			form, known := said[key]
			if err != nil || !known {
				t.Errorf("%s: %s has no Russian", file, found[1])
			} else if strings.Count(form.Russian.Many, "%") != strings.Count(key, "%") {
				t.Errorf("%s: %q takes other arguments", file, form.Russian.Many)
			}
		}
	}
}

// TestWrongUsageInRussian: what a person got wrong is said in their language and exits as wrong usage.
func TestWrongUsageInRussian(t *testing.T) {
	for args, want := range map[string]string{
		"verison":                "команды «verison» нет; может быть, «version»?",
		"dlq":                    "не указана команда, возможны: drop, list, replay, show; подробнее: molva dlq --help",
		"help nonsense":          "найдено «nonsense», нужно: molva help [команда]; подробнее: molva help --help",
		"import":                 "не хватает аргумента, нужно: molva import ФАЙЛ|-; подробнее: molva import --help",
		"version now":            "найдено «now», нужно: molva version; подробнее: molva version --help",
		"mentions --colour red":  "неизвестный флаг --colour; подробнее: molva mentions --help",
		"mentions -q":            "неизвестный флаг -q; подробнее: molva mentions --help",
		"mentions --limit":       "флагу --limit нужно значение",
		"mentions --limit many":  "--limit: найдено «many», нужно целое число",
		"mentions --all=perhaps": "--all: найдено «perhaps», нужно true или false",
		"train a --seed -1":      "--seed: найдено «-1», нужно целое число, 0 или больше",
		"mentions -o xml":        "--output: найдено «xml», возможны: text, json",
	} {
		_, complaint, code := saying(t, locales["ru"], strings.Fields(args)...)
		if complaint != "molva: "+want+"\n" || code != exitUsage {
			t.Errorf("%s: code %d, %s want %s", args, code, complaint, want)
		}
	}
}

// TestFaultInside: the sentence is said in Russian wherever it is wrapped.
func TestFaultInside(t *testing.T) {
	p, _, _ := quiet(locales["ru"])
	_, missing := os.Open("no-such-file")
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault("there is no dead letter %s", "7"), "неразобранного сообщения 7 нет"},
		{usageError{fault("there is no dead letter %s", "7")}, "неразобранного сообщения 7 нет"},
		{fmt.Errorf("look: %w", fault("there is no dead letter %s", "7")), "look: неразобранного сообщения 7 нет"},
		{fmt.Errorf("look: %w", missing), "look: нет такого файла или папки: no-such-file"},
		{errors.New("elsewhere"), "elsewhere"},
	} {
		if got := p.inWords(c.err); got != c.want {
			t.Errorf("%v: %s, want %s", c.err, got, c.want)
		}
	}
}
