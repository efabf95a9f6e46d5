import type { App } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { printReference } from '../banking/index.ts'
import { findRecipient } from '../core/index.ts'
import { sayAmount } from '../law/index.ts'
import { paths } from './paths.ts'
import type { LoanRecord } from './queries.ts'
import type { LoanMailKind } from './queues.ts'
import { loanReference } from './rules.ts'
import { texts } from './texts.ts'

/** What is written to a lender of her loan, and of nothing else. Each leaves once. */
export async function loanLetter(
  app: App,
  loan: LoanRecord & { email: string },
  { kind, n }: { kind: LoanMailKind; n: number },
): Promise<Mail> {
  const { locale, currency } = loan
  const t = texts.in(locale)
  const { url, sender } = writerIn(app, locale)
  const recipient = (await findRecipient(app.database.read, loan.recipient_id))!
  const part = loan.instalments.find((one) => one.n === n)
  const values = {
    name: loan.given_name,
    recipient: loan.recipient,
    amount: sayAmount(locale, part ? part.principal + part.interest : loan.amount, currency),
    day: part?.repaid_on ? formatDay(locale, part.repaid_on) : '',
    way: recipient.iban ? 'transfer' : 'cheque',
    iban: recipient.iban ? printReference(recipient.iban) : '',
    holder: recipient.holder ?? recipient.beneficiary,
    reference: printReference(loanReference(loan.number)),
  }
  const letter = {
    locale,
    subject: t(`loans.mail.${kind}.subject`, values),
    paragraphs: [t(`loans.mail.${kind}.text`, values)],
    button: { text: t('loans.mail.button'), url: url(paths.mine) },
    why: t('loans.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: loan.email, id: `loan-${kind}-${loan.id}-${n}` })
}
