import { unzipSync } from 'fflate'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { imported } from '../../../../tests/support/imports.ts'
import { ownInstallation } from '../../../../tests/support/installation.ts'
import { addRecipient, bookSomething, sendGift } from '../../../../tests/support/giving.ts'
import { addGroup } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { hashOf } from '../addresses/index.ts'
import type { Actor } from '#platform/auth/actor'
import type { AudienceId, Rule } from '../audiences/index.ts'
import { askExport } from './commands/ask.ts'
import { archivedTables, archivePieces } from './archive.ts'
import { openArchive } from './opening.ts'
import { restore } from './restoring.ts'
import { hashPoints } from '../addresses/index.ts'
import { LEFT_OUT } from './rules.ts'

const program = await useProgram({ working: true })
const { app, rows, server } = program

async function file() {
  const ids = await addSupporters(program, [
    { given_name: '=cmd|x', family_name: 'D’Alméida', email: 'zoe@example.org', place: 'FR-69123', news: true },
    { given_name: 'Léo', family_name: 'Quote"d, Nom', place: 'FR-38185' },
    { given_name: 'Ana', family_name: 'Ligne\nDeux', place: 'FR-69266' },
  ])
  await rows(
    "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', '+33612345678', now())",
    [ids[0]],
  )
  await hashPoints(program.app)
  await rows('update person set recruited_by = $1 where id = $2', [ids[2], ids[0]])
  return ids
}

async function fetched(browser: Visitor, path: string): Promise<Buffer> {
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join('; ')
  await until(async () => (await browser.get(path)).body.includes(`${path}/file`) || undefined, 'the file')
  return (await server.inject({ method: 'GET', url: `${path}/file`, headers: { cookie } })).rawPayload
}

async function audience(browser: Visitor): Promise<string> {
  return (await browser.post('/staff/audiences/new', { act: 'save', name: 'Tous', 'r.op': 'all', 'r.0.is': 'supporter' })).headers
    .location!
}

