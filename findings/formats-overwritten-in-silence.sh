#!/usr/bin/env bash
# @fastify/ajv-compiler 4.0.7 (with ajv-formats 3.0.1): a format of one's own, given to Fastify as `ajv.customOptions.formats`, where Ajv's
# documentation has it, is overwritten without a word when ajv-formats knows the same name (email, uuid, date, time, uri…). The compiler adds
# that plugin after the options were read. Names that it does not know stay. `onCreate`, which comes later, or a plugin of one's own keeps them.
#
# What one loses is what one wanted to be stricter about: its `uuid` takes "urn:uuid:…", which PostgreSQL's type refuses with an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @fastify/ajv-compiler@4.0.7 ajv-formats@3.0.1
cat >run.mjs <<'JS'
import compilers from '@fastify/ajv-compiler'

const formats = { uuid: /^[0-9a-f-]{36}$/, colour: /^#[0-9a-f]{6}$/ }
const id = 'urn:uuid:01a20cc9-fd21-703a-9f7b-af6d1b5a5e09'
const asked = (options) => {
  const compile = compilers.AjvCompiler()({}, options)
  const takes = (format, text) => compile({ schema: { type: 'string', format } })(text)
  return `urn:uuid: ${takes('uuid', id) ? 'taken' : 'refused'}, red: ${takes('colour', 'red') ? 'taken' : 'refused'}`
}
console.log(`customOptions.formats: ${asked({ customOptions: { formats } })}`)
const onCreate = (ajv) => Object.entries(formats).forEach(([name, format]) => ajv.addFormat(name, format))
console.log(`onCreate: ${asked({ customOptions: {}, onCreate })}`)
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
customOptions.formats: urn:uuid: taken, red: refused
onCreate: urn:uuid: refused, red: refused
SEEN
