package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// decrypter undoes the encryption of streams with the key of a file that opens without
// a password (ISO 32000-2, 7.6). Strings are not decrypted: no text is in them.
type decrypter struct {
	key    []byte
	aes    bool
	perKey bool // the key differs from object to object (before AES-256)
}

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock prepares the decryption of a file that needs it.
func (f *file) unlock() error {
	if f.crypt != nil {
		return nil
	}
	d, ok := f.resolve(f.trailer["Encrypt"]).(dict)
	if !ok {
		return nil
	}
	if f.name(d, "Filter") != "Standard" {
		return ErrEncrypted
	}
	version := f.int(d, "V")
	c := &decrypter{perKey: version < 5}
	if version >= 4 {
		method := f.dict(f.dict(d, "CF"), f.name(d, "StmF"))["CFM"]
		if f.name(d, "StmF") == "Identity" || f.name(d, "StmF") == "" {
			return nil
		}
		c.aes = method == name("AESV2") || method == name("AESV3")
	}
	if version == 5 {
		c.key = f.key256(d)
	} else {
		c.key = f.key128(d, version)
	}
	if c.key == nil {
		return ErrEncrypted
	}
	f.crypt = c
	f.packed = nil
	clear(f.cache)
	return nil
}

// key128 makes the key for the empty password of revisions 2 to 4, nil if it is wrong.
func (f *file) key128(d dict, version int) []byte {
	revision := f.int(d, "R")
	length := 5
	if n := f.int(d, "Length") / 8; version > 1 && n >= 5 && n <= 16 {
		length = n
	}
	if version == 4 {
		length = 16
	}
	h := md5.New()
	h.Write(padding)
	h.Write([]byte(f.text(d, "O"))[:min(32, len(f.text(d, "O")))])
	_ = binary.Write(h, binary.LittleEndian, uint32(f.int64(d, "P"))) // a hash takes everything
	id := f.array(f.trailer, "ID")
	first := text("")
	if len(id) > 0 {
		first, _ = f.resolve(id[0]).(text)
	}
	h.Write([]byte(first))
	if o, ok := f.resolve(d["EncryptMetadata"]).(bool); ok && !o && revision >= 4 {
		h.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	key := h.Sum(nil)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:length])
			key = sum[:]
		}
	}
	key = key[:length]
	if !bytes.HasPrefix([]byte(f.text(d, "U")), userEntry(key, []byte(first), revision)) {
		return nil
	}
	return key
}

// int64 is an integer that may be written unsigned.
func (f *file) int64(d dict, key name) int64 {
	switch o := f.resolve(d[key]).(type) {
	case int:
		return int64(o)
	case float64:
		return int64(o)
	}
	return 0
}

// userEntry is what U begins with when key is right.
func userEntry(key, id []byte, revision int) []byte {
	if revision < 3 {
		return rc4Once(key, padding)
	}
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	out := sum[:]
	for i := range 20 {
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= byte(i)
		}
		out = rc4Once(k, out)
	}
	return out
}

func rc4Once(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// key256 makes the key for the empty password of revisions 5 and 6, nil if it is wrong.
func (f *file) key256(d dict) []byte {
	u, ue := []byte(f.text(d, "U")), []byte(f.text(d, "UE"))
	if len(u) < 48 || len(ue) < 32 {
		return nil
	}
	hash := func(salt []byte) []byte {
		if f.int(d, "R") >= 6 {
			return hash6(salt)
		}
		sum := sha256.Sum256(salt)
		return sum[:]
	}
	if !bytes.Equal(hash(u[32:40]), u[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(u[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, ue[:32])
	return key
}

// hash6 is algorithm 2.B of ISO 32000-2 for the empty user password.
func hash6(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for i := 0; ; i++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		mod := 0
		for _, b := range e[:16] {
			mod += int(b)
		}
		switch mod % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

// decrypt gives the plain bytes of the object id.
func (c *decrypter) decrypt(data []byte, id ref) []byte {
	if id == (ref{}) {
		return data
	}
	key := c.key
	if c.perKey {
		long := append(bytes.Clone(key), byte(id.num), byte(id.num>>8), byte(id.num>>16), byte(id.gen), byte(id.gen>>8))
		if c.aes {
			long = append(long, "sAlT"...)
		}
		sum := md5.Sum(long)
		key = sum[:min(16, len(c.key)+5)]
	}
	if !c.aes {
		return rc4Once(key, data)
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 32 {
		return nil
	}
	out := make([]byte, (len(data)-16)/16*16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:16+len(out)])
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= 16 {
		out = out[:len(out)-pad]
	}
	return out
}
