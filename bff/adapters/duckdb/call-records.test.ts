import { onTestFinished } from 'vitest'
import { callRecordsContract } from '../../ports/call-records.contract.ts'
import { dataFolder } from '../../test-support/data-folder.ts'
import { openCallRecords } from './open.ts'

const pairingMs = 300

callRecordsContract(() => {
  const { calls, close } = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all', pairingMs })
  onTestFinished(close)
  return Promise.resolve({ calls, pairingMs })
})
