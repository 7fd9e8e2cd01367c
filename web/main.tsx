import './zod-without-eval.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './api/query.ts'
import './base.css'
import { startLanguage } from './i18n/language.ts'
import { router } from './routes.tsx'
import { cssVariables } from './theme.ts'
import { ThemeProvider } from './ui/ThemeProvider.tsx'

const colors = new CSSStyleSheet()
colors.replaceSync(cssVariables())
document.adoptedStyleSheets = [colors]

await startLanguage()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <ThemeProvider>
      <RouterProvider router={router} />
    </ThemeProvider>
  </QueryClientProvider>,
)
