#!/usr/bin/env bash
# PostgreSQL 18.6 (in @electric-sql/pglite 0.5.16; the same on a server of 15.18): a prepared statement whose list comes as `unnest($1)` is
# planned anew at each execution, for good. The same statement with `unnest((select $1))` is planned five times and then never again.
#
# plan_cache_mode "auto" keeps the generic plan once it looks no dearer than the average custom one. For a custom plan the planner counts
# the elements of the array it was given; for the generic one it assumes ten. With lists of one or two the custom plan therefore always
# looks cheaper, and planning, which may cost more than running, is paid each time. A subquery hides the list from the planner in both.
#
# Seen: unnest($1): 0 generic, 20 custom plans of 20; unnest((select $1)): 15 generic, 5 custom.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16
cat >run.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite'

const db = new PGlite()
await db.exec(`create table place (id integer primary key, name text);
  insert into place select n, 'town ' || n from generate_series(1, 10000) n; analyze place`)
const named = (list) => `select asked.nth, place.name from unnest(${list}) with ordinality as asked (id, nth)
  join lateral (select name from place where place.id = asked.id::integer) place on true`
await db.exec(`prepare plain (text[]) as ${named('$1')}; prepare hidden (text[]) as ${named('(select $1)')}`)
for (let n = 1; n <= 20; n++) {
  await db.query(`execute plain ('{${n}}')`)
  await db.query(`execute hidden ('{${n}}')`)
}
const { rows } = await db.query('select name, generic_plans, custom_plans from pg_prepared_statements order by name desc')
for (const { name, generic_plans, custom_plans } of rows) console.log(`${name}: ${generic_plans} generic, ${custom_plans} custom`)
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
plain: 0 generic, 20 custom
hidden: 15 generic, 5 custom
SEEN
