import { Anchor, Center, Stack, Text, Title } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';

/** Shown for an address nobody knows, and when a page could not be loaded. */
export function NotFoundPage() {
  const error = useRouteError();
  // The router has null where nothing went wrong.
  const missing = error === undefined || error === null || (isRouteErrorResponse(error) && error.status === 404);
  return (
    <Center component="main" h="100%" p="md">
      <Stack align="center" gap="xs">
        <Title order={1} size="h3">
          {missing ? 'There is no such page' : 'This page could not be loaded'}
        </Title>
        {!missing && <Text c="dimmed">{error instanceof Error ? error.message : 'Please try again.'}</Text>}
        {/* A whole page load on purpose: a chunk of a former release may be what failed. */}
        <Anchor href="/">Back to the start</Anchor>
      </Stack>
    </Center>
  );
}
