import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Redirect, Route, Switch } from 'wouter';
import { useTheme } from './bar/theme.ts';
import { Home } from './home/home.tsx';
import { OfflineError } from './server/api-error.ts';
import { Settings } from './settings/settings.tsx';
import { StartPage } from './start-page.tsx';
import { Toaster } from './ui/toaster.tsx';
import { Workbench } from './workbench.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: (count, error) => error instanceof OfflineError && count < 5 } },
});

/** The places of the editor: all graphs, one graph, and settings. `/` opens one of the first two. */
export function App() {
  const theme = useTheme();
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        <Route path="/">
          <StartPage />
        </Route>
        <Route path="/graphs">
          <Home />
        </Route>
        <Route path="/settings">
          <Settings />
        </Route>
        <Route path="/graphs/:id">{({ id }) => <Workbench key={id} id={id} />}</Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
      <Toaster theme={theme} />
    </QueryClientProvider>
  );
}
