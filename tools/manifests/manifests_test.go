// Package manifests_test reads what deploy/openfaas gives Kubernetes with Kubernetes' own types, where kubectl would drop or refuse it only
// in front of the cluster.
package manifests_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

const root = "../.."

// documents are those of all manifests, by file.
func documents(t *testing.T) map[string][][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "deploy/openfaas/*.yaml"))
	must(t, err)
	all := map[string][][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		all[filepath.Base(file)] = bytes.Split(text, []byte("\n---\n"))
	}
	if len(all) < 3 {
		t.Fatalf("%d manifests found", len(all))
	}
	return all
}

func decoder(t *testing.T) func([]byte) (runtime.Object, error) {
	t.Helper()
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, appsv1.AddToScheme, batchv1.AddToScheme, networkingv1.AddToScheme} {
		must(t, add(scheme))
	}
	strict := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	return func(text []byte) (runtime.Object, error) {
		object, _, err := strict.Decode(text, nil, nil)
		return object, err
	}
}

// objects are all of them, decoded.
func objects[T runtime.Object](t *testing.T) []T {
	t.Helper()
	decode := decoder(t)
	var all []T
	for file, texts := range documents(t) {
		for _, text := range texts {
			object, err := decode(text)
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			if one, ok := object.(T); ok {
				all = append(all, one)
			}
		}
	}
	return all
}

func TestEveryManifestIsOfKubernetesOwnTypes(t *testing.T) {
	if n := len(objects[runtime.Object](t)); n < 10 {
		t.Errorf("%d objects", n)
	}
}

func TestAMisspeltFieldIsRefused(t *testing.T) {
	decode := decoder(t)
	for file, texts := range documents(t) {
		for _, text := range texts {
			if _, err := decode(append(text, "\nspek: {}\n"...)); err == nil {
				t.Errorf("%s: a field that there is not is taken", file)
			}
		}
	}
}

func TestRedisFindsItsFilesItsPortAndItself(t *testing.T) {
	set, service := objects[*appsv1.StatefulSet](t)[0], objects[*corev1.Service](t)[0]
	pod := set.Spec.Template
	for key, value := range service.Spec.Selector {
		if pod.Labels[key] != value || set.Spec.Selector.MatchLabels[key] != value {
			t.Errorf("the service asks for %s=%s, the pod has %v", key, value, pod.Labels)
		}
	}
	if set.Spec.ServiceName != service.Name || pod.Spec.Containers[0].Ports[0].Name != service.Spec.Ports[0].TargetPort.StrVal {
		t.Error("the service leads elsewhere")
	}
	if host := service.Name + "." + service.Namespace + ".svc.cluster.local"; !strings.Contains(guide(t), "rediss://"+host+":6379") {
		t.Errorf("README.md does not lead simpul-config to %s", host)
	}
	// maxmemory of redis.conf is 256mb; a rewrite of the append-only file may need as much again.
	if limit := pod.Spec.Containers[0].Resources.Limits.Memory().Value(); limit < 2*256<<20 {
		t.Errorf("memory limit %d", limit)
	}
}

func TestNoPodMayDoMoreThanItNeeds(t *testing.T) {
	for name, pod := range map[string]corev1.PodSpec{
		"redis":     objects[*appsv1.StatefulSet](t)[0].Spec.Template.Spec,
		"perawatan": objects[*batchv1.CronJob](t)[0].Spec.JobTemplate.Spec.Template.Spec,
	} {
		if c := pod.Containers[0].SecurityContext; !*c.ReadOnlyRootFilesystem || *c.AllowPrivilegeEscalation || !*pod.SecurityContext.RunAsNonRoot ||
			!slices.Contains(c.Capabilities.Drop, "ALL") || *pod.AutomountServiceAccountToken {
			t.Error(name)
		}
	}
}

// The night is Jakarta's; the cluster's clock may have any zone.
func TestTheAppendOnlyFileIsRewrittenAtHalfPastMidnight(t *testing.T) {
	job := objects[*batchv1.CronJob](t)[0].Spec
	if job.Schedule != "30 17 * * *" || *job.TimeZone != "Etc/UTC" {
		t.Errorf("%s %v", job.Schedule, *job.TimeZone)
	}
}

// guide says what an administrator does.
func guide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "deploy/openfaas/README.md"))
	must(t, err)
	return string(text)
}

// pods are those that policies may be about: the functions of stack.yml, Redis and its maintenance.
func pods(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "stack.yml"))
	must(t, err)
	var file struct {
		Functions map[string]any `yaml:"functions"`
	}
	must(t, yaml.Unmarshal(text, &file))
	job := objects[*batchv1.CronJob](t)[0].Spec.JobTemplate.Spec.Template
	return slices.AppendSeq([]string{objects[*appsv1.StatefulSet](t)[0].Spec.Template.Labels["app"], job.Labels["app"]}, maps.Keys(file.Functions))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
