import { makeReference, matchLines, printReference, type Promised, readBankFile } from '../src/features/give/banking/index.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'

const IBAN = 'FR7630006000011234567890189'
const GIVEN =
  'Ana,Bruno,Chloé,Denis,Élodie,Farid,Gaëlle,Hugo,Inès,Jérôme,Karim,Léa,Marie,Noé,Océane,Paul,Rachid,Sophie,Thérèse,Yann'.split(
    ',',
  )
const FAMILY =
  'Martin,Bernard,Dubois,Durand,Moreau,Laurent,Lefèvre,Michel,García,Bertrand,Roux,Fournier,Girard,Bonnet,Lambert,Fontaine,Rousseau,Müller,Faure,Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,Legrand,Gauthier,Perrin,Robin,Clément,Morin,Nicolas,Henry,Roussel,Mathieu,Gautier,Masson,Marchand,Duval,Denis,Dumont,Lemaire,Noël,Meyer,Dufour,Meunier,Brun,Blanchard,Giraud,Joly'.split(
    ',',
  )
const AMOUNTS = [500, 1000, 1000, 1500, 2000, 2000, 3000, 5000, 10_000]

/** A line of the file, and the promise that it keeps: `itself` when it may be booked so. */
type Planted = { xml: string; amount: number; kept?: string; itself?: boolean }

/** What a treasurer's evenings were for: a year's CAMT file is read and matched with what was promised, dirt and all. */
export const statementMatch: Benchmark = async ({ quick }) => {
  const [many, wanted] = quick ? [5_000, 2_000] : [50_000, 20_000]
  const random = seededRandom(53)
  const any = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  const name = () => `${any(GIVEN)} ${any(FAMILY)}${random() < 0.1 ? `-${any(FAMILY)}` : ''}`
  const promises = Array.from({ length: wanted }, (_, n): Promised => {
    const reference = makeReference(`26${String(n * 7 + 1).padStart(8, '0')}`)
    return { id: `p${n}`, reference, amount: any(AMOUNTS), currency: 'EUR', name: name() }
  })
  const planted = plant({ promises, many, random, any, name })
  const truth = new Map(planted.map((line, n) => [`B${n}`, line]))
  const bytes = Buffer.from(fileOf(planted))
  const spent = process.cpuUsage()
  const began = performance.now()
  const file = readBankFile(bytes)
  const read = performance.now()
  if (!('statements' in file)) throw new Error(JSON.stringify(file))
  const [statement] = file.statements
  const matches = matchLines(statement!, promises)
  const ended = performance.now()
  const { user, system } = process.cpuUsage(spent)
  tell(`${Math.round(bytes.length / 1e6)} MB read in ${Math.round(read - began)} ms, matched in ${Math.round(ended - read)} ms`)
  const once = new Set<string>()
  const may = new Set(planted.flatMap(({ kept, itself }) => (kept && itself ? [kept] : [])))
  let [booked, right, kept, found] = [0, 0, 0, 0]
  for (const [n, match] of matches.entries()) {
    const line = truth.get(statement!.lines[n]!.references.bank!)!
    if (line.kept) kept += 1
    if (match.state === 'certain') {
      booked += 1
      // Of two that say the same one is the promise's, whichever stands first.
      if (line.itself && match.promise === line.kept && !once.has(match.promise)) right += 1
      once.add(match.promise)
    }
    const first =
      match.state === 'certain'
        ? [match.promise]
        : match.state === 'doubtful'
          ? match.candidates.map(({ promise }) => promise)
          : []
    if (line.kept && first.includes(line.kept)) found += 1
  }
  const ms = ended - began
  const figures = { precision: round(right / booked), recall: round(found / kept) }
  return {
    name: 'statement-match',
    ...nothing,
    ...figures,
    value: round(ms / 1000),
    unit: 's',
    lost: statement!.lines.length - many,
    duplicates: booked - right,
    note: `${many} lines, ${wanted} promises, ${round((user + system) / 1e6)} s of a processor; booked by themselves ${booked} of ${may.size} that may be; recall: of ${kept} lines that keep a promise those booked or shown with it; duplicates: booked wrongly`,
  }
}

type Making = { promises: Promised[]; many: number; random: () => number; any<T>(of: readonly T[]): T; name(): string }

