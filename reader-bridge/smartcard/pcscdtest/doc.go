//go:build unix

// Package pcscdtest runs the machine's real pcscd for one test, with a virtual reader of two slots (package vsmartcard-vpcd).
//
// The daemon listens on a socket of its own, handed over as systemd would (sd_listen_fds(3)), so that a pcscd that the
// machine already has is left alone, and needs no root. [Daemon.Address] is where smartcardtest.Serve puts a simulated chip
// into a slot.
//
//	func TestMain(m *testing.M) { os.Exit(pcscdtest.Main(m)) }
//
//	pcscd := pcscdtest.Start(t)
//	go smartcardtest.Serve(t.Context(), pcscd.Address(0), tray)
//	service.Connect(pcscdtest.Slot(0))
//
// libpcsclite reads the name of the socket once, so a process has one, which [Main] makes, and runs one daemon at a time: tests
// that use it do not run in parallel. A machine without pcscd fails the test. The driver's ports are open to
// other machines for as long as the test runs, which is vpcd's way.
package pcscdtest
