import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { loadDemoVote } from '../../staff/elections/demo.ts'
import { tick } from './clock.ts'
import { loadDemoProxies } from './demo.ts'

const program = await useProgram()
const { app, rows } = program

test('the demo has proxies in all states, of neighbours, within what the law gives; time takes none away, and again changes nothing', async () => {
  await addSupporters(
    program,
    Array.from({ length: 60 }, (_, n) => ({
      given_name: `P${n}`,
      family_name: 'Durand',
      place: n < 40 ? 'FR-69123' : n < 58 ? 'FR-38185' : 'FR-97120',
    })),
  )
  await loadDemoVote(app)
  await loadDemoProxies(app)
  const states = await rows<{ state: string }>(
    'select distinct coalesce((select m.state from proxy_match m where m.ask_id = a.id), a.state) as state from proxy_ask a order by 1',
  )
  expect(states.map(({ state }) => state)).toEqual(['agreed', 'ended', 'established', 'paused', 'proposed', 'waiting'])
  const count = async () => (await rows<{ n: number }>('select count(*)::int as n from proxy_ask'))[0]!.n
  expect(await count()).toBe(30)
  await loadDemoProxies(app)
  await tick(app)
  expect(await count()).toBe(30)
  const days = await rows<{ day: string }>('select distinct told_on::text as day from proxy_ask order by 1')
  expect(days).toHaveLength(2)
})
