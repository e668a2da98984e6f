package registrytest

import (
	"fmt"
	"strconv"
)

// housed gives p an address of its own in r.
func (b *builder) housed(p Person, r region) Person {
	b.household++
	p.household = b.household
	kecamatan := b.below(len(subdistricts))
	kelurahan := b.below(len(villages))
	p.Provinsi, p.kodeProvinsi, p.Kabupaten, p.kodeKabupaten = r.provinsi, r.code[:2], r.kabupaten, unpadded(r.code[2:])
	p.KodeKecamatan, p.Kecamatan = strconv.Itoa(kecamatan+1), subdistricts[kecamatan]
	p.kodeKelurahan, p.Kelurahan = strconv.Itoa(kelurahanBase(r)+kelurahan), villages[kelurahan]
	p.RT, p.RW = strconv.Itoa(1+b.below(9)), strconv.Itoa(1+b.below(16))
	p.Alamat = fmt.Sprintf("%s NO. %d", pick(b, streets), 1+b.below(120))
	return p
}

// movedIn gives p the address and the family card of host.
func movedIn(p, host Person) Person {
	p.Provinsi, p.Kabupaten, p.Kecamatan, p.Kelurahan = host.Provinsi, host.Kabupaten, host.Kecamatan, host.Kelurahan
	p.kodeProvinsi, p.kodeKabupaten = host.kodeProvinsi, host.kodeKabupaten
	p.KodeKecamatan, p.kodeKelurahan = host.KodeKecamatan, host.kodeKelurahan
	p.Alamat, p.RT, p.RW, p.household = host.Alamat, host.RT, host.RW, host.household
	return p
}

func unpadded(digits string) string {
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic(err) // of our own making
	}
	return strconv.Itoa(n)
}

// kelurahanBase tells wards of a city (1xxx) from villages (2xxx).
func kelurahanBase(r region) int {
	if r.isCity() {
		return 1001
	}
	return 2001
}
