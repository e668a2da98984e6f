// Package simpul is the house, not a room: its tests hold the rules that every package of this module keeps.
//
// The programs are in functions/, one folder per OpenFaaS function, and in deploy/; what they share is in lib/, a package
// per idea. README.md says what the software is for. The rules, each a test in house_*_test.go that states its reason when
// it fails, are what makes a reader believe a folder's name: a pure package cannot reach the network, a function cannot
// reach another, and nothing that ships can hand out an invented person.
package simpul
