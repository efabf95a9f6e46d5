import { OURS } from './statements.ts'

type Entry = {
  amount?: number
  batch?: number[]
  status?: string
  bank?: string
  text?: string
  name?: string
  details?: boolean
  creditor?: (string | undefined)[]
}
type Around = { balances?: [number, number]; credits?: number; id?: string; day?: string }

const NAMES = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const
const money = (amount: number) => (Math.abs(amount) / 100).toFixed(2)
const mark = (amount: number) => (amount < 0 ? 'DBIT' : 'CRDT')

/** A message of one of the three kinds that are made alike; a batch with its details unless `details` is false. */
export function camtMessage(
  kind: keyof typeof NAMES,
  entries: Entry[],
  { balances, credits, id = 'M', day = '2026-03-05' }: Around = {},
): string {
  const [root, each] = NAMES[kind]
  const balance = (code: string, amount: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${money(amount)}</Amt><CdtDbtInd>${mark(amount)}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
  const detail = ({
    amount,
    n,
    name,
    text,
    creditor,
  }: {
    amount: number
    n: number
    name: string
    text: string
    creditor?: string | undefined
  }) =>
    `<TxDtls><Refs><EndToEndId>E${n}-${amount}</EndToEndId></Refs><Amt Ccy="EUR">${money(amount)}</Amt><CdtDbtInd>${mark(amount)}</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd>${creditor ? `<Strd><CdtrRefInf><Ref>${creditor}</Ref></CdtrRefInf></Strd>` : ''}</RmtInf></TxDtls>`
  const entry = ({
    batch,
    amount = batch?.reduce((a, b) => a + b, 0) ?? 0,
    status = 'BOOK',
    bank,
    text = '',
    name = 'Ana Ruiz',
    details = true,
    creditor = [],
  }: Entry) => {
    const many = batch && `<Btch><NbOfTxs>${batch.length}</NbOfTxs></Btch>`
    const each = (batch ?? [amount]).map((one, n) => detail({ amount: one, n, name, text, creditor: creditor[n] }))
    return `<Ntry><Amt Ccy="EUR">${money(amount)}</Amt><CdtDbtInd>${mark(amount)}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt>${bank ? `<AcctSvcrRef>${bank}</AcctSvcrRef>` : ''}<NtryDtls>${many ?? ''}${batch && !details ? '' : each.join('')}</NtryDtls></Ntry>`
  }
  const summary = credits === undefined ? '' : `<TxsSummry><TtlCdtNtries><Sum>${money(credits)}</Sum></TtlCdtNtries></TxsSummry>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.08"><${root}><GrpHdr><MsgId>M</MsgId></GrpHdr><${each}><Id>${id}</Id><Acct><Id><IBAN>${OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balances ? balance('OPBD', balances[0]) + balance('CLBD', balances[1]) : ''}${summary}
${entries.map(entry).join('\n')}
</${each}></${root}></Document>`
}

/** A statement of a day with the balances that prove it. */
export const statementOf = (entries: Entry[], around: Around = {}) => {
  const sum = entries.reduce((all, { batch, amount = batch?.reduce((a, b) => a + b, 0) ?? 0 }) => all + amount, 0)
  return camtMessage('053', entries, { balances: [0, sum], ...around })
}
