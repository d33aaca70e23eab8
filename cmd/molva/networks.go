package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"molva/alerts/metric"
	"molva/config"
)

func (p *program) networksCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "networks",
		Short: "Every network: what is read there and what that takes, or why not and the way round",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			return p.printNetworks(config.Table())
		},
	}
}

type networkJSON struct {
	Network string `json:"network"`
	Reads   string `json:"reads,omitempty"`
	Needs   string `json:"needs,omitempty"`
	More    string `json:"more_with_a_key,omitempty"`
	Terms   string `json:"terms,omitempty"`
	Closed  string `json:"closed,omitempty"` // why it cannot be read, and the way round

	Supplies []string `json:"supplies,omitempty"` // inputs of community metrics
	Metrics  []int    `json:"metrics,omitempty"`  // rows of the catalogue of community metrics that these fill
}

func (p *program) printNetworks(all []config.Network) error {
	list := make([]networkJSON, len(all))
	for i, n := range all {
		n = n.In(p.say())
		list[i] = networkJSON{n.Name, n.Reads, n.Needs, n.More, n.Terms, n.Closed, n.Supplies, metric.Fed(n.Supplies)}
	}
	if p.output == "json" {
		return printJSON(p.out, list)
	}
	say := p.say()
	rows := [][]string{{say.Sprintf("network"), say.Sprintf("needs"), say.Sprintf("what is read there")}}
	for _, n := range list {
		needs := cmp.Or(n.Needs, say.Sprintf("nothing"))
		if n.Closed != "" {
			needs = "–"
		}
		rows = append(rows, []string{n.Network, needs, cmp.Or(n.Closed, n.Reads)})
		measured := ""
		if len(n.Metrics) > 0 {
			measured = say.Sprintf("fills %d of the %d community metrics", len(n.Metrics), metric.Catalogued)
		}
		for _, more := range []string{n.More, n.Terms, measured} {
			if more != "" {
				rows = append(rows, []string{"", "", more})
			}
		}
	}
	table(p.out, rows)
	return nil
}
