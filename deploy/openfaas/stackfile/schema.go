package stackfile

// The keys of go-sdk's stack/schema.go, all of them and no other.

type services struct {
	Version       string              `yaml:"version"`
	Provider      provider            `yaml:"provider"`
	Functions     map[string]function `yaml:"functions"`
	Configuration struct {
		Templates []struct {
			Name   string `yaml:"name"`
			Source string `yaml:"source"`
		} `yaml:"templates"`
		Copy []string `yaml:"copy"`
	} `yaml:"configuration"`
}

type provider struct {
	Name    string `yaml:"name"`
	Gateway string `yaml:"gateway"`
}

type function struct {
	Language               string            `yaml:"lang"`
	Handler                string            `yaml:"handler"`
	Image                  string            `yaml:"image"`
	Process                string            `yaml:"fprocess"`
	Environment            map[string]string `yaml:"environment"`
	EnvironmentFile        []string          `yaml:"environment_file"`
	Secrets                []string          `yaml:"secrets"`
	SkipBuild              bool              `yaml:"skip_build"`
	Constraints            []string          `yaml:"constraints"`
	Labels                 map[string]string `yaml:"labels"`
	Annotations            map[string]string `yaml:"annotations"`
	Limits                 resources         `yaml:"limits"`
	Requests               resources         `yaml:"requests"`
	ReadOnlyRootFilesystem bool              `yaml:"readonly_root_filesystem"`
	BuildOptions           []string          `yaml:"build_options"`
	BuildArgs              map[string]string `yaml:"build_args"`
	BuildSecrets           map[string]string `yaml:"build_secrets"`
	Platforms              string            `yaml:"platforms"`
	Namespace              string            `yaml:"namespace"`
}

type resources struct {
	Memory string `yaml:"memory"`
	CPU    string `yaml:"cpu"`
}

type template struct {
	Language     string `yaml:"language"`
	Process      string `yaml:"fprocess"`
	BuildOptions []struct {
		Name     string   `yaml:"name"`
		Packages []string `yaml:"packages"`
	} `yaml:"build_options"`
	Welcome       string `yaml:"welcome_message"`
	HandlerFolder string `yaml:"handler_folder"`
	MountSSH      bool   `yaml:"mount_ssh"`
}
