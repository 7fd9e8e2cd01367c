import { config } from 'zod'

// Otherwise zod tries `new Function` with the first schema that is made, which the content security policy reports.
// It has to happen before any module makes one: this one shares zod's chunk and is imported first.
config({ jitless: true })
