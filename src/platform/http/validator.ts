import { AjvCompiler } from '@fastify/ajv-compiler'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'
import { formats } from './formats.ts'

type Validate = ReturnType<FastifySchemaCompiler<FastifySchema>>

// A field that nobody asked for is an error where a shape says so, and never dropped in silence.
const customOptions = { allErrors: true, removeAdditional: false, formats }

/**
 * Compiles the shape of a request when the first one comes. There are hundreds, of which a process may never see most: at each
 * start they would take as long as the database. A test compiles them all.
 */
export function lateValidators(): FastifySchemaCompiler<FastifySchema> {
  const compile = AjvCompiler()({}, { customOptions })
  return ({ schema }) => {
    let compiled: Validate | undefined
    const validate: Validate = (data: unknown) => {
      compiled ??= compile(schema) as Validate
      const valid = compiled(data)
      validate.errors = compiled.errors ?? null
      return valid
    }
    return validate
  }
}
