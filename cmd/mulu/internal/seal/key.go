package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// Key is a private key. It prints as nothing.
type Key struct{ private ed25519.PrivateKey }

// String keeps the key out of all that is printed.
func (k *Key) String() string { return "（私钥）" }

// GoString is String.
func (k *Key) GoString() string { return k.String() }

// Public is the key that belongs to it.
func (k *Key) Public() (p PublicKey) {
	copy(p[:], k.private.Public().(ed25519.PublicKey))
	return p
}

const privateType = "PRIVATE KEY" // PKCS #8 (RFC 8410), which openssl reads

// PublicName is the file of the public key beside that of the private one.
func PublicName(file string) string { return file + ".pub" }

// Create makes a key and writes it to a new file that its owner alone may read, and its
// public key beside it. Neither is ever written over: the error is fs.ErrExist then.
func Create(file string) (*Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	k := &Key{private}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(PublicName(file)); !errors.Is(err, fs.ErrNotExist) {
		return nil, &fs.PathError{Op: "create", Path: PublicName(file), Err: fs.ErrExist}
	}
	if err := create(file, 0o600, pem.EncodeToMemory(&pem.Block{Type: privateType, Bytes: der})); err != nil {
		return nil, err
	}
	if err := create(PublicName(file), 0o644, []byte(k.Public().String()+" mulu\n")); err != nil {
		return nil, errors.Join(err, os.Remove(file))
	}
	return k, nil
}

// create writes a new file to the disk; one that was written in part is removed.
func create(name string, mode fs.FileMode, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// ReadKey reads a private key. A file that others may read is refused, as ssh does it: what
// they signed could not be told from what its owner signed.
func ReadKey(file string) (*Key, error) {
	data, info, err := readSmall(file)
	if err != nil {
		return nil, err
	}
	if perm := info.Mode().Perm(); runtime.GOOS != "windows" && perm&0o077 != 0 {
		return nil, fmt.Errorf("私钥文件 %s 别人也能读写（权限 %04o）；运行 chmod 600 %s，再看看有没有人拿走过它", file, perm, file)
	}
	block, _ := pem.Decode(data)
	if block == nil || block.Type != privateType {
		return nil, fmt.Errorf("%s 不是 mulu keygen 写的私钥", file)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := parsed.(ed25519.PrivateKey)
	if err != nil || !ok { // the error may quote the key
		return nil, fmt.Errorf("%s 不是 Ed25519 私钥，或者不完整", file)
	}
	return &Key{private}, nil
}

// ReadPublicKey reads the file of a public key.
func ReadPublicKey(file string) (PublicKey, error) {
	data, _, err := readSmall(file)
	if err != nil {
		return PublicKey{}, err
	}
	k, err := ParsePublicKey(string(data))
	if err != nil {
		return k, fmt.Errorf("%s：%w", file, err)
	}
	return k, nil
}

func readSmall(file string) ([]byte, fs.FileInfo, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() // opened for reading: nothing to lose
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > MaxSize {
		return nil, nil, fmt.Errorf("%s 不是密钥文件", file)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxSize))
	return data, info, err
}
