import { AjvCompiler } from '@fastify/ajv-compiler'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'
import { entriesIn } from '../named.ts'
import { formats } from './formats.ts'

type Validate = ReturnType<FastifySchemaCompiler<FastifySchema>>

// A field that nobody asked for is an error where a shape says so, and never dropped in silence.
const customOptions = { allErrors: true, removeAdditional: false }

/**
 * Compiles the shape of a request when the first one comes. There are hundreds, of which a process may never see most: at each
 * start they would take as long as the database. Into `shapes` go the ways to compile them all, for a test to try.
 */
export function lateValidators(shapes: (() => unknown)[]): FastifySchemaCompiler<FastifySchema> {
  const compile = AjvCompiler()(
    {},
    {
      customOptions,
      // Given as an option, formats would be overwritten in silence by those of ajv-formats that have the same name.
      onCreate: (ajv) => void entriesIn(formats).forEach(([name, format]) => ajv.addFormat(name, format)),
    },
  )
  return (route) => {
    let compiled: Validate | undefined
    const validator = (): Validate => (compiled ??= compile(route))
    const validate: Validate = (data: unknown) => {
      const valid = validator()(data)
      validate.errors = validator().errors ?? null
      return valid
    }
    shapes.push(validator)
    return validate
  }
}
