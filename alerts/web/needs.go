package web

import (
	"strings"

	"molva/alerts/web/access"
)

// needs is the least role for every address. One that does not stand here is not served at all.
var needs = byPattern(map[access.Role]string{
	access.Viewer: `
		GET /{$}
		GET /complaints
		GET /complaints/merges
		GET /complaints/why
		GET /complaints/{id}
		GET /mentions
		GET /mentions.csv
		GET /mentions.jsonl
		GET /mentions/{key...}
		GET /threads
		GET /threads.csv
		GET /posts
		GET /posts.csv
		GET /figures
		GET /figures.csv
		GET /sets
		GET /sets.csv
		GET /inputs
		GET /inputs.csv
		GET /steps
		GET /steps.csv
		GET /topics
		GET /answers
		GET /answers.{csv,html,json,md}
		GET /communities
		GET /communities.{csv,html,json,md}
		GET /roi
		GET /roi.{csv,html,json,md}
		GET /reports
		GET /reports/{funnel,goals,metrics,ratio,service}
		GET /reports/{funnel,goals,metrics,ratio,service}.{csv,html,json,md}
		GET /accuracy
		GET /alerts
		GET /live
		GET /shares
		POST /shares/{add,revoke}
		POST /name
		GET /api/v1/{openapi.json,health,topics,mentions,complaints,accuracy,alerts,mutes,digest}
		GET /api/v1/shares
		DELETE /api/v1/shares/{share}
		GET /api/v1/topics/{topic}
		GET /api/v1/topics/comparison
		GET /api/v1/mentions/count
		GET /api/v1/mentions/{mention}
		GET /api/v1/mentions/{mention}/why
		GET /api/v1/complaints/suggestions
		GET /api/v1/complaints/{complaint}
		GET /api/v1/complaints/{complaint}/{course,members}
		GET /api/v1/reports/{answers,communities,funnel,goals,metrics,ratio,roi,service}`,
	access.Agent: `
		POST /mentions/{work,judge,unjudge}
		POST /complaints/{id}/{fixed,reopen,ignore,rename,merge,part,refuse,split,move,undo}
		POST /alerts/acknowledge
		POST /api/v1/mentions/work
		POST /api/v1/mentions/{mention}/labels
		DELETE /api/v1/labels/{label}
		POST /api/v1/complaints/{complaint}/{fixed,reopen,ignore,rename,merge,part,refuse,split,move,undo}
		POST /api/v1/alerts/{incident}/acknowledge`,
	access.Analyst: `
		POST /mentions/count
		POST /alerts/{mute,unmute}
		GET /accuracy/label
		POST /accuracy/{draw,label,undo}
		GET /topics/preview
		GET /sources
		GET /dead
		GET /dead/{id}
		GET /dead/{id}/raw
		POST /dead/replay
		GET /metrics
		PUT /api/v1/mentions/{mention}/counted
		POST /api/v1/mutes
		DELETE /api/v1/mutes/{mute}
		GET /api/v1/sample
		POST /api/v1/sample/{draw,labels}
		GET /api/v1/topics/preview
		GET /api/v1/{sources,intake,dead}
		GET /api/v1/dead/{dead}
		POST /api/v1/dead/replay`,
	access.Admin: `
		POST /api/v1/dead/drop
		GET /api/v1/{settings,users,tokens,audit,held}
		DELETE /api/v1/tokens/{token}
		POST /api/v1/erasures
		GET /api/v1/erasures/{erasure}
		GET /dead/drop
		POST /dead/drop
		GET /settings
		GET /people
		POST /people/{add,change,reset,leave}
		GET /tokens
		POST /tokens/{add,revoke}
		GET /audit
		GET /audit.{csv,jsonl}`,
})

// whole are the addresses that are about everything: those who see only some topics do not get there, whatever their role.
var whole = byPattern(map[access.Role]string{
	access.Viewer: `
		GET /topics/preview
		GET /sources
		GET /dead
		GET /dead/{id}
		GET /dead/{id}/raw
		POST /dead/replay
		GET /metrics
		GET /api/v1/topics/preview
		GET /api/v1/{sources,intake,dead}
		GET /api/v1/dead/{dead}
		POST /api/v1/dead/replay`,
})

// byPattern turns the table around. Words in braces with commas between them are alternatives, as in a shell.
func byPattern(table map[access.Role]string) map[string]access.Role {
	least := map[string]access.Role{}
	for role, lines := range table {
		for line := range strings.Lines(lines) {
			if line = strings.TrimSpace(line); line != "" {
				for _, pattern := range alternatives(line) {
					least[pattern] = role
				}
			}
		}
	}
	return least
}

// alternatives are all that a line stands for.
func alternatives(line string) (all []string) {
	for from := 0; ; {
		begin := strings.IndexByte(line[from:], '{')
		if begin < 0 {
			return []string{line}
		}
		begin += from
		end := begin + strings.IndexByte(line[begin:], '}')
		if words := strings.Split(line[begin+1:end], ","); len(words) > 1 {
			for _, word := range words {
				all = append(all, alternatives(line[:begin]+word+line[end+1:])...)
			}
			return all
		}
		from = end
	}
}
