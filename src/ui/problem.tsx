import type { ProblemView } from '../platform/http/errors.ts'
import { Article, ButtonLink, Small } from './parts.tsx'

const TITLES: Record<number, string> = { 403: 'error.refused-title', 429: 'error.wait-title', 503: 'error.wait-title' }

/** The page of an error: what happened, and the way back. */
export const problem: ProblemView = ({ status, lost, message, t, home, back, id }) => {
  const title = t(lost ? 'error.not-found-title' : (TITLES[status] ?? 'error.title'))
  const body = (
    <Article title={title} lead={message}>
      <p>
        <ButtonLink href={back ?? home}>{t(back ? 'error.back' : 'error.home')}</ButtonLink>
      </p>
      {status >= 500 && <Small>{t('error.id', { id })}</Small>}
    </Article>
  )
  return { title, body }
}
