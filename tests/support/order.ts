import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Runs files that want the same program one after the other: a worker takes the program of the file before over. */
export class ByProgram extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const wanted = new Map(sorted.map((file) => [file, `${file.project.name} ${programOf(file)}`]))
    return sorted.toSorted((a, b) => (wanted.get(a)! < wanted.get(b)! ? -1 : wanted.get(a)! > wanted.get(b)! ? 1 : 0))
  }
}

/** What a file asks of its program, as it is written there; nothing where it starts none. */
function programOf({ moduleId }: TestSpecification): string {
  return /await use\w+\(([^)]*)\)/.exec(readFileSync(moduleId, 'utf8'))?.[1] ?? ''
}
