import { mailboxHashOf } from '../../src/features/people/index.ts'
import { referenceOf } from '../../src/features/give/giving/index.ts'
import type { TestProgram } from './program.ts'
import { staffMember, type Visitor } from './staff.ts'

/** The account of recipients of tests (`addRecipient`). */
export const OURS = 'FR7630006000011234567890189'

/** A movement, from which a file of any format is written. */
export type Move = {
  amount: number
  day?: string
  valued?: string
  name?: string
  iban?: string
  /** Creditor reference in its own field. */
  creditor?: string
  endToEnd?: string
  text?: string
  bank?: string
  reversal?: boolean
  returned?: string
}

const DAY = '2026-03-05'
const cents = (amount: number) => (Math.abs(amount) / 100).toFixed(2)
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const sum = (moves: readonly Move[]) => moves.reduce((all, { amount }) => all + amount, 0)

type Of = { account?: string; opening?: number; id?: string; currency?: string }

/** CAMT.053.001.08 of these movements. */
export function camtOf(moves: readonly Move[], { account = OURS, opening = 0, id = 'S1', currency = 'EUR' }: Of = {}): string {
  const days = moves.map(({ day = DAY }) => day).toSorted()
  const balance = (code: string, amount: number, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${cents(amount)}</Amt><CdtDbtInd>${amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
  const entry = ({
    amount,
    day = DAY,
    valued = day,
    name,
    iban,
    creditor,
    endToEnd = 'NOTPROVIDED',
    text,
    bank,
    reversal,
    returned,
  }: Move) => {
    const side = amount < 0 !== Boolean(reversal || returned) ? 'Cdtr' : 'Dbtr'
    return `<Ntry><Amt Ccy="${currency}">${cents(amount)}</Amt><CdtDbtInd>${amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>${reversal ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${valued}</Dt></ValDt>${bank ? `<AcctSvcrRef>${bank}</AcctSvcrRef>` : ''}<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${endToEnd}</EndToEndId></Refs><RltdPties>${name ? `<${side}><Pty><Nm>${escape(name)}</Nm></Pty></${side}>` : ''}${iban ? `<${side}Acct><Id><IBAN>${iban}</IBAN></Id></${side}Acct>` : ''}</RltdPties><RmtInf>${text ? `<Ustrd>${escape(text)}</Ustrd>` : ''}${creditor ? `<Strd><CdtrRefInf><Ref>${creditor}</Ref></CdtrRefInf></Strd>` : ''}</RmtInf>${returned ? `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>` : ''}</TxDtls></NtryDtls></Ntry>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>${id}</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', opening, days[0] ?? DAY)}${balance('CLBD', opening + sum(moves), days.at(-1) ?? DAY)}
${moves.map(entry).join('\n')}
</Stmt></BkToCstmrStmt></Document>`
}

const short = (day: string) => day.slice(2).replaceAll('-', '')
const comma = (amount: number) => cents(amount).replace('.', ',')

/** MT940 of these movements, as a German bank writes them: subfields of 27 signs, no accents, lower case lost. */
export function mt940Of(moves: readonly Move[], { account = OURS, opening = 0, currency = 'EUR' }: Of = {}): string {
  const days = moves.map(({ day = DAY }) => day).toSorted()
  const balance = (tag: string, amount: number, day: string) =>
    `:${tag}:${amount < 0 ? 'D' : 'C'}${short(day)}${currency}${comma(amount)}`
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  const cut = (text: string, from: number) => (text.match(/.{1,27}/g) ?? []).map((part, at) => `?${from + at}${part}`).join('')
  const entry = ({
    amount,
    day = DAY,
    valued = day,
    name = '',
    iban,
    creditor,
    endToEnd,
    text = '',
    bank,
    reversal,
    returned,
  }: Move) => {
    const mark = reversal ? (amount < 0 ? 'RC' : 'RD') : amount < 0 ? 'D' : 'C'
    const words = `SVWZ+${returned ? `${returned} ` : ''}${plain(text)}${creditor ? ` ${creditor}` : ''}`
    const code = returned ? '109' : '166'
    const refs = endToEnd ? `?20EREF+${endToEnd}` : '?20EREF+NOTPROVIDED'
    return [
      `:61:${short(valued)}${day.slice(5).replace('-', '')}${mark}${comma(amount)}NTRFNONREF${bank ? `//${bank}` : ''}`,
      `:86:${code}?00GUTSCHRIFT${refs}${cut(words, 21)}${iban ? `?31${iban}` : ''}${name ? `?32${plain(name).slice(0, 27)}` : ''}`,
    ].join('\r\n')
  }
  return [
    '',
    ':20:START',
    `:25:${account}`,
    ':28C:1/1',
    balance('60F', opening, days[0] ?? DAY),
    ...moves.map(entry),
    balance('62F', opening + sum(moves), days.at(-1) ?? DAY),
    '-',
    '',
  ].join('\r\n')
}

/** CSV of these movements as a French bank writes it: the newest first, no name, no balance. */
export function csvOf(moves: readonly Move[]): string {
  const rows = moves.map(({ amount, day = DAY, name = '', text = '', creditor = '' }) => {
    const [year, month, date] = day.split('-')
    const words = `VIR ${name} ${text} ${creditor}`.replaceAll(/\s+/g, ' ').trim()
    return `${date}/${month}/${year};"${words}";${amount < 0 ? `-${comma(amount)}` : ''};${amount < 0 ? '' : comma(amount)}`
  })
  return ['Date;Libellé;Débit euros;Crédit euros', ...rows.toReversed(), ''].join('\n')
}

/** Sends a file as a browser's form does, without a script. */
export async function bring(
  program: TestProgram,
  browser: Visitor,
  { recipient, content, name = 'releve.xml' }: { recipient: string; content: string | Buffer; name?: string },
) {
  const boundary = 'appui-test-boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return program.server.inject({
    method: 'POST',
    url: `/staff/statements/${recipient}/files`,
    payload,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: Array.from(browser.cookies, ([key, value]) => `${key}=${value}`).join('; '),
    },
  })
}

