package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"path/filepath"

	"simpul/lib/config"
)

func privateKey(path string) (ed25519.PrivateKey, error) {
	block, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(block)
	if private, ok := key.(ed25519.PrivateKey); ok && err == nil {
		return private, nil
	}
	return nil, errors.New("kunci: openssl genpkey -algorithm ed25519 membuat kunci yang benar")
}

func publicKey(path string) (ed25519.PublicKey, error) {
	block, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKIXPublicKey(block)
	if public, ok := key.(ed25519.PublicKey); ok && err == nil {
		return public, nil
	}
	return nil, errors.New("kunci publik: openssl pkey -pubout membuat kunci yang benar")
}

func readPEM(path string) ([]byte, error) {
	if path == "" {
		return nil, errors.New("berkas kunci belum disebut")
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	text, err := config.NewSecrets("").Read(absolute)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode([]byte(text.Reveal()))
	if block == nil {
		return nil, errors.New("berkas kunci bukan PEM")
	}
	return block.Bytes, nil
}
