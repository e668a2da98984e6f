// Image makes the image of one function as an OCI archive, on a machine that has no image builder:
//
//	image -name simpul/verify-nik:1.0 -binary dist/verify-nik/fn -out verify-nik.tar
//
// It is what template/scratch/Dockerfile says: FROM scratch, one static binary, user 12000. The same binary and name give the
// same bytes. podman load, buildah, skopeo, ctr and Docker from 25 on read it.
package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

func main() {
	name := flag.String("name", "", "`name:tag` of the image")
	binary := flag.String("binary", "", "the function's static `file`")
	out := flag.String("out", "", "the archive, a new `file`")
	flag.Parse()
	if err := run(*name, *binary, *out); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func run(name, binary, out string) error {
	if name == "" || binary == "" || out == "" {
		return errors.New("want -name, -binary and -out")
	}
	image, err := build(binary)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "image-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path, err := layout.Write(folder, empty.Index)
	if err != nil {
		return err
	}
	named := map[string]string{"org.opencontainers.image.ref.name": name, "io.containerd.image.name": "docker.io/" + name}
	if err := path.AppendImage(image, layout.WithAnnotations(named)); err != nil {
		return err
	}
	archive, err := pack(os.DirFS(folder))
	if err != nil {
		return err
	}
	return os.WriteFile(out, archive, 0o644)
}

// build is the template's Dockerfile.
func build(binary string) (v1.Image, error) {
	content, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	files, err := single("fn", content, 0o755)
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files)), nil }, tarball.WithMediaType(types.OCILayer))
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.AppendLayers(image, layer)
	if err != nil {
		return nil, err
	}
	file, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	file.Architecture, file.OS = "amd64", "linux"
	file.Config = v1.Config{User: "12000:12000", ExposedPorts: map[string]struct{}{"8080/tcp": {}}, Entrypoint: []string{"/fn"}}
	return mutate.ConfigFile(image, file)
}

func single(name string, content []byte, mode int64) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	err := add(w, name, content, mode)
	return out.Bytes(), errors.Join(err, w.Close())
}

// pack is a folder as an archive without times and owners, sorted by name.
func pack(folder fs.FS) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	err := fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(folder, path)
		if err != nil {
			return err
		}
		return add(w, filepath.ToSlash(path), content, 0o644)
	})
	return out.Bytes(), errors.Join(err, w.Close())
}

func add(w *tar.Writer, name string, content []byte, mode int64) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(content)), Format: tar.FormatUSTAR}); err != nil {
		return err
	}
	_, err := w.Write(content)
	return err
}
