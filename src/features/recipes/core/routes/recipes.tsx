import { buffer } from 'node:stream/consumers'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { keptDrawn } from '#platform/drawn'
import { namesIn } from '#platform/named'
import type { Asked as AskedFor } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, languageName } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { findPerson } from '#people'
import { addComment, noteDeed } from '../commands/field.ts'
import { cardOf, factsText, timeText } from '../describing.ts'
import { ListPage } from '../list.page.tsx'
import { askOptions } from '../options.ts'
import { recipePath, sheetPath } from '../paths.ts'
import { commentsOf } from '../queries/field.ts'
import { findRecipe, type RecipeRecord, recipesIn } from '../queries/recipes.ts'
import { figuresOf } from '../reading.ts'
import { DEED, RecipePage } from '../recipe.page.tsx'
import { type Asked, fits, isOutOfDate } from '../rules.ts'
import { AskedQuery, CommentForm, DeedForm, RecipeParams } from '../schema.ts'
import { printSheet, type SheetPart } from '../sheet.ts'
import { type T, texts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
/** How old the list may be. */
const kept = 5_000
/** Sheets that are kept, of some thirty kilobytes each. */
const SHEETS = 200
const ASKED = namesIn(AskedQuery.properties)

/** How to act: for anybody to read and print; whoever is signed in tells what she did and what she learnt. */
export const recipeRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: RecipeParams, hide: true } as const
  const drawn = keptDrawn<Buffer>(SHEETS)

  server.get(
    '/act',
    { config: { ...anyone, kept }, schema: { querystring: AskedQuery, hide: true }, attachValidation: true },
    async (request, reply) => reply.page(await listView(app, request, request.validationError ? {} : request.query)),
  )

  server.get('/act/:recipe', { config: anyone, schema }, async (request, reply) =>
    showRecipe(app, reply, { recipe: await shownRecipe(app, request) }),
  )

  server.get('/act/:recipe/sheet.pdf', { config: anyone, schema }, async (request, reply) => {
    const recipe = await shownRecipe(app, request)
    const sheet = sheetOf(app, request, recipe)
    return reply
      .header('content-disposition', `inline; filename="${recipe.id}.pdf"`)
      .type('application/pdf')
      .send(await drawn(JSON.stringify(sheet), async () => buffer(await printSheet(sheet))))
  })

  server.post(
    '/act/:recipe/deeds',
    { config, schema: { ...schema, body: DeedForm }, attachValidation: true },
    async (request, reply) => {
      const recipe = await shownRecipe(app, request)
      return submitted(request, {
        again: (code, deed) => showRecipe(app, reply.code(code), { recipe, deed }),
        work: async () => {
          const { person: behind } = request.actor
          const person = behind && (await findPerson(read, behind.id))
          if (!person) throw new Conflict('recipes.not-supporter')
          const figures = figuresOf(request.body.figures, recipe.counts)
          const done = { recipe: recipe.id, person: person.id, people: 1, department: person.department_id, figures }
          await transact((tx) => noteDeed(tx, done, app.now()))
          return reply.back(recipePath(recipe.id), 'thanked')
        },
      })
    },
  )

  server.post(
    '/act/:recipe/comments',
    { config, schema: { ...schema, body: CommentForm }, attachValidation: true },
    async (request, reply) => {
      const recipe = await shownRecipe(app, request)
      return submitted(request, {
        again: (code, comment) => showRecipe(app, reply.code(code), { recipe, comment }),
        work: async () => {
          const { person } = request.actor
          if (!person) throw new Conflict('recipes.not-supporter')
          const comment = { recipe: recipe.id, person: person.id, locale: request.locale, words: request.body.words.trim() }
          await transact((tx) => addComment(tx, comment, app.now()))
          return reply.back(recipePath(recipe.id), 'waits')
        },
      })
    },
  )
}

async function shownRecipe(app: App, { params, locale }: AskedFor<{ recipe: string }>): Promise<RecipeRecord> {
  const recipe = await findRecipe(app.database.read, params.recipe, { locale, now: app.now() })
  if (recipe?.state !== 'shown') throw new NotFound('recipes.not-found')
  return recipe
}

async function listView(app: App, { locale, link }: FastifyRequest, query: AskedQuery) {
  const t = formTexts.in(locale)
  const all = await recipesIn(app.database.read, locale, app.now())
  const asked = askedOf(query)
  const found = all.filter((recipe) => fits(recipe, asked))
  const page = {
    t,
    locale,
    path: link('/act'),
    form: { values: Object.fromEntries(ASKED.map((name) => [name, query[name] ?? ''])), errors: {} },
    options: askOptions(t, locale),
    byTime: [...Map.groupBy(found, ({ minutes }) => minutes)].map(([minutes, recipes]) => ({
      minutes,
      time: timeText(t, locale, minutes),
      recipes: recipes.map((recipe) => cardOf(recipe, { t, locale, href: link(recipePath(recipe.id)) })),
    })),
    propose: link('/act/new'),
    now: link('/act/now'),
    all: found.length < all.length ? link('/act') : undefined,
  }
  return { title: t('recipes.title'), description: t('recipes.lead'), body: <ListPage {...page} /> }
}