describe('an audience', () => {
  test('comes as a CSV of exactly whom it selects, safe to open, and noted', async () => {
    await file()
    const browser = await staffMember(program, 'administrator')
    const path = (await browser.post(`${await audience(browser)}/export`)).headers.location!
    const text = (await fetched(browser, path)).toString()
    const lines = text.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(text.startsWith('\uFEFFid,given_name')).toBe(true)
    expect(text).toContain("'=cmd|x")
    expect(text).toContain("'+33612345678")
    expect(text).toContain('"Quote""d, Nom"')
    const [row] = await rows("select count, action from journal where action = 'export' order by seq desc limit 1")
    expect(row).toEqual({ count: 3, action: 'export' })
  })

  test('holds nobody from outside the territory of who asks', async () => {
    await file()
    const administrator = await staffMember(program, 'administrator')
    const path = await audience(administrator)
    const officer = await staffMember(program, 'data-officer', { area_id: 'FR-69' })
    const asked = (await officer.post(`${path}/export`)).headers.location!
    const text = (await fetched(officer, asked)).toString()
    expect(text.trim().split('\r\n')).toHaveLength(3)
    expect(text).not.toContain('Léo')
  })

  test('is for who asked, for an hour', async () => {
    await file()
    const [asker, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
    const path = (await asker.post(`${await audience(asker)}/export`)).headers.location!
    await fetched(asker, path)
    expect((await other.get(`${path}/file`)).statusCode).toBe(404)
    program.clock.now = new Date(program.clock.now.getTime() + 61 * 60_000)
    expect((await asker.get(`${path}/file`)).statusCode).toBe(404)
  })

  test('is no longer for whom whose mandate has shrunk since', async () => {
    await file()
    const asker = await staffMember(program, 'administrator')
    const path = (await asker.post(`${await audience(asker)}/export`)).headers.location!
    await fetched(asker, path)
    await rows("update mandate set role_id = 'data-officer', area_id = 'FR-69' where account_id = $1", [asker.account])
    expect((await asker.get(`${path}/file`)).statusCode).toBe(404)
  })

  test('is not for who may not export', async () => {
    const administrator = await staffMember(program, 'administrator')
    const path = await audience(administrator)
    expect((await (await staffMember(program, 'staff')).post(`${path}/export`)).statusCode).toBe(403)
  })
})

describe('an audience of more than a thousand', () => {
  const crowd = (n: number) =>
    addSupporters(
      program,
      Array.from({ length: n }, (_, i) => ({ given_name: 'Ana', family_name: `Nombre ${i}` })),
    )
  const openApproval = async () =>
    (
      await rows<{ id: string; subject: string; about: string }>(
        'select id, subject, about from approval order by id desc limit 1',
      )
    )[0]!

  async function allowed(asker: Visitor, giver: Visitor, path: string) {
    expect((await asker.post(`${path}/export/approval`, { reason: 'Un envoi postal' })).statusCode).toBe(303)
    expect((await giver.post(`/staff/approvals/${(await openApproval()).id}`)).statusCode).toBe(303)
  }

  test('a thousand leave by one person; one more takes a second, once, for this audience', async () => {
    await crowd(1000)
    const [asker, giver] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
    const path = await audience(asker)
    expect((await asker.post(`${path}/export`)).headers.location).toMatch(/^\/staff\/exports\//)
    await crowd(1)
    expect((await asker.post(`${path}/export`)).headers.location).toBe(`${path}/export`)
    expect((await asker.get(`${path}/export`)).body).toMatch(/1\s100 personnes au plus/)
    await allowed(asker, giver, path)
    expect((await openApproval()).about).toMatch(/^Tous \(1\s100\)$/)
    // Who allowed it takes nothing by it.
    expect((await giver.post(`${path}/export`)).headers.location).toBe(`${path}/export`)
    const made = (await asker.post(`${path}/export`)).headers.location!
    expect((await fetched(asker, made)).toString().trim().split('\r\n')).toHaveLength(1002)
    expect((await asker.post(`${path}/export`)).headers.location).toBe(`${path}/export`)
  })

  test('what was allowed is that audience as it was, within that territory, and no more of them', async () => {
    await crowd(1001)
    const [asker, giver] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
    const path = await audience(asker)
    const refused = async () => (await asker.post(`${path}/export`)).headers.location === `${path}/export`
    await allowed(asker, giver, path)
    const before = await rows<{ rule: object }>('select rule from audience')
    await rows("update audience set rule = jsonb_build_object('op', 'all', 'of', jsonb_build_array(rule))")
    expect(await refused()).toBe(true)
    await rows('update audience set rule = $1', [JSON.stringify(before[0]!.rule)])
    await crowd(100)
    expect(await refused()).toBe(true)
    await rows("delete from person where family_name = 'Nombre 99'")
    expect(await refused()).toBe(false)
  })

  test('who came between being allowed and the file being written stops it', async () => {
    await file()
    const browser = await staffMember(program, 'administrator')
    const path = await audience(browser)
    const [{ id, rule }] = (await rows<{ id: string; rule: Rule }>('select id, rule from audience')) as [
      { id: string; rule: Rule },
    ]
    const hand = { actor: { account: browser.account, roles: [] } as unknown as Actor, now: program.clock.now }
    const asked = {
      kind: 'audience',
      audience: id as AudienceId,
      rule,
      scope: 'everywhere',
      most: 2,
      file_name: 'x.csv',
    } as const
    const made = await app.database.transact((tx) => askExport(tx, hand, asked))
    await until(
      async () => (await browser.get(`/staff/exports/${made}`)).body.includes('Arrêté') || undefined,
      'a file that stopped',
    )
    expect((await browser.get(`/staff/exports/${made}/file`)).statusCode).toBe(404)
    expect(await rows('select 1 from export_piece where export_id = $1', [made])).toEqual([])
    expect(path).toContain(id)
  })

  test('many small files add up to what one may see in a day', async () => {
    await file()
    const browser = await staffMember(program, 'administrator')
    const path = await audience(browser)
    await rows('insert into disclosure values ($1, $2, $3)', [browser.account, program.clock.now, app.config.personsADay - 3])
    expect((await browser.post(`${path}/export`)).statusCode).toBe(303)
    const refused = await browser.post(`${path}/export`)
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain('Reprenez demain')
    expect(await rows('select 1 from export')).toHaveLength(1)
  })
})

describe('the whole movement', () => {
  test('takes two persons, and comes as a zip that explains itself', async () => {
    await file()
    const [asker, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
    expect((await asker.post('/staff/exports/movement')).statusCode).toBe(403)
    const next = async () => /action="(\/staff\/exports[^"]*)"/.exec((await asker.get('/staff/exports')).body)?.[1]
    expect(await next()).toBe('/staff/exports/approval')
    await asker.post('/staff/exports/approval', { reason: 'Sauvegarde' })
    expect(await next()).toBeUndefined()
    const [{ id }] = (await rows<{ id: string }>('select id from approval')) as [{ id: string }]
    const refused = await asker.post(`/staff/approvals/${id}`)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toMatch(/href="\/staff\/approvals" class="btn[^>]*>Revenir à la page d’avant/)
    expect((await other.get('/staff/approvals')).body).toMatch(/Exporter\u00A0: Tout le mouvement<.*>Sauvegarde</)
    await other.post(`/staff/approvals/${id}`)
    expect(await next()).toBe('/staff/exports/movement')
    const path = (await asker.post('/staff/exports/movement')).headers.location!
    const files = unzipSync(new Uint8Array(await fetched(asker, path)))
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['manifest.json', 'README.txt', 'person.csv', 'consent.csv', 'journal.csv']),
    )
    expect(Object.keys(files)).not.toEqual(expect.arrayContaining(['account_totp.csv']))
    expect((await asker.post('/staff/exports/movement')).statusCode).toBe(403)
  })

  test('holds every table, or says why not', async () => {
    const names = (await archivedTables(app.database.read, true)).map(({ name }) => name)
    const all = (
      await rows<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
      )
    ).map(({ name }) => name)
    expect(all.filter((name) => !names.includes(name) && !(name in LEFT_OUT))).toEqual([])
  })

  test('read into an empty movement it is the same movement, and is refused by one that is not empty', async () => {
    await file()
    const browser = await staffMember(program, 'staff')
    await imported(program, browser, {
      name: 'a.csv',
      content: 'nationbuilder_id,first_name,last_name,email,tag_list,note\n1,Ana,Née,ana@example.org,"a, b","\'quoted\n\\e"\n',
    })
    await rows("insert into custom_field values (gen_random_uuid(), 'x', 'X', 'text', array['a', 'b,\"c'], now())")
    await rows(`update person set custom = '{"x": "\\\\é", "n": 1.5}' where given_name = 'Ana'`)
    // Groups, whose figures triggers keep: one that divided, with its board, and its child.
    const group = await addGroup(program, 7)
    await rows(
      `insert into local_group (id, name, place_id, department_id, country, precision, lng, lat, joining, parent_id, generation, last_active_at, created_at)
       select gen_random_uuid(), 'Child', place_id, department_id, country, 'town', lng, lat, 'open', id, 1, now(), now() from local_group`,
    )
    await rows(
      "update membership set group_id = (select id from local_group where name = 'Child'), role = 'organiser' where person_id = any($1)",
      [group.people.slice(4)],
    )
    await rows(
      "insert into post (id, group_id, author_id, text, posted_at, to_all) select gen_random_uuid(), group_id, person_id, 'Bonjour', now(), false from membership",
    )
    // Gifts, and the books of them, which keep their own balances.
    const recipient = await addRecipient(program)
    await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })
    await bookSomething(program, recipient)
    const before = await everything()
    expect(before.book_line).toHaveLength(2)
    expect(before.person!.length).toBeGreaterThan(3)
    expect(before.membership).toHaveLength(7)

    const folder = mkdtempSync(join(tmpdir(), 'appui-archive-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const pieces: Buffer[] = []
    for await (const { bytes } of archivePieces(app, { secrets: true })) pieces.push(bytes)
    writeFileSync(join(folder, 'a.zip'), Buffer.concat(pieces))
    const archive = await openArchive(join(folder, 'a.zip'))
    await expect(restore(app, archive)).rejects.toThrow('exports.restore.not-empty')

    // No trigger keeps what grows only.
    await rows(`set session_replication_role = replica; truncate ${Object.keys(before).join(', ')}, name_word, name_slip cascade;
      set session_replication_role = origin`)
    await restore(app, archive)
    expect(await everything()).toEqual(before)
    // And it is found again.
    const found = await staffMember(program, 'staff')
    expect((await found.post('/staff/people', { q: 'dalmeida' })).body).toContain('D’Alméida')
  }, 60_000)
})

