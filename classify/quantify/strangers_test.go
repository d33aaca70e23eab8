package quantify

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/ingest"
)

// The files that the model is trained on; own/ lies beside the model. Each set in strangers is judged by a model that was
// trained without its file.
var (
	trained = strings.Fields(`en_semeval_tweets en_airline en_tweet_extraction en_reddit_goemotions en_sanders_microsoft_twitter
		ru_sentirueval_banks_telecoms ru_app_reviews_video ru_cedr ru_bank_reviews ru_reddit_goemotions_mt ru_news_opensentiment
		ru_news_rusentne_entities`)
	own = []string{"../sentiment/own/en.jsonl", "../sentiment/own/ru.jsonl"}
)

// stranger is a set of labelled posts of people, and the training file to do without. News are left out: nobody's opinion
// is counted there. The two streams stand in for their training files, whose texts they hold.
type stranger struct{ name, without, texts, labels string }

var strangers = []stranger{
	{"airline", "en_airline", "replay/airline", "replay/airline.labels"},
	{"banks", "ru_sentirueval_banks_telecoms", "replay/ru_banks_telecoms", "replay/ru_banks_telecoms.labels"},
	{"semeval", "en_semeval_tweets", "train/en_semeval_tweets.train", ""},
	{"extraction", "en_tweet_extraction", "train/en_tweet_extraction.train", ""},
	{"reddit", "en_reddit_goemotions", "train/en_reddit_goemotions.train", ""},
	{"sanders", "en_sanders_microsoft_twitter", "train/en_sanders_microsoft_twitter.train", ""},
	{"apps", "ru_app_reviews_video", "train/ru_app_reviews_video.train", ""},
	{"cedr", "ru_cedr", "train/ru_cedr.train", ""},
	{"reviews", "ru_bank_reviews", "train/ru_bank_reviews.train", ""},
	{"translated", "ru_reddit_goemotions_mt", "train/ru_reddit_goemotions_mt.train", ""},
}

// judged is a text that a model which never read its like has judged.
type judged struct {
	Labelled
	day int64
}

// judgedStrangers trains ten models and asks each about its stranger; a minute of work, done once.
var judgedStrangers = sync.OnceValues(func() (map[string][]judged, error) {
	list := make(map[string][]judged)
	for _, s := range strangers {
		m, err := trainWithout(s.without)
		if err != nil {
			return nil, err
		}
		texts, err := s.load()
		if err != nil {
			return nil, err
		}
		if list[s.name], err = judge(m, texts); err != nil {
			return nil, err
		}
	}
	return list, nil
})

func loadStrangers(t *testing.T) map[string][]judged {
	t.Helper()
	if os.Getenv("MOLVA_TEST_DATA") == "" {
		t.Skip("MOLVA_TEST_DATA is not set; the labelled texts lie in its train and replay folders")
	}
	list, err := judgedStrangers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func inData(name string) string {
	return filepath.Join(os.Getenv("MOLVA_TEST_DATA"), name+".jsonl.gz")
}

func trainWithout(file string) (*sentiment.Model, error) {
	var paths []string
	for _, name := range trained {
		if name != file {
			paths = append(paths, inData("train/"+name+".train"))
		}
	}
	var all []sentiment.Example
	for _, path := range append(paths, own...) {
		list, err := sentiment.LoadExamples(path)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return sentiment.Train(background, all, sentiment.Settings{Seed: 1}, nil)
}

// post is a labelled text as the data folder has it.
type post struct {
	ID, Text, Lang, Brand string
	Label                 classify.Sentiment
	CreatedAt             time.Time `json:"created_at"`
}

func (s *stranger) load() ([]post, error) {
	texts, err := posts(inData(s.texts))
	if err != nil || s.labels == "" {
		return texts, err
	}
	labels, err := posts(inData(s.labels))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]post)
	for _, l := range labels {
		byID[l.ID] = l
	}
	for i := range texts {
		l := byID[texts[i].ID]
		texts[i].Label, texts[i].Brand = l.Label, l.Brand
	}
	texts = slices.DeleteFunc(texts, func(p post) bool { return p.Brand == "" })
	return slices.DeleteFunc(texts, repeats()), nil
}

var notWords = regexp.MustCompile(`https?://\S+|@\S+|^rt\b|[^\p{L}\p{N}]+`)

// repeats finds what was said before of the same brand, as a store does not count copies.
func repeats() func(post) bool {
	seen := make(map[uint64]bool)
	return func(p post) bool {
		h := fnv.New64a()
		h.Write([]byte(p.Brand + "\n" + notWords.ReplaceAllString(strings.ToLower(p.Text), "")))
		again := seen[h.Sum64()]
		seen[h.Sum64()] = true
		return again
	}
}

func posts(path string) ([]post, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	var list []post
	for lines.Scan() {
		var p post
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, lines.Err()
}

func judge(m *sentiment.Model, texts []post) ([]judged, error) {
	list := make([]judged, len(texts))
	for i, p := range texts {
		v, err := m.Classify(background, ingest.Mention{Text: p.Text, Lang: p.Lang}, nil)
		if err != nil {
			return nil, err
		}
		list[i] = judged{Labelled{p.Brand, ToneOf(v.P, v.Lang), p.Label}, p.CreatedAt.Unix() / 86400}
	}
	return list, nil
}
