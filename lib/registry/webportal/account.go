package webportal

import (
	"fmt"
	"slices"

	"simpul/lib/config"
	"simpul/lib/registry/webportal/session"
)

// account is whose login a question uses.
type account struct {
	name                   string // of its session in the store
	userFile, passwordFile string // secret files
}

// account returns the operator's own, or else the office's.
func (c *Client) account(operator string) account {
	a := account{name: "kantor"}
	if slices.Contains(c.settings.Portal.OwnAccounts, operator) {
		a.name = "petugas-" + operator // never the office's
	}
	a.userFile, a.passwordFile = c.settings.AccountFiles(operator)
	return a
}

// credentials are what the account's files hold now.
type credentials struct {
	userID, password config.Secret
	key              [32]byte
}

func (c *Client) credentials(a account) (credentials, error) {
	userID, err := c.secrets.Read(a.userFile)
	if err != nil {
		return credentials{}, fmt.Errorf("user id: %w", err)
	}
	password, err := c.secrets.Read(a.passwordFile)
	if err != nil {
		return credentials{}, fmt.Errorf("password: %w", err)
	}
	return credentials{userID, password, session.Fingerprint(userID, password)}, nil
}

// uses remembers that the account's session may be this process's to log out.
func (c *Client) uses(a account) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[a.name] = a
}
