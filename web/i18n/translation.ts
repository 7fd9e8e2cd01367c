/**
 * The shape that a language must fill, from the English words: the same keys, free sentences.
 * Chinese has one plural form, so `_one` falls away.
 */
export type Translation<Words> = {
  [Key in keyof Words as Key extends `${string}_one` ? never : Key]: Words[Key] extends string
    ? string
    : Translation<Words[Key]>
}
