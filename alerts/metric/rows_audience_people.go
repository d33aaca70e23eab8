package metric

import "molva/ingest"

// The living audience's parts.
const (
	partInside   = "communities"
	partMembers  = "members"
	partOutside  = "non_members"
	partAuthors  = "authors"
	partInactive = "inactive"
)

// What several rows about people divide by, and what they go by.
var (
	setsNote = map[string]Text{
		"vk":            {"Only of communities whose member list is open; who acted is who liked, shared, commented or posted.", "Только для сообществ с открытым списком участников; действие — лайк, репост, комментарий или запись."},
		"odnoklassniki": {"Who acted is who liked or commented, as far as the network lists them.", "Действие — «Класс!» или комментарий, если сеть их перечисляет."},
	}
	deadNote = map[string]Text{
		"vk": {"VK marks blocked and deleted pages in the member list; bots that it has not blocked are not told from people.", "ВКонтакте помечает заблокированные и удалённые страницы в списке участников; незаблокированных ботов от людей отличить нельзя."},
	}
)

var audiencePeople = []Metric{
	{Row: 9, ID: "cleaned_audience", Name: Text{"Cleaned audience", "Очищенная аудитория"},
		Formula: Text{"F1 − blocked − deleted (bots only where the network has blocked them)", "F1 − заблокированные − удалённые (боты — только заблокированные сетью)"},
		Inputs:  inputs("followers set.dead"), Notes: deadNote, Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: ofDead(func(f1, dead float64) Value { return known(f1 - dead) })},
	{Row: 10, ID: "dead_share", Name: Text{"Dead share", "Доля «мёртвых» подписчиков"},
		Formula: Text{"(blocked + deleted) / F1", "(заблокированные + удалённые) / F1"}, Denominator: atEnd,
		Inputs: inputs("followers set.dead"), Notes: deadNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Lower, OfAccount: ofDead(func(f1, dead float64) Value { return ratio(dead, f1) })},
	{Row: 11, ID: "active_members_share", Name: Text{"Active members share", "Доля активных подписчиков"},
		Formula: Text{"members with at least one action in the period / F1", "подписчики хотя бы с одним действием за период / F1"}, Denominator: atEnd,
		Inputs: inputs("set.active set.followers followers"), Notes: setsNote, Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfAccount: ofActive(func(active, f1 float64) Value { return ratio(active, f1) })},
	{Row: 12, ID: "silent_members_share", Name: Text{"Silent members share", "Доля молчащих подписчиков"},
		Formula: Text{"1 − members with at least one action in the period / F1", "1 − подписчики хотя бы с одним действием за период / F1"}, Denominator: atEnd,
		Inputs: inputs("set.active set.followers followers"), Notes: setsNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Lower, OfAccount: ofActive(func(active, f1 float64) Value { return ratio(f1-active, f1) })},
	{Row: 13, ID: "active_non_members", Name: Text{"Active non-members", "Активные неподписчики"},
		Formula: Text{"people who acted in the period and are not in the member list", "люди, которые что-то сделали за период и которых нет в списке участников"},
		Inputs:  inputs("set.active set.followers"), Notes: setsNote, Unit: ingest.UnitCount, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfAccount: outsiders},
	{Row: 14, ID: "active_core", Name: Text{"Active core", "Активное ядро"},
		Formula: Text{"members active in at least 3 of the last 4 weeks of the period", "подписчики, активные не менее чем в 3 из последних 4 недель к концу периода"},
		Inputs:  inputs("set.active set.followers"), Notes: setsNote, Unit: ingest.UnitCount, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfAccount: core},
	{Row: 15, ID: "living_audience", Name: Text{"Total living audience", "Вся живая аудитория"},
		Formula: Text{"members active + active non-members + authors of mentions, each person once per network; inactive are the others in the member lists",
			"активные подписчики + активные неподписчики + авторы упоминаний, каждый человек один раз в каждой сети; неактивные — остальные из списков участников"},
		Inputs: inputs("set.active set.followers? mentions config:accounts"), Notes: setsNote, Unit: ingest.UnitCount, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfTopic: living,
		Parts: map[string]Text{
			partInside:   {"people active in the communities", "активные в сообществах"},
			partMembers:  {"members who are active", "активные подписчики"},
			partOutside:  {"people who do not follow", "не подписанные"},
			partAuthors:  {"authors of mentions", "авторы упоминаний"},
			partInactive: {"followers who are inactive", "неактивные подписчики"},
		}},
}
