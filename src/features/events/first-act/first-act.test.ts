import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { useProgram, visitor } from '../../../../tests/support/program.ts'
import { confirmationPath, postForm } from '../../../../tests/support/signing.ts'

const program = await useProgram({ working: true })
const { server, rows, clock } = program

test('an event nearby is the first thing proposed; she comes with one press, without another mail, while the door is open', async () => {
  const zoe = await signer(program, 'Organisatrice')
  const event = await addEvent(program, zoe.person, { title: 'Tout près', inHours: 30 })
  const pressed = await server.inject({ method: 'POST', url: await confirmationPath(program), headers: visitor() })
  const thanks = (await server.inject(String(pressed.headers.location))).body
  const path = /href="(\/events\/[^"]+\/welcome\/[^"]+)"/.exec(thanks)![1]!
  expect((await server.inject(path)).body).not.toContain('name="email"')
  expect((await postForm(program, path.replace(/welcome\/.*/, 'welcome/forged'), {})).statusCode).toBe(404)
  const mails = (await program.mails()).length
  const own = (await postForm(program, path, { seats: '1' })).headers.location!
  expect((await server.inject(own)).body).toContain('Tout près')
  expect(
    await rows(
      "select s.state from sign_up s join contact_point c on c.person_id = s.person_id where c.value = 'zoe@example.org'",
    ),
  ).toEqual([{ state: 'coming' }])
  expect((await program.mails()).slice(mails).map(({ subject }) => subject)).not.toContain('Confirmez : Tout près')
  expect((await server.inject(path)).body).toContain(own)
  expect((await server.inject(`/events/${event}`)).body).not.toContain(own)
  clock.now = new Date(clock.now.getTime() + 61 * 60_000)
  expect((await server.inject(path)).statusCode).toBe(404)
  expect((await postForm(program, path, {})).statusCode).toBe(404)
})
