import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { closeFolder } from './folder.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'appui-folder-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const rights = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a folder that is not there is made, its owner’s alone', () => {
  const path = join(folder(), 'a', 'b')
  expect([closeFolder(path), rights(path)]).toEqual([false, '700'])
})

test('a folder that others may enter is closed with all in it, and said to have been open; once', () => {
  const path = folder()
  mkdirSync(join(path, 'outbox'))
  writeFileSync(join(path, 'outbox', 'code.eml'), '')
  for (const [name, mode] of [
    ['', 0o755],
    ['outbox', 0o777],
    ['outbox/code.eml', 0o666],
  ] as const)
    chmodSync(join(path, name), mode)
  expect(closeFolder(path)).toBe(true)
  expect(['', 'outbox', 'outbox/code.eml'].map((name) => rights(join(path, name)))).toEqual(['700', '700', '600'])
  expect(closeFolder(path)).toBe(false)
})

test('what a link of the folder leads to is left as it is, and one that leads nowhere stops nothing', () => {
  const [path, elsewhere] = [folder(), join(folder(), 'backups')]
  mkdirSync(elsewhere)
  chmodSync(elsewhere, 0o755)
  symlinkSync(elsewhere, join(path, 'backups'))
  symlinkSync(join(elsewhere, 'gone'), join(path, 'gone'))
  chmodSync(path, 0o755)
  expect(closeFolder(path)).toBe(true)
  expect([rights(path), rights(elsewhere)]).toEqual(['700', '755'])
})
