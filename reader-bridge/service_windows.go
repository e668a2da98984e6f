package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/eventlog"

	"simpul/reader-bridge/setup"
)

// The service does what run does, with the service manager's stop in place of Ctrl-C; bridge.example.yaml registers it. It has run under wine 8
// (started, served, stopped, refused for want of a configuration), where isService had to be told, since wine's sessions are not those of Windows.
// It is UNTESTED on Windows itself, and with a reader there.

const (
	serviceName = "reader-bridge"
	serviceLog  = "reader-bridge.log" // in the folder of the state
	mostLog     = 10 << 20
)

// defaultConfig is in the folder that Windows has for the data of programs. A service's environment may lack its name.
func defaultConfig() string {
	folder, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, windows.KF_FLAG_DEFAULT)
	if err != nil {
		folder = os.Getenv("ProgramData")
	}
	return filepath.Join(folder, "reader-bridge", "bridge.yaml")
}

// isService reports whether the service manager started the process.
func isService() bool {
	service, err := svc.IsWindowsService()
	return err == nil && service
}

func serveService() {
	if svc.Run(serviceName, service{}) != nil {
		os.Exit(1)
	}
}

// service is run as the service manager wants it.
type service struct{}

// Execute serves until it is told to stop. It returns a number of its own when the bridge could not start or broke off.
func (service) Execute(_ []string, requests <-chan svc.ChangeRequest, states chan<- svc.Status) (specific bool, code uint32) {
	states <- svc.Status{State: svc.StartPending}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- serveQuietly(ctx) }()
	accepts := svc.AcceptStop | svc.AcceptShutdown
	states <- svc.Status{State: svc.Running, Accepts: accepts}
	for {
		select {
		case err := <-done:
			if err != nil {
				report(err)
				return true, 1
			}
			return false, 0
		case request := <-requests:
			switch request.Cmd {
			case svc.Interrogate:
				states <- request.CurrentStatus
			case svc.Stop, svc.Shutdown:
				states <- svc.Status{State: svc.StopPending}
				stop()
			}
		}
	}
}

// report puts what stopped the service where Windows administrators look, since there may be no log to write it to.
func report(why error) {
	events, err := eventlog.Open(serviceName)
	if err != nil {
		return
	}
	_, _ = events.Error(1, "reader-bridge: "+why.Error()+" (reader-bridge doctor)"), events.Close()
}

// serveQuietly serves with its log in a file: a service has no console.
func serveQuietly(ctx context.Context) error {
	settings, err := setup.Load(defaultConfig())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(settings.State, 0o700); err != nil {
		return err
	}
	file, err := openLog(filepath.Join(settings.State, serviceLog))
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(file, nil))
	err = serve(ctx, settings, log)
	if err != nil {
		log.Error("reader-bridge: stopped", "error", err)
	}
	return errors.Join(err, file.Close())
}

// openLog puts a log that has grown large aside, in the place of the one before it.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > mostLog {
		if err := os.Rename(path, path+".old"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}
