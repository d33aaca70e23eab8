// Package config reads molva.yaml and knows the tables of what can stand in it: networks and notifiers.
//
// Every mistake is found before anything starts and all are shown at once, each with its line, what was found and what
// is possible. The order of precedence is: defaults, the file, the environment (MOLVA_SECTION_KEY, for secrets also
// MOLVA_SECTION_KEY_FILE). ${NAME} is replaced in secrets only.
package config
