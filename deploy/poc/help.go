package main

// help is the manual for who runs the trial on the real line.
const help = `poc: uji coba (proof of concept) menurut Juknis II.D, dengan protokol JSON dan PDF

  poc -operator ID [-niks BERKAS] [-out FOLDER] [-letter NOMOR -letter-date TANGGAL] [-yes]

  -operator     id administrator pada daftar petugas; NDA-nya tercatat
  -niks         berkas NIK uji dari Dukcapil (YAML); tanpa berkas ini tidak ada akses yang dipakai
  -out          folder untuk protokol; berkas yang sudah ada tidak ditimpa
  -letter       nomor surat uji coba; wajib kecuali terhadap simulator
  -letter-date  tanggal surat itu, misalnya 2026-02-03
  -yes          jalan tanpa bertanya; hanya terhadap simulator

Pada jalur Dukcapil yang sebenarnya:

  1. Kirim surat permohonan uji coba, dan sepakati jadwalnya. Minta NIK uji untuk setiap jawaban Juknis II.C.2b, bila ada
     juga untuk gangguannya, dan sidik jari (SHA-256) sertifikat server.
  2. Siapkan konfigurasi: alamat, jalur, nama isian, tls.pin_sha256 atau ca_file, ip_user; simulator: true dihapus. Metode
     selain webportal memerlukan adendum. Berkas registry-user-id dan registry-password ada di folder rahasia.
  3. Tulis NIK uji di berkas tersendiri di luar folder program, chmod 600:

       cases:
         - {expect: found, nik: "…", claimed: {nama_lengkap: "…", tanggal_lahir: "…"}}
         - {expect: deceased, nik: "…"}
         - {expect: duplicate, nik: "…"}
         - {expect: inactive, nik: "…"}
         - {expect: not_found, nik: "…"}
         - {expect: invalid_format, nik: "…"}

     Gangguan, bila Dukcapil menyediakan NIK ujinya: login_failed, institution_inactive, user_inactive, address_refused,
     outside_hours, request_incomplete, not_processable, quota_exhausted, unknown. quota_exhausted menutup akses sampai
     00.00 WIB dan ditanyakan paling akhir.
  4. Jalankan tanpa -niks lebih dulu: sambungan, sertifikat, format dan penangguhan diuji tanpa memakai kuota.
  5. Jalankan dengan -niks di hadapan kedua pihak. Program menyebut jumlah akses dan menunggu persetujuan yang diketik. Akses
     semua petugas ditangguhkan sekejap pada langkah penangguhan.
     Langkah terakhir mengirim satu data balikan tentang NIK uji dengan nomor izin rekaan UJI-COBA/1 sesudah KIRIM diketik;
     sepakati ini lebih dulu. Akses uji coba lainnya ditutup dengan kode uji_coba.
  6. Cetak PDF-nya, bahas pertanyaan terbuka, tanda tangani, lampirkan pada surat hasil. Hapus berkas NIK uji.
  7. Sesudah surat hasil terbit: quota-check, tindakan mode, dengan nomor dan tanggal surat itu (Juknis II.B.2).

Bila Dukcapil menolak secara tak terduga (gagal login, user ID non aktif, alamat ditolak), uji coba berhenti bertanya dan akses
dibiarkan tertutup: cari sebabnya, lalu resume lewat quota-check.`
