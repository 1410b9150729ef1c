import { QueryClient } from '@tanstack/react-query';
import { ApiError, isFinal } from './api-error';

/** Answers that are asked for once (reviews, discovery, metrics). Lists and objects live in watched stores. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, thrown) => failures < 2 && !(thrown instanceof ApiError && (isFinal(thrown) || thrown.code === 422)),
    },
  },
});
