import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { lettersMade } from './made.ts'
import { lettersTo } from './queries.ts'
import { texts } from './texts.ts'

/** Of two letters of one mailing the one that left stays: whoever two records were gets no second. SQL of the row. */
const WAS_SENT = `(select count(*) from mailing_chunk chunk where chunk.mailing_id = delivery.mailing_id and chunk.lo <= delivery.seq
  and chunk.hi > delivery.seq and chunk.done > delivery.seq)`

export const sending: Feature = {
  name: 'sending',
  owns: 'letters on their way to many: to whom, by which servers, what became of each',
  texts,
  migrations: 'src/features/mail/sending/migrations',
  workers,
  fills: [lettersMade],
  journal: { acts: ['pause', 'resume', 'halt', 'go-on'], kinds: ['mailing', 'mail'] },
  deedsOf: async ({ database }, person, locale) => {
    const t = texts.in(locale)
    const letters = await lettersTo(database.read, person)
    return letters.map(({ title, became, at }) => ({ at, text: t(`sending.deed-${became}`, { title }) }))
  },
  personalData: [{ table: 'delivery', column: 'person_id', onErasure: 'deleted', onMerge: 'handed', better: WAS_SENT }],
  impersonal: ['mailing', 'mailing_chunk', 'delivery_fate', 'mail_domain', 'mail_pace', 'mail_halt'],
}
