#!/usr/bin/env bash
# pdfkit 0.20.2 with a standard font: a letter above U+00FF is written as three hex digits where two are meant, without an error, so that
# all letters after it turn too: "Ștefan" is no word any more.
# fontkit 2.0.4 (2.0.4 is what pdfkit uses): a font keeps the first glyph that it makes of each shape, with the letters that this one was
# of, for ever. Where one font is used for several documents, or in one the ligature ﬁ stands before "fi", or an accent was taken off its
# letter, others read back wrong: here "fin" comes back with U+FB01, and "C", which was first met as a part of "Ç", as nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pdfkit@0.20.2 fontkit@2.0.4 @expo-google-fonts/source-serif-4@0.4.1
cat >run.mjs <<'JS'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { create } from 'fontkit'

const doc = new PDFDocument({ compress: false })
doc.text('Ștefan')
doc.end()
let text = ''
for await (const part of doc) text += part.toString('latin1')
console.log('standard font:', [...text.match(/\[(<[^\]]*)\] TJ/)[1].matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex).join(''))

const file = createRequire(import.meta.url).resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf')
const font = create(readFileSync(file))
const read = (word) => font.layout(word).glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints) || '–').join(' ')
font.layout('ﬁ')
console.log('after a ligature:', read('fin') === 'ﬁ n' ? 'fin is read as U+FB01 n' : read('fin'))
font.getGlyph(font.glyphForCodePoint(0x51).id)
const fresh = create(readFileSync(file))
fresh.getGlyph(font.glyphForCodePoint(0x43).id)
console.log('after its shape alone:', fresh.layout('C').glyphs[0].codePoints.length, 'letters in the glyph of C')
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
standard font: 218746566616e
after a ligature: fin is read as U+FB01 n
after its shape alone: 0 letters in the glyph of C
SEEN
