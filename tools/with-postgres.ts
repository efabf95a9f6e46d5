/** Runs a command against a private PostgreSQL, named to it in TEST_DATABASE_URL: `node tools/with-postgres.ts npx vitest …`. */
import { spawnSync } from 'node:child_process'
import { FORGETFUL, startPostgres } from './postgres.ts'

const [command, ...args] = process.argv.slice(2)
if (!command) throw new Error('Which command?')
const postgres = await startPostgres(FORGETFUL)
const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: postgres.url } })
await postgres.stop()
process.exit(status ?? 1)
