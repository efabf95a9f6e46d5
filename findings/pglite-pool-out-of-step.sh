#!/usr/bin/env bash
# @electric-sql/pglite 0.5.16 with its adapter for node-postgres (pg 8.23.1): when a statement with parameters fails in `pool.query`, the
# statements after it get the answers of others. Four of them fail; the fifth succeeds and returns the row of the second.
#
# A pool lets a connection go whose statement failed, and the adapter then drops its listeners while answers are still on their way; they
# reach the next connection. `client.query` on a connection that is kept, whether in a transaction or not, stays in step; so does a
# statement without parameters, and all of it against a PostgreSQL server. The danger is not the errors but the right-looking row.
#
# Seen: kept connection: 1 2 3 4 5 6. pool: four errors, then 2 (asked for 5), then 6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16 pg@8.23.1
cat >run.mjs <<'JS'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'

async function askSix(on) {
  await on.query('select $1::integer / 0', [1]).catch(({ code }) => console.log('  refused,', code))
  for (let n = 1; n <= 6; n++)
    await on.query('select $1::integer as n', [n]).then(({ rows }) => console.log(`  asked ${n}, got ${rows[0].n}`), () => console.log(`  asked ${n}, failed`))
}

const open = () => new pg.Pool({ ...createPgConfig(), max: 1 }).on('error', () => {})
console.log('kept connection')
await askSix(await open().connect())
console.log('pool')
await askSix(open())
process.exit(0)
JS
timeout 120 node run.mjs | tee seen
diff seen - <<'SEEN'
kept connection
  refused, 22012
  asked 1, got 1
  asked 2, got 2
  asked 3, got 3
  asked 4, got 4
  asked 5, got 5
  asked 6, got 6
pool
  refused, 22012
  asked 1, failed
  asked 2, failed
  asked 3, failed
  asked 4, failed
  asked 5, got 2
  asked 6, got 6
SEEN
