import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft, Box, Languages, type LucideIcon, Monitor, Moon, Sun, User } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { listServices } from '#shared/features/services/api.ts'
import { query } from '../api/query.ts'
import { useMay, useSession } from '../api/session.ts'
import { setLanguage } from '../i18n/language.ts'
import { useCarried, useMeshName, useWindow } from '../mesh/scope.ts'
import { paths } from '../paths.ts'
import { chooseTheme } from '../ui/useThemeName.ts'
import { pages } from './pages.ts'
import { usePageName } from './usePageName.ts'

/** Something that the palette can do. */
export interface Command {
  key: string
  icon: LucideIcon
  label: string
  hint: string
  run: () => void
}

/** Everything that the palette offers: pages, the mesh's services, and what changes the console itself. */
export function useCommands(): Command[] {
  return [...usePageCommands(), ...useTransferCommand(), ...useServiceCommands(), ...useConsoleCommands()]
}

/** The pages that exist for this person, with where they lead. */
export function usePageCommands(): (Command & { letter: string | undefined })[] {
  const nameOf = usePageName()
  const navigate = useNavigate()
  const carried = useCarried()
  const mesh = useMeshName()
  const permissions = useSession()?.permissions ?? []
  return pages.flatMap(({ key, icon, permission, letter, path }) => {
    const to = path(mesh)
    if (!to || !permissions.includes(permission)) return []
    const run = () => void navigate(carried(to))
    return [{ key, icon, label: nameOf(key), hint: letter ? `g ${letter}` : '', letter, run }]
  })
}

/** No page of the navigation: it is reached from a service, or from here. */
function useTransferCommand(): Command[] {
  const { t } = useTranslation('policyTransfer')
  const navigate = useNavigate()
  const carried = useCarried()
  const mesh = useMeshName()
  const may = useMay('changes:write')
  if (!may || mesh === undefined) return []
  const run = () => void navigate(carried(paths.policyTransfer(mesh)))
  return [{ key: 'policy-transfer', icon: ArrowRightLeft, label: t('title'), hint: 'YAML', run }]
}

function useServiceCommands(): Command[] {
  const navigate = useNavigate()
  const carried = useCarried()
  const mesh = useMeshName()
  const may = useMay('services:read')
  const services = useQuery({
    // Of every namespace: what is sought may lie in another one than what is looked at.
    ...query(listServices, { params: { mesh: mesh ?? '' }, query: useWindow() }),
    enabled: may && mesh !== undefined,
  })
  return (services.data?.value ?? []).map((service) => ({
    key: `${service.namespace}/${service.name}`,
    icon: Box,
    label: service.name,
    hint: service.namespace,
    run: () => void navigate(carried(paths.service(service))),
  }))
}

function useConsoleCommands(): Command[] {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const carried = useCarried()
  const openAccount = () => void navigate(carried(paths.account()))
  return [
    { key: 'account', icon: User, label: t('nav.account'), hint: '', run: openAccount },
    { key: 'light', icon: Sun, label: t('palette.light'), hint: '', run: () => chooseTheme('light') },
    { key: 'dark', icon: Moon, label: t('palette.dark'), hint: '', run: () => chooseTheme('dark') },
    { key: 'system', icon: Monitor, label: t('palette.system'), hint: '', run: () => chooseTheme('system') },
    { key: 'en', icon: Languages, label: 'English', hint: t('language'), run: () => void setLanguage('en') },
    { key: 'zh', icon: Languages, label: '简体中文', hint: t('language'), run: () => void setLanguage('zh-CN') },
  ]
}
