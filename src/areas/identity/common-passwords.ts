/** Passwords that lists of stolen ones and local habit put first; compared in lower case and without diacritics. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
    0000000000 0123456789 0987654321 1111111111 11223344 112233445566 123123123 1231231234 12341234 1234512345
    123456123456 123456789 1234567890 1234567891 12345678910 123456789a 123654789 147258369 1472583690 159753159753
    1a2b3c4d5e 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 741852963 789456123 987654321 9876543210 a123456789 aa12345678
    aa123456789 aaaaaaaaaa abc123456 abc1234567 abc12345678 abcd1234 abcd12345 abcd123456 abcdefghij admin123
    admin1234 admin12345 admin123456 administrator administrator1 administrator123 anhyeuem anhyeuem123 arsenal123
    asdf1234 asdf123456 asdfghjkl asdfghjkl1 barcelona baseball bome123456 canbo12345 cantho123 changeme changeme123
    charlie123 chelsea123 computer computer123 congchuc congchuc123 conyeume123 danang123 default123 demo123456
    dichvucong dichvucong123 dragon1234 emyeuanh emyeuanh123 football giadinh123 google123 guest12345 haiphong123
    hanhchinh hanhchinh123 hanhchinhcong hanhphuc123 hanoi12345 hanoi123456 hello12345 helloworld hoso123456 iloveu123
    iloveyou iloveyou1 iloveyou123 internet iuemnhieu juventus khongbiet khongcomatkhau khongthequen lethia letmein123
    liverpool lkjhgfdsa locphat168 login12345 maiyeuem123 manchester master123 master1234 matkhau matkhau1 matkhau12
    matkhau123 matkhau1234 matkhau12345 matkhau123456 matkhaucuatoi matkhaumanh matkhaumoi meyeucon123 michael123
    minecraft mnbvcxzlkj monkey1234 motcua motcua123 motcua1234 motcuademo nguyenthia nguyenvana nguyenvanan
    nguyenvanb p@ssw0rd p@ssw0rd1 p@ssw0rd123 p@ssword passw0rd passw0rd123 password password1 password12 password123
    password1234 phattai123 poiuytrewq pokemon123 princess q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedc qazwsxedcrfv quangninh
    quangninh123 qwer1234 qwer123456 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop saigon123
    samsung123 secret1234 starwars sunshine superman test12345 test123456 thanhcong123 tiepnhan123 toiyeuvietnam
    tranvana trustno1 ubnd123456 ubndxa123 user123456 uybannhandan uybannhandanxa vanphong123 vietnam vietnam1
    vietnam12 vietnam123 vietnam1234 vietnam123456 vietnam2024 vietnam2025 vietnam2026 vietnamvodich welcome1
    welcome123 welcome2024 welcome2025 welcome2026 whatever yeuanhnhieu yeuemnhieu yeumotnguoi yeuvietnam zaq12wsx
    zxcv123456 zxcvbnm123 zxcvbnmasdf
  `
    .trim()
    .split(/\s+/),
);
