package manifests_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// allowed are the ways that policies open, each as "to verify-nik 192.0.2.20/32:443"; "*" is every function.
func allowed(t *testing.T, namespace string) []string {
	t.Helper()
	var all []string
	for _, policy := range objects[*networkingv1.NetworkPolicy](t) {
		if policy.Namespace != namespace {
			continue
		}
		who := subject(policy.Spec.PodSelector)
		for _, rule := range policy.Spec.Egress {
			all = append(all, ways("to "+who, rule.To, rule.Ports)...)
		}
		for _, rule := range policy.Spec.Ingress {
			all = append(all, ways("from "+who, rule.From, rule.Ports)...)
		}
	}
	slices.Sort(all)
	return all
}

func ways(prefix string, peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort) []string {
	if len(peers) == 0 || len(ports) == 0 {
		return []string{prefix + " anybody"} // what is left out is open
	}
	var all []string
	for _, peer := range peers {
		for _, port := range ports {
			all = append(all, fmt.Sprintf("%s %s:%d", prefix, place(peer), port.Port.IntVal))
		}
	}
	return all
}

func place(peer networkingv1.NetworkPolicyPeer) string {
	if peer.IPBlock != nil {
		return peer.IPBlock.CIDR
	}
	where := "its own"
	if peer.NamespaceSelector != nil {
		where = peer.NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]
	}
	if peer.PodSelector == nil {
		return where + "/*"
	}
	return where + "/" + subject(*peer.PodSelector)
}

// subject is the one label that a selector asks for.
func subject(selector metav1.LabelSelector) string {
	for _, value := range selector.MatchLabels {
		return value
	}
	return "*"
}

// PKS-2.1b: the whole list, so that whoever opens a way changes this line too.
func TestFunctionsReachOnlyWhatTheyNeed(t *testing.T) {
	want := []string{
		"from * openfaas/gateway:8080", "from * openfaas/prometheus:8081",
		"to * kube-system/kube-dns:53", "to * kube-system/kube-dns:53", "to * simpul/redis:6379",
		"to semester-report 192.0.2.25/32:587", "to submit-balikan 192.0.2.21/32:443",
		"to verify-nik 192.0.2.20/32:443", "to verify-nik 192.0.2.48/28:7443",
	}
	if got := allowed(t, "openfaas-fn"); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	want = []string{
		"from redis openfaas-fn/*:6379", "from redis simpul/perawatan:6379",
		"to perawatan its own/redis:6379", "to perawatan kube-system/kube-dns:53", "to perawatan kube-system/kube-dns:53",
	}
	if got := allowed(t, "simpul"); !slices.Equal(got, want) {
		t.Errorf("Redis: got  %q\nwant %q", got, want)
	}
}

// A policy opens; only one that selects everybody, and names both directions, closes.
func TestWhatIsNotAllowedIsRefused(t *testing.T) {
	closed := map[string]bool{}
	for _, policy := range objects[*networkingv1.NetworkPolicy](t) {
		if subject(policy.Spec.PodSelector) == "*" && len(policy.Spec.PolicyTypes) == 2 {
			closed[policy.Namespace] = true
		}
		if who := subject(policy.Spec.PodSelector); who != "*" && !slices.Contains(pods(t), who) {
			t.Errorf("%s is about %s, which there is not", policy.Name, who)
		}
		for _, kind := range policy.Spec.PolicyTypes {
			if kind != networkingv1.PolicyTypeIngress && kind != networkingv1.PolicyTypeEgress {
				t.Errorf("%s: %s", policy.Name, kind)
			}
		}
	}
	for _, namespace := range []string{"openfaas-fn", "simpul"} {
		if !closed[namespace] {
			t.Errorf("%s is open", namespace)
		}
	}
	if strings.Contains(strings.Join(allowed(t, "openfaas-fn"), " "), "0.0.0.0/0") {
		t.Error("a way to everywhere")
	}
}
