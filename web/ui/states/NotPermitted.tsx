import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Permission } from '#shared/access/permission.ts'
import { Role, roleHas, roles } from '#shared/access/role.ts'
import type { RefusedRequest } from '../../api/call.ts'
import { useSession } from '../../api/session.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { paths } from '../../paths.ts'
import { Facts } from '../Facts.tsx'
import { useBindingWords } from '../useBindingWords.ts'
import { useFormat } from '../useFormat.ts'
import style from './states.module.css'

/** Which permission is missing, where, where the reader has it, which roles have it and who gives them. */
export function NotPermitted({ problem }: { problem: RefusedRequest }) {
  const { t } = useTranslation('ui')
  const { t: access } = useTranslation('access')
  const sentence = useSentence()
  const format = useFormat()
  const binding = useBindingWords()
  const { data: permission } = Permission.safeParse(problem.params['permission'])
  const grantors = listed(problem.params['grantors']).flatMap((role) => Role.safeParse(role).data ?? [])
  const own = useSession()?.bindings.filter(({ role }) => permission && roleHas(role, permission)) ?? []
  const holders = permission ? roles.filter((role) => roleHas(role, permission)) : []
  return (
    <div className={style['state']}>
      <div className={style['lead']}>
        <Lock size={16} aria-hidden />
        <div>
          <h2 className={style['title']}>{t('states.notPermitted')}</h2>
          <p>{sentence(problem)}</p>
        </div>
      </div>
      <Facts
        facts={[
          [t('states.yours'), own.length > 0 && format.list(own.map(binding))],
          [t('states.rolesThatHaveIt'), format.list(holders.map((role) => access(`role.${role}`)))],
          [t('states.whoGrants'), format.list(grantors.map((role) => access(`role.${role}`)))],
          [t('states.peopleWhoGrant'), format.list(listed(problem.params['people']))],
        ]}
      />
      <div className={style['actions']}>
        <Link to={paths.account()}>{t('states.seePermissions')}</Link>
      </div>
    </div>
  )
}

/** Several names travel as one text, joined by commas. */
const listed = (names: string | number | undefined): string[] =>
  typeof names === 'string' && names !== '' ? names.split(',') : []
