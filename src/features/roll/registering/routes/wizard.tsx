import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { View } from '#platform/http/page'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { territoryTexts } from '#territories'
import { outcomeOf } from '../outcome.ts'
import { AnswersForm } from '../schema.ts'
import { drawnAt, keepStep, sendDrawn, stepDrawn } from '../drawn.ts'
import { type Answers, NOWHERE, settleTown, type Standing, standingOf } from '../standing.ts'
import { isHinted, named, type T, texts } from '../texts.ts'
import { OutcomePage, QuestionPage } from '../wizard.page.tsx'

/** Steps that one network may take in a minute: a hall full of people, or a helper on the phone. */
const STEPS_A_MINUTE = 600

export const wizardTexts = joinTexts([httpTexts, territoryTexts, texts])

/**
 * The questions. What somebody answers travels in the bodies of forms alone: in no address, no cookie, no cache, no log; the next site learns nothing of
 * where she comes from.
 */
export const wizardRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: STEPS_A_MINUTE, window: MINUTE, key: networkOf }])
  const step = { config: { permission: 'anyone', forNobody: true } as const, onRequest: limit }

  server.get('/vote/register', { config: { permission: 'anyone', turn: 'none' }, schema: { hide: true } }, (_request, reply) =>
    showStep(app, reply, {}),
  )

  server.post('/vote/register', { ...step, schema: { body: AnswersForm, hide: true } }, (request, reply) =>
    showStep(app, reply, request.body),
  )
}

/** Nothing that leads away from a page says where it was. */
export const silent = (reply: FastifyReply): FastifyReply => reply.header('referrer-policy', 'no-referrer')

async function showStep(app: App, reply: FastifyReply, typed: Answers) {
  const { locale } = reply.request
  silent(reply)
  const asked = `${locale} ${JSON.stringify(typed)}`
  const known = stepDrawn(app, reply, asked)
  if (known) return sendDrawn(reply, known)
  const { answers, error } = await settleTown(app, typed)
  const standing = await standingOf(app, answers)
  if (!standing) throw new NotFound('registering.elsewhere.unknown')
  if (error)
    return reply.code(422).page(questionView(reply, standing, { values: { town: typed.town ?? '' }, errors: { town: error } }))
  const { walk, here, until } = standing
  const said = walk.said.map(({ question, answer }) => `${question}=${answer}`)
  // What stands there depends on the vote and its ends too, which a vote that is moved changes.
  const ends = Object.values(standing.endings).map(({ day }) => day)
  const key = [locale, walk.question ?? walk.outcome, here?.vote.id, here?.vote_on, ...ends, ...said].join(' ')
  const answer = drawnAt(app, reply, { key, until, view: () => viewOf(app, reply, standing) })
  // What somebody typed is not kept, be it a town, or what is no answer of the tree.
  if (answers === typed && said.length === Object.keys(typed).length) keepStep(app, reply, { key: asked, answer, until })
  return sendDrawn(reply, answer)
}

function viewOf(app: App, reply: FastifyReply, standing: Standing): View {
  const { walk } = standing
  return walk.outcome === undefined
    ? questionView(reply, standing, { values: {}, errors: {} })
    : outcomeView(app, reply, { ...standing, outcome: walk.outcome })
}

function questionView(reply: FastifyReply, standing: Standing, form: FormState): View {
  const { locale } = reply.request
  const t = wizardTexts.in(locale)
  const { question = '', answers } = standing.walk.question === undefined ? {} : standing.walk
  const title = named(t, 'q', question)
  const page = {
    ...frameOf(reply, t, standing),
    locale,
    question,
    title,
    hint: isHinted(question) ? named(t, 'hint', question) : undefined,
    answers: answers?.map((value) => ({ value, text: named(t, 'a', `${question}.${value}`) })),
    form,
    nowhere: NOWHERE,
  }
  return { title, body: <QuestionPage {...page} /> }
}

function outcomeView(app: App, reply: FastifyReply, standing: Standing & { outcome: string }): View {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const told = outcomeOf(app, { t, locale }, standing)
  const to = { remind: link('/vote/reminder'), calendar: link('/vote/calendar') }
  const page = { ...frameOf(reply, t, standing), ...told, ...to, locale }
  return { title: told.title, body: <OutcomePage {...page} /> }
}

/** What was said so far, each answer with all before it: what is sent to give another. */
function frameOf({ request: { link } }: FastifyReply, t: T, { walk: { said }, tree, where }: Standing) {
  const fields = Object.fromEntries(said.map(({ question, answer }) => [question, answer]))
  return {
    t,
    path: link('/vote/register'),
    fields,
    said: said.map(({ question, answer }, n) => ({
      question: named(t, 'q', question),
      answer: 'town' in tree.questions[question]! ? (where ?? t('registering.no-town')) : named(t, 'a', `${question}.${answer}`),
      before: Object.fromEntries(said.slice(0, n).map((one) => [one.question, one.answer])),
    })),
  }
}
