import type { ProblemView } from '../platform/http/errors.ts'
import { Article, ButtonLink, Small } from './parts.tsx'

/** The page of an error: what happened, and the way back. */
export const problem: ProblemView = ({ status, title, message, t, home, back, id }) => {
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
