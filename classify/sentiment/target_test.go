package sentiment

import (
	"slices"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
)

// targeted reads a text and finds out what its clauses are about.
func targeted(t *testing.T, text string) (*targets, []string) {
	t.Helper()
	c, err := loadedCues()
	if err != nil {
		t.Fatal(err)
	}
	mention := ingest.Mention{Text: text}
	if title, rest, ok := strings.Cut(text, " / "); ok {
		mention.Title, mention.Text = title, rest
	}
	about := classify.About(&mention, birds(t))
	s := newScratch(c, 10)
	s.read(mention.Title, mention.Text)
	s.targets.locate(s.tokens.list, &mention, about)
	s.targets.compare()
	s.targets.divide()
	return &s.targets, mention.Topics
}

// TestClauses: each clause as the words that it begins with, and after a colon whom it is about.
func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"Kestrel works, but Linnet crashes":                      "2 clauses: kestrel; linnet",
		"Awful. Kestrel is down, Zarya works":                    "3 clauses: kestrel; kestrel; zarya",
		"Kestrel is fast but crashes, Linnet is fine":            "3 clauses: kestrel; kestrel; linnet",
		"Kestrel is great and Linnet is awful":                   "2 clauses: kestrel; linnet",
		"I hate Kestrel and Linnet with all my heart":            "1 clauses: kestrel linnet",
		"Kestrel, Linnet and Zarya are all great":                "1 clauses: kestrel linnet zarya",
		"Open on Monday: Kestrel, Boreal":                        "1 clauses: kestrel boreal",
		"Под санкции попали Заря, Бореал, Домбанк и Люмен":       "1 clauses: lumen boreal zarya",
		"Кестрел хорош, а у Линнета хамят":                       "2 clauses: kestrel; linnet",
		"И Кестрел, и Линнет лежат, ужас":                        "2 clauses: kestrel linnet; kestrel linnet",
		"Kestrel is lovely / Linnet broke":                       "2 clauses: kestrel; linnet",
		"Kestrel, unlike Linnet, never crashes, I like it a lot": "2 clauses: kestrel linnet; kestrel linnet",
	} {
		got, topics := targeted(t, text)
		if said := clausesOf(got, topics); said != want {
			t.Errorf("%q: %s, want %s", text, said, want)
		}
	}
}

func clausesOf(t *targets, topics []string) string {
	var parts []string
	for _, c := range t.clauses {
		var names []string
		for i, topic := range topics {
			if c.about.has(i) {
				names = append(names, topic)
			}
		}
		parts = append(parts, strings.Join(names, " "))
	}
	return string(rune('0'+len(parts))) + " clauses: " + strings.Join(parts, "; ")
}

// TestRoles: who comes off better, by the words of comparing and changing alone.
func TestRoles(t *testing.T) {
	for text, want := range map[string]string{
		"Kestrel is better than Linnet":                       "+kestrel -linnet",
		"Kestrel isn't better than Linnet":                    "-kestrel",
		"Nothing is better than Kestrel":                      "+kestrel",
		"Kestrel is worse than Linnet":                        "-kestrel +linnet",
		"My phone is worse than Linnet":                       "",
		"It is better than Linnet":                            "-linnet",
		"Kestrel is better now, Linnet came later":            "",
		"Kestrel beats Linnet":                                "+kestrel -linnet",
		"Linnet is nowhere near as good as Kestrel":           "+kestrel -linnet",
		"switched from Kestrel to Linnet":                     "-kestrel +linnet",
		"moved to Linnet from Kestrel":                        "-kestrel +linnet",
		"left Kestrel for Linnet":                             "-kestrel +linnet",
		"left for Kestrel":                                    "",
		"went to Kestrel and to Linnet":                       "",
		"I prefer Kestrel over Linnet":                        "+kestrel -linnet",
		"Unlike Kestrel, Linnet works":                        "-kestrel +linnet",
		"took Linnet instead of Kestrel":                      "-kestrel +linnet",
		"Кестрел лучше Линнета":                               "+kestrel -linnet",
		"Кестрел лучше, чем Линнет":                           "+kestrel -linnet",
		"Лучше Кестрел, чем Линнет":                           "+kestrel -linnet",
		"Кестрел стал лучше, Линнет закрылся":                 "",
		"Кестрел не лучше Линнета":                            "-kestrel",
		"У Линнета связь хуже, чем у Кестрела":                "+kestrel -linnet",
		"Кестрел уступает Линнету":                            "-kestrel +linnet",
		"перешёл с Кестрела на Линнет":                        "-kestrel +linnet",
		"перешла на Линнет с Кестрела":                        "-kestrel +linnet",
		"ушёл из Кестрела в Линнет":                           "-kestrel +linnet",
		"сменили Кестрел на Линнет":                           "-kestrel +linnet",
		"вместо Кестрела взял Линнет":                         "-kestrel +linnet",
		"в отличие от Кестрела, Линнет работает":              "-kestrel +linnet",
		"Линнет, в отличие от Кестрела, работает":             "-kestrel +linnet",
		"перевёл деньги на карту Кестрела":                    "",
		"Кестрел открыл офис рядом с Линнетом и Зарёй":        "",
		"Предпочитаю Кестрел Линнету":                         "+kestrel -linnet",
		"по сравнению с Линнетом Кестрел летает":              "+kestrel -linnet",
		"Goodbye Kestrel, hello Linnet":                       "-kestrel +linnet",
		"Better than Linnet / we compared it with three more": "-linnet",
	} {
		got, topics := targeted(t, text)
		if said := rolesOf(got, topics); said != want {
			t.Errorf("%q: roles are %q, want %q", text, said, want)
		}
	}
}

func rolesOf(t *targets, topics []string) string {
	var said []string
	for i, topic := range topics {
		switch t.roles[i] {
		case 1:
			said = append(said, "+"+topic)
		case -1:
			said = append(said, "-"+topic)
		}
	}
	return strings.Join(said, " ")
}

func TestBadRoles(t *testing.T) {
	for _, file := range []string{"perhaps\tmaybe", "better\t", "than\tone two three four five"} {
		if _, err := readRelations(file); err == nil {
			t.Errorf("%q: no error", file)
		}
	}
}

// TestMixed: our own texts that say something good and something bad, and ones that only look like it.
func TestMixed(t *testing.T) {
	m := loaded(t)
	var found, all, wrong int
	for _, x := range sentences(t, "mixed.tsv") {
		v := verdict(t, m, x.mention)
		switch {
		case x.kind == "mixed":
			all++
			if v.Mixed {
				found++
			}
		case v.Mixed:
			wrong++
			t.Logf("%q is called mixed", x.mention.Text)
		}
	}
	if found < all*6/10 || wrong > 1 {
		t.Errorf("%d of %d found, %d wrongly; want most and none", found, all, wrong)
	}
	for _, o := range judge(t, m, birds(t), ingest.Mention{Text: "Кестрел: звук отличный, но приложение ужасное, вылетает. Линнет прекрасен, советую"}).Opinions {
		if want := o.Topic == "kestrel"; o.Mixed != want {
			t.Errorf("%s: mixed is %v, want %v", o.Topic, o.Mixed, want)
		}
	}
	if slices.ContainsFunc(judge(t, m, birds(t), ingest.Mention{Text: "Кестрел прекрасен, Линнет ужасен"}).Opinions, func(o classify.Opinion) bool { return o.Mixed }) {
		t.Error("two brands of which each is felt about in one way are called mixed")
	}
}
