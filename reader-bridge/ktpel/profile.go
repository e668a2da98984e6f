package ktpel

// Profile is one way to hold the dialog. Make one with [Parse], or take the [Default].
type Profile struct {
	Name string `yaml:"name" validate:"required"` // told in logs and by the bridge's health
}