/** Somebody who keeps the books of a recipient. */
export async function treasurerOf(program: TestProgram, recipient: string): Promise<Visitor & { account: string }> {
  const treasurer = await staffMember(program, 'treasurer')
  await program.rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  return treasurer
}

type Promised = { id: string; reference: string }

let numbers = 100

/** A transfer that somebody promised, as giving writes it down. */
export async function promise(
  program: TestProgram,
  recipient: string,
  {
    amount = 2000,
    name = 'Ana Ruiz',
    state = 'promised',
    mode = 'transfer',
  }: { amount?: number; name?: string; state?: string; mode?: string } = {},
): Promise<Promised> {
  const [id, donor, number] = [crypto.randomUUID(), crypto.randomUUID(), (numbers += 7)]
  const [given, ...family] = name.split(' ')
  const email = `don${number}@example.org`
  await program.rows(
    `insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      donor,
      email,
      mailboxHashOf(program.app)(email),
      given,
      family.join(' '),
      name.toLowerCase(),
      `69003 ${number}`,
      program.clock.now,
    ],
  )
  const told = {
    fields: { nationality: 'FR', country: 'FR', postal_code: '69003' },
    declarations: ['natural_person', 'own_money'],
    adult: true,
  }
  await program.rows(
    `insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at, paid_at)
     values ($1, $2, $3, $4, $5, 'EUR', $6, $7, 'fr-party', 1, $8, 'fr', $9, $9, case when $7 = 'paid' then $9::timestamptz end)`,
    [id, number, recipient, donor, amount, mode, state, JSON.stringify(told), program.clock.now],
  )
  return { id, reference: referenceOf(number) }
}
