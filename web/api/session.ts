import { useQuery } from '@tanstack/react-query'
import type { Permission } from '#shared/access/permission.ts'
import { readSession } from '#shared/features/session/api.ts'
import { query } from './query.ts'

/** Who is signed in. */
export const sessionQuery = () => query(readSession, {})

/** Who is signed in; undefined until it is known. */
export const useSession = () => useQuery(sessionQuery()).data

/** Whether the signed-in person holds a permission anywhere; the server decides for each place. */
export const useMay = (permission: Permission): boolean => useSession()?.permissions.includes(permission) ?? false
