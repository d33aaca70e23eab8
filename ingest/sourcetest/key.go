package sourcetest

import (
	"crypto/x509"
	"encoding/pem"
)

// PEM writes a private key as networks give them to people, in PKCS #8, with a word beside it: a source whose options hold the
// key is known to tell it by that word. A key is made for each run of a test, as one in a file would be taken for a secret.
func PEM(key any, word string) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Headers: map[string]string{"Comment": word}, Bytes: der}))
}
