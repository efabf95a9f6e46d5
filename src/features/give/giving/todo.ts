import { drawTransfer, printReference } from '../banking/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import type { Mode } from '../law/index.ts'
import type { PageT } from './texts.ts'

type Awaited = { mode: Mode; amount: number; reference: string; recipient: RecipientRecord; words: string }

/** What she has to do of what is awaited by transfer or cheque: where it goes, by what reference, with the code that her bank reads. `words`: beside a transfer. */
export async function todoFor(t: PageT, { mode, amount, reference, recipient, words }: Awaited) {
  const { iban, holder, beneficiary } = recipient
  const said = { label: t('giving.reference'), value: printReference(reference) }
  const name = holder ?? beneficiary
  if (mode === 'transfer' && iban) {
    const facts = [{ label: t('giving.holder'), value: name }, { label: 'IBAN', value: printReference(iban) }, said]
    const code = await drawTransfer({ name: name.slice(0, 70), iban, amount, reference })
    const qr = `data:image/svg+xml;base64,${Buffer.from(code).toString('base64')}`
    return { title: t('giving.todo-transfer'), words, facts, qr }
  }
  const facts = [{ label: t('giving.payable-to'), value: name }, said]
  return { title: t('giving.todo-cheque'), words: t('giving.todo-cheque-words'), facts, qr: undefined }
}
