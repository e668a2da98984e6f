package stackfile

import "strconv"

const (
	scaleMin = "com.openfaas.scale.min"
	scaleMax = "com.openfaas.scale.max"
	// mostReplicas is the Community Edition's limit.
	mostReplicas = 5
)

// refusedByCommunity are the labels with which the Community Edition refuses to deploy.
var refusedByCommunity = map[string]bool{
	"com.openfaas.scale.zero":          true,
	"com.openfaas.scale.zero-duration": true,
	"com.openfaas.scale.target":        true,
	"com.openfaas.scale.type":          true,
}

// labels wants both ends of scaling said, for the editions' defaults differ, and nothing that not every edition takes.
func (f *findings) labels(name string, labels map[string]string) {
	for label := range labels {
		switch {
		case refusedByCommunity[label]:
			f.add(name+".labels", "%s: the Community Edition refuses it", label)
		case label != scaleMin && label != scaleMax:
			f.add(name+".labels", "%s: unknown label", label)
		}
	}
	least, ok := f.replicas(name, labels, scaleMin)
	most, too := f.replicas(name, labels, scaleMax)
	if ok && too && least > most {
		f.add(name+".labels", "%s: more than %s", scaleMin, scaleMax)
	}
}

func (f *findings) replicas(name string, labels map[string]string, label string) (int, bool) {
	n, err := strconv.Atoi(labels[label])
	if err != nil || n < 1 || n > mostReplicas {
		f.add(name+".labels", "%s: want 1 to %d: the Community Edition refuses more", label, mostReplicas)
		return 0, false
	}
	return n, true
}
