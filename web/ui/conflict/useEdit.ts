import { useState } from 'react'
import { same } from './merge.ts'

/** A form with the revision that it was read at. */
export interface Stored<Form> {
  form: Form
  revision: number
}

/** The edit of something that others may edit at the same time: what it was, what was typed, and what they made of it meanwhile. */
export function useEdit<Form extends object>(begun: Stored<Form>) {
  const [base, setBase] = useState(begun)
  const [form, setForm] = useState(begun.form)
  const [theirs, setTheirs] = useState<Stored<Form>>()
  return {
    base,
    form,
    theirs,
    isChanged: !same(form, base.form),
    /** Starts anew from what is stored now; what was typed is dropped. */
    begin(anew: Stored<Form>) {
      setBase(anew)
      setForm(anew.form)
      setTheirs(undefined)
    },
    set: (change: Partial<Form>) => setForm((before) => ({ ...before, ...change })),
    /** Somebody was quicker. */
    meet: (quicker: Stored<Form>) => setTheirs(quicker),
    /** Goes on from theirs with what was agreed on. */
    settle(agreed: Form) {
      if (theirs) setBase(theirs)
      setForm(agreed)
      setTheirs(undefined)
    },
  }
}

export type Edit<Form extends object> = ReturnType<typeof useEdit<Form>>
