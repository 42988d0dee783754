import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { AskForKey } from './shell/ask-for-key.tsx';
import { ErrorFence } from './shell/error-fence.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { DocumentsPage } from './pages/documents/documents-page.tsx';
import { Loading } from './parts/states.tsx';

// Each other page is fetched when it is first opened: the first load holds what the first page needs.
const ReaderPage = lazy(() =>
  import('./pages/reader/reader-page.tsx').then((module) => ({ default: module.ReaderPage })),
);
const NewPage = lazy(() =>
  import('./pages/new/new-page.tsx').then((module) => ({ default: module.NewPage })),
);
const QueuePage = lazy(() =>
  import('./pages/queue/queue-page.tsx').then((module) => ({ default: module.QueuePage })),
);
const ComparePage = lazy(() =>
  import('./pages/models/compare/compare-page.tsx').then((module) => ({ default: module.ComparePage })),
);
const ModelsPage = lazy(() =>
  import('./pages/models/models-page.tsx').then((module) => ({ default: module.ModelsPage })),
);

export function App() {
  return (
    <Shell>
      <AskForKey />
      <ErrorFence>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/">
              <Redirect to="/documents" replace />
            </Route>
            <Route path="/documents" component={DocumentsPage} />
            <Route path="/documents/:id">{({ id }) => <ReaderPage key={id} documentId={id} />}</Route>
            <Route path="/new" component={NewPage} />
            <Route path="/queue" component={QueuePage} />
            <Route path="/models/compare" component={ComparePage} />
            <Route path="/models" component={ModelsPage} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ErrorFence>
    </Shell>
  );
}
