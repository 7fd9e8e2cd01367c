import { findings } from './messages.ts'

/** What taking an instance out does, and what brings it back unasked. */
export const instanceStatusFindings = findings({
  'instance-gone': {
    en: 'This instance is not registered any more.',
    'zh-CN': '此实例已不在注册中心。',
  },
  'instance-status-stays': {
    en: 'An instance always has a status: it can be changed, not deleted or switched off.',
    'zh-CN': '实例总有一个状态：只能修改，不能删除或停用。',
  },
  'last-ready-instance': {
    en: 'It is the last ready instance of {{service}}, so nothing takes over: callers keep calling it, or answer 502 where their proxy finds no other one.',
    'zh-CN':
      '这是 {{service}} 最后一个就绪实例，没有实例可以接替：调用方会继续调用它；若代理找不到其他实例，则返回 502。',
  },
  'last-ready-of-version': {
    en: 'It is the last ready instance of version {{version}}.',
    'zh-CN': '这是版本 {{version}} 最后一个就绪实例。',
  },
  'share-without-instance': {
    en: 'A route rule ({{scope}}) sends {{percent}} % of its calls to {{version}}, which then has no ready instance: these calls fail with 502.',
    'zh-CN':
      '路由规则（{{scope}}）把 {{percent}} % 的调用发往 {{version}}，而它将没有就绪实例：这些调用会以 502 失败。',
  },
  'callers-know-within': {
    en: 'Callers’ proxies look at the registry every {{seconds}} s: until then they may still call as before.',
    'zh-CN': '调用方的代理每 {{seconds}} 秒查看一次注册中心：在此之前仍可能照旧调用。',
  },
  'callers-know-unknown': {
    en: 'When callers notice is not known: nobody declared how often their proxies look at the registry (30 s unless changed). Look for registry.refreshInterval in their chassis.yaml and declare it with the mesh.',
    'zh-CN':
      '不清楚调用方何时得知：没有声明其代理查看注册中心的间隔（默认 30 秒）。请在其 chassis.yaml 中查找 registry.refreshInterval，并在网格配置中声明。',
  },
  'status-set-by-proxy': {
    en: 'Its own proxy checks its application (localHealthCheck) and may set it up again within one interval.',
    'zh-CN': '它自己的代理会检查应用（localHealthCheck），可能在一个间隔内重新将其设为就绪。',
  },
  'status-may-be-set-by-proxy': {
    en: 'If its proxy checks its application (localHealthCheck in mesher.yaml), it may set the instance up again. Nobody declared whether it does.',
    'zh-CN': '若其代理检查应用（mesher.yaml 中的 localHealthCheck），可能会重新将实例设为就绪。没有声明是否启用。',
  },
  'status-until-restart': {
    en: 'It stays registered as long as it beats; after a restart it registers anew and takes calls.',
    'zh-CN': '只要仍有心跳，它就保持注册；重启后会重新注册并接收调用。',
  },
  'proof-still-called': {
    en: {
      one: 'One call still reached it in the last minute.',
      other: '{{count}} calls still reached it in the last minute.',
    },
    'zh-CN': { one: '最近一分钟仍有 1 次调用到达它。', other: '最近一分钟仍有 {{count}} 次调用到达它。' },
  },
  'proof-few-moved': {
    en: {
      one: 'None reached it, but its service had only one call in the last minute.',
      other: 'None reached it, but its service had only {{count}} calls in the last minute.',
    },
    'zh-CN': {
      one: '没有调用到达它，但其服务最近一分钟只有 1 次调用。',
      other: '没有调用到达它，但其服务最近一分钟只有 {{count}} 次调用。',
    },
  },
  'proof-not-called-yet': {
    en: 'No call has reached it yet.',
    'zh-CN': '还没有调用到达它。',
  },
})
