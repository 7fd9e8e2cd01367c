import { ChangeId } from '#shared/features/changes/model.ts'

/** The number behind `CR-<number>`. Throws for what is no such id. */
export const numberOf = (id: string): number => Number(ChangeId.parse(id).slice('CR-'.length))
export const idOf = (number: number): string => `CR-${number}`
