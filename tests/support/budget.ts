import { dirname, relative } from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'

/** Seconds that the tests of a room may take, all together. */
const BUDGET = 10
/** Rooms that may take longer: they start servers, kill them, or try until chance is tired. */
const MORE: Record<string, number> = {
  tests: 150,
  browser: 150,
  imports: 40,
  exports: 40,
  clustering: 20,
  api: 20,
  bulk: 20,
  territories: 20,
  proxies: 30,
  payments: 40,
  representing: 15,
  receipts: 60,
}

/** Says at the end of a run what the tests of each room took, and which passed their budget. It fails nothing. */
export class Budget implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const took = new Map<string, number>()
    for (const module of modules) {
      const room = roomOf(module.moduleId)
      took.set(room, (took.get(room) ?? 0) + module.diagnostic().duration / 1000)
    }
    const sorted = [...took].toSorted(([, a], [, b]) => b - a)
    const lines = sorted.map(([room, seconds]) => line(room, seconds))
    this.#vitest?.logger.log(`\n Seconds of tests by room, and what they may take\n${lines.join('\n')}\n`)
  }
}

/** The folder of a test: below src/features where there is one. */
function roomOf(file: string): string {
  return relative('.', dirname(file)).replace(/^src\/(features\/)?/, '')
}

function line(room: string, seconds: number): string {
  const budget = MORE[room.split('/').at(-1)!] ?? BUDGET
  return ` ${room.padEnd(24)} ${seconds.toFixed(1).padStart(7)} of ${String(budget).padStart(3)}${seconds > budget ? '  PASSED' : ''}`
}
