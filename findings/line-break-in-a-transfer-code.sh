#!/usr/bin/env bash
# sepa-payment-qr-code 2.0.2: a line break in the name or the text of a transfer goes into the code as it is, where each line is a field. A name of two lines puts
# its second in the place of the IBAN, which itself falls into that of the amount: whoever may choose a name chooses where the money goes. NaN, which
# is a number to its check, becomes «EURNaN», and an amount of 1.005 euros is cut to 1.00 without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sepa-payment-qr-code@2.0.2
cat >run.cjs <<'JS'
const library = require('sepa-payment-qr-code')
const write = library.default ?? library
const told = (more) => write({ name: 'Fund', iban: 'FR7630006000011234567890189', amount: 12.3, ...more }).split('\n')
console.log('as it is meant:', told({}).slice(5, 8).join(' | '))
console.log('a name of two lines:', told({ name: 'Fund\nDE02120300000000202051' }).slice(5, 8).join(' | '))
console.log('NaN:', told({ amount: NaN })[7])
console.log('1.005:', told({ amount: 1.005 })[7])
JS
node run.cjs | tee seen
diff seen - <<'SEEN'
as it is meant: Fund | FR7630006000011234567890189 | EUR12.30
a name of two lines: Fund | DE02120300000000202051 | FR7630006000011234567890189
NaN: EURNaN
1.005: EUR1.00
SEEN
