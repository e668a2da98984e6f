package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"

	"simpul/deploy/local/stack"
	"simpul/deploy/poc/trialtest"
)

// poc runs the proof of concept as an office would, against a stack of its own: the program that ships, with the simulator's
// people as test NIKs. args are the program's own.
func poc(ctx context.Context, args []string) error {
	o, err := privateOptions()
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(o.State) }()
	niks := filepath.Join(o.State, "niks.yaml")
	text, err := trialtest.File(true)
	if err == nil {
		err = os.WriteFile(niks, text, 0o600)
	}
	if err != nil {
		return err
	}
	s, err := stack.Start(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(tryOut(ctx, o, s.RedisURL, append([]string{"-niks", niks}, args...)), s.Stop())
}

func tryOut(ctx context.Context, o stack.Options, redis string, args []string) error {
	program := exec.CommandContext(ctx, filepath.Join(o.Binaries, "poc"), args...)
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) } // it resumes what it suspended
	program.Env = append(os.Environ(), o.Environ...)
	program.Env = append(program.Env, "SIMPUL_CONFIG="+o.Config, "secret_mount_path="+stack.SecretsFolder(o.State), "SIMPUL_REDIS__URL="+redis)
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	return program.Run()
}