test('a backup and its restore, from the shell, on an installation of its own; who was erased since stays erased', async () => {
  const { env, folder } = await ownInstallation()
  const passphrase = 'quatre mots tirés au sort'
  const act = (act: string, path: string, settings = {}) =>
    execFileSync('node', ['dist/server/main.js', act, path], {
      env: { ...process.env, ...env, ...settings, LOG_LEVEL: 'silent' },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  await file()
  // A movement with people in it, as a backup of this very program.
  const pieces: Buffer[] = []
  for await (const { bytes } of archivePieces(app, { secrets: true })) pieces.push(bytes)
  writeFileSync(join(folder, 'a.zip'), Buffer.concat(pieces))
  writeFileSync(join(folder, 'erased.csv'), `${hashOf(app)('zoe@example.org').toString('hex')},2026-01-01T00:00:00Z\r\n`)
  expect(act('restore', join(folder, 'a.zip'))).toContain('restore done')
  expect(() => act('restore', join(folder, 'a.zip'))).toThrow(/Ce mouvement contient déjà des personnes/)
  const backup = join(folder, 'b.age')
  expect(() => act('backup', backup)).toThrow(/A backup is encrypted: set BACKUP_RECIPIENT/)
  expect(() => act('backup', backup, { BACKUP_PASSPHRASE: 'short' })).toThrow(/BACKUP_PASSPHRASE must have 12 characters/)
  expect(existsSync(backup)).toBe(false)
  expect(act('backup', backup, { BACKUP_PASSPHRASE: passphrase })).toContain('backup done')
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  const { env: elsewhere } = await ownInstallation()
  expect(() => act('restore', backup, { ...elsewhere, BACKUP_PASSPHRASE: 'another passphrase' })).toThrow(/n’ouvrent ce fichier/)
  expect(act('restore', backup, { ...elsewhere, BACKUP_PASSPHRASE: passphrase })).toContain('restore done')
  const people = []
  for await (const row of (await openArchive(backup, async () => ({ passphrase }))).rowsOf('person')) people.push(row)
  expect(people).toHaveLength(2)
  expect(JSON.stringify(people)).not.toContain('Alméida')
}, 120_000)

async function everything(): Promise<Record<string, string[]>> {
  const tables = await archivedTables(app.database.read, true)
  const entries = await Promise.all(
    tables.map(
      async ({ name, key }) =>
        [
          name,
          (await rows<{ row: string }>(`select t::text as row from ${name} t order by ${key.join(', ')}`)).map(({ row }) => row),
        ] as const,
    ),
  )
  return Object.fromEntries(entries)
}
