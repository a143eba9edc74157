/** Electronic forms as data: what they ask, how answers are read, whether a form can be published, how drafts move on. */
export { isInForce } from "./age.ts";
export {
  type AgeRule,
  type Answers,
  addRow,
  countKey,
  type Condition,
  addressPaths,
  answerText,
  answerTexts,
  type Eform,
  everyPlace,
  type Field,
  FIELD_TYPES,
  type Group,
  isGroup,
  isShown,
  type Meaning,
  MEANINGS,
  type Place,
  placesOf,
  type Prefill,
  PREFILLS,
  removeRow,
  rowCount,
  type Section,
  sectionsOf,
} from "./eform.ts";
export { checkForm } from "./check-form.ts";
export { migrateAnswers } from "./migrate-answers.ts";
export { type Fault, type Value } from "./read-answer.ts";
export { faultsOf, type FormFault, meaningsOf, readForm } from "./read-form.ts";
