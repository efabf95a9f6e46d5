/** What other rooms may ask of the fields of a person. */
export { type Field, type FieldName, FIELDS, type FieldRow } from './fields.ts'
export {
  ANSWERED,
  answeredShapes,
  cameBy,
  changedShapes,
  DECLARED,
  enteredShapes,
  factsOf,
  FIELD_NAMES,
  type FieldInput,
  fieldsOf,
  formShapes,
  isField,
  labelOf,
  labelsOf,
  lowLabelOf,
  namesOf,
  readFields,
  optionsOf,
  saidIn,
  saidOf,
  typedFields,
  wrongDays,
} from './declared.ts'
export { FIELD_TYPES, selected } from './columns.ts'
export { cellReader } from './cells.ts'
export { FieldControls } from './controls.tsx'
export { texts as fieldTexts } from './texts.ts'
