import type { ProblemView } from '../platform/http/errors.ts'
import { Article, ButtonLink, Small } from './parts.tsx'

/** The page of an error: what happened, and the way back. */
export const problem: ProblemView = ({ status, message, t, home, id }) => {
  const title = t(status === 404 ? 'error.not-found-title' : 'error.title')
  const body = (
    <Article title={title} lead={message}>
      <p>
        <ButtonLink href={home}>{t('error.home')}</ButtonLink>
      </p>
      {status >= 500 && <Small>{t('error.id', { id })}</Small>}
    </Article>
  )
  return { title, body }
}
