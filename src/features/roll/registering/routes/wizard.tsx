import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { territoryTexts } from '#territories'
import { outcomeOf } from '../outcome.ts'
import { AnswersForm } from '../schema.ts'
import { type Answers, NOWHERE, type Standing, standingOf } from '../standing.ts'
import { isHinted, named, type T, texts } from '../texts.ts'
import type { Tree } from '../walking.ts'
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

  server.get('/vote/register', { config: { permission: 'anyone', turn: 'first' }, schema: { hide: true } }, (_request, reply) =>
    showStep(app, reply, {}),
  )

  server.post('/vote/register', { ...step, schema: { body: AnswersForm, hide: true } }, (request, reply) =>
    showStep(app, reply, request.body),
  )
}

/** Nothing that leads away from a page says where it was. */
export const silent = (reply: FastifyReply): FastifyReply => reply.header('referrer-policy', 'no-referrer')

async function showStep(app: App, reply: FastifyReply, answers: Answers) {
  const standing = await standingOf(app, answers)
  if (!standing) throw new NotFound('registering.elsewhere.unknown')
  const { walk } = standing
  if (walk.outcome !== undefined) return showOutcome(app, silent(reply), { ...standing, outcome: walk.outcome })
  return showQuestion(silent(reply), answers, { ...standing, question: walk.question, answers: walk.answers })
}

function showQuestion(
  reply: FastifyReply,
  typed: Answers,
  standing: Standing & { question: string; answers: string[] | undefined },
) {
  const { locale } = reply.request
  const t = wizardTexts.in(locale)
  const { question, answers, error } = standing
  const title = named(t, 'q', question)
  const page = {
    ...frameOf(reply, t, standing),
    locale,
    question,
    title,
    hint: isHinted(question) ? named(t, 'hint', question) : undefined,
    answers: answers?.map((value) => ({ value, text: named(t, 'a', `${question}.${value}`) })),
    form: formOf(typed.town, error),
    nowhere: NOWHERE,
  }
  return reply.code(error ? 422 : 200).page({ title, body: <QuestionPage {...page} /> })
}

function formOf(town = '', error: string | undefined): FormState {
  return error ? { values: { town }, errors: { town: error } } : { values: {}, errors: {} }
}

function showOutcome(app: App, reply: FastifyReply, standing: Standing & { outcome: string }) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const told = outcomeOf(app, { t, locale }, standing)
  const to = { remind: link('/vote/reminder'), calendar: link('/vote/calendar') }
  const page = { ...frameOf(reply, t, standing), ...told, ...to, locale }
  return reply.page({ title: told.title, body: <OutcomePage {...page} /> })
}

/** What was said so far, each answer with all before it: what is sent to give another. */
function frameOf({ request: { link } }: FastifyReply, t: T, { walk: { said }, tree }: Standing) {
  const fields = Object.fromEntries(said.map(({ question, answer }) => [question, answer]))
  return {
    t,
    path: link('/vote/register'),
    fields,
    said: said.map(({ question, answer }, n) => ({
      question: named(t, 'q', question),
      answer: answerText(t, tree, { question, answer }),
      before: Object.fromEntries(said.slice(0, n).map((one) => [one.question, one.answer])),
    })),
  }
}

function answerText(t: T, tree: Tree, { question, answer }: { question: string; answer: string }): string {
  if (!('town' in tree.questions[question]!)) return named(t, 'a', `${question}.${answer}`)
  return answer === NOWHERE ? t('registering.no-town') : answer
}
