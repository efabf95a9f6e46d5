#!/usr/bin/env bash
# nodemailer 10.6.0 with DKIM: where the private key cannot be read, or is none, the letter is sent without a signature and without an error; and of the headers
# that RFC 8058 §4 wants signed, List-Unsubscribe is and List-Unsubscribe-Post is not, so that receivers do not show one click.
# mailauth 7.1.0: a letter whose body was changed is called "neutral", one with a changed header "fail". Whoever looks for "fail" lets changed bodies pass.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.0 mailauth@7.1.0
cat >run.mjs <<'JS'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const letter = {
  from: 'a@example.org',
  to: 'b@example.org',
  subject: 'a',
  text: 'Bonjour',
  headers: { 'List-Unsubscribe': '<https://example.org/u>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
}
const written = async (key) => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const dkim = { domainName: 'example.org', keySelector: 's', privateKey: key }
  return (await transport.sendMail({ ...letter, dkim })).message.toString()
}
const signed = async (what, key) => {
  const text = await written(key).catch((error) => `error: ${error.message}`)
  console.log(`${what}:`, text.startsWith('error') ? text : /^DKIM-Signature:/m.test(text) ? 'signed' : 'sent unsigned, no error')
  return text
}
await signed('a key that is none', 'not a key')
await signed('a key cut short', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().slice(0, 400))
const text = await signed('a good key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
const names = /[; ]h=([^;]+);/.exec(text.replace(/\r\n[ \t]+/g, ' '))[1].toLowerCase().split(':')
for (const name of ['list-unsubscribe', 'list-unsubscribe-post']) console.log(name, names.includes(name) ? 'signed' : 'not signed')

const record = `v=DKIM1; p=${createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')}`
const verified = async (what, text) => {
  const { results } = await dkimVerify(Buffer.from(text), { resolver: async () => [[record]] })
  console.log(`${what}:`, results[0].status.result)
}
await verified('as it was', text)
await verified('another body', text.replace('Bonjour', 'Bonsoir'))
await verified('another subject', text.replace('Subject: a', 'Subject: b'))
JS
node run.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
a key that is none: sent unsigned, no error
a key cut short: sent unsigned, no error
a good key: signed
list-unsubscribe signed
list-unsubscribe-post not signed
as it was: pass
another body: neutral
another subject: fail
SEEN
