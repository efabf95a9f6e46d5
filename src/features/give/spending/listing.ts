import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import type { vouchersOf } from './queries/vouchers.ts'
import type { PageT } from './texts.ts'

type Files = Awaited<ReturnType<typeof vouchersOf>>

/** The files of a spending as its page lists them. */
export const filesOf = (files: Files, { t, locale, path }: { t: PageT; locale: Locale; path: string }) =>
  files.map(({ id, name, type, size, added_at }) => ({
    id,
    href: `${path}/${id}`,
    name,
    note: t('spending.file-about', {
      type: type === 'application/pdf' ? 'PDF' : t('spending.picture'),
      size: formatNumber(locale, Math.max(1, Math.round(size / 1000))),
      day: formatDay(locale, added_at.toISOString().slice(0, 10)),
    }),
  }))
