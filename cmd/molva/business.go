package main

import (
	"errors"
	"os"
	"path/filepath"

	"molva/alerts/metric"
	"molva/config"
)

// business is what the configuration says of the company. A data folder that the demo or watch filled has its own; where there is
// none at all, nothing is said.
func (p *program) business() (metric.Business, error) {
	c, err := p.load()
	for _, name := range []string{demoFile, watchFile} {
		if errors.Is(err, os.ErrNotExist) {
			c, err = config.Load(filepath.Join(p.dataDir, name), p.env)
		}
	}
	if errors.Is(err, os.ErrNotExist) {
		c, err = new(config.Default()), nil
	}
	if err != nil {
		return metric.Business{}, err
	}
	return c.Business(), nil
}

// The configurations that commands leave in the data folder.
const (
	demoFile  = "demo.yaml"
	watchFile = "watch.yaml"
)
