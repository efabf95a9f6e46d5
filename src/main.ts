import { mkdirSync } from 'node:fs'
import { loadDemo } from './demo.ts'
import { type Config, readConfig, SettingsError } from './platform/config/config.ts'
import { createLog } from './platform/log.ts'
import { createProgram } from './program.ts'

/** What the demo is called and where it lives, unless the settings say otherwise. */
const DEMO = { MOVEMENT_NAME: 'La Belle Saison', DATA_DIR: './var/demo' }

const [command = 'start'] = process.argv.slice(2)
if (command === 'start' || command === 'demo') await run(settings(), command === 'demo')
else fail([`Unknown command "${command}": start or demo.`])

async function run(config: Config, demo: boolean): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true })
  const log = createLog(config.logLevel)
  const program = await createProgram(config, log)
  if (demo) await loadDemo(program.app)
  if (config.role !== 'web') await program.jobs.work(program.app)
  // A worker listens too: an orchestrator asks it for /healthz and /readyz.
  await program.server.listen({ port: config.port, host: config.host })
  process.stdout.write(`\n  ${config.movement.name}: ${config.publicUrl}\n\n`)

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    await program.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}

function settings(): Config {
  try {
    return readConfig(command === 'demo' ? { ...DEMO, ...process.env } : process.env)
  } catch (error) {
    if (error instanceof SettingsError) return fail(error.mistakes)
    throw error
  }
}

function fail(sentences: string[]): never {
  process.stderr.write(`Appui cannot start:\n${sentences.map((sentence) => `- ${sentence}\n`).join('')}`)
  process.exit(1)
}
