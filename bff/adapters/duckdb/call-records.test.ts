import { callRecordsContract } from '../../ports/call-records.contract.ts'
import { sharedRecords } from '../../test-support/shared-records.ts'

const pairingMs = 300
const records = sharedRecords(pairingMs)

callRecordsContract(async () => ({ calls: (await records()).calls, pairingMs }))
