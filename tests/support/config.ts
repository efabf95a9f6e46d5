import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../../src/platform/config/config.ts'
import { createLog } from '../../src/platform/log.ts'

export const silentLog = createLog(process.env.TEST_LOG ?? 'silent')

/** Settings of a test: a data folder of its own in that folder, a secret, and proxies believed so that a test can come from many addresses. */
export function testConfig(folder: string, env: Record<string, string> = {}): Config {
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(folder, 'program-'))
  return readConfig({
    DATA_DIR: dataDir,
    SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9',
    MOVEMENT_NAME: 'La Belle Saison',
    TRUST_PROXY: 'loopback',
    SIGNATURES_PER_ADDRESS: '100000',
    PAGES_PER_NETWORK: '100000',
    // What a test has just written, the next page shows.
    PAGES_KEPT: '0',
    ...env,
  })
}
