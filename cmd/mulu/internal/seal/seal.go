// Package seal signs manifests with Ed25519 (RFC 8032) and makes sure of such signatures.
//
// A signature is written as OpenSSH writes one of a file (PROTOCOL.sshsig), over the file's
// SHA-256: so ssh-keygen -Y verify, which nearly every machine has, tells whether it is good
// without mulu, and to sign a large manifest costs no second reading of it. Whoever has the
// same key and the same bytes gets the same signature.
//
// The package promises that a private key is never printed, never part of an error, and only
// read from a file that nobody else may read. Where the file may lie is decided above.
package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// Namespace says in a signature what it is for: one that was made for something else of the
// same key is none of a manifest.
const Namespace = "mulu-manifest"

// MaxSize is more than a signature or a key takes, in bytes.
const MaxSize = 4 << 10

// The errors of Verify, which are in Chinese.
var (
	ErrForm     = errors.New("不是 mulu 写的签名")
	ErrOtherKey = errors.New("是用另一把密钥签的")
	ErrWrong    = errors.New("签的不是这份清单")
)

// The words of the format.
const (
	magic     = "SSHSIG"
	version   = 1
	algorithm = "ssh-ed25519"
	hashName  = "sha256"
	pemType   = "SSH SIGNATURE"
)

// Digest is the SHA-256 of what is signed.
type Digest = [32]byte

// PublicKey is what others need to make sure of a signature.
type PublicKey [ed25519.PublicKeySize]byte

// blob is the key as OpenSSH writes it (RFC 8709).
func (k PublicKey) blob() []byte {
	return appendString(appendString(nil, []byte(algorithm)), k[:])
}

// String is the key as a line of a .pub file, without the comment.
func (k PublicKey) String() string {
	return algorithm + " " + base64.StdEncoding.EncodeToString(k.blob())
}

// ParsePublicKey reads the line of a .pub file.
func ParsePublicKey(text string) (k PublicKey, err error) {
	if strings.Contains(text, "PRIVATE KEY") {
		return k, errors.New("这是私钥；私钥只用来签名，不要交给别人，这里要写公钥文件（.pub）")
	}
	fields := strings.Fields(text)
	if len(fields) < 2 || fields[0] != algorithm {
		return k, fmt.Errorf("不是公钥：应有一行，以 %s 开头", algorithm)
	}
	data, err := base64.StdEncoding.DecodeString(fields[1])
	if err == nil && len(data) == len(k.blob()) {
		copy(k[:], data[len(data)-len(k):])
	}
	if err != nil || !bytes.Equal(data, k.blob()) {
		return PublicKey{}, errors.New("公钥不完整，或者被改动过")
	}
	return k, nil
}

// Sign gives the signature of what has the digest, as the text of its file.
func (k *Key) Sign(d Digest) []byte {
	return armour(k.Public(), ed25519.Sign(k.private, message(d)))
}

// Verify makes sure that a signature is of that key and of what has the digest.
func Verify(signature []byte, d Digest, k PublicKey) error {
	block, rest := pem.Decode(signature)
	if block == nil || block.Type != pemType || len(rest) > 0 || len(block.Bytes) < ed25519.SignatureSize {
		return ErrForm
	}
	// Nothing else is in it that could vary, so the rest is compared and not read.
	raw := block.Bytes[len(block.Bytes)-ed25519.SignatureSize:]
	switch own := armour(k, raw); {
	case bytes.Equal(own, signature):
	case len(own) == len(signature) && sameButKey(block.Bytes, k, raw):
		return ErrOtherKey
	default:
		return ErrForm
	}
	if !ed25519.Verify(k[:], message(d), raw) {
		return ErrWrong
	}
	return nil
}

// Fits says whether a signature is one of this digest, by the key that it names itself: that
// tells to which file it belongs, and nothing about who signed it.
func Fits(signature []byte, d Digest) bool {
	_, ok := Signer(signature, d)
	return ok
}

// Signer is the key by which a signature is one of this digest. Anybody may have made it: who is
// trusted is known elsewhere.
func Signer(signature []byte, d Digest) (k PublicKey, ok bool) {
	block, _ := pem.Decode(signature)
	at := keyAt(k)
	if block == nil || len(block.Bytes) < at+len(k) {
		return k, false
	}
	copy(k[:], block.Bytes[at:])
	return k, Verify(signature, d, k) == nil
}

// keyAt is where in a signature's blob its key stands.
func keyAt(k PublicKey) int { return len(magic) + 4 + 4 + len(k.blob()) - len(k) }

// sameButKey says whether the blob is a signature of ours by another key.
func sameButKey(blob []byte, k PublicKey, raw []byte) bool {
	at := keyAt(k)
	if len(blob) < at+len(k) {
		return false
	}
	var other PublicKey
	copy(other[:], blob[at:])
	return other != k && bytes.Equal(blob, blobOf(other, raw))
}

// message is what the key signs, for the digest of a file.
func message(d Digest) []byte {
	b := appendString([]byte(magic), []byte(Namespace))
	b = appendString(b, nil) // reserved
	return appendString(appendString(b, []byte(hashName)), d[:])
}

func armour(k PublicKey, raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: blobOf(k, raw)})
}

func blobOf(k PublicKey, raw []byte) []byte {
	b := binary.BigEndian.AppendUint32([]byte(magic), version)
	b = appendString(appendString(b, k.blob()), []byte(Namespace))
	b = appendString(appendString(b, nil), []byte(hashName))
	return appendString(b, appendString(appendString(nil, []byte(algorithm)), raw))
}

// appendString writes a string of RFC 4251: its length before its bytes.
func appendString(b, s []byte) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}