function askedOf({ time, taste, skill, with: company }: AskedQuery): Asked {
  return {
    minutes: time ? Number(time) : undefined,
    taste: taste || undefined,
    skill: skill || undefined,
    together: company ? company === 'together' : undefined,
  }
}

type Shown = { recipe: RecipeRecord; deed?: FormState; comment?: FormState }

async function showRecipe(app: App, reply: FastifyReply, { recipe, deed, comment }: Shown) {
  const { request } = reply
  const { locale, link } = request
  const t = formTexts.in(locale)
  const { words } = recipe
  const path = link(recipePath(recipe.id))
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const empty = { values: {}, errors: {} }
  // The page is anybody's: whether somebody is signed in is asked for here alone.
  const signedIn = (await request.visitor()) !== undefined
  const page = {
    t,
    locale,
    words,
    why: paragraphsOf(words.why),
    facts: factsOf(t, request, recipe),
    done: recipe.done > 0 ? t('recipes.done', { n: recipe.done }) : '',
    notice: noticeOf(t, request, recipe),
    sheet: link(sheetPath(recipe.id)),
    together: togetherOf(request, recipe),
    deed: signedIn ? { action: `${path}/deeds`, form: deed ?? empty, counts: countsOf(t, recipe) } : undefined,
    comments: (await commentsOf(app.database.read, recipe.id)).map((one) => ({
      id: one.id,
      author: one.given_name,
      when: day.format(one.written_at),
      words: paragraphsOf(one.words),
    })),
    comment: signedIn ? { action: `${path}/comments`, form: comment ?? empty } : undefined,
    signIn: signedIn ? undefined : `${link('/sign-in')}?next=${encodeURIComponent(path)}%23${DEED}`,
    all: link('/act'),
  }
  return reply.page({ title: words.title, description: words.summary, body: <RecipePage {...page} /> })
}

/** Where several do it together, while the movement has events. */
function togetherOf({ way }: FastifyRequest, { id, event }: RecipeRecord) {
  const [events, create] = [way('/events'), way('/events/new')]
  if (!event || !events || !create) return undefined
  return { events: `${events}?type=${event}&period=all`, create: `${create}?recipe=${id}&type=${event}` }
}

function factsOf(t: T, { locale }: FastifyRequest, recipe: RecipeRecord) {
  const [time, people, place] = factsText(t, locale, recipe)
  const skills = recipe.skills.map((skill) => t(`recipes.skill-${skill}`)).join(', ')
  return [
    { label: t('recipes.fact-time'), value: time! },
    { label: t('recipes.fact-people'), value: people! },
    { label: t('recipes.fact-place'), value: place! },
    ...(skills ? [{ label: t('recipes.fact-skills'), value: skills }] : []),
  ]
}

const countsOf = (t: T, { counts }: RecipeRecord) =>
  counts.map((name) => ({ name: `figures[${name}]`, label: t(`recipes.count-${name}`) }))

function noticeOf(t: T, { locale }: FastifyRequest, recipe: RecipeRecord): string | undefined {
  if (recipe.locale !== locale) return t('recipes.other-language', { language: languageName(recipe.locale) })
  return isOutOfDate(recipe, recipe.newest) ? t('recipes.late', { language: languageName(recipe.source) }) : undefined
}

function sheetOf(app: App, { locale, link }: FastifyRequest, recipe: RecipeRecord) {
  const t = texts.in(locale)
  const { words } = recipe
  const part = (name: 'why' | 'steps' | 'material' | 'script' | 'rules', lines: string[]): SheetPart[] =>
    lines.length > 0 ? [{ title: t(`recipes.${name}`), lines, ...(name === 'steps' ? { numbered: true } : {}) }] : []
  return {
    locale: recipe.locale,
    movement: app.movement.current.name,
    title: words.title,
    summary: words.summary,
    facts: factsText(t, locale, recipe).join(' · '),
    parts: [
      ...part('why', paragraphsOf(words.why)),
      ...part('steps', words.steps),
      ...part('material', words.material),
      ...part('script', words.script),
      ...part('rules', words.rules),
      ...(words.report ? [{ title: t('recipes.deed.title'), lines: [words.report] }] : []),
    ],
    url: app.config.publicUrl + link(recipePath(recipe.id)),
    scan: t('recipes.scan'),
  }
}
