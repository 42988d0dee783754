import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/noto-naskh-arabic/wght.css';
import '@fontsource-variable/source-sans-3/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import './design/tokens.css';
import './design/base.css';
import { Problem } from './server/problem.ts';
import { App } from './app.tsx';
import { keepPageInTheme } from './design/theme.ts';
import { keepPageInLanguage } from './language/language.ts';
import { documentsQuery } from './pages/documents/use-documents.ts';
import { followServer } from './live/follow-server.ts';

const mostRetries = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The server may well be on this machine: that the machine is off line says nothing about it.
      networkMode: 'always',
      // What changes is told by the server.
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < mostRetries,
    },
    mutations: { networkMode: 'always' },
  },
});

// On its way while the page is drawn for the first time.
if (['/', '/documents'].includes(location.pathname) && location.search === '')
  queries.infiniteQuery(documentsQuery({})).catch(() => undefined); // the page asks again, and says it

keepPageInTheme();
keepPageInLanguage();
followServer(queries);

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