function plant({ promises, many, random, any, name }: Making): Planted[] {
  const entry = (one: Parameters<typeof xmlOf>[0]) => ({
    xml: xmlOf(one),
    amount: one.mark === 'DBIT' ? -one.amount : one.amount,
  })
  const shouted = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  const bankName = (text: string) =>
    any([text, shouted(text), `M OU MME ${shouted(text)}`, shouted(text.split(' ').toReversed().join(' '))])
  const slip = (text: string) => {
    const at = 4 + Math.floor(random() * (text.length - 5))
    return any([text.slice(0, at) + ((Number(text[at]) + 1) % 10) + text.slice(at + 1), text.slice(0, at) + text.slice(at + 1)])
  }
  const lines = promises.flatMap(({ id, reference, amount, name: donor }): Planted[] => {
    const dice = random()
    const plain = { amount, name: bankName(donor) }
    const kept = { kept: id, itself: true }
    const looked = { kept: id, itself: false }
    if (dice < 0.5) return [{ ...entry({ ...plain, creditor: reference }), ...kept }]
    if (dice < 0.75)
      return [
        {
          ...entry({
            ...plain,
            text: any([`don ${printReference(reference).toLowerCase()}`, `DON${reference}MERCI`, `${reference} 2026`]),
          }),
          ...kept,
        },
      ]
    if (dice < 0.8) return [{ ...entry({ ...plain, endToEnd: reference }), ...kept }]
    if (dice < 0.85) return [{ ...entry({ ...plain, text: `don ${slip(reference)}` }), ...looked }]
    if (dice < 0.91) return [{ ...entry({ ...plain, text: 'Don pour la campagne' }), ...looked }]
    if (dice < 0.93) return [{ ...entry({ ...plain, amount: amount + 100, creditor: reference }), ...looked }]
    if (dice < 0.95)
      return [{ ...entry({ ...plain, name: `SARL ZYX ${Math.floor(random() * 99)}`, creditor: reference }), ...looked }]
    if (dice < 0.97)
      return [
        { ...entry({ ...plain, creditor: reference }), ...kept },
        { ...entry({ ...plain, creditor: reference }), ...kept },
      ]
    // Without reference, from another's account: nobody can know.
    if (dice < 0.98) return [{ ...entry({ ...plain, name: 'XYZ KQ', text: 'don' }), ...looked }]
    return []
  })
  while (lines.length < many) {
    const dice = random()
    const other = any(promises)
    const amount = any(AMOUNTS)
    // Strangers of like names and sums; what goes out with a reference; what is undone.
    if (dice < 0.5) lines.push(entry({ amount: amount + 1, name: bankName(name()), text: 'Don' }))
    else if (dice < 0.7) lines.push(entry({ amount, name: bankName(name()), text: `RF${Math.floor(random() * 1e12)}` }))
    else if (dice < 0.9) lines.push(entry({ amount: other.amount, name: other.name, creditor: other.reference, mark: 'DBIT' }))
    else lines.push(entry({ amount: other.amount, name: other.name, creditor: other.reference, reversal: true }))
  }
  return lines
    .map((line) => ({ line, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ line }) => line)
}

type Entry = {
  amount: number
  name: string
  text?: string
  creditor?: string
  endToEnd?: string
  mark?: 'DBIT'
  reversal?: boolean
}

const cents = (amount: number) => (Math.abs(amount) / 100).toFixed(2)

function xmlOf({ amount, name, text = 'DON', creditor, endToEnd = 'NOTPROVIDED', mark, reversal }: Entry): string {
  const structured = creditor
    ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${creditor}</Ref></CdtrRefInf></Strd>`
    : `<Ustrd>${text}</Ustrd>`
  const side = mark ? 'Cdtr' : 'Dbtr'
  return `<Ntry><Amt Ccy="EUR">${cents(amount)}</Amt><CdtDbtInd>${mark ?? 'CRDT'}</CdtDbtInd>${reversal ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><ValDt><Dt>2026-03-05</Dt></ValDt><AcctSvcrRef>@REF@</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${endToEnd}</EndToEndId></Refs><RltdPties><${side}><Pty><Nm>${name}</Nm></Pty></${side}><${side}Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></${side}Acct></RltdPties><RmtInf>${structured}</RmtInf></TxDtls></NtryDtls></Ntry>\n`
}

function fileOf(planted: Planted[]): string {
  const sum = planted.reduce((total, { amount }) => total + amount, 0)
  const balance = (code: string, amount: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${cents(amount)}</Amt><CdtDbtInd>${amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', 0)}${balance('CLBD', sum)}
${planted.map(({ xml }, n) => xml.replace('@REF@', `B${n}`)).join('')}</Stmt></BkToCstmrStmt></Document>`
}
