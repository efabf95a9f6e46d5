#!/usr/bin/env bash
# libphonenumber-js 1.13.16: ten digits that one dials in France may be of Réunion, Mayotte, Guadeloupe, Martinique, Guyane or Saint-Pierre,
# whose code in the world is not +33. Parsed with France as the country:
# - the default (smallest) metadata calls every one of them valid as +33, mobile or not;
# - the full metadata (`/max`) no longer does so for mobiles, but still takes landlines of Mayotte and of Saint-Pierre-et-Miquelon for lines
#   of the mainland, +33 269 and +33 508, which do not exist there, while it knows the same lines as valid under +262 and +508;
# - parsed with Réunion as the country, a mobile of the mainland (06…) is not valid at all.
# So one line has two spellings, both valid, by the country that a form supposed. Numbers below are made up.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16
cat >run.mjs <<'JS'
import { parsePhoneNumberFromString as smallest } from 'libphonenumber-js'
import { parsePhoneNumberFromString as full } from 'libphonenumber-js/max'

for (const [typed, country] of [
  ['0692112233', 'FR'],
  ['0269611234', 'FR'],
  ['+262269611234', 'FR'],
  ['0508411234', 'FR'],
  ['+508411234', 'FR'],
  ['0612345678', 'RE'],
]) {
  const said = [smallest, full].map((parse) => parse(typed, country)).map((one) => `${one.number} ${one.isValid() ? 'valid' : 'not valid'}`)
  console.log(`${typed} in ${country}: smallest ${said[0]}, full ${said[1]}`)
}
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
0692112233 in FR: smallest +33692112233 valid, full +33692112233 not valid
0269611234 in FR: smallest +33269611234 valid, full +33269611234 valid
+262269611234 in FR: smallest +262269611234 valid, full +262269611234 valid
0508411234 in FR: smallest +33508411234 valid, full +33508411234 valid
+508411234 in FR: smallest +508411234 valid, full +508411234 valid
0612345678 in RE: smallest +262612345678 not valid, full +262612345678 not valid
SEEN
