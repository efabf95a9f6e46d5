#!/usr/bin/env bash
# Banks that count thirty days in each month for interest write 30 February as a value date into MT940. mt940js 1.3.5, swiftmessageparser 1.2.1 and
# @centrapay/swift-parser 1.0.1 make 2 March of it, without a word: a day after the entry date of 1 March beside it, and in another month.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mt940js@1.3.5 swiftmessageparser@1.2.1 @centrapay/swift-parser@1.0.1
cat >run.cjs <<'JS'
const { Parser } = require('mt940js')
const text = [
  ':20:START', ':25:DE02120300000000202051', ':28C:1/1', ':60F:C260227EUR1000,00',
  ':61:2602300301C12,50NTRFNONREF', ':86:interest', ':62F:C260301EUR1012,50', '-', '',
].join('\r\n')
const day = (date) => date.toISOString().slice(0, 10)
const shown = (name, [{ transactions: [one] }]) => console.log(`${name}: value ${day(new Date(one.date))}, entry ${day(new Date(one.entryDate))}`)
shown('mt940js', new Parser().parse(text))
shown('swiftmessageparser', require('swiftmessageparser').parse({ type: 'mt940', data: text }))
shown('@centrapay/swift-parser', require('@centrapay/swift-parser').parse({ type: 'mt940', data: text }))
JS
TZ=UTC node run.cjs | tee seen
diff seen - <<'SEEN'
mt940js: value 2026-03-02, entry 2026-03-01
swiftmessageparser: value 2026-03-02, entry 2026-03-01
@centrapay/swift-parser: value 2026-03-02, entry 2026-03-01
SEEN
