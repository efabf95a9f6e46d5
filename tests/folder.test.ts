import { expect, test } from 'vitest'
import { ownFolder } from './support/installation.ts'
import { startServer } from './support/process.ts'

test('a second process is kept out of a folder that is open', async () => {
  const { env } = ownFolder()
  const server = await startServer(env)
  await expect(startServer(env)).rejects.toThrow('is open in another process')
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200)
  await server.kill('SIGKILL')
  const again = await startServer(env)
  await again.kill('SIGTERM')
})
